public import Benefits
public import Federation
public import Settlement
import Signing
import StrictJSON

/// Replies to settlement messages, signed like everything that the cities say to each other: a refusal is evidence too.
public enum SettlementReplyCodec {
  /// Signs a reply.
  public static func encode(
    _ reply: SettlementReply, from issuer: EntityID, to audience: EntityID, id: UUIDv7, at now: Instant,
    signer: MessageSigner
  ) throws -> [UInt8] {
    var payload = JSONWriter(capacity: 512)
    payload.object {
      $0.member("iss", issuer.text)
      $0.member("aud", audience.text)
      $0.member("iat", now.seconds)
      $0.member("exp", (now + SettlementMessageCodec.lifetime).seconds)
      $0.member("jti", id.description)
      $0.member("message", reply.message.description)
      if let refusal = reply.refusal { $0.member("refusal", refusal) }
      if let detail = reply.detail { $0.member("detail", detail) }
    }
    return try CompactJWS.sign(
      payload: payload.bytes, typ: MessageType.settlementReply, kid: signer.kid, key: signer.key)
  }

  /// Checks form, header, signature, sender, recipient and time, and reads a reply.
  /// - Throws: the rule that broke.
  public static func decode(
    _ token: [UInt8], from issuer: EntityID, to audience: EntityID, at now: Instant, keys: JSONWebKeySet
  ) throws(JOSEError) -> SettlementReply {
    let jws = try CompactJWS.verify(
      token, rules: .message(typ: MessageType.settlementReply, maximumBytes: 16 << 10), keys: keys)
    let claims = try jws.claims()
    try ClaimRules(now: now, maximumLifetime: SettlementMessageCodec.lifetime, audience: audience.text)
      .check(claims)
    do {
      let fields = try JSONFields(.object(claims))
      guard try fields.entity("iss") == issuer else {
        throw fields.error("iss", .invalid(expected: "the partner"))
      }
      return SettlementReply(
        message: try fields.id("message"), refusal: try fields.optionalString("refusal", bytes: 1...64),
        detail: try fields.optionalString("detail", bytes: 1...2_000))
    } catch {
      throw JOSEError(.claim, "\(error)")
    }
  }
}
