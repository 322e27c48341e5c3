/// The prices of a basket for one place of the cardholder's ticket in it.
///
/// The cardholder gets the best of all offers that hold. An offer for more tickets than one extends to others
/// of the party, one fewer than ``Offer/ticketsPerCheck``; ``PartyOffers`` decides to which.
struct Quote {
  private let basket: Pricing
  private let lots: [Lot]
  /// The offer that lowers the cardholder's own ticket, if one does.
  private let holders: Int?
  /// How many tickets each offer reduces besides the cardholder's, by lot, then by offer.
  private let shares: [[Int]]
  /// What the whole basket costs.
  let due: Money

  /// Prices `basket` with the cardholder's ticket on `holderLine`; nil if no card counts.
  init(_ basket: Pricing, holderLine: Int?) {
    let lots = basket.law.lots(
      basket.lines, types: basket.types, holder: basket.holder ?? [], holderLine: holderLine)
    let costs = lots.map { lot in basket.offers.indices.map { basket.cost(of: $0, for: lot) } }
    let own = lots.firstIndex(where: \.isHolder)
    let holders = own.flatMap { OfferCost.lowest(costs[$0]) }
    let shares = PartyOffers(
      capacities: basket.offers.map { $0.ticketsForParty },
      supplies: lots.map { $0.isHolder ? 0 : $0.quantity }, costs: costs
    ).shares()

    var due = lots.reduce(Money.zero) { $0 + $1.statutory * $1.quantity }
    if let own, let holders { due += Money(costs[own][holders]?.due ?? 0) }
    for (lot, counts) in shares.enumerated() {
      for (offer, count) in counts.enumerated() where count > 0 {
        due += Money(costs[lot][offer]?.due ?? 0) * count
      }
    }
    self.basket = basket
    self.lots = lots
    self.holders = holders
    self.shares = shares
    self.due = due
  }

  /// The lines as the clerk rings them up: in basket order, within a basket line the cardholder's ticket
  /// first, then by price; tickets with equal outcome together.
  func lines() -> [PricedLine] {
    var room = basket.offers.map { $0.ticketsForParty }
    for counts in shares {
      for (offer, count) in counts.enumerated() { room[offer] -= count }
    }
    var lines: [PricedLine] = []
    for index in basket.lines.indices {
      var outcomes: [PricedLine] = []
      for (number, lot) in lots.enumerated() where lot.line == index {
        if lot.isHolder {
          let shown = basket.lowestPrice(on: index, among: Array(basket.offers.indices))
          lines.append(basket.line(lot, quantity: 1, applied: holders, otherwise: shown))
          continue
        }
        var rest = lot.quantity
        for (offer, count) in shares[number].enumerated() where count > 0 {
          outcomes.append(basket.line(lot, quantity: count, applied: offer, otherwise: nil))
          rest -= count
        }
        guard rest > 0 else { continue }
        let shown = basket.lowestPrice(on: index, among: room.indices.filter { room[$0] > 0 })
        outcomes.append(basket.line(lot, quantity: rest, applied: nil, otherwise: shown))
      }
      outcomes.sort { a, b in (a.due, a.statutory) < (b.due, b.statutory) }
      for outcome in outcomes { lines.merge(outcome) }
    }
    return lines
  }
}

extension [PricedLine] {
  /// Adds tickets to the line on which the same is paid for the same reason, or else as a line of their own.
  /// An offer that was not applied makes no difference to the clerk, so it splits nothing.
  fileprivate mutating func merge(_ line: PricedLine) {
    let same = firstIndex {
      $0.basketLine == line.basketLine && $0.statutory == line.statutory && $0.due == line.due
        && $0.basis == line.basis && $0.offerID == line.offerID
    }
    if let same {
      self[same] = self[same].adding(line.quantity)
    } else {
      append(line)
    }
  }
}

extension PricedLine {
  fileprivate func adding(_ tickets: Int) -> PricedLine {
    PricedLine(
      basketLine: basketLine, ticket: ticket, quantity: quantity + tickets, regular: regular,
      statutory: statutory, offer: offer, due: due, basis: basis, offerID: offerID,
      offerVersion: offerVersion, subsidy: subsidy, tillCode: tillCode)
  }
}
