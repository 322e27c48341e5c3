public import StrictJSON

/// What a token says, for a person who inspects it: a plain JWS or an SD-JWT, whose signature and every
/// stated rule hold. Inspection differs from what a node demands in three ways: `typ` is looked at only if
/// stated, JSON may hold reals, and a token without `kid` is checked with the key of a set of just one.
public struct TokenInspection: Hashable, Sendable {
  /// What selective disclosure and key binding add.
  public struct Disclosed: Hashable, Sendable {
    /// How many disclosures came with the token, all of them signed.
    public let count: Int
    /// How many digests had none: hidden values, or decoys.
    public let hiddenCount: Int
    /// Header and claims of a key binding that holds, or nil if there is none.
    public let keyBinding: JSONObject?
  }

  /// The name of the key that signed.
  public let kid: String
  /// The header's members.
  public let header: JSONObject
  /// The claims, disclosed ones in their place; nil if the payload is no JSON object.
  public let claims: JSONObject?
  /// The exact bytes that were signed.
  public let payload: [UInt8]
  /// Nil for a plain JWS.
  public let disclosed: Disclosed?

  /// Checks `token` against `keys` and the stated rules.
  ///
  /// A plain JWS over something else than a JSON object is allowed as long as no rule for claims is stated.
  /// - Parameters:
  ///   - typ: The exact `typ`, or nil to leave it out.
  ///   - rules: What to demand of the claims.
  /// - Throws: the first rule that broke.
  public init(
    _ token: [UInt8], keys: JSONWebKeySet, typ: String?, rules: ClaimRules
  ) throws(JOSEError) {
    if SDJWT.isForm(of: token) {
      let verified = try SDJWT.verify(token, rules: .inspection(typ: typ), keys: keys)
      let binding = try verified.checkKeyBinding().map { binding in
        JSONObject([("header", .object(binding.header)), ("claims", .object(binding.claims))])
      }
      self.init(
        verified.jws, claims: verified.claims,
        disclosed: Disclosed(
          count: verified.disclosures.count, hiddenCount: verified.hiddenCount, keyBinding: binding))
    } else {
      let verified = try CompactJWS.verify(token, rules: .inspection(typ: typ), keys: keys)
      let opaque = typ == nil && rules == ClaimRules(now: nil) && !Self.looksLikeObject(verified.payload)
      self.init(verified, claims: opaque ? nil : try verified.claims(), disclosed: nil)
    }
    if let claims { try rules.check(claims) }
  }

  private init(_ jws: VerifiedJWS, claims: JSONObject?, disclosed: Disclosed?) {
    kid = jws.kid
    header = jws.header
    payload = jws.payload
    self.claims = claims
    self.disclosed = disclosed
  }

  private static func looksLikeObject(_ payload: [UInt8]) -> Bool {
    payload.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
  }

  /// Header and claims as one JSON document: `header`, then `claims` (or `payload` in base64url if it is no
  /// JSON object), then `key_binding` if there is one.
  public var report: JSONValue {
    var members: [(String, JSONValue)] = [("header", .object(header))]
    if let claims {
      members.append(("claims", .object(claims)))
    } else {
      members.append(("payload", .string(Base64URL.text(payload))))
    }
    if let binding = disclosed?.keyBinding { members.append(("key_binding", .object(binding))) }
    return .object(JSONObject(members))
  }
}
