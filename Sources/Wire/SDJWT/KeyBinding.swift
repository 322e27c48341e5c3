import Signing
public import StrictJSON

/// The key binding JWT at the end of an SD-JWT (RFC 9901 §4.3), not yet checked.
struct KeyBinding: Hashable, Sendable {
  /// The JWT.
  let token: [UInt8]
  /// The SD-JWT before it, up to and including the last `~`.
  let signed: [UInt8]
}

extension VerifiedSDJWT {
  /// Checks that the holder's key, `cnf.jwk` of the claims, signed a `kb+jwt` for exactly this SD-JWT
  /// (RFC 9901 §7.3); whether its `nonce`, `aud` and `iat` are right is for the caller to judge.
  /// - Returns: The key binding's header and claims, or nil if there is none.
  /// - Throws: `key_binding_invalid` if the key is missing or `sd_hash` is of something else, and the rules of
  ///   ``CompactJWS/verify(_:rules:keys:)`` with the holder's key as the only one.
  public func checkKeyBinding() throws(JOSEError) -> (header: JSONObject, claims: JSONObject)? {
    guard let keyBinding else { return nil }
    guard case .object(let confirmation) = claims["cnf"], let holder = confirmation["jwk"] else {
      throw JOSEError(.keyBinding, "no cnf.jwk")
    }
    let rules = JWSRules(
      typ: "kb+jwt", allowsMissingKid: true, maximumBytes: 64 * 1024, json: jws.json)
    let checked = try CompactJWS.verify(
      keyBinding.token, rules: rules, keys: JSONWebKeySet([try JSONWebKey(holder)]))
    let claims = try checked.claims()
    guard claims["sd_hash"] == .string(Base64URL.text(sha256(keyBinding.signed))) else {
      throw JOSEError(.keyBinding, "sd_hash")
    }
    return (checked.header, claims)
  }
}
