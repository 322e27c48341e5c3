/// A minute of the civil day, 00:00 to 23:59, as on an opening-hours board.
public struct TimeOfDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Minutes since midnight, 0...1439.
  public let minute: Int

  /// Makes a time, or nil if `minute` is outside 0...1439.
  public init?(minute: Int) {
    guard (0..<1440).contains(minute) else { return nil }
    self.minute = minute
  }

  /// Makes a time from its form `HH:MM`, 24 hours, and from nothing else.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == 0x3A,
      [0, 1, 3, 4].allSatisfy({ (0x30...0x39).contains(bytes[$0]) })
    else { return nil }
    func digit(_ index: Int) -> Int { Int(bytes[index] - 0x30) }
    let (hour, minute) = (digit(0) * 10 + digit(1), digit(3) * 10 + digit(4))
    guard hour < 24, minute < 60 else { return nil }
    self.minute = hour * 60 + minute
  }

  /// `HH:MM`.
  public var description: String { "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))" }
  /// Earlier before later.
  public static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.minute < b.minute }
}

/// A part of the day, from its first minute up to, and without, its end. A window that ends no later than it
/// begins crosses midnight: 22:00–02:00 is the night that begins at 22:00.
public struct TimeWindow: Hashable, Sendable, CustomStringConvertible {
  /// The first minute.
  public let from: TimeOfDay
  /// The first minute that no longer belongs to it; equal to ``from`` means the whole day.
  public let until: TimeOfDay

  /// Makes a window.
  public init(from: TimeOfDay, until: TimeOfDay) {
    self.from = from
    self.until = until
  }

  /// Makes a window from its form `HH:MM-HH:MM`, and from nothing else.
  public init?(_ text: some StringProtocol) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { TimeOfDay($0) }
    guard ends.count == 2, let from = ends[0], let until = ends[1] else { return nil }
    self.init(from: from, until: until)
  }

  /// Whether it goes on after midnight (00:00 as its end does not).
  public var crossesMidnight: Bool { until <= from && until.minute > 0 }

  /// `HH:MM-HH:MM`.
  public var description: String { "\(from)-\(until)" }

  /// Whether `time` lies within the part before midnight.
  func holds(_ time: TimeOfDay) -> Bool {
    until <= from ? time >= from : time >= from && time < until
  }

  /// Whether `time` lies within the part after midnight, which belongs to the day before.
  func holdsAfterMidnight(_ time: TimeOfDay) -> Bool { crossesMidnight && time < until }

  /// The minutes it takes up, counted from the midnight before it begins.
  private var minutes: Range<Int> { from.minute..<until.minute + (until <= from ? 1440 : 0) }

  /// Whether some minute of the clock belongs to both.
  public func overlaps(_ other: TimeWindow) -> Bool {
    [-1440, 0, 1440].contains { shift in
      minutes.overlaps(other.minutes.lowerBound + shift..<other.minutes.upperBound + shift)
    }
  }
}

extension CivilCalendar {
  /// The time of day at `instant`, its seconds dropped.
  public func timeOfDay(_ instant: Instant) -> TimeOfDay {
    let sinceStart = (instant - start(of: date(instant))).microseconds
    // The remainder of a day: never outside its 1440 minutes.
    return TimeOfDay(minute: Int(sinceStart / 60_000_000)) ?? .midnight
  }
}

extension TimeOfDay {
  /// 00:00.
  public static let midnight = TimeOfDay(unchecked: 0)
  private init(unchecked minute: Int) { self.minute = minute }
}
