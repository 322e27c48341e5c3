/// A place where tickets are sold, with its offers: one file of `Partners/`.
public struct Venue: Hashable, Sendable {
  /// Unique within the city.
  public let id: VenueID
  /// The city that lists it.
  public let city: CityID
  /// As on the sign.
  public let name: BilingualText
  /// What kind of place it is.
  public let kind: VenueKind
  /// Public or private, which decides the statutory prices.
  public let sector: Sector
  /// The statutory reductions that apply here.
  public let statutory: Set<StatutoryRule>
  /// Where it is, if stated.
  public let place: Place?
  /// When it is open.
  public let opening: Opening
  /// What is sold, in the order of the price board.
  public let tickets: [TicketType]
  /// What else is sold, at prices the clerk types in.
  public let goods: [GoodsCategory]
  /// Its performances, tours and fairs.
  public let events: [Event]
  /// Where in it tickets are sold, if offers tell these apart.
  public let salesPoints: [SalesPoint]
  /// What partner cities' (and the own city's) cardholders get.
  public let offers: [Offer]

  /// Makes a venue.
  public init(
    id: VenueID, city: CityID, name: BilingualText, kind: VenueKind, sector: Sector,
    statutory: Set<StatutoryRule>, place: Place? = nil, opening: Opening = Opening(), tickets: [TicketType],
    goods: [GoodsCategory] = [], events: [Event] = [], salesPoints: [SalesPoint] = [], offers: [Offer]
  ) {
    self.id = id
    self.city = city
    self.name = name
    self.kind = kind
    self.sector = sector
    self.statutory = statutory
    self.place = place
    self.opening = opening
    self.tickets = tickets
    self.goods = goods
    self.events = events
    self.salesPoints = salesPoints
    self.offers = offers
  }

  /// The same venue with other offers.
  public func with(offers: [Offer]) -> Venue {
    Venue(
      id: id, city: city, name: name, kind: kind, sector: sector, statutory: statutory, place: place,
      opening: opening, tickets: tickets, goods: goods, events: events, salesPoints: salesPoints,
      offers: offers)
  }

  /// The documents that lower a price here, in the order of ``SeenDocument``.
  public var documents: [SeenDocument] {
    SeenDocument.allCases.filter { !statutory.isDisjoint(with: $0.rules) }
  }

  /// The ticket type called `id`.
  public func ticket(_ id: TicketTypeID) -> TicketType? { tickets.first { $0.id == id } }

  /// The goods category called `id`.
  public func goods(_ id: TicketTypeID) -> GoodsCategory? { goods.first { $0.id == id } }

  /// The event called `id`.
  public func event(_ id: EventID) -> Event? { events.first { $0.id == id } }

  /// The facts that some offer or statutory rule here uses for cardholders of `home`: what a host may ask
  /// the home city, and not a class more.
  public func classesInUse(home: CityID) -> Set<BenefitClass> {
    var classes = Set(statutory.flatMap(\.classes))
    for offer in offers where offer.audience.covers(home: home) { classes.formUnion(offer.audience.asks) }
    return classes
  }
}
