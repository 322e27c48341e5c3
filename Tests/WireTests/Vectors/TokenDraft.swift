import Benefits
import Signing
import StrictJSON
import Wire

/// A message in the making, member by member as JSON text, so that any rule can be broken alone.
struct TokenDraft {
  /// Names with the JSON text of their values, in order; a name may be made to come twice.
  typealias Members = [(name: String, json: String)]

  var header: Members
  var claims: Members
  /// The array whose elements are hidden, `checks` or `answers`; nil in a message without one.
  var list: String?
  /// The elements' JSON.
  var items: [String] = []
  /// More elements of the array as they stand in the payload, not hidden.
  var clear: [String] = []
  /// The hash that the payload names.
  var hash: String? = SDJWT.hashAlgorithm

  /// Sets, adds or removes a member.
  static func set(_ members: inout Members, _ name: String, _ json: String?) {
    let index = members.firstIndex { $0.name == name }
    switch (index, json) {
    case (let index?, let json?): members[index].json = json
    case (let index?, nil): members.remove(at: index)
    case (nil, let json?): members.append((name, json))
    case (nil, nil): break
    }
  }

  /// A claim's JSON text.
  subscript(claim name: String) -> String? {
    get { claims.first { $0.name == name }?.json }
    set { Self.set(&claims, name, newValue) }
  }

  /// A header member's JSON text.
  subscript(header name: String) -> String? {
    get { header.first { $0.name == name }?.json }
    set { Self.set(&header, name, newValue) }
  }

  static func object(_ members: Members) -> String {
    "{\(members.map { "\"\($0.name)\":\($0.json)" }.joined(separator: ","))}"
  }

  /// One disclosure per item, with salts that are always the same.
  var disclosures: [Disclosure] {
    items.enumerated().map { index, item in
      Disclosure(element: Array(item.utf8), salt: Self.salt(index))
    }
  }

  /// 16 bytes that look like a salt and are known to all: for vectors alone.
  static func salt(_ index: Int) -> [UInt8] { Array(sha256(Array("vector salt \(index)".utf8)).prefix(16)) }

  /// The signed payload.
  var payload: String {
    guard let list else { return Self.object(claims) }
    var members = claims
    if let hash { members.append(("_sd_alg", "\"\(hash)\"")) }
    let digests = disclosures.map { #"{"...":"\#($0.digest)"}"# }
    members.append((list, "[\((digests + clear).joined(separator: ","))]"))
    return Self.object(members)
  }

  /// The claims as the reader is to see them.
  func disclosedClaims() throws -> JSONValue {
    var members = claims
    if let list { members.append((list, "[\((items + clear).joined(separator: ","))]")) }
    return try json(Self.object(members))
  }

  /// The JWS over these very texts.
  func jws(_ key: PrivateKey) throws -> String {
    let signed = "\(part(Self.object(header))).\(part(payload))"
    return "\(signed).\(Base64URL.text(try key.sign(Array(signed.utf8))))"
  }

  /// The message as it travels: with all its disclosures, if it is one that has any.
  func token(_ key: PrivateKey) throws -> String {
    let jws = try jws(key)
    guard list != nil else { return jws }
    return Self.join(jws, disclosures.map(\.text))
  }

  /// A JWS and disclosures, each ended by a tilde.
  static func join(_ jws: String, _ disclosures: [String]) -> String {
    ([jws] + disclosures).map { "\($0)~" }.joined()
  }
}
