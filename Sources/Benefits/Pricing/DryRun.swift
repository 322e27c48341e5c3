/// What a change of a venue would have altered: recorded visits, decided anew before and after it.
///
/// What the home city said of a holder is not kept, so it is inferred from what was charged. Both venues are decided
/// with the same inferred facts, and the difference between the two is what counts, not that to the recorded amount:
/// what the inference gets wrong on both sides cancels.
///
/// - A holder has all the classes and ages that the offers applied ask for, and no others. So a new offer for a class
///   that no applied offer asked for is not seen at work.
/// - A price by law is put down to a document that gives it, disability before age.
/// - Limits count from zero for every visit, as if nothing had been used.
public struct DryRun: Sendable {
  /// The visits that were looked at.
  public private(set) var visits = 0
  /// Those whose amount due differs.
  public private(set) var altered = 0
  /// What would have been collected more over all of these; negative if less.
  public private(set) var change = Money.zero
  /// Those that can't be judged: an applied offer is not the one in force any more or asked for what is not kept (an
  /// event, a slot, a sales point), a price by law has no ground any more, or what was bought can't be priced.
  public private(set) var unjudged = 0

  private let before: Venue
  private let after: Venue
  private let calendar: CityCalendar
  private let offers: [OfferID: Offer]

  /// Starts with no visit. `before` is the venue in force, `after` the same venue changed.
  public init(before: Venue, after: Venue, calendar: CityCalendar) {
    (self.before, self.after, self.calendar) = (before, after, calendar)
    offers = Dictionary(before.offers.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Counts a redeemed check of the venue in.
  public mutating func add(_ visit: CheckRecord) {
    visits += 1
    guard let facts = facts(of: visit), let basket = basket(of: visit),
      let old = due(before, basket, facts, visit.at), let new = due(after, basket, facts, visit.at)
    else {
      unjudged += 1
      return
    }
    if old != new { altered += 1 }
    change += new - old
  }

  private func facts(of visit: CheckRecord) -> CardFacts? {
    guard let home = visit.home, let card = visit.decision.card else { return nil }
    var granted = Set<BenefitClass>()
    for applied in visit.decision.lines.flatMap(\.applied) {
      guard let offer = offers[applied.offer], offer.version == applied.version, offer.isJudgedByRecord else {
        return nil
      }
      granted.formUnion(offer.audience.asks)
    }
    return .answered(home: home, card: card, granted: granted, unknown: [])
  }

  /// The tickets of one line at one price by law are a line again, whatever offers then did to them.
  private func basket(of visit: CheckRecord) -> Basket? {
    let law = Law(
      rules: before.statutory, sector: before.sector,
      dayKind: calendar.holidays.kind(of: calendar.civil.date(visit.at)))
    var lines: [(source: Int, line: BasketLine)] = []
    for priced in visit.decision.lines {
      var seen: SeenDocument?
      if priced.statutory < priced.regular {
        seen = law.document(for: priced)
        if seen == nil { return nil }
      }
      let price = before.goods(priced.ticket) == nil ? nil : priced.regular
      let known = lines.firstIndex { $0.source == priced.basketLine && $0.line.seen == seen }
      let quantity = priced.quantity + (known.map { lines[$0].line.quantity } ?? 0)
      let line = BasketLine(ticket: priced.ticket, quantity: quantity, seen: seen, price: price)
      if let known { lines[known].line = line } else { lines.append((priced.basketLine, line)) }
    }
    return Basket(lines.map(\.line))
  }

  private func due(_ venue: Venue, _ basket: Basket, _ facts: CardFacts, _ at: Instant) -> Money? {
    let somebody = HolderIdentity(card: "", member: "")
    let decision = try? decide(
      venue: venue, basket: basket, facts: facts, identity: somebody, at: at, calendar: calendar)
    return decision?.due
  }
}

extension Offer {
  /// Whether all that it asks of a purchase is in the record of a check.
  fileprivate var isJudgedByRecord: Bool {
    purchase.events.isEmpty && purchase.salesPoints.isEmpty && availability.slots.isEmpty
  }
}

extension Law {
  /// A document for which the law gives this price; nil if none does.
  fileprivate func document(for line: PricedLine) -> SeenDocument? {
    if disabilityPrice(of: line.regular) == line.statutory { return .disability }
    return age65Price(of: line.regular) == line.statutory ? .age65 : nil
  }
}
