/// The prices of a basket for one place of the cardholder's ticket in it.
///
/// The cardholder gets the best of all offers that hold. An offer for more tickets than one extends to others
/// of the party, one fewer than ``Offer/ticketsPerCheck``; ``PartyOffers`` decides to which.
struct Quote {
  private let basket: Pricing
  private let lots: [Lot]
  /// The column that lowers the cardholder's own ticket, if one does.
  private let holders: Int?
  /// How many tickets each column reduces besides the cardholder's, by lot, then by column.
  private let shares: [[Int]]
  /// What the offers change for all tickets together.
  let cost: OfferCost
  /// What the whole basket costs.
  let due: Money

  /// Prices `basket` with the cardholder's ticket on `holderLine`; nil if no card counts.
  init(_ basket: Pricing, holderLine: Int?) {
    let sale = basket.sale
    let lots = sale.law.lots(
      sale.lines, items: sale.items, holder: sale.holder ?? [], holderLine: holderLine)
    func costs(_ columns: [OfferColumn], _ lot: Lot) -> [OfferCost?] {
      columns.indices.map { basket.cost(of: columns[$0], at: $0, for: lot) }
    }
    let partyCosts = lots.map { $0.isHolder ? [] : costs(basket.partyColumns, $0) }
    let shares = PartyOffers(
      capacities: basket.partyColumns.map(\.capacity),
      supplies: lots.map { $0.isHolder ? 0 : $0.quantity },
      costs: partyCosts.map { $0.isEmpty ? basket.partyColumns.map { _ in nil } : $0 }
    ).shares()

    var cost = OfferCost.zero
    var holders: Int?
    if let own = lots.first(where: \.isHolder) {
      let ownCosts = costs(basket.holderColumns, own)
      holders = OfferCost.lowest(ownCosts)
      cost = holders.flatMap { ownCosts[$0] } ?? .zero
    }
    for (lot, counts) in shares.enumerated() {
      for (column, count) in counts.enumerated() where count > 0 {
        cost = cost + (partyCosts[lot][column] ?? .zero) * count
      }
    }
    self.basket = basket
    self.lots = lots
    self.holders = holders
    self.shares = shares
    self.cost = cost
    due = lots.reduce(Money(cost.due)) { $0 + $1.statutory * $1.quantity }
  }

  /// The lines as the clerk rings them up: in basket order, within a basket line the cardholder's ticket
  /// first, then by price; tickets with equal outcome together.
  func lines() -> [PricedLine] {
    let columns = basket.partyColumns
    var room = columns.map(\.capacity)
    for counts in shares {
      for (column, count) in counts.enumerated() { room[column] -= count }
    }
    let open = columns.indices.filter { room[$0] > 0 }.map { columns[$0] }
    var lines: [PricedLine] = []
    for index in basket.sale.lines.indices {
      var outcomes: [PricedLine] = []
      for (number, lot) in lots.enumerated() where lot.line == index {
        if lot.isHolder {
          lines.append(
            basket.line(
              lot, quantity: 1, applied: holders.map { basket.holderColumns[$0] },
              otherwise: basket.lowestPrice(of: lot, among: basket.holderColumns)))
          continue
        }
        var rest = lot.quantity
        for (column, count) in shares[number].enumerated() where count > 0 {
          outcomes.append(basket.line(lot, quantity: count, applied: columns[column], otherwise: nil))
          rest -= count
        }
        guard rest > 0 else { continue }
        let shown = basket.lowestPrice(of: lot, among: open)
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
        && $0.basis == line.basis && $0.applied == line.applied && $0.redeemable == line.redeemable
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
      statutory: statutory, offer: offer, due: due, basis: basis, applied: applied,
      redeemable: redeemable, tillCode: tillCode)
  }
}
