public import Signing
public import StrictJSON

/// What a reader of tokens demands, beyond what holds for all.
public struct JWSRules: Hashable, Sendable {
  /// The exact `typ`; nil only where a person inspects a token.
  public let typ: String?
  /// Whether a token without `kid` may be checked with the only key of a set. Never in a node.
  public let allowsMissingKid: Bool
  /// The most bytes of the token, looked at before anything else.
  public let maximumBytes: Int
  /// The rules for the JSON of header, payload and disclosures.
  public let json: JSONRules

  /// The rules of every message between nodes: `typ` exact, `kid` present, JSON without reals.
  public static func message(typ: String, maximumBytes: Int = 1 << 20) -> JWSRules {
    JWSRules(typ: typ, allowsMissingKid: false, maximumBytes: maximumBytes, json: .wire)
  }

  /// The rules for a person who inspects a token from anywhere: `typ` if stated; a token without `kid` is
  /// checked with the key of a set that has just one; JSON may hold reals. 16 MiB.
  public static func inspection(typ: String?) -> JWSRules {
    let json = JSONRules(
      maximumBytes: JSONRules.general.maximumBytes, maximumDepth: 64,
      maximumValues: JSONRules.general.maximumValues, reals: true, topLevelObject: true)
    return JWSRules(typ: typ, allowsMissingKid: true, maximumBytes: 16 << 20, json: json)
  }
}

/// JSON Web Signatures in compact form (RFC 7515 §7.1), ES256 alone.
public enum CompactJWS {
  /// Header members that would bring a key, a certificate or a way of processing into the sender's hands
  /// (RFC 7515 §4.1, RFC 7797, RFC 7516 §4.1.3).
  public static let refusedHeaderMembers: Set<String> = [
    "jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "crit", "b64", "zip",
  ]

  /// The most bytes of a decoded header.
  private static let headerLimit = 4096

  /// Signs exactly `payload`: header members in the order `alg`, `kid`, `typ`.
  /// - Returns: The token in ASCII.
  /// - Throws: what ``Signing/PrivateKey/sign(_:)`` throws.
  public static func sign(
    payload: [UInt8], typ: String, kid: String, key: PrivateKey
  ) throws(SigningError) -> [UInt8] {
    var header = JSONWriter(capacity: 160)
    header.object {
      $0.member("alg", JSONWebKey.algorithm)
      $0.member("kid", kid)
      $0.member("typ", typ)
    }
    var token = Base64URL.encode(header.bytes)
    token.append(UInt8(ascii: "."))
    token += Base64URL.encode(payload)
    let signature = try key.sign(token)
    token.append(UInt8(ascii: "."))
    token += Base64URL.encode(signature)
    return token
  }

  /// Checks `token` against `keys`, the set of the issuer that was proven by other means, in this order:
  /// size, form, header, `typ`, key, signature. No claim is looked at before the signature holds.
  /// - Throws: the first rule that broke: `token_too_large`, `not_three_parts`, `base64url_not_canonical`,
  ///   `header_not_json`, `header_member_refused`, `alg_not_es256`, `typ_mismatch`, `kid_missing`,
  ///   `kid_unknown`, `signature_length`, `signature_invalid`.
  public static func verify(
    _ token: [UInt8], rules: JWSRules, keys: JSONWebKeySet
  ) throws(JOSEError) -> VerifiedJWS {
    try verify(token[...], rules: rules, keys: keys)
  }

  /// As ``verify(_:rules:keys:)-([UInt8],_,_)``, on part of a larger token.
  static func verify(
    _ token: ArraySlice<UInt8>, rules: JWSRules, keys: JSONWebKeySet
  ) throws(JOSEError) -> VerifiedJWS {
    guard token.count <= rules.maximumBytes else { throw JOSEError(.tokenTooLarge) }
    let parts = token.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw JOSEError(.notThreeParts) }
    let header = try self.header(parts[0], rules: rules)
    let key = try self.key(named: header, in: keys, rules: rules)
    guard let payload = Base64URL.decode(parts[1]) else { throw JOSEError(.base64URL, "payload") }
    guard let signature = Base64URL.decode(parts[2]) else { throw JOSEError(.base64URL, "signature") }
    guard signature.count == 64 else { throw JOSEError(.signatureLength, "\(signature.count) bytes") }
    // What is signed is the first two parts as they came, never encoded again.
    let signed = token[..<parts[1].endIndex]
    guard key.key.isValid(signature, of: signed.span) else { throw JOSEError(.signature) }
    return VerifiedJWS(token: Array(token), header: header, kid: key.kid, payload: payload, json: rules.json)
  }

  private static func header(
    _ part: ArraySlice<UInt8>, rules: JWSRules
  ) throws(JOSEError) -> JSONObject {
    guard let bytes = Base64URL.decode(part) else { throw JOSEError(.base64URL, "header") }
    let limits = JSONRules(
      maximumBytes: headerLimit, maximumDepth: rules.json.maximumDepth, maximumValues: 256,
      reals: rules.json.reals, topLevelObject: true)
    let value: JSONValue
    do { value = try JSONParser.parse(bytes, rules: limits) } catch {
      throw JOSEError(.headerNotJSON, error.description)
    }
    guard case .object(let header) = value else { throw JOSEError(.headerNotJSON) }
    for member in header.members where refusedHeaderMembers.contains(member.name) {
      throw JOSEError(.headerMemberRefused, member.name)
    }
    // Every key record stands for this one algorithm, so it can be compared before the key is looked up.
    guard header["alg"] == .string(JSONWebKey.algorithm) else { throw JOSEError(.algorithm) }
    if let typ = rules.typ {
      guard header["typ"] == .string(typ) else { throw JOSEError(.typ, "expected \(typ)") }
    }
    return header
  }

  private static func key(
    named header: JSONObject, in keys: JSONWebKeySet, rules: JWSRules
  ) throws(JOSEError) -> JSONWebKey {
    switch header["kid"] {
    case .string(let kid):
      guard let key = keys[kid] else { throw JOSEError(.kidUnknown) }
      return key
    case nil:
      guard rules.allowsMissingKid, keys.keys.count == 1 else { throw JOSEError(.kidMissing) }
      return keys.keys[0]
    default:
      // RFC 7515 §4.1.4: "Its value MUST be a case-sensitive string."
      throw JOSEError(.kidMissing, "kid is not a string")
    }
  }
}

/// A token whose signature holds. There is no other way to get one.
public struct VerifiedJWS: Hashable, Sendable {
  /// The exact bytes of the token, as kept for evidence.
  public let token: [UInt8]
  /// The header's members.
  public let header: JSONObject
  /// The name of the key that signed.
  public let kid: String
  /// The exact bytes that were signed.
  public let payload: [UInt8]
  let json: JSONRules

  init(token: [UInt8], header: JSONObject, kid: String, payload: [UInt8], json: JSONRules) {
    self.token = token
    self.header = header
    self.kid = kid
    self.payload = payload
    self.json = json
  }

  /// The message's kind, or nil if the header has none.
  public var typ: String? {
    if case .string(let typ) = header["typ"] { typ } else { nil }
  }

  /// The payload's members; unknown ones are kept.
  /// - Throws: `payload_not_json`.
  public func claims() throws(JOSEError) -> JSONObject {
    let value: JSONValue
    do { value = try JSONParser.parse(payload, rules: json) } catch {
      throw JOSEError(.payloadNotJSON, error.description)
    }
    guard case .object(let claims) = value else { throw JOSEError(.payloadNotJSON) }
    return claims
  }
}
