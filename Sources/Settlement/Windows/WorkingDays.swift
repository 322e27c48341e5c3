public import Benefits

/// Counts working days as the law counts periods: the day of the event is not counted (民法 §120 II), a period ends when
/// its last day ends (§121 I), and only days on which people work are counted.
public struct WorkingDays: Hashable, Sendable {
  /// The civil calendar with the government's holidays.
  public let calendar: CityCalendar

  /// Makes a counter.
  public init(_ calendar: CityCalendar) { self.calendar = calendar }

  /// The end of the `count`th working day after the day of `event`; for a count below one the end of that day itself.
  public func deadline(_ count: Int, after event: Instant) -> Deadline {
    var day = calendar.civil.date(event).daysSinceEpoch
    var left = count
    var known = true
    // Holidays that are worked off in a row are few; data that named years of them would only end the count later.
    while left > 0 {
      day += 1
      let date = CivilDate(daysSinceEpoch: day)
      if !knows(date.year) { known = false }
      if calendar.holidays.kind(of: date) == .working { left -= 1 }
    }
    return Deadline(
      lastDay: CivilDate(daysSinceEpoch: day),
      end: calendar.civil.start(of: CivilDate(daysSinceEpoch: day + 1)), holidaysKnown: known)
  }

  private func knows(_ year: Int) -> Bool { calendar.holidays.years?.contains(year) ?? false }
}

/// Until when something is in time.
public struct Deadline: Hashable, Sendable {
  /// The last day that is in time.
  public let lastDay: CivilDate
  /// The first instant that is too late.
  public let end: Instant
  /// False where a day of the count lies in a year without holiday data: then weekends alone were left out, and whoever
  /// shows the deadline says so.
  public let holidaysKnown: Bool

  /// Makes a deadline.
  public init(lastDay: CivilDate, end: Instant, holidaysKnown: Bool) {
    self.lastDay = lastDay
    self.end = end
    self.holidaysKnown = holidaysKnown
  }

  /// Whether it has passed.
  public func isOver(at now: Instant) -> Bool { now >= end }
}
