import Benefits
public import Settlement
import Signing
import StrictJSON

/// Batches of payments to and from signed JSON: what an auditor keeps beside the bank's file.
public enum PaymentBatchCodec {
  /// The exact `typ`.
  public static let type = "citycard-payments+jwt"
  /// The most bytes of a signed batch: ``Settlement/PaymentBatch/limit`` payments whose texts are all as long as may be.
  public static let maximumBytes = 64 << 20

  private static let json = JSONRules(
    maximumBytes: 48 << 20, maximumDepth: 8, maximumValues: PaymentBatch.limit * 16 + 64, reals: false,
    topLevelObject: true)

  /// The JSON that is signed: the same batch gives the same bytes.
  public static func payload(_ batch: PaymentBatch) -> [UInt8] {
    var payload = JSONWriter(capacity: 512 + batch.payments.count * 400)
    payload.object { object in
      object.member("id", "\(batch.id)")
      object.member("date", "\(batch.date)")
      object.member("kind", batch.kind.rawValue)
      object.object("payer") { write(batch.payer, &$0) }
      object.member("purpose", batch.purpose)
      object.member("currency", "TWD")
      object.member("count", batch.payments.count)
      object.member("total", batch.total.ntd)
      object.array("payments") { list in
        for payment in batch.payments {
          list.object { member in
            member.member("id", "\(payment.id)")
            member.object("payee") { write(payment.payee, &$0) }
            member.member("amount", payment.amount.ntd)
            switch payment.settles {
            case .obligation(let id): member.member("obligation", "\(id)")
            case .payout(let id): member.member("payout", "\(id)")
            }
            member.member("text", payment.text)
          }
        }
      }
    }
    return payload.bytes
  }

  /// By what a batch is known: `SHA-256("citycard/payments/1" ‖ 0x00 ‖ bytes)` over the signed JSON.
  public static func hash(ofPayload payload: [UInt8]) -> [UInt8] {
    sha256(Array("citycard/payments/1".utf8) + [0] + payload)
  }

  /// Signs the batch with the node's key.
  public static func encode(_ batch: PaymentBatch, signer: MessageSigner) throws -> [UInt8] {
    try CompactJWS.sign(payload: payload(batch), typ: type, kid: signer.kid, key: signer.key)
  }

  /// Checks form, header and signature, and reads the batch.
  ///
  /// - Throws: the rule that broke; `claim_malformed` where a member is missing or of another form, or where count and
  ///   total are not those of the payments.
  public static func decode(_ token: [UInt8], keys: JSONWebKeySet) throws(JOSEError) -> PaymentBatch {
    let rules = JWSRules(typ: type, allowsMissingKid: false, maximumBytes: maximumBytes, json: json)
    let claims = try CompactJWS.verify(token, rules: rules, keys: keys).claims()
    do { return try read(JSONFields(.object(claims))) } catch { throw JOSEError(.claim, "\(error)") }
  }

  private static func write(_ account: BankAccount, _ object: inout JSONWriter.Members) {
    object.member("holder", account.holder)
    object.member("tax_id", account.taxID)
    object.member("bank", account.bank)
    object.member("branch", account.branch)
    object.member("account", account.account)
  }

  private static func read(_ fields: JSONFields) throws(JSONFieldError) -> PaymentBatch {
    var payments: [Payment] = []
    for element in try fields.array("payments", count: 1...PaymentBatch.limit) {
      payments.append(try payment(try element.object()))
    }
    let date = try fields.parsed("date", "a day") { CivilDate($0) }
    let kind = try fields.parsed("kind", "cities or merchants") { PaymentKind(rawValue: $0) }
    let batch: PaymentBatch
    let (id, payer, purpose) = (
      try fields.id("id"), try account(try fields.object("payer")), try fields.string("purpose")
    )
    do {
      batch = try PaymentBatch(
        id: id, date: date, kind: kind, payer: payer, purpose: purpose, payments: payments)
    } catch { throw fields.error("payments", .invalid(expected: error.rawValue)) }
    _ = try fields.parsed("currency", "TWD") { $0 == "TWD" ? true : nil }
    let count = Int64(batch.payments.count)
    _ = try fields.integer("count", in: count...count)
    _ = try fields.integer("total", in: batch.total.ntd...batch.total.ntd)
    return batch
  }

  private static func payment(_ fields: JSONFields) throws(JSONFieldError) -> Payment {
    let settles: PaymentReference
    if fields.optionalElement("obligation") != nil {
      try fields.refuseBeside("obligation", ["payout"])
      settles = .obligation(try fields.id("obligation"))
    } else {
      settles = .payout(try fields.id("payout"))
    }
    let amounts = Payment.amounts.lowerBound.ntd...Payment.amounts.upperBound.ntd
    return Payment(
      id: try fields.id("id"), payee: try account(try fields.object("payee")),
      amount: Money(try fields.integer("amount", in: amounts)), settles: settles,
      text: try fields.string("text"))
  }

  private static func account(_ fields: JSONFields) throws(JSONFieldError) -> BankAccount {
    let (holder, taxID) = (try fields.string("holder"), try fields.string("tax_id"))
    let (bank, branch) = (try fields.string("bank"), try fields.string("branch"))
    let account = try fields.string("account")
    do {
      return try BankAccount(holder: holder, taxID: taxID, bank: bank, branch: branch, account: account)
    } catch { throw fields.error(error.rawValue, .invalid(expected: "a bank account's \(error.rawValue)")) }
  }
}
