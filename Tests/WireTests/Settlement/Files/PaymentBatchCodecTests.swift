import Benefits
import Settlement
import Signing
import Testing

@testable import Wire

@Suite("Payments that leave the node")
struct PaymentBatchCodecTests {
  private func id(_ number: UInt64) -> UUIDv7 {
    UUIDv7(at: Instant(seconds: 1_764_000_000), randomness: (0, number))
  }

  private func batch(_ amounts: [Int64], holder: String = "旅宿有限公司") throws -> PaymentBatch {
    let payer = try BankAccount(
      holder: "臺東縣政府", taxID: "04595257", bank: "004", branch: "0123", account: "00100900")
    let payee = try BankAccount(
      holder: holder, taxID: "A123456789", bank: "012", branch: "2010", account: "00000026")
    return try PaymentBatch(
      id: id(1), date: try #require(CivilDate("2026-11-24")), kind: .merchants, payer: payer,
      purpose: "市民卡優惠補助",
      payments: amounts.enumerated().map { index, amount in
        let reference = id(UInt64(20_000 + index))
        return Payment(
          id: id(UInt64(100 + index)), payee: payee, amount: Money(amount),
          settles: index.isMultiple(of: 2) ? .payout(reference) : .obligation(reference), text: "十月份")
      })
  }

  @Test func `a signed batch is read back as itself, also with as many payments as may be`() throws {
    let signer = MessageSigner(try PrivateKey.generate())
    let keys = try JSONWebKeySet([signer.publicKey])
    for count in [1, 2, 7, PaymentBatch.limit] {
      let batch = try batch((0..<count).map { Int64($0 + 1) })
      let token = try PaymentBatchCodec.encode(batch, signer: signer)
      #expect(try PaymentBatchCodec.decode(token, keys: keys) == batch)
    }
  }

  @Test func `a signed batch whose total is not that of its payments is refused`() throws {
    let signer = MessageSigner(try PrivateKey.generate())
    let keys = try JSONWebKeySet([signer.publicKey])
    let payload = String(decoding: PaymentBatchCodec.payload(try batch([10, 20])), as: UTF8.self)
    for (from, to) in [
      ("\"total\":30", "\"total\":31"), ("\"count\":2", "\"count\":3"), ("\"amount\":20", "\"amount\":0"),
      ("\"TWD\"", "\"USD\""), ("\"bank\":\"012\"", "\"bank\":\"12\""),
    ] {
      #expect(payload.contains(from))
      let token = try CompactJWS.sign(
        payload: Array(payload.replacing(from, with: to).utf8), typ: PaymentBatchCodec.type, kid: signer.kid,
        key: signer.key)
      #expect(throws: JOSEError.self) { try PaymentBatchCodec.decode(token, keys: keys) }
    }
    #expect(
      PaymentBatchCodec.hash(ofPayload: Array(payload.utf8))
        != PaymentBatchCodec.hash(ofPayload: Array(payload.replacing("30", with: "31").utf8)))
  }

  private func records(_ bytes: [UInt8]) throws -> [[String]] {
    var reader = CSVReader()
    var records: [CSVRecord] = []
    try reader.read(bytes.span, into: &records)
    try reader.finish(into: &records)
    return records.map(\.fields)
  }

  @Test func `sheets begin with a mark, keep their zeros, and hold no formula`() throws {
    let bytes = PaymentSheets.batch(try batch([1_500, 20], holder: "=HYPERLINK(\"https://bad.example\")"))
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let records = try records(bytes)
    #expect(records.count == 3)
    #expect(
      Array(records[1][2...6]) == [
        "'=HYPERLINK(\"https://bad.example\")", "統編 A123456789", "銀行 012-2010", "帳號 00000026", "1500",
      ])
  }

  @Test func `a payee list has who, number, amount, account, purpose, the total in words, and the officers`()
    throws
  {
    let records = try records(PaymentSheets.payees(PayeeList(try batch([1_500, 20]))))
    #expect(records[3] == ["付款日 Date", "民國115年11月24日", "2026-11-24"])
    #expect(records[6] == ["1", "旅宿有限公司", "統編 A123456789", "1500", "銀行 012-2010", "帳號 00000026", "十月份"])
    #expect(records[8] == ["合計 Total", "新臺幣壹仟伍佰貳拾元整", "", "1520"])
    #expect(records[9].map { $0.prefix(2) } == ["承辦", "覆核", "主辦", "機關"])
  }
}
