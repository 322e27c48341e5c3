import Benefits
import Settlement
import Testing

@testable import Web

@Suite("Sheets for paper")
struct PrintedSheetTests {
  /// A statement with a row of each kind.
  static func sheet(signedHash: String = "ab12") throws -> StatementSheet {
    let pair = try #require(
      DirectedPair(host: CityID(unchecked: "taitung"), home: CityID(unchecked: "taipei")))
    let (host, home) = (BilingualText(zh: "臺東", en: "Taitung"), BilingualText(zh: "臺北", en: "Taipei"))
    let row = StatementSheet.Row(
      label: BilingualText(zh: "門票優惠 <b>", en: "Admission & more"), count: 128,
      shares: Shares(merchant: Money(6_400), host: Money(3_200), home: Money(12_800)))
    let small = StatementSheet.Row(
      label: BilingualText(zh: "金額不符", en: "Amount differs"), count: 2, shares: Shares(home: Money(205)))
    return StatementSheet(
      pair: pair, host: host, home: home, number: 3,
      month: CivilMonth(of: try #require(CivilDate("2026-10-01"))),
      matched: [row], carriedIn: [small], excluded: [small], bySilence: 4, owed: Money(13_005), hash: "ab12",
      signatures: [
        StatementSheet.Signature(
          city: host, kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", time: "2026-11-12 09:30",
          hash: signedHash)
      ])
  }

  @Test func `a statement says who, when, how much in words, who signed, and has the officers' boxes`() throws
  {
    let text = String(decoding: PrintedStatement(sheet: try Self.sheet()).bytes, as: UTF8.self)
    for part in [
      "臺東 Taitung", "臺北 Taipei", "taitung&gt;taipei · 3", "民國115年10月（2026-10）", "新臺幣壹萬參仟零伍元整",
      "NT$13,005", "門票優惠 &lt;b&gt;", "Admission &amp; more", "Amount differs", "與本單相同",
      "承辦人", "覆核", "主辦會計", "機關首長", "citycard settle audit",
    ] { #expect(text.contains(part), "\(part)") }
    #expect(!text.contains("<b>"))
  }

  @Test func `a signature over another hash is said to be so`() throws {
    let text = String(
      decoding: PrintedStatement(sheet: try Self.sheet(signedHash: "cd34")).bytes, as: UTF8.self)
    #expect(text.contains("cd34（與本單不符"))
    #expect(!text.contains("與本單相同"))
  }

  @Test func `a payee list on paper has every receiver and the total in words`() throws {
    let account = try BankAccount(
      holder: "<i>旅宿</i>有限公司", taxID: "04595257", bank: "012", branch: "2010", account: "00000026")
    func id(_ number: UInt64) -> UUIDv7 {
      UUIDv7(at: Instant(seconds: 1_764_000_000), randomness: (0, number))
    }
    let batch = try PaymentBatch(
      id: id(1), date: try #require(CivilDate("2026-11-24")), kind: .merchants, payer: account,
      purpose: "市民卡優惠補助",
      payments: (2...4).map {
        Payment(
          id: id($0), payee: account, amount: Money(Int64($0) * 1_000), settles: .payout(id($0 + 10)),
          text: "十月份")
      })
    let text = String(decoding: PrintedPayees(list: PayeeList(batch)).bytes, as: UTF8.self)
    for part in ["012-2010 00000026", "NT$4,000", "新臺幣玖仟元整", "115年11月24日", "機關首長"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("<i>"))
  }
}
