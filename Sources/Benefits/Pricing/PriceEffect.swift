/// What an offer does to the prices at its venue, for whoever writes or reviews it: for each thing that it covers, and
/// for each sort of visitor whom the law prices apart, what a holder pays without and with it.
///
/// Decided by the rules that decide at the counter (``decide(venue:basket:salesPoint:facts:identity:used:at:calendar:)``),
/// on the first day on which the offer holds. Limits count from zero.
public struct PriceEffect: Hashable, Sendable {
  /// One line of it.
  public struct Row: Hashable, Sendable {
    /// What is bought.
    public let item: TicketTypeID
    /// How many of it: one, or as many as the offer takes.
    public let quantity: Int
    /// What the visitors showed; nil for those whom the law gives nothing.
    public let seen: SeenDocument?
    /// What they pay as things are in force.
    public let before: Money
    /// What they pay with the offer.
    public let after: Money
  }

  /// The day that it is reckoned for.
  public let day: CivilDate
  /// In the order of the price board, and there of ``SeenDocument``.
  public let rows: [Row]

  /// So many days are looked through for one on which the offer holds.
  public static let horizon = 366
  /// The price of goods that the example is reckoned with, for these have none of their own.
  public static let goodsPrice = Money(100)

  /// The effect of the offer called `id` in `after`, beside the venue as it is in force; nil if `after` has no such
  /// offer, or it holds on no day from `today` on for a year.
  public init?(
    of id: OfferID, before: Venue?, after: Venue, from today: CivilDate, calendar: CityCalendar
  ) {
    guard let offer = after.offers.first(where: { $0.id == id }),
      let day = Self.day(of: offer, at: after, from: today, calendar.holidays)
    else { return nil }
    let example = Example(offer: offer, venue: after, day: day, calendar: calendar)
    // What is compared is what the offer does, not what else was changed.
    let without = after.with(offers: before?.offers ?? after.offers.filter { $0.id != id })
    self.day = day
    rows = example.items.flatMap { item in
      Self.visitors(at: after, item).compactMap { seen in
        guard let basket = example.basket(item, seen),
          let old = example.due(without, basket), let new = example.due(after, basket)
        else { return nil }
        return Row(item: item, quantity: example.quantity(of: item), seen: seen, before: old, after: new)
      }
    }
  }

  /// Nobody shows a document for goods: the law does not touch these.
  private static func visitors(at venue: Venue, _ item: TicketTypeID) -> [SeenDocument?] {
    let documents = venue.documents.filter { $0 != .companion }
    return [nil] + (venue.goods(item) == nil ? documents.map(Optional.some) : [])
  }

  private static func day(
    of offer: Offer, at venue: Venue, from today: CivilDate, _ holidays: Holidays
  ) -> CivilDate? {
    let start = max(today, offer.availability.from ?? today).daysSinceEpoch
    return (start..<start + horizon).lazy.map { CivilDate(daysSinceEpoch: $0) }.first {
      offer.obstacle(on: $0, opening: venue.opening, holidays: holidays) == nil
    }
  }
}

/// The visit that an offer's effect is shown by: one that meets everything the offer asks for.
private struct Example {
  let offer: Offer
  let venue: Venue
  let day: CivilDate
  let calendar: CityCalendar

  /// What the offer covers, in the order of the price board.
  var items: [TicketTypeID] {
    let all = offer.purchase.items.isEmpty ? venue.tickets.map(\.id) : []
    return (all.isEmpty ? venue.tickets.map(\.id) + venue.goods.map(\.id) : all)
      .filter { offer.purchase.items.isEmpty || offer.purchase.items.contains($0) }
  }

  private func price(of item: TicketTypeID) -> Money {
    venue.ticket(item)?.price ?? PriceEffect.goodsPrice
  }

  /// As many as the offer takes to hold at all.
  func quantity(of item: TicketTypeID) -> Int {
    var quantity = max(1, offer.purchase.minimumQuantity ?? 1)
    if case .buyGet(let buy, let get) = offer.benefit { quantity = max(quantity, buy + get) }
    if offer.beneficiary == .companions { quantity = max(quantity, 2) }
    if let spend = offer.purchase.minimumSpend, price(of: item) > .zero {
      quantity = max(quantity, Int((spend.ntd + price(of: item).ntd - 1) / price(of: item).ntd))
    }
    return min(quantity, Basket.ticketLimit)
  }

  func basket(_ item: TicketTypeID, _ seen: SeenDocument?) -> Basket? {
    let event = offer.purchase.events.sorted().first
    return Basket([
      BasketLine(
        ticket: item, quantity: quantity(of: item), seen: seen, event: event,
        slot: offer.availability.slots.sorted().first,
        price: venue.goods(item) == nil ? nil : PriceEffect.goodsPrice)
    ])
  }

  /// The first minute of the day at which the offer holds.
  private var time: TimeOfDay {
    offer.availability.windows.map(\.from).min() ?? venue.opening.hours.map(\.from).min()
      ?? TimeOfDay.midnight
  }

  func due(_ venue: Venue, _ basket: Basket) -> Money? {
    let home = offer.audience.homeCities.sorted().first ?? venue.city
    let facts = CardFacts.answered(home: home, card: .active, granted: offer.audience.asks, unknown: [])
    let decision = try? decide(
      venue: venue, basket: basket, salesPoint: offer.purchase.salesPoints.sorted().first, facts: facts,
      identity: HolderIdentity(card: "", member: ""),
      at: calendar.civil.start(of: day) + .minutes(Int64(time.minute)), calendar: calendar)
    return decision?.due
  }
}
