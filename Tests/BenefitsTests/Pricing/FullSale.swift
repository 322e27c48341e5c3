import Benefits
import TestSupport

/// A sale drawn over the whole model: goods, events, slots, sales points, time windows, limits that are partly used,
/// stacking, and cards that are known from before the line went down.
struct FullSale {
  var venue: Venue
  let basket: Basket
  let facts: CardFacts
  let identity = HolderIdentity(card: "card", member: "member")
  let salesPoint: SalesPointID?
  let instant: Instant
  var used: [UsageKey: Usage] = [:]

  static let calendar = CityCalendar(
    holidays: Holidays(off: [CivilDate(daysSinceEpoch: 20_782): text("holiday")]))
  static let book = TicketTypeID(unchecked: "book")
  private static let gala = EventID(unchecked: "gala")
  private static let points = [SalesPointID(unchecked: "gate"), SalesPointID(unchecked: "shop")]
  private static let slots = [TimeOfDay(minute: 870), TimeOfDay(minute: 1170)].compactMap(\.self)
  private static let classes = [resident, over65, .named(.student), .named(.child)]

  init(tickets limit: Int, using random: inout SeededRandom) throws {
    let items = [adult, concession, exhibition]
    let first = CivilDate(daysSinceEpoch: 20_780)
    venue = Venue(
      id: VenueID(unchecked: "venue"), city: taitung, name: text("venue"), kind: .museum,
      sector: Bool.random(using: &random) ? .public : .private,
      statutory: Set([StatutoryRule.disability, .age65].filter { _ in Bool.random(using: &random) }),
      tickets: items.map { ticket($0, [20, 50, 80, 99].randomElement(using: &random) ?? 50) },
      goods: [GoodsCategory(id: Self.book, name: text("book"))],
      events: [
        Event(
          id: Self.gala, name: text("gala"),
          days: DateSpan(first, CivilDate(daysSinceEpoch: first.daysSinceEpoch + 7)), slots: Self.slots)
      ], salesPoints: Self.points.map { SalesPoint(id: $0, name: text($0.text)) },
      offers: (0..<Int.random(in: 1...5, using: &random)).map { Self.offer($0, using: &random) })
    basket = try Self.basket(limit, using: &random)
    // Most cards have what most offers ask for, so that offers meet.
    let granted = Set(Self.classes.filter { _ in Bool.random(using: &random) })
      .union(Int.random(in: 0..<8, using: &random) > 0 ? [resident] : [])
    facts =
      Int.random(in: 0..<4, using: &random) == 0
      ? .offline(home: taipei, card: .active, granted: granted, unknown: [], age: .hours(5))
      : .answered(home: taipei, card: .active, granted: granted, unknown: [])
    salesPoint = Self.points.randomElement(using: &random)
    instant =
      Self.calendar.civil.start(of: first) + .minutes(.random(in: 0..<(7 * 1440), using: &random))
    for key in keys() where Int.random(in: 0..<3, using: &random) == 0 {
      used[key] = Usage(
        uses: .random(in: 0...3, using: &random), tickets: .random(in: 0...6, using: &random),
        amount: .random(in: 0...150, using: &random))
    }
  }

  private static func basket(_ limit: Int, using random: inout SeededRandom) throws -> Basket {
    var lines: [BasketLine] = []
    var left = Int.random(in: 1...limit, using: &random)
    while left > 0 {
      let quantity = Int.random(in: 1...left, using: &random)
      let item = [adult, concession, exhibition, book].randomElement(using: &random) ?? adult
      let atGala = item != book && Bool.random(using: &random)
      lines.append(
        BasketLine(
          ticket: item, quantity: quantity,
          seen: Int.random(in: 0..<5, using: &random) == 0
            ? SeenDocument.allCases.randomElement(using: &random) : nil,
          event: atGala ? gala : nil, slot: atGala ? slots.randomElement(using: &random) : nil,
          price: item == book ? Money(.random(in: 0...90, using: &random)) : nil))
      left -= quantity
    }
    return try Basket(lines).orThrow()
  }

