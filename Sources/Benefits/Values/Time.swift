/// A point in time: microseconds since 1970-01-01T00:00:00Z. The only form of time inside the node; the
/// civil calendar appears at the edge, through ``CivilCalendar``.
public struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since the Unix epoch.
  public var microseconds: Int64

  /// The whole seconds since the epoch that messages and files may hold: to the end of the year 9999.
  public static let numericDates: ClosedRange<Int64> = 0...253_402_300_799

  /// Makes an instant from microseconds since the Unix epoch.
  public init(microseconds: Int64) { self.microseconds = microseconds }
  /// Makes an instant from whole seconds since the Unix epoch (JOSE's `NumericDate`).
  public init(seconds: Int64) { self.microseconds = seconds * 1_000_000 }

  /// Whole seconds since the Unix epoch, rounded down: JOSE's `NumericDate` (RFC 7519 §2).
  public var seconds: Int64 {
    microseconds >= 0 ? microseconds / 1_000_000 : -((-microseconds + 999_999) / 1_000_000)
  }

  /// Earlier before later.
  public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }
  /// The instant `span` later.
  public static func + (a: Instant, span: TimeSpan) -> Instant {
    Instant(microseconds: a.microseconds + span.microseconds)
  }
  /// The instant `span` earlier.
  public static func - (a: Instant, span: TimeSpan) -> Instant {
    Instant(microseconds: a.microseconds - span.microseconds)
  }
  /// The time from `b` to `a`; negative if `a` is earlier.
  public static func - (a: Instant, b: Instant) -> TimeSpan {
    TimeSpan(microseconds: a.microseconds - b.microseconds)
  }
}

/// A length of time in whole microseconds.
public struct TimeSpan: Hashable, Comparable, Sendable, AdditiveArithmetic {
  /// The length in microseconds; may be negative.
  public var microseconds: Int64

  /// Makes a span of microseconds.
  public init(microseconds: Int64) { self.microseconds = microseconds }
  /// A span of whole seconds.
  public static func seconds(_ n: Int64) -> TimeSpan { TimeSpan(microseconds: n * 1_000_000) }
  /// A span of whole milliseconds.
  public static func milliseconds(_ n: Int64) -> TimeSpan { TimeSpan(microseconds: n * 1_000) }
  /// A span of whole minutes.
  public static func minutes(_ n: Int64) -> TimeSpan { .seconds(n * 60) }
  /// A span of whole hours.
  public static func hours(_ n: Int64) -> TimeSpan { .seconds(n * 3600) }

  /// No time at all.
  public static let zero = TimeSpan(microseconds: 0)
  /// The sum.
  public static func + (a: TimeSpan, b: TimeSpan) -> TimeSpan {
    TimeSpan(microseconds: a.microseconds + b.microseconds)
  }
  /// The difference.
  public static func - (a: TimeSpan, b: TimeSpan) -> TimeSpan {
    TimeSpan(microseconds: a.microseconds - b.microseconds)
  }
  /// Shorter before longer.
  public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.microseconds < b.microseconds }
}

/// A day of the proleptic Gregorian calendar, as on a ticket: no time of day, no zone.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; the form in which a date is stored.
  public let daysSinceEpoch: Int

  /// Makes a date from days since 1970-01-01.
  public init(daysSinceEpoch: Int) { self.daysSinceEpoch = daysSinceEpoch }

  /// Makes a date, or nil if there is no such day (such as 30 February) or the year is outside 1...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(daysSinceEpoch: era * 146_097 + dayOfEra - 719_468)
    guard (self.year, self.month, self.day) == (year, month, day) else { return nil }
  }

  /// Makes a date from its ISO 8601 form `YYYY-MM-DD`, and from nothing else.
  public init?(_ iso: some StringProtocol) {
    let bytes = Array(iso.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var n = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        n = n * 10 + Int(byte - 0x30)
      }
      return n
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private var civil: (year: Int, month: Int, day: Int) {
    // Hinnant, civil_from_days.
    let z = daysSinceEpoch + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1
    )
  }
  /// The year, such as 2026.
  public var year: Int { civil.year }
  /// The month, 1...12.
  public var month: Int { civil.month }
  /// The day of the month, 1...31.
  public var day: Int { civil.day }
  /// The day of the week.
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    Self.week[(daysSinceEpoch % 7 + 7 + 3) % 7]
  }
  private static let week = Weekday.allCases

  /// Whole years completed from `birth` to this date. Age counts from the day of birth (Taiwan's Civil Code
  /// §124); a year's last day is the one before the matching date or, where there is none, the last of the
  /// month (§121 II), and the year is complete when that day is over (§121 I). A person born
  /// on 29 February is therefore a year older from 1 March of a common year.
  public func age(bornOn birth: CivilDate) -> Int {
    let (year, month, day) = civil
    let born = birth.civil
    return year - born.year - ((month, day) < (born.month, born.day) ? 1 : 0)
  }

  /// Earlier before later.
  public static func < (a: CivilDate, b: CivilDate) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601, `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = civil
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }
}

/// `number` in decimal with leading zeros up to `width` digits.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// A day of the week, Monday first as in ISO 8601.
public enum Weekday: String, CaseIterable, Hashable, Sendable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// Saturday and Sunday.
  public var isWeekend: Bool { self == .saturday || self == .sunday }
}

/// Turns instants into the city's civil dates and times of day.
public struct CivilCalendar: Hashable, Sendable {
  /// Seconds east of UTC.
  public let offsetSeconds: Int64

  /// Asia/Taipei: UTC+8 without daylight saving since 1979 (IANA tz database), so a constant is exact for
  /// every visit that a node can record.
  public static let taipei = CivilCalendar(offsetSeconds: 8 * 3600)

  private func local(_ instant: Instant) -> (day: Int, microsecondOfDay: Int64) {
    let perDay: Int64 = 86_400_000_000
    let shifted = instant.microseconds + offsetSeconds * 1_000_000
    let day = shifted >= 0 ? shifted / perDay : -((-shifted + perDay - 1) / perDay)
    return (Int(day), shifted - day * perDay)
  }

  /// The civil date at `instant`.
  public func date(_ instant: Instant) -> CivilDate { CivilDate(daysSinceEpoch: local(instant).day) }

  /// The instant at which `date` begins here.
  public func start(of date: CivilDate) -> Instant {
    Instant(seconds: Int64(date.daysSinceEpoch) * 86_400 - offsetSeconds)
  }

  /// RFC 3339 with this zone's offset and seconds, such as `2026-11-23T14:05:09+08:00`.
  public func format(_ instant: Instant) -> String {
    let (day, microsecond) = local(instant)
    let second = Int(microsecond / 1_000_000)
    let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, to: 2) }
    let offset = Int(abs(offsetSeconds))
    let sign = offsetSeconds < 0 ? "-" : "+"
    let zone = "\(sign)\(padded(offset / 3600, to: 2)):\(padded(offset / 60 % 60, to: 2))"
    return "\(CivilDate(daysSinceEpoch: day))T\(time.joined(separator: ":"))\(zone)"
  }
}
