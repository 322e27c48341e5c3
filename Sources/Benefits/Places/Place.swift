/// Where a venue is, for people who look for one near them.
public struct Place: Hashable, Sendable {
  /// The township or district (鄉鎮市區), such as 卑南鄉.
  public let town: BilingualText
  /// Degrees north in millionths (WGS 84); nil if it was not measured.
  public let latitude: Int64?
  /// Degrees east in millionths.
  public let longitude: Int64?

  /// Makes a place.
  public init(town: BilingualText, latitude: Int64? = nil, longitude: Int64? = nil) {
    self.town = town
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// When a venue is open.
public struct Opening: Hashable, Sendable {
  /// The hours of the day; empty means that they are not stated.
  public let hours: [TimeWindow]
  /// The days of the week on which it is closed.
  public let closedWeekdays: Set<Weekday>
  /// Whether it opens on a closed day of the week that is a public holiday (遇國定假日照常開放).
  public let openOnHolidays: Bool
  /// Other days on which it is closed.
  public let closedDays: [DateSpan]

  /// Makes opening hours; without arguments it is always open.
  public init(
    hours: [TimeWindow] = [], closedWeekdays: Set<Weekday> = [], openOnHolidays: Bool = false,
    closedDays: [DateSpan] = []
  ) {
    self.hours = hours
    self.closedWeekdays = closedWeekdays
    self.openOnHolidays = openOnHolidays
    self.closedDays = closedDays
  }

  /// Whether it opens at all on `date`.
  public func isOpen(on date: CivilDate, holidays: Holidays) -> Bool {
    if closedDays.contains(where: { $0.contains(date) }) { return false }
    guard closedWeekdays.contains(date.weekday) else { return true }
    return openOnHolidays && holidays.isPublicHoliday(date)
  }
}