  private static func offer(_ number: Int, using random: inout SeededRandom) -> Offer {
    func seldom(_ random: inout SeededRandom) -> Bool { Int.random(in: 0..<5, using: &random) == 0 }
    let benefits: [Benefit] = [
      .percentOff(.random(in: 1...40, using: &random)),
      .amountOff(Money(.random(in: 1...40, using: &random))),
      .flatPrice(Money(.random(in: 1...60, using: &random))), .free, .buyGet(buy: 2, get: 1),
      .redeemable(Money(10)),
      .percentOff(10), .amountOff(Money(10)), .percentOff(20),
    ]
    let others = Set((0..<5).filter { $0 < number }.map { OfferID(unchecked: "offer-\($0)") })
    let onTop: Stacking = others.isEmpty ? .bestOf : .onTopOf(others)
    let stackings = [.bestOf, .bestOf, .exclusive, onTop, onTop]
    let windows = [
      TimeWindow(from: slots[0], until: slots[1]),
      TimeWindow(from: slots[1], until: TimeOfDay(minute: 120) ?? .midnight),
    ]
    let items = Set([adult, concession, book].filter { _ in Bool.random(using: &random) })
    return Offer(
      id: OfferID(unchecked: "offer-\(number)"), name: text("\(number)"),
      benefit: benefits.randomElement(using: &random) ?? .free,
      audience: Audience(classes: Set(classes.filter { _ in Bool.random(using: &random) }).union([resident])),
      availability: Availability(
        dayKind: seldom(&random) ? .working : nil, windows: seldom(&random) ? windows : [],
        slots: seldom(&random) ? [slots[0]] : []),
      purchase: Purchase(
        items: items, events: seldom(&random) ? [gala] : [], salesPoints: seldom(&random) ? [points[0]] : [],
        minimumSpend: seldom(&random) ? Money(100) : nil, minimumQuantity: seldom(&random) ? 2 : nil),
      beneficiary: seldom(&random) ? Beneficiary.allCases.randomElement(using: &random) ?? .party : .party,
      ticketsPerCheck: .random(in: 1...6, using: &random),
      rounding: Rounding.allCases.randomElement(using: &random) ?? .halfUp,
      priority: .random(in: -1...1, using: &random),
      stacking: stackings.randomElement(using: &random) ?? .bestOf,
      limits: (0..<Int.random(in: 0...3, using: &random)).map { _ in limit(using: &random) },
      funding: [Funding.merchant, .home, Funding([.merchant: 40, .host: 40, .home: 20])].compactMap(\.self)
        .randomElement(using: &random) ?? .merchant,
      offline: OfflinePolicy(
        [.allow, .allowUpTo(Money(30)), .deny].randomElement(using: &random) ?? .deny, staleness: .hours(24)))
  }

  private static func limit(using random: inout SeededRandom) -> Limit {
    let measure = LimitMeasure.allCases.randomElement(using: &random) ?? .uses
    return Limit(
      LimitScope.allCases.randomElement(using: &random) ?? .card,
      LimitPeriod.allCases.randomElement(using: &random) ?? .day, measure,
      most: measure == .amount ? .random(in: 1...200, using: &random) : .random(in: 1...8, using: &random))
  }

  func keys() -> Set<UsageKey> {
    usageKeys(
      venue: venue, basket: basket, salesPoint: salesPoint, facts: facts, identity: identity, at: instant,
      calendar: Self.calendar)
  }

  func decided() throws -> Decision {
    try decide(
      venue: venue, basket: basket, salesPoint: salesPoint, facts: facts, identity: identity, used: used,
      at: instant,
      calendar: Self.calendar)
  }

  /// The same sale with other offers.
  func with(offers: [Offer]) -> FullSale {
    var copy = self
    copy.venue = Venue(
      id: venue.id, city: venue.city, name: venue.name, kind: venue.kind, sector: venue.sector,
      statutory: venue.statutory, tickets: venue.tickets, goods: venue.goods, events: venue.events,
      salesPoints: venue.salesPoints, offers: offers)
    return copy
  }

  func offer(_ id: OfferID) throws -> Offer { try venue.offers.first { $0.id == id }.orThrow() }
}

extension Offer {
  /// The same with its limits in another order.
  func with(limits: [Limit]) -> Offer {
    Offer(
      id: id, version: version, name: name, source: source, benefit: benefit, audience: audience,
      availability: availability, purchase: purchase, beneficiary: beneficiary,
      ticketsPerCheck: ticketsPerCheck,
      rounding: rounding, priority: priority, stacking: stacking, limits: limits, funding: funding,
      offline: offline,
      tillCode: tillCode, look: look)
  }
}
