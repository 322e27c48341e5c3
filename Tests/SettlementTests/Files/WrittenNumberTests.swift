import Benefits
import Settlement
import Testing

@Suite("Amounts and days as offices write them")
struct WrittenNumberTests {
  @Test(arguments: [
    (0, "零"), (1, "壹"), (10, "壹拾"), (15, "壹拾伍"), (100, "壹佰"), (101, "壹佰零壹"), (110, "壹佰壹拾"),
    (1_001, "壹仟零壹"), (1_010, "壹仟零壹拾"), (1_100, "壹仟壹佰"), (10_000, "壹萬"), (10_005, "壹萬零伍"),
    (10_500, "壹萬零伍佰"), (12_345, "壹萬貳仟參佰肆拾伍"), (100_000, "壹拾萬"), (105_000, "壹拾萬伍仟"),
    (1_000_001, "壹佰萬零壹"), (1_001_000, "壹佰萬壹仟"), (100_000_000, "壹億"),
    (100_000_001, "壹億零壹"), (100_010_000, "壹億零壹萬"), (100_100_000, "壹億零壹拾萬"),
    (9_008_070_605, "玖拾億零捌佰零柒萬零陸佰零伍"), (1_000_000_000_000, "壹兆"),
    (1_000_000_010_000, "壹兆零壹萬"),
    (9_999_999_999_999, "玖兆玖仟玖佰玖拾玖億玖仟玖佰玖拾玖萬玖仟玖佰玖拾玖"),
  ])
  func `an amount in formal numerals has its groups and its zeros`(_ amount: Int64, _ text: String) {
    #expect(Money(amount).formalText == "新臺幣\(text)元整")
  }

  @Test func `an amount that can't be written is not`() {
    #expect(Money(-1).formalText == nil)
    #expect(Money(10_000_000_000_000).formalText == nil)
  }

  @Test func `no two amounts are written alike`() {
    var generator = SystemRandomNumberGenerator()
    let amounts = Set((0..<2_000).map { _ in Int64.random(in: 0...9_999_999_999_999, using: &generator) })
    #expect(Set(amounts.map { Money($0).formalText }).count == amounts.count)
  }

  @Test func `a day is counted from the first year of the Republic, and read back`() throws {
    let first = try #require(CivilDate("1912-01-01"))
    #expect(first.minguo?.digits == "00010101")
    #expect(CivilDate(daysSinceEpoch: first.daysSinceEpoch - 1).minguo == nil)
    let leap = try #require(CivilDate("2024-02-29"))
    #expect(leap.minguo?.text == "113年2月29日")
    for offset in stride(from: 0, to: 60_000, by: 7) {
      let date = CivilDate(daysSinceEpoch: first.daysSinceEpoch + offset)
      #expect(CivilDate(minguoDigits: date.minguo?.digits ?? "") == date)
    }
    for text in ["00000101", "01150229", "0115112", "01151124 ", "115年1月1"] {
      #expect(CivilDate(minguoDigits: text) == nil)
    }
  }
}
