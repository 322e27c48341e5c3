/// How many tickets an offer may reduce.
struct OfferRoom {
  /// Whether the cardholder's own is among them.
  let holder: Bool
  /// How many of the party's.
  var party: Int
}

/// An offer as a choice for tickets, with what comes on top of it: by basket line the offers in the order in which
/// they are reckoned, or none where it does not cover the line.
struct OfferColumn {
  let chains: [[Int]]
  /// How many tickets of the party it may reduce.
  let capacity: Int
}

/// Everything that the prices of a basket follow from, once it is known which offers hold.
struct Pricing {
  let sale: Sale
  /// The offers that hold, in order of priority and id.
  let offers: [EligibleOffers.Held]
  /// The choices for the cardholder's ticket.
  let holderColumns: [OfferColumn]
  /// The choices for the party's tickets.
  let partyColumns: [OfferColumn]

  init(_ sale: Sale, offers: [EligibleOffers.Held], room: [OfferRoom]) {
    self.sale = sale
    self.offers = offers
    let stacking = offers.contains { $0.offer.stacks }
    func chains(_ base: Int, among open: [Int], stacked: Bool) -> [[Int]] {
      zip(sale.lines, sale.items).map { line, item in
        guard offers[base].offer.covers(line, item) else { return [] }
        return stacked ? Self.chain(from: base, among: open, offers, line, item) : [base]
      }
    }
    let forHolder = offers.indices.filter { room[$0].holder }
    holderColumns = forHolder.map {
      OfferColumn(chains: chains($0, among: forHolder, stacked: stacking), capacity: 1)
    }
    let forParty = offers.indices.filter { room[$0].party > 0 }
    partyColumns = forParty.flatMap { base -> [OfferColumn] in
      let whole = room[base].party
      let stacked = chains(base, among: forParty, stacked: stacking)
      let onTop = Set(stacked.joined()).subtracting([base])
      guard !onTop.isEmpty else { return [OfferColumn(chains: stacked, capacity: whole)] }
      let both = min(whole, onTop.map { room[$0].party }.min() ?? whole)
      return [
        OfferColumn(chains: stacked, capacity: both),
        OfferColumn(chains: chains(base, among: forParty, stacked: false), capacity: whole - both),
      ].filter { $0.capacity > 0 }
    }
  }

  /// The base, and then always the first offer that may come on top of one that is there.
  private static func chain(
    from base: Int, among open: [Int], _ offers: [EligibleOffers.Held], _ line: BasketLine, _ item: BasketItem
  ) -> [Int] {
    var chain = [base]
    while chain.count < Stacking.depth {
      let there = Set(chain.map { offers[$0].offer.id })
      let next = open.first { index in
        guard !chain.contains(index), case .onTopOf(let below) = offers[index].offer.stacking else {
          return false
        }
        return !below.isDisjoint(with: there) && offers[index].offer.covers(line, item)
      }
      guard let next else { break }
      chain.append(next)
    }
    return chain
  }

  /// The prices with the cardholder's ticket where the whole basket costs least, then where there is most to
  /// spend inside; of equal places the first.
  func lowest() -> Quote {
    guard sale.holder != nil else { return Quote(self, holderLine: nil) }
    var best = Quote(self, holderLine: 0)
    for line in sale.lines.indices.dropFirst() {
      let quote = Quote(self, holderLine: line)
      if (quote.due, quote.cost.value) < (best.due, best.cost.value) { best = quote }
    }
    return best
  }

  /// An offer of a column at work on one ticket.
  struct Step {
    let offer: Int
    let subsidy: Money
  }

  /// What the offers of a column take off a ticket of the lot, one after the other; nil where it gets nothing by
  /// them that the law does not give.
  func steps(of column: OfferColumn, for lot: Lot) -> [Step]? {
    let chain = column.chains[lot.line]
    guard let base = chain.first else { return nil }
    if offers[base].offer.value > .zero { return [Step(offer: base, subsidy: .zero)] }
    var price = offers[base].offer.price(from: lot.regular)
    guard price < lot.statutory else { return nil }
    var steps = [Step(offer: base, subsidy: lot.statutory - price)]
    for index in chain.dropFirst() {
      let next = offers[index].offer.price(from: price)
      guard next < price || offers[index].offer.value > .zero else { continue }
      steps.append(Step(offer: index, subsidy: price - next))
      price = next
    }
    return steps
  }

  /// What the column at `place` changes for a ticket of the lot; nil if nothing.
  func cost(of column: OfferColumn, at place: Int, for lot: Lot) -> OfferCost? {
    guard let steps = steps(of: column, for: lot) else { return nil }
    var cost = OfferCost(due: 0, publicCost: 0, value: 0, place: place + 1)
    for step in steps {
      let offer = offers[step.offer].offer
      cost.due -= step.subsidy.ntd
      cost.publicCost += offer.funding.publicPart(of: step.subsidy).ntd
      cost.value -= offer.value.ntd
    }
    return cost
  }

  /// The lowest price of one ticket of the line by one of the columns, whether or not the law is cheaper.
  func lowestPrice(on line: Int, among columns: [OfferColumn]) -> Money? {
    columns.compactMap { column -> Money? in
      guard let base = column.chains[line].first else { return nil }
      let first = offers[base].offer.price(from: sale.items[line].price)
      return column.chains[line].dropFirst().reduce(first) { min($0, offers[$1].offer.price(from: $0)) }
    }.min()
  }

  /// Prices tickets of a lot: by the column `applied`, or by the law, where `otherwise` is what an offer that is no
  /// cheaper would have cost.
  func line(_ lot: Lot, quantity: Int, applied column: OfferColumn?, otherwise: Money?) -> PricedLine {
    let item = sale.items[lot.line]
    let steps = column.flatMap { self.steps(of: $0, for: lot) } ?? []
    let due = steps.reduce(lot.statutory) { $0 - $1.subsidy }
    let basis: PriceBasis =
      due < lot.statutory ? .offer : lot.statutory < lot.regular ? .statutory : .regular
    let value = steps.reduce(Money.zero) { $0 + offers[$1.offer].offer.value }
    let till = steps.lazy.compactMap { offers[$0.offer].offer.tillCode }.first
    return PricedLine(
      basketLine: lot.line, ticket: item.id, quantity: quantity, regular: lot.regular,
      statutory: lot.statutory, offer: basis == .offer ? due : otherwise, due: due, basis: basis,
      applied: steps.map { step in
        let offer = offers[step.offer].offer
        return AppliedOffer(
          offer: offer.id, version: offer.version, subsidy: step.subsidy, funding: offer.funding)
      },
      redeemable: min(item.redeemable, due) + value, tillCode: till ?? item.code(for: basis))
  }
}
