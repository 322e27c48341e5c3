/// Decides what to collect for a basket, and why.
///
/// The visitor pays, ticket by ticket, the lowest of three prices: the regular price, the price by law and
/// the price by an offer. Offers are reckoned from the regular price; what one takes off beyond the law's
/// price is the subsidy.
///
/// The law holds for whoever showed the clerk a document, and for the holder of an active card by the home
/// city's word. The card stands for one person, so one ticket is the holder's: the one with which the whole
/// basket costs least, on the earliest line of those.
///
/// - Parameters:
///   - venue: where the tickets are sold, with its offers. Its figures have passed the registry's check:
///     prices of 0...``Money/limit``, percentages of 1...100.
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
  let standing = Standing(facts, offers: venue.offers, tickets: types, on: date)
  let law = Law(rules: venue.statutory, sector: venue.sector, weekday: date.weekday)
  let lines = Pricing(
    lines: basket.lines, types: types, law: law, holder: standing.holder, offers: standing.offers
  ).lowest()
  // Without an answer the amounts are the law's for what the clerk saw, and the verdict stays open.
  if standing.card != nil, let grounds = grounds(of: lines) {
    return Decision(verdict: .granted, reason: grounds, card: standing.card, lines: lines)
  }
  return Decision(verdict: standing.verdict, reason: standing.reason, card: standing.card, lines: lines)
}

/// What the card brings to the counter.
private struct Standing {
  /// What is known of the card; nil without an answer.
  var card: CardState?
  /// What the law grants its holder; nil if the card does not count.
  var holder: Entitlements?
  /// The offers that hold.
  var offers: [Offer] = []
  /// The verdict, if nothing is cheaper.
  let verdict: Verdict
  /// The reason, if nothing is cheaper.
  let reason: Reason

  init(_ facts: CardFacts, offers: [Offer], tickets: [TicketType], on date: CivilDate) {
    switch facts {
    case .cityNotNamed:
      (verdict, reason) = (.needsCity, .cityNotNamed)
    case .unanswered(_, let why):
      (verdict, reason) = (.indeterminate, why.reason)
    case .answered(let home, let card, let granted, let unknown):
      self.card = card
      verdict = .denied
      if let refusal = card.refusal {
        reason = refusal
      } else {
        let funnel = OfferFunnel(
          offers, home: home, granted: granted, unknown: unknown, tickets: tickets, on: date)
        holder = Entitlements(granted: granted)
        self.offers = funnel.held
        reason = funnel.reason
      }
    }
  }
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
    case .late: .homeSlow
    case .unsound: .homeUnsound
    case .limited: .homeLimited
    case .refused: .homeRefused
    }
  }
}
