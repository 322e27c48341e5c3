public import Benefits

extension Money {
  /// What ``formalText`` can write, in whole NT$.
  public static let formalAmounts = Money(0)...Money(9_999_999_999_999)

  /// The amount in formal numerals (國字大寫), as vouchers demand it because nobody can turn one numeral into another:
  /// `新臺幣壹萬零伍元整`. Nil outside ``formalAmounts``.
  ///
  /// Four digits make a group (萬, 億, 兆). Zeros between two figures of a group, before a group's first figure, and groups
  /// of zeros are read as one 零; zeros behind a group's last figure are not read.
  public var formalText: String? {
    guard Self.formalAmounts.contains(self) else { return nil }
    return "新臺幣" + (ntd == 0 ? "零" : FormalNumerals.text(ntd)) + "元整"
  }
}

private enum FormalNumerals {
  private static let digits = ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"]
  private static let places = ["", "拾", "佰", "仟"]
  private static let groups = ["", "萬", "億", "兆"]

  /// A number above zero, below 10^16.
  static func text(_ number: Int64) -> String {
    let figures = String(number).utf8.map { Int($0) - 0x30 }
    var text = ""
    var owesZero = false
    var groupHasFigures = false
    for (index, figure) in figures.enumerated() {
      let place = figures.count - 1 - index
      if figure == 0 {
        owesZero = true
      } else {
        if owesZero { text += digits[0] }
        text += digits[figure] + places[place % 4]
        owesZero = false
        groupHasFigures = true
      }
      if place % 4 == 0 {
        if groupHasFigures {
          text += groups[place / 4]
          // A group's name ends it: zeros behind its last figure are not read.
          owesZero = false
        }
        groupHasFigures = false
      }
    }
    return text
  }
}
