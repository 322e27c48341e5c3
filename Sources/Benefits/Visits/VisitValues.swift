/// What made a visit cheaper.
public enum VisitBenefit: Hashable, Sendable {
  /// An offer of the venue, with the classes that it is for; none where its text is not known any more. Where several
  /// were at work, it is the one that came first.
  case offer(OfferID, for: [BenefitClass])
  /// The law alone.
  case law
  /// Nothing: the tickets cost nothing for anybody.
  case none

  /// Under which heading it is counted.
  public var group: BenefitGroup {
    switch self {
    case .offer(_, let classes): .classes(classes)
    case .law: .law
    case .none: .none
    }
  }
}

/// The classes on which a visit's price rested.
///
/// They are those that the offer is for, any one of which is enough. Which of them the holder has is not kept: a node
/// that counted it would have to store, visit by visit, who is disabled or of a low-income household.
public enum BenefitGroup: Hashable, Sendable {
  /// Of an offer, in their order; none where the offer's text is not known any more.
  case classes([BenefitClass])
  /// The law alone, with or without a card.
  case law
  /// Nothing was cheaper.
  case none

  /// Whether there are offers under it.
  public var isOfOffers: Bool { if case .classes = self { true } else { false } }
}

/// Whether a member was here before.
public enum Novelty: String, CaseIterable, Hashable, Sendable {
  /// The member's first visit in this city.
  case new
  /// A later one.
  case returning
  /// Nobody knows the member: the law lowered the price for somebody whose card was not recognised.
  case unknown
}

/// How often a member came in a month.
public enum FrequencyBand: String, CaseIterable, Hashable, Sendable {
  case once = "1"
  case few = "2-4"
  case often = "5+"

  /// The band of so many visits, at least one.
  public init(visits: Int) { self = visits < 2 ? .once : visits < 5 ? .few : .often }
}

/// An hour of a day of the week.
public struct WeekHour: Hashable, Sendable {
  /// The day.
  public let weekday: Weekday
  /// The hour, 0...23.
  public let hour: Int

  /// The hours of a day.
  public static let hours = Array(0..<24)

  /// Makes an hour.
  public init(_ weekday: Weekday, _ hour: Int) {
    self.weekday = weekday
    self.hour = hour
  }
}

extension CivilCalendar {
  /// The hour of the week at `instant`.
  public func weekHour(_ instant: Instant) -> WeekHour {
    WeekHour(date(instant).weekday, timeOfDay(instant).minute / 60)
  }
}
