import Benefits
import StrictJSON

// What an offer does to the price.
extension PartnerReader {
  static let benefitKinds = ["percent_off", "amount_off", "flat_price", "free", "buy_get", "redeemable"]

  mutating func benefit(_ place: JSONElement?, items covered: Set<TicketTypeID>) -> Benefit? {
    guard let place, let members = findings.object(place, required: [], optional: Self.benefitKinds) else {
      return nil
    }
    guard members.count == 1, let (kind, inner) = members.first else {
      // A lone unknown member was reported already; it may be a misspelt one of these.
      if members.count > 1 || place.value == .object(JSONObject()) {
        findings.report(.benefitNotOne, at: place.pointer)
      }
      return nil
    }
    switch kind {
    case "percent_off":
      return findings.integer(inner, in: PartnerLimits.percents, or: .percentOutOfRange)
        .map { .percentOff(Int($0)) }
    case "amount_off": return amountOff(inner, covered)
    case "flat_price": return flatPrice(inner, covered)
    case "buy_get": return buyGet(inner, covered)
    case "redeemable": return amount(inner).map { .redeemable($0) }
    default:
      if inner.value == .bool(true) { return .free }
      findings.report(.wrongType(wanted: ("true", "true")), at: inner.pointer)
      return nil
    }
  }

  private mutating func amountOff(_ place: JSONElement, _ covered: Set<TicketTypeID>) -> Benefit? {
    guard let amount = amount(place) else { return nil }
    for (ticket, price) in prices(of: covered) where amount > price {
      findings.report(.amountOffAbovePrice(amount, ticket: ticket, price: price), at: place.pointer)
    }
    return .amountOff(amount)
  }

  private mutating func flatPrice(_ place: JSONElement, _ covered: Set<TicketTypeID>) -> Benefit? {
    guard let amount = amount(place) else { return nil }
    let prices = prices(of: covered)
    let above = prices.filter { amount > $0.price }
    for (ticket, price) in above {
      findings.report(.flatPriceAboveRegular(amount, ticket: ticket, price: price), at: place.pointer)
    }
    let goods = items.contains { $0.isGoods && covered.contains($0.id) }
    if above.isEmpty, !goods, !prices.isEmpty, prices.allSatisfy({ $0.price == amount }) {
      findings.report(.flatPriceNotLower(amount), at: place.pointer)
    }
    return .flatPrice(amount)
  }

  /// The covered tickets have to cost the same: of a dear and a cheap one, nobody could say which is free.
  private mutating func buyGet(_ place: JSONElement, _ covered: Set<TicketTypeID>) -> Benefit? {
    guard let places = findings.list(place, limit: 2), !places.isEmpty else { return nil }
    guard places.count == 2 else {
      findings.report(.wrongType(wanted: ("[買, 送] 兩個數字", "two numbers [buy, get]")), at: place.pointer)
      return nil
    }
    let counts = places.compactMap { findings.integer($0, in: PartnerLimits.quantities) }
    guard counts.count == 2 else { return nil }
    guard counts[0] + counts[1] <= PartnerLimits.quantities.upperBound else {
      findings.report(.numberOutOfRange(PartnerLimits.quantities), at: place.pointer)
      return nil
    }
    let goods = items.contains { $0.isGoods && covered.contains($0.id) }
    if goods || Set(prices(of: covered).map(\.price)).count > 1 {
      findings.report(.buyGetPricesDiffer, at: place.pointer)
    }
    return .buyGet(buy: Int(counts[0]), get: Int(counts[1]))
  }

  /// The ticket types that an offer covers, with the prices that are known; all if it names none.
  private func prices(of covered: Set<TicketTypeID>) -> [(ticket: TicketTypeID, price: Money)] {
    items.compactMap { item in
      guard covered.isEmpty || covered.contains(item.id), let price = item.price else { return nil }
      return (item.id, price)
    }
  }
}
