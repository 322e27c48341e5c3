/// Everything that the prices of a basket follow from, once it is known which offers hold.
struct Pricing {
  let lines: [BasketLine]
  /// The ticket type of each line.
  let types: [TicketType]
  let law: Law
  /// What the law grants the cardholder, whose ticket is one of the basket's; nil if no card counts.
  let holder: Entitlements?
  /// The offers that hold, in order of priority and id.
  let offers: [Offer]
  /// What one ticket of a line costs by an offer, by offer, then by line; nil where it does not cover it.
  let offerPrices: [[Money?]]

  init(
    lines: [BasketLine], types: [TicketType], law: Law, holder: Entitlements?, offers: [Offer]
  ) {
    self.lines = lines
    self.types = types
    self.law = law
    self.holder = holder
    self.offers = offers
    offerPrices = offers.map { offer in types.map { offer.price(of: $0) } }
  }

  /// The prices with the cardholder's ticket where the whole basket costs least; of equal places the first.
  func lowest() -> [PricedLine] {
    guard holder != nil else { return Quote(self, holderLine: nil).lines() }
    var best = Quote(self, holderLine: 0)
    for line in lines.indices.dropFirst() {
      let quote = Quote(self, holderLine: line)
      if quote.due < best.due { best = quote }
    }
    return best.lines()
  }

  /// What the offer changes for a ticket of the lot; nil unless it is cheaper than the law.
  func cost(of offer: Int, for lot: Lot) -> OfferCost? {
    guard let price = offerPrices[offer][lot.line], price < lot.statutory else { return nil }
    let beyondTheLaw = lot.statutory - price
    return OfferCost(
      due: -beyondTheLaw.ntd, publicCost: offers[offer].funding.isPublic ? beyondTheLaw.ntd : 0,
      place: offer + 1)
  }

  /// The lowest price of one ticket of the line by any of `offers`.
  func lowestPrice(on line: Int, among offers: [Int]) -> Money? {
    offers.compactMap { offerPrices[$0][line] }.min()
  }

  /// Prices tickets of a lot: by the offer `applied`, which is cheaper than the law, or by the law, where
  /// `otherwise` is what an offer that is no cheaper would have cost.
  func line(_ lot: Lot, quantity: Int, applied: Int?, otherwise: Money?) -> PricedLine {
    let type = types[lot.line]
    let offer = applied.map { offers[$0] }
    let price = applied.flatMap { offerPrices[$0][lot.line] }
    let due = price ?? lot.statutory
    let basis: PriceBasis =
      price != nil ? .offer : lot.statutory < lot.regular ? .statutory : .regular
    return PricedLine(
      basketLine: lot.line, ticket: type.id, quantity: quantity, regular: lot.regular,
      statutory: lot.statutory, offer: price ?? otherwise, due: due, basis: basis, offerID: offer?.id,
      offerVersion: offer?.version, subsidy: lot.statutory - due,
      tillCode: offer?.tillCode ?? type.tillCode(for: basis))
  }
}
