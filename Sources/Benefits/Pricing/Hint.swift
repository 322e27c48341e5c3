/// An offer that would have been cheaper, and what stood in its way: "seniors from Taipei pay 40 on weekdays".
public struct Hint: Hashable, Sendable {
  /// The most in one decision.
  public static let limit = 3

  /// The offer.
  public let offer: OfferID
  /// Its version.
  public let version: Int
  /// What would have been needed.
  public let obstacle: Reason
  /// The ticket type or goods that it would have made cheaper.
  public let ticket: TicketTypeID
  /// What one of them would have cost.
  public let price: Money

  /// Makes a hint.
  public init(offer: OfferID, version: Int, obstacle: Reason, ticket: TicketTypeID, price: Money) {
    self.offer = offer
    self.version = version
    self.obstacle = obstacle
    self.ticket = ticket
    self.price = price
  }
}

/// The offers for this city's cards and these tickets that would have lowered what is paid now: those first that
/// would have saved the most, then those that came farthest, then by id. Where an offer is at work, those for people
/// that the holder is not are left out: nobody needs to hear at every visit what students pay.
func hints(from eligible: EligibleOffers, _ visit: Visit, beside lines: [PricedLine]) -> [Hint] {
  var found: [(saving: Money, stage: Int, hint: Hint)] = []
  let isServed = lines.contains { !$0.applied.isEmpty }
  for (index, obstacle) in eligible.obstructed where obstacle.stage > Reason.ticketNotCovered.stage {
    if isServed, [.classNotHeld, .ageNotMet].contains(obstacle) { continue }
    let offer = eligible.offers[index]
    let dearest = lines.compactMap { line -> (line: PricedLine, price: Money)? in
      let item = visit.items[line.basketLine]
      return offer.covers(item) ? (line, offer.price(from: item.price)) : nil
    }.max { a, b in a.line.due - a.price < b.line.due - b.price }
    guard let (line, price) = dearest, price < line.due else { continue }
    let hint = Hint(
      offer: offer.id, version: offer.version, obstacle: obstacle, ticket: line.ticket, price: price)
    found.append((line.due - price, obstacle.stage, hint))
  }
  found.sort { a, b in
    (-a.saving.ntd, -a.stage, a.hint.offer.text) < (-b.saving.ntd, -b.stage, b.hint.offer.text)
  }
  return found.prefix(Hint.limit).map(\.hint)
}
