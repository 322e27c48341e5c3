public import Benefits

/// A day as offices and clearing files in Taiwan write it: the year counted from 1912 (民國).
public struct MinguoDate: Hashable, Sendable {
  /// The year, from 1.
  public let year: Int
  /// The month, 1...12.
  public let month: Int
  /// The day of the month, 1...31.
  public let day: Int

  /// As on a voucher: `115年11月24日`.
  public var text: String { "\(year)年\(month)月\(day)日" }
  /// As in a clearing file: eight digits, `01151124`.
  public var digits: String {
    FileText.zeroed(Int64(year), to: 4) + FileText.zeroed(Int64(month), to: 2)
      + FileText.zeroed(Int64(day), to: 2)
  }
}

extension CivilDate {
  /// The day in the Republic's calendar; nil before 1912.
  public var minguo: MinguoDate? {
    year > 1911 ? MinguoDate(year: year - 1911, month: month, day: day) : nil
  }

  /// Reads eight digits of a clearing file, such as `01151124`; nil for anything else.
  public init?(minguoDigits text: some StringProtocol) {
    guard FileText.isDigits(text, 8...8), let number = Int(text), number >= 10_000 else { return nil }
    self.init(year: number / 10_000 + 1911, month: number / 100 % 100, day: number % 100)
  }
}

extension CivilMonth {
  /// The month in the Republic's calendar, `115年11月`; nil before 1912.
  public var minguoText: String? { year > 1911 ? "\(year - 1911)年\(month)月" : nil }
}
