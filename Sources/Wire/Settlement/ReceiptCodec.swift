import Benefits
public import Settlement
import StrictJSON

/// Receipts to and from bytes.
public enum ReceiptCodec {
  /// Signs a receipt.
  public static func encode(_ receipt: ReceiptMessage, signer: MessageSigner) throws -> [UInt8] {
    var payload = JSONWriter(capacity: 1024)
    payload.object {
      receipt.envelope.write(into: &$0)
      if let request = receipt.requestID { $0.member("req_jti", request.description) }
      $0.member("claims_seq", receipt.claimsSeq)
      $0.member("claims_hash", Base64URL.text(receipt.claimsHash))
      switch receipt.content {
      case .entries(let page):
        $0.member("prev_number", page.previousNumber)
        $0.member("prev", Base64URL.text(page.previousHash))
        $0.exactBytes("entries", page.entries)
        $0.member("last_number", page.last)
      case .refusal(let refusal): $0.member("error", refusal.rawValue)
      }
    }
    return try CompactJWS.sign(
      payload: payload.bytes, typ: MessageType.claimsReceipt, kid: signer.kid, key: signer.key)
  }

  /// Checks form, header and signature against the keys of the home city, and reads the claims. Whether it answers *this*
  /// message is ``Settlement/ReceiptMessage/check(answers:at:)``.
  /// - Throws: the rule that broke; `claim_malformed` where the claims are not those of a receipt.
  public static func decode(_ token: [UInt8], keys: JSONWebKeySet) throws(JOSEError) -> ReceiptMessage {
    let jws = try CompactJWS.verify(
      token, rules: .message(typ: MessageType.claimsReceipt, maximumBytes: ClaimsLimits.message), keys: keys)
    let claims = try jws.claims()
    do { return try read(JSONFields(.object(claims))) } catch { throw JOSEError(.claim, "\(error)") }
  }

  private static func read(_ fields: JSONFields) throws(JSONFieldError) -> ReceiptMessage {
    ReceiptMessage(
      envelope: try ClaimsEnvelope(fields),
      requestID: fields.optionalElement("req_jti") == nil ? nil : try fields.id("req_jti"),
      claimsSeq: try fields.integer("claims_seq", in: 0...LineReading.places.upperBound),
      claimsHash: try fields.hash("claims_hash"), content: try content(fields))
  }

  private static func content(_ fields: JSONFields) throws(JSONFieldError) -> ReceiptMessage.Content {
    if let refusal = try fields.optionalParsed("error", "a refusal code", ClaimsRefusal.init) {
      try fields.refuseBeside("error", ["prev_number", "prev", "entries", "last_number"])
      return .refusal(refusal)
    }
    let page = ReceiptPage(
      previousNumber: try fields.integer("prev_number", in: 0...LineReading.places.upperBound),
      previousHash: try fields.hash("prev"),
      entries: try fields.exactBytes("entries", count: ClaimsLimits.entries, each: ClaimsLimits.entry),
      last: try fields.integer("last_number", in: 0...LineReading.places.upperBound))
    guard page.previousNumber + Int64(page.entries.count) <= page.last else {
      throw fields.error("last_number", .invalid(expected: "the number of the last entry or a later one"))
    }
    return .entries(page)
  }
}
