import Benefits
import Settlement
import Testing

/// Batches for tests, made from numbers alone.
enum BatchSamples {
  static func id(_ number: UInt64) -> UUIDv7 {
    UUIDv7(at: Instant(seconds: 1_764_000_000), randomness: (0, number))
  }

  static func account(_ number: Int, holder: String = "旅宿有限公司") throws -> BankAccount {
    try BankAccount(
      holder: holder, taxID: "04595257", bank: "004", branch: "0123", account: "00\(100_000 + number)")
  }

  static func day(_ day: Int = 24) throws -> CivilDate {
    try #require(CivilDate(year: 2026, month: 11, day: day))
  }

  static func batch(_ amounts: [Int64], first: UInt64 = 1, day: Int = 24) throws -> PaymentBatch {
    let payments = try amounts.enumerated().map { index, amount in
      Payment(
        id: id(first + UInt64(index)), payee: try account(index), amount: Money(amount),
        settles: .payout(id(first + 50_000 + UInt64(index))), text: "十月份優惠補助 & <2026-10>")
    }
    return try PaymentBatch(
      id: id(first + 100_000), date: self.day(day), kind: .merchants,
      payer: account(900, holder: "臺東縣政府"), purpose: "市民卡優惠補助", payments: payments)
  }

  static func terms(_ unit: ACHAmountUnit) throws -> ACHTerms {
    try #require(
      ACHTerms(amountUnit: unit, transactionCode: "230", sender: "0040123", receiver: "9990250"))
  }

  /// The returned file in which the payments of these numbers came back.
  static func returned(_ batch: PaymentBatch, _ numbers: [Int], named: Bool = true) throws -> ACHFile {
    let presented = ACHFile(batch, terms: try terms(.dollars), time: "093000")
    let details = numbers.enumerated().map { index, number in
      let detail = presented.details[number - 1]
      return ACHDetail(
        transactionCode: detail.transactionCode, number: Int64(index + 1), payer: detail.payer,
        payee: detail.payee, amount: detail.amount, payerID: detail.payerID, payeeID: detail.payeeID,
        note: named ? detail.note : "",
        back: ACHReturn(code: "04", date: batch.date, number: detail.number))
    }
    return ACHFile(
      layout: .returned, date: try day(25), time: "120000", sender: "9990250", receiver: "0040123",
      previous: batch.date, details: details)
  }
}
