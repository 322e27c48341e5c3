public import Benefits
public import Settlement
import StrictJSON

/// A message to the home city whose signature holds.
public struct ReceivedMessage<Content: Sendable>: Sendable {
  /// Its `jti`, if it can be read.
  public let id: UUIDv7?
  /// What it says, or that its members are not of their form.
  public let content: Result<Content, ClaimsRefusal>
}

/// Messages of claims to and from bytes.
public enum ClaimsCodec {
  /// Signs a message. The caller has seen to ``Settlement/ClaimsLimits``.
  public static func encode(_ message: ClaimsMessage, signer: MessageSigner) throws -> [UInt8] {
    var payload = JSONWriter(capacity: 512 + message.lines.reduce(0) { $0 + $1.count * 4 / 3 + 8 })
    payload.object {
      message.envelope.write(into: &$0)
      $0.member("prev_seq", message.previousSeq)
      $0.member("prev", Base64URL.text(message.previousHash))
      $0.exactBytes("lines", message.lines)
      $0.member("receipts_after", message.receiptsAfter)
    }
    return try CompactJWS.sign(
      payload: payload.bytes, typ: MessageType.claims, kid: signer.kid, key: signer.key)
  }

  /// Checks form, header and signature against the keys of the host city, and reads the claims. The envelope's own rules
  /// are ``Settlement/ClaimsEnvelope/check(from:to:at:)``, those of the chain
  /// ``Settlement/ClaimsMessage/newLines(head:hashes:digest:)``; the lines are read by ``ClaimLineCodec``.
  /// - Throws: the rule that broke; then the sender is not proven and nothing in the body is believed.
  public static func decode(
    _ token: [UInt8], keys: JSONWebKeySet
  ) throws(JOSEError) -> ReceivedMessage<ClaimsMessage> {
    try ReceivedMessage(token, typ: MessageType.claims, keys: keys) { fields throws(JSONFieldError) in
      ClaimsMessage(
        envelope: try ClaimsEnvelope(fields),
        previousSeq: try fields.integer("prev_seq", in: 0...LineReading.places.upperBound),
        previousHash: try fields.hash("prev"),
        lines: try fields.exactBytes("lines", count: ClaimsLimits.lines, each: ClaimsLimits.line),
        receiptsAfter: try fields.integer("receipts_after", in: 0...LineReading.places.upperBound))
    }
  }
}

extension ReceivedMessage {
  /// Checks a token, and reads its claims by `read`.
  init(
    _ token: [UInt8], typ: String, keys: JSONWebKeySet,
    read: (JSONFields) throws(JSONFieldError) -> Content
  ) throws(JOSEError) {
    let jws = try CompactJWS.verify(
      token, rules: .message(typ: typ, maximumBytes: ClaimsLimits.message), keys: keys)
    do {
      let fields = try JSONFields(.object(jws.claims()))
      id = try? fields.id("jti")
      do { content = .success(try read(fields)) } catch { content = .failure(.malformed) }
    } catch {
      id = nil
      content = .failure(.malformed)
    }
  }
}
