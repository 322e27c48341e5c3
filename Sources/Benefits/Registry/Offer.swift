/// What an offer does to the regular price of one ticket.
public enum Benefit: Hashable, Sendable {
  /// Takes `percent` off, 1...100. Shown the local way: 15 % off is 85 折.
  case percentOff(Int)
  /// Takes a fixed amount off, never below zero.
  case amountOff(Money)
  /// The ticket costs so much, if that is less than the regular price.
  case flatPrice(Money)
  /// The ticket costs nothing.
  case free
}

/// How a price that is not whole NT$ becomes whole, per ticket.
public enum Rounding: String, CaseIterable, Hashable, Sendable {
  /// To the nearest NT$, half up. The default.
  case halfUp = "half_up"
  /// Down, in the visitor's favour.
  case down
  /// Up, in the venue's favour.
  case up
}

/// Who bears what an offer takes off beyond the statutory price.
public enum Funding: String, CaseIterable, Hashable, Sendable {
  /// The venue itself: counted, valued zero between the cities. The default.
  case merchant
  /// The city where the venue stands.
  case host
  /// The city that issued the card.
  case home

  /// Whether a city's budget pays.
  public var isPublic: Bool { self != .merchant }
}

/// A discount that a venue gives to cardholders with certain facts.
///
/// This dimensions: benefit, classes, home cities, ticket types, validity, weekdays. Limits, quotas,
/// time windows, companions and stacking join here as further members.
public struct Offer: Hashable, Sendable {
  /// Unique within the city.
  public let id: OfferID
  /// Counts up with every change of meaning, from 1.
  public let version: Int
  /// As told to the visitor.
  public let name: BilingualText
  /// Where the offer comes from.
  public let source: Source
  /// What it does to a ticket's price.
  public let benefit: Benefit
  /// A cardholder qualifies with any one of these; never empty.
  public let classes: Set<BenefitClass>
  /// The cities whose cards qualify; empty means every partner city and the own one.
  public let homeCities: Set<CityID>
  /// The ticket types it reduces; empty means all of the venue.
  public let tickets: Set<TicketTypeID>
  /// The first day of validity, if any.
  public let validFrom: CivilDate?
  /// The last day of validity, if any.
  public let validUntil: CivilDate?
  /// The days of the week on which it holds; never empty.
  public let weekdays: Set<Weekday>
  /// How a fraction of a dollar is rounded.
  public let rounding: Rounding
  /// How many tickets of one check it reduces: the holder's own, and one fewer of the holder's party. With 1
  /// it is the holder's alone. The holder's place is never passed on to somebody else.
  public let ticketsPerCheck: Int
  /// Among offers of equal price and public cost the higher priority wins.
  public let priority: Int
  /// Who bears the subsidy.
  public let funding: Funding
  /// What the clerk presses on the venue's own till for this offer, in place of the ticket type's code.
  public let tillCode: String?

  /// Makes an offer.
  public init(
    id: OfferID, version: Int = 1, name: BilingualText, source: Source = .illustrative, benefit: Benefit,
    classes: Set<BenefitClass>, homeCities: Set<CityID> = [], tickets: Set<TicketTypeID> = [],
    validFrom: CivilDate? = nil, validUntil: CivilDate? = nil,
    weekdays: Set<Weekday> = Set(Weekday.allCases), rounding: Rounding = .halfUp,
    ticketsPerCheck: Int = 1, priority: Int = 0, funding: Funding = .merchant, tillCode: String? = nil
  ) {
    self.id = id
    self.version = version
    self.name = name
    self.source = source
    self.benefit = benefit
    self.classes = classes
    self.homeCities = homeCities
    self.tickets = tickets
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.weekdays = weekdays
    self.rounding = rounding
    self.ticketsPerCheck = ticketsPerCheck
    self.priority = priority
    self.funding = funding
    self.tillCode = tillCode
  }

  /// Whether cards of `home` can qualify.
  public func covers(home: CityID) -> Bool { homeCities.isEmpty || homeCities.contains(home) }

  /// Whether tickets of `type` are reduced.
  public func covers(ticket type: TicketTypeID) -> Bool { tickets.isEmpty || tickets.contains(type) }
}
