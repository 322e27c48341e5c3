/// A month of the civil calendar, as on a statement.
public struct CivilMonth: Hashable, Comparable, Sendable {
  /// Months since January of the year 0; the form in which a month is stored.
  public let number: Int

  /// The months that can be meant: of the years 1...9999.
  public static let range = CivilMonth(number: 12)...CivilMonth(number: 9999 * 12 + 11)

  private init(number: Int) { self.number = number }

  /// Makes a month from its number, or nil outside the years 1...9999.
  public init?(stored number: Int) {
    self.init(number: number)
    guard Self.range.contains(self) else { return nil }
  }

  /// The month in which `date` lies.
  public init(of date: CivilDate) { self.init(number: date.year * 12 + date.month - 1) }

  /// Makes a month from its ISO 8601 form `YYYY-MM`, and from nothing else.
  public init?(_ iso: some StringProtocol) {
    guard let first = CivilDate(String(iso) + "-01") else { return nil }
    self.init(of: first)
  }

  /// The year, such as 2026.
  public var year: Int { number / 12 }
  /// The month of the year, 1...12.
  public var month: Int { number % 12 + 1 }
  /// Its first day.
  public var first: CivilDate {
    CivilDate(year: year, month: month, day: 1) ?? CivilDate(daysSinceEpoch: 0)
  }
  /// The month before it.
  public var previous: CivilMonth { CivilMonth(number: number - 1) }
  /// Its days.
  public var days: DateSpan {
    DateSpan(first, CivilDate(daysSinceEpoch: next.first.daysSinceEpoch - 1))
  }
  /// The month after it.
  public var next: CivilMonth { CivilMonth(number: number + 1) }
  /// Earlier before later.
  public static func < (a: CivilMonth, b: CivilMonth) -> Bool { a.number < b.number }
}

extension CivilMonth: CustomStringConvertible {
  /// ISO 8601, `YYYY-MM`.
  public var description: String { "\(padded(year, to: 4))-\(padded(month, to: 2))" }
}

extension CivilCalendar {
  /// The instants of a month.
  public func instants(of month: CivilMonth) -> Range<Instant> {
    start(of: month.first)..<start(of: month.next.first)
  }

  /// After the end of a month so long, what belongs to it is settled: the grace for what arrives late.
  public static let grace = TimeSpan.hours(72)

  /// When a month is closed for settlement and for statistics: what happens later belongs to a later one.
  public func cutOff(of month: CivilMonth) -> Instant { start(of: month.next.first) + Self.grace }

  /// The last month that is closed at `instant`.
  public func lastClosed(at instant: Instant) -> CivilMonth {
    CivilMonth(of: date(instant - Self.grace)).previous
  }
}
