/// How many tickets an offer may reduce.
struct OfferRoom {
  /// In all.
  let most: Int
  /// Whether the cardholder's own is among them.
  let holder: Bool
  /// How many of the party's.
  var party: Int
  /// The same on top of other offers, where it is fewer: by the other offer's place.
  var onTop: [Int: Int] = [:]

  /// How many of the party's that `base` reduces first; by itself where that is its own place.
  func party(on base: Int) -> Int { min(party, onTop[base] ?? party) }
}

/// An offer as a choice for tickets, and what comes on top of it.
struct OfferColumn {
  let base: Int
  /// By basket line the offers that come on top, in the order in which they are reckoned; empty where nothing does.
  let onTop: [[Int]]
  /// How many tickets of the party it may reduce.
  let capacity: Int
}

/// Everything that the prices of a basket follow from, once it is known which offers hold.
struct Pricing {
  let sale: Sale
  /// The offers that hold, in order of priority and id.
  let offers: [EligibleOffers.Held]
  /// What one ticket of a line costs by an offer alone, by offer, then by line; nil where it does not cover it.
  let prices: [[Money?]]
  /// The choices for the cardholder's ticket.
  let holderColumns: [OfferColumn]
  /// The choices for the party's tickets.
  let partyColumns: [OfferColumn]

  init(_ sale: Sale, offers: [EligibleOffers.Held], room: [OfferRoom]) {
    self.sale = sale
    self.offers = offers
    let prices = offers.map { held in
      zip(sale.lines, sale.items).map { line, item in
        held.offer.covers(line, item) ? held.offer.price(from: item.price) : nil
      }
    }
    self.prices = prices
    let stacking = offers.contains { $0.offer.stacks }
    func onTop(of base: Int, among open: [Int]) -> [[Int]] {
      guard stacking else { return [] }
      let chains = sale.lines.indices.map { line in
        prices[base][line] == nil
          ? [] : Self.chain(from: base, among: open, offers) { prices[$0][line] != nil }
      }
      return chains.allSatisfy(\.isEmpty) ? [] : chains
    }
    let forHolder = offers.indices.filter { room[$0].holder }
    holderColumns = forHolder.map {
      OfferColumn(base: $0, onTop: onTop(of: $0, among: forHolder), capacity: 1)
    }
    let forParty = offers.indices.filter { room[$0].party > 0 }
    partyColumns = forParty.flatMap { base -> [OfferColumn] in
      // Where offers on top reduce fewer tickets than the base, the next tickets go without these.
      var (columns, given, open) = ([OfferColumn](), 0, forParty)
      let whole = room[base].party(on: base)
      while given < whole {
        open.removeAll { $0 != base && room[$0].party(on: base) <= given }
        let chains = onTop(of: base, among: open)
        let most = Set(chains.joined()).map { room[$0].party(on: base) }.reduce(whole, min)
        columns.append(OfferColumn(base: base, onTop: chains, capacity: most - given))
        given = most
      }
      return columns
    }
  }

  /// On the base always the first offer that may come on top of one that is there.
  private static func chain(
    from base: Int, among open: [Int], _ offers: [EligibleOffers.Held], covers: (Int) -> Bool
  ) -> [Int] {
    var chain = [base]
    while chain.count < Stacking.depth {
      let next = open.first { index in
        guard !chain.contains(index), case .onTopOf(let below) = offers[index].offer.stacking else {
          return false
        }
        return chain.contains { below.contains(offers[$0].offer.id) } && covers(index)
      }
      guard let next else { break }
      chain.append(next)
    }
    return Array(chain.dropFirst())
  }

  /// The prices with the cardholder's ticket where the whole basket costs least, then at the lowest public cost, then
  /// where there is most to spend inside; of equal places the first.
  func lowest() -> Quote {
    guard sale.holder != nil else { return Quote(self, holderLine: nil) }
    var best = Quote(self, holderLine: 0)
    for line in sale.lines.indices.dropFirst() {
      let quote = Quote(self, holderLine: line)
      let order = (quote.due, quote.cost.publicCost, quote.cost.value)
      if order < (best.due, best.cost.publicCost, best.cost.value) { best = quote }
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
    guard let (price, steps) = walk(column, lot), !steps.isEmpty else { return nil }
    if price < lot.statutory { return steps }
    // No cheaper than the law: what is left is what the visitor gets on top.
    guard offers[column.base].offer.value > .zero else { return nil }
    return steps.filter { offers[$0.offer].offer.value > .zero }
  }

  /// The price of a ticket by the offers of a column, reckoned from the regular one, and how it comes about; nil where
  /// the first does not cover it, or has less left than the ticket takes. One on top that has less left is passed over.
  private func walk(_ column: OfferColumn, _ lot: Lot) -> (price: Money, steps: [Step])? {
    guard let first = prices[column.base][lot.line] else { return nil }
    var (price, steps) = (lot.regular, [Step]())
    func take(_ index: Int, at next: Money) {
      let held = offers[index]
      // What offers take off down to the law's price is nobody's subsidy.
      let subsidy = max(.zero, min(lot.statutory, price) - next)
      guard next < price || held.offer.value > .zero, subsidy.ntd <= held.allowance.amount else { return }
      steps.append(Step(offer: index, subsidy: subsidy))
      price = next
    }
    take(column.base, at: first)
    guard !steps.isEmpty else { return first < lot.regular ? nil : (first, []) }
    if !column.onTop.isEmpty {
      for index in column.onTop[lot.line] { take(index, at: offers[index].offer.price(from: price)) }
    }
    return (price, steps)
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

  /// The lowest price of one ticket of the lot by one of the columns, whether or not the law is cheaper.
  func lowestPrice(of lot: Lot, among columns: [OfferColumn]) -> Money? {
    columns.compactMap { walk($0, lot)?.price }.min()
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
