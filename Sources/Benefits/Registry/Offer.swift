/// A discount that a venue gives to cardholders with certain facts.
///
/// What it asks for has three parts: who (``Audience``), when (``Availability``) and what is bought
/// (``Purchase``). What it gives is the ``Benefit``, to whom of the party, how often, and beside which other offers.
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
  /// Whose cards qualify.
  public let audience: Audience
  /// When it holds.
  public let availability: Availability
  /// What has to be bought.
  public let purchase: Purchase
  /// Whose tickets it reduces.
  public let beneficiary: Beneficiary
  /// How many tickets of one check it reduces. With 1 it is the holder's alone, and the holder's place is never
  /// passed on to somebody else.
  public let ticketsPerCheck: Int
  /// How a fraction of a dollar is rounded.
  public let rounding: Rounding
  /// Among offers of equal price and public cost the higher priority wins.
  public let priority: Int
  /// How it gets on with others.
  public let stacking: Stacking
  /// How often it may be used.
  public let limits: [Limit]
  /// Who bears the subsidy.
  public let funding: Funding
  /// What a counter may do while the home city can't be asked.
  public let offline: OfflinePolicy
  /// What the clerk presses on the venue's own till for this offer, in place of the ticket type's code.
  public let tillCode: String?
  /// What the clerk should look at on the card, such as the photo.
  public let look: BilingualText?

  /// Makes an offer.
  public init(
    id: OfferID, version: Int = 1, name: BilingualText, source: Source = .illustrative, benefit: Benefit,
    audience: Audience, availability: Availability = Availability(), purchase: Purchase = Purchase(),
    beneficiary: Beneficiary = .party, ticketsPerCheck: Int = 1, rounding: Rounding = .halfUp,
    priority: Int = 0, stacking: Stacking = .bestOf, limits: [Limit] = [], funding: Funding = .merchant,
    offline: OfflinePolicy = .deny, tillCode: String? = nil, look: BilingualText? = nil
  ) {
    self.id = id
    self.version = version
    self.name = name
    self.source = source
    self.benefit = benefit
    self.audience = audience
    self.availability = availability
    self.purchase = purchase
    self.beneficiary = beneficiary
    self.ticketsPerCheck = ticketsPerCheck
    self.rounding = rounding
    self.priority = priority
    self.stacking = stacking
    self.limits = limits
    self.funding = funding
    self.offline = offline
    self.tillCode = tillCode
    self.look = look
  }
}

/// Whose cards an offer is for.
public struct Audience: Hashable, Sendable {
  /// A cardholder qualifies with any one of these; never empty.
  public let classes: Set<BenefitClass>
  /// The cities whose cards qualify; empty means every partner city and the own one.
  public let homeCities: Set<CityID>
  /// At least so many years old on the service date, besides having a class.
  public let ageAtLeast: Int?
  /// Younger than so many years.
  public let ageBelow: Int?

  /// Makes an audience.
  public init(
    classes: Set<BenefitClass>, homeCities: Set<CityID> = [], ageAtLeast: Int? = nil, ageBelow: Int? = nil
  ) {
    self.classes = classes
    self.homeCities = homeCities
    self.ageAtLeast = ageAtLeast
    self.ageBelow = ageBelow
  }

  /// Whether cards of `home` can qualify.
  public func covers(home: CityID) -> Bool { homeCities.isEmpty || homeCities.contains(home) }

  /// The facts of which all must hold, besides one of ``classes``.
  public var ages: [BenefitClass] {
    [ageAtLeast.map(BenefitClass.ageAtLeast), ageBelow.map(BenefitClass.ageBelow)].compactMap(\.self)
  }

  /// Everything that has to be asked about a holder.
  public var asks: Set<BenefitClass> { classes.union(ages) }
}

/// What has to be bought, and where, for an offer to hold.
public struct Purchase: Hashable, Sendable {
  /// The ticket types and goods categories that the offer reduces; empty means all tickets of the venue and no goods.
  public let items: Set<TicketTypeID>
  /// The organiser's events for which it holds; empty means every event, and tickets without one.
  public let events: Set<EventID>
  /// The sales points at which it holds; empty means all.
  public let salesPoints: Set<SalesPointID>
  /// The least that the covered part of the basket costs at regular prices.
  public let minimumSpend: Money?
  /// The least number of covered tickets in the basket.
  public let minimumQuantity: Int?
  /// For groups: the most covered tickets with which it still holds.
  public let maximumQuantity: Int?

  /// Makes a condition.
  public init(
    items: Set<TicketTypeID> = [], events: Set<EventID> = [], salesPoints: Set<SalesPointID> = [],
    minimumSpend: Money? = nil, minimumQuantity: Int? = nil, maximumQuantity: Int? = nil
  ) {
    self.items = items
    self.events = events
    self.salesPoints = salesPoints
    self.minimumSpend = minimumSpend
    self.minimumQuantity = minimumQuantity
    self.maximumQuantity = maximumQuantity
  }
}
