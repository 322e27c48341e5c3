/// Days from a first to a last, both included.
public struct DateSpan: Hashable, Sendable, CustomStringConvertible {
  /// The first day.
  public let first: CivilDate
  /// The last day.
  public let last: CivilDate

  /// Makes a span; `last` is not before `first`.
  public init(_ first: CivilDate, _ last: CivilDate) {
    self.first = first
    self.last = last
  }

  /// `2026-02-16`, or of several days the first and the last: `2026-02-16/2026-02-18`.
  public var description: String { first == last ? "\(first)" : "\(first)/\(last)" }

  /// Whether `date` is one of the days.
  public func contains(_ date: CivilDate) -> Bool { first <= date && date <= last }
}

/// When an offer holds.
///
/// Days are counted by the *service date*: the day on which the time window began. At 01:00 on a Saturday a window
/// 22:00–02:00 is still Friday's, and Friday decides about validity, weekday, holidays and limits.
public struct Availability: Hashable, Sendable {
  /// The first day of validity, if any.
  public var from: CivilDate?
  /// The last day of validity, if any.
  public var until: CivilDate?
  /// The days of the week; never empty.
  public var weekdays: Set<Weekday>
  /// Working days alone (平日) or days off alone (假日); nil for both.
  public var dayKind: DayKind?
  /// The times of day; empty means the whole day.
  public var windows: [TimeWindow]
  /// Days on which it does not hold.
  public var blackouts: [DateSpan]
  /// The starts of the timed slots (場次) for which it holds; empty means every slot, and tickets without one.
  public var slots: Set<TimeOfDay>

  /// Makes a rule; without arguments it always holds.
  public init(
    from: CivilDate? = nil, until: CivilDate? = nil, weekdays: Set<Weekday> = Set(Weekday.allCases),
    dayKind: DayKind? = nil, windows: [TimeWindow] = [], blackouts: [DateSpan] = [],
    slots: Set<TimeOfDay> = []
  ) {
    self.from = from
    self.until = until
    self.weekdays = weekdays
    self.dayKind = dayKind
    self.windows = windows
    self.blackouts = blackouts
    self.slots = slots
  }

  /// Whether the first and last days of validity include `date`.
  public func isValid(on date: CivilDate) -> Bool {
    (from.map { $0 <= date } ?? true) && (until.map { date <= $0 } ?? true)
  }
}
