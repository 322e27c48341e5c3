/// Whether people work on a day.
public enum DayKind: String, CaseIterable, Hashable, Sendable {
  /// 平日: Monday to Friday without a public holiday, or a weekend day on which work is made up for (補行上班日).
  case working
  /// 假日: a weekend day or a public holiday.
  case off
}

/// The public holidays of Taiwan, as the government's office calendar (行政院人事行政總處, 政府行政機關辦公日曆表)
/// gives them year by year. Lunar dates, substitute holidays (補假) and made-up working days follow no formula
/// that stays true, so they are data.
public struct Holidays: Hashable, Sendable {
  /// The name of each public holiday, substitute ones included.
  public let off: [CivilDate: BilingualText]
  /// Weekend days that are worked.
  public let worked: Set<CivilDate>
  /// The years that the data is complete for.
  public let years: ClosedRange<Int>?

  /// Makes a calendar. Outside `years` only weekends are known.
  public init(
    off: [CivilDate: BilingualText] = [:], worked: Set<CivilDate> = [], years: ClosedRange<Int>? = nil
  ) {
    self.off = off
    self.worked = worked
    self.years = years
  }

  /// No public holidays: weekends alone are days off.
  public static let none = Holidays()

  /// Whether people work on `date`.
  public func kind(of date: CivilDate) -> DayKind {
    if off[date] != nil { return .off }
    return date.weekday.isWeekend && !worked.contains(date) ? .off : .working
  }

  /// Whether `date` is a public holiday, weekends as such not counted.
  public func isPublicHoliday(_ date: CivilDate) -> Bool { off[date] != nil }
}

/// The civil calendar with its holidays: what a date at a counter means.
public struct CityCalendar: Hashable, Sendable {
  /// Dates and times of day.
  public let civil: CivilCalendar
  /// Days off.
  public let holidays: Holidays

  /// Makes a calendar.
  public init(civil: CivilCalendar = .taipei, holidays: Holidays = .none) {
    self.civil = civil
    self.holidays = holidays
  }
}
