/// Decides what to collect for a basket, and why.
///
/// The visitor pays, ticket by ticket, the lowest of three prices: the regular price, the price by law and the
/// price by an offer. Offers are reckoned from the regular price; what one takes off beyond the law's price is
/// the subsidy.
///
/// The law holds for whoever showed the clerk a document, and for the holder of an active card by the home
/// city's word. The card stands for one person, so one ticket is the holder's: the one with which the whole
/// basket costs least, on the earliest line of those.
///
/// - Parameters:
///   - venue: where the tickets are sold, with its offers. Its figures have passed the registry's check: prices
///     of 0...``Money/limit``, percentages of 1...100.
///   - basket: what is bought.
///   - facts: what the home city said; see ``classesToAsk(venue:basket:home:)``.
///   - instant: the time of the visit, which settles date and weekday.
///   - calendar: the civil calendar of the venue.
/// - Throws: ``BasketFault`` if the venue does not sell one of the tickets.
/// - Returns: the same decision for the same arguments, whatever the order of the venue's offers.
public func decide(
  venue: Venue, basket: Basket, facts: CardFacts, at instant: Instant, calendar: CivilCalendar
) throws(BasketFault) -> Decision {
  let types = try ticketTypes(of: basket, at: venue)
  let date = calendar.date(instant)
  var holder: Entitlements = []
  var hasHolder = false
  var offers: [Offer] = []
  let verdictUnreduced: Verdict
  let reasonUnreduced: Reason
  var state: CardState?
  switch facts {
  case .cityNotNamed:
    (verdictUnreduced, reasonUnreduced) = (.needsCity, .cityNotNamed)
  case .unanswered(_, let why):
    (verdictUnreduced, reasonUnreduced) = (.indeterminate, why.reason)
  case .answered(let home, let card, let granted, let unknown):
    state = card
    verdictUnreduced = .denied
    if let refusal = card.refusal {
      reasonUnreduced = refusal
      break
    }
    let funnel = OfferFunnel(
      venue.offers, home: home, granted: granted, unknown: unknown, tickets: types, on: date)
    (holder, hasHolder, offers) = (Entitlements(granted: granted), true, funnel.held)
    reasonUnreduced = funnel.reason
  }
  let law = Law(rules: venue.statutory, sector: venue.sector, weekday: date.weekday)
  let lines = Pricing(
    lines: basket.lines, types: types, law: law, holder: holder, hasHolder: hasHolder, offers: offers
  ).lowest()
  // Without an answer the amounts are the law's for what the clerk saw, and the verdict stays open.
  let granted = state == nil ? nil : grounds(of: lines)
  return Decision(
    verdict: granted == nil ? verdictUnreduced : .granted, reason: granted ?? reasonUnreduced, card: state,
    lines: lines)
}

/// Why the visitor pays less, or nothing; nil if it is the regular price.
private func grounds(of lines: [PricedLine]) -> Reason? {
  if lines.contains(where: { $0.basis == .offer }) { return .offerApplied }
  if lines.contains(where: { $0.basis == .statutory }) { return .statutoryApplied }
  return lines.allSatisfy { $0.regular == .zero } ? .alreadyFree : nil
}

private func ticketTypes(of basket: Basket, at venue: Venue) throws(BasketFault) -> [TicketType] {
  var types: [TicketType] = []
  for (index, line) in basket.lines.enumerated() {
    guard let type = venue.ticket(line.ticket) else {
      throw .unknownTicket(line: index, line.ticket)
    }
    types.append(type)
  }
  return types
}

extension Unanswered {
  fileprivate var reason: Reason {
    switch self {
    case .unavailable: .homeUnavailable
    case .limited: .homeLimited
    case .refused: .homeRefused
    }
  }
}
