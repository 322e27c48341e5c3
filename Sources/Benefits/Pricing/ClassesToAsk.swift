/// The facts that the host asks the home city for, before it can decide on this basket: the classes of the
/// offers that cover cards of `home` and any of these tickets, whatever their dates, and those of the venue's
/// statutory rules.
///
/// Dates are left out on purpose: what is asked must not depend on whose clock is right. The result is always
/// part of ``Venue/classesInUse(home:)``, beyond which the home city refuses to answer.
///
/// - Returns: the classes in the order of their wire form, each once.
public func classesToAsk(venue: Venue, basket: Basket, home: CityID) -> [BenefitClass] {
  var classes = Set(venue.statutory.flatMap(\.classes))
  for offer in venue.offers where offer.audience.covers(home: home) {
    let items = offer.purchase.items
    let covers = basket.lines.contains { line in
      items.isEmpty ? venue.goods(line.ticket) == nil : items.contains(line.ticket)
    }
    if covers { classes.formUnion(offer.audience.asks) }
  }
  return classes.sorted()
}
