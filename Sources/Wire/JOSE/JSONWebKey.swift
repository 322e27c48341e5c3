public import Signing
public import StrictJSON

/// A public key of a city with its name: an EC P-256 JWK (RFC 7517, RFC 7518 §6.2).
public struct JSONWebKey: Hashable, Sendable {
  /// The only algorithm that a key record stands for. A token's `alg` is compared with it and chooses
  /// nothing.
  public static let algorithm = "ES256"

  /// The key's name in tokens: 1 to 256 bytes.
  public let kid: String
  /// The key.
  public let key: PublicKey

  /// Names `key` by its thumbprint, as OpenID Federation 1.0 §3.1 recommends.
  public init(_ key: PublicKey) {
    self.key = key
    kid = Self.thumbprint(of: key)
  }

  /// The RFC 7638 thumbprint of `key` with SHA-256, as base64url: 43 characters.
  public static func thumbprint(of key: PublicKey) -> String {
    // RFC 7638 §3.2: the required members of an EC key in lexicographic order, without white space.
    var json = JSONWriter(capacity: 160)
    json.object { $0.requiredMembers(of: key) }
    return Base64URL.text(sha256(json.bytes))
  }

  /// Reads a JWK object. Members that are not named here are ignored (RFC 7517 §4).
  /// - Throws: `jwk_malformed`, `jwk_unsupported` (another type, curve, algorithm or use), `jwk_private`,
  ///   `jwk_not_on_curve`.
  public init(_ value: JSONValue) throws(JOSEError) {
    guard case .object(let members) = value else { throw JOSEError(.jwkMalformed) }
    guard members["d"] == nil else { throw JOSEError(.jwkPrivate) }
    guard case .string(let type) = members["kty"] else { throw JOSEError(.jwkMalformed, "kty") }
    guard type == "EC", members["crv"] == .string("P-256"),
      members["alg"] == nil || members["alg"] == .string(Self.algorithm),
      members["use"] == nil || members["use"] == .string("sig"), Self.mayVerify(members["key_ops"])
    else { throw JOSEError(.jwkUnsupported) }
    let x = try Self.coordinate("x", of: members)
    let y = try Self.coordinate("y", of: members)
    do { key = try PublicKey(x: x, y: y) } catch { throw JOSEError(.jwkNotOnCurve) }
    switch members["kid"] {
    case nil: kid = Self.thumbprint(of: key)
    case .string(let name) where (1...256).contains(name.utf8.count): kid = name
    default: throw JOSEError(.jwkMalformed, "kid")
    }
  }

  /// RFC 7518 §6.2.1.2: a coordinate has the full 32 bytes of the curve, also if the first are zero.
  private static func coordinate(_ name: String, of members: JSONObject) throws(JOSEError) -> [UInt8] {
    guard case .string(let text) = members[name], let bytes = Base64URL.decode(text), bytes.count == 32
    else { throw JOSEError(.jwkMalformed, name) }
    return bytes
  }

  private static func mayVerify(_ operations: JSONValue?) -> Bool {
    switch operations {
    case nil: true
    case .array(let list): list.contains(.string("verify"))
    default: false
    }
  }

  /// Writes the members of the JWK into an object.
  public func write(into json: inout JSONWriter.Members) {
    json.requiredMembers(of: key)
    json.member("kid", kid)
    json.member("alg", Self.algorithm)
    json.member("use", "sig")
  }
}

extension JSONWriter.Members {
  fileprivate mutating func requiredMembers(of key: PublicKey) {
    member("crv", "P-256")
    member("kty", "EC")
    member("x", Base64URL.text(key.x))
    member("y", Base64URL.text(key.y))
  }
}

/// The keys that one issuer signs with: a JWK set (RFC 7517 §5) of 1 to 32.
public struct JSONWebKeySet: Hashable, Sendable {
  /// The most entries of a set, those that are ignored included.
  public static let limit = 32

  /// The keys, each name once.
  public let keys: [JSONWebKey]

  /// Makes a set.
  /// - Throws: `jwks_empty`, `jwks_malformed` (too many), `kid_duplicate`.
  public init(_ keys: [JSONWebKey]) throws(JOSEError) {
    guard !keys.isEmpty else { throw JOSEError(.jwksEmpty) }
    guard keys.count <= Self.limit else { throw JOSEError(.jwksMalformed) }
    guard Set(keys.map(\.kid)).count == keys.count else { throw JOSEError(.kidDuplicate) }
    self.keys = keys
  }

  /// Reads a set from the bytes of its JSON.
  /// - Throws: as ``init(_:)-(JSONValue)``.
  public init(parsing bytes: [UInt8], rules: JSONRules = .wire) throws(JOSEError) {
    let value: JSONValue
    do { value = try JSONParser.parse(bytes, rules: rules) } catch {
      throw JOSEError(.jwksMalformed, error.description)
    }
    try self.init(value)
  }

  /// Reads a set. Entries of other types, curves, algorithms or uses are ignored (RFC 7517 §5); an entry
  /// without `kid` is named by its thumbprint.
  /// - Throws: `jwks_malformed`, `jwks_empty` if nothing usable is left, `kid_duplicate`, and for a key of
  ///   ours that is broken, or any entry that is a private key, the error of ``JSONWebKey/init(_:)-(JSONValue)``.
  public init(_ value: JSONValue) throws(JOSEError) {
    guard case .object(let members) = value, case .array(let entries) = members["keys"],
      (1...Self.limit).contains(entries.count)
    else { throw JOSEError(.jwksMalformed) }
    var keys: [JSONWebKey] = []
    for entry in entries {
      do { keys.append(try JSONWebKey(entry)) } catch  where error.rule == .jwkUnsupported { continue }
    }
    try self.init(keys)
  }

  /// The key called `kid`.
  public subscript(kid: String) -> JSONWebKey? { keys.first { $0.kid == kid } }

  /// Writes the set as the member `name`, such as `jwks` of an entity statement.
  public func write(_ name: String, into json: inout JSONWriter.Members) {
    json.object(name) { write(into: &$0) }
  }

  private func write(into json: inout JSONWriter.Members) {
    json.array("keys") { list in
      for key in keys { list.object { key.write(into: &$0) } }
    }
  }

  /// The set as JSON.
  public var encoded: [UInt8] {
    var json = JSONWriter()
    json.object { write(into: &$0) }
    return json.bytes
  }
}
