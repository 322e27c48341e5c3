/// Decides what to collect for a basket, and why.
///
/// The visitor pays, ticket by ticket, the lowest of three prices: the regular price, the price by law and
/// the price by an offer. Offers are reckoned from the regular price; what one takes off beyond the law's
/// price is the subsidy.
///
/// The law holds for whoever showed the clerk a document, and for the holder of an active card by the home
/// city's word. The card stands for one person, so one ticket is the holder's: the one with which the whole
/// basket costs least, then at the lowest public cost, on the earliest line of those.
///
/// - Parameters:
///   - venue: where the tickets are sold, with its offers. Its figures have passed the registry's check:
///     prices of 0...``Money/limit``, percentages of 1...100, no circles in stacking.
///   - basket: what is bought.
///   - salesPoint: where in the venue, if offers tell its sales points apart.
///   - facts: what is known of the card; see ``classesToAsk(venue:basket:home:)``.
///   - identity: who shows the card, for limits.
///   - used: the counters of ``usageKeys(venue:basket:salesPoint:facts:identity:at:calendar:)``; one that is
///     missing counts as zero.
///   - instant: the time of the visit, which settles date, weekday and time windows.
///   - calendar: the calendar of the venue.
/// - Throws: ``BasketFault`` if the basket can't be priced.
/// - Returns: the same decision for the same arguments, whatever the order of the venue's offers.
public func decide(
  venue: Venue, basket: Basket, salesPoint: SalesPointID? = nil, facts: CardFacts,
  identity: HolderIdentity = .unknown, used: [UsageKey: Usage] = [:], at instant: Instant,
  calendar: CityCalendar
) throws(BasketFault) -> Decision {
  let date = calendar.civil.date(instant)
  let items = try venue.items(of: basket, on: date)
  let visit = Visit(
    venue: venue, basket: basket, items: items, salesPoint: salesPoint, at: instant, calendar: calendar)
  let law = Law(rules: venue.statutory, sector: venue.sector, dayKind: calendar.holidays.kind(of: date))
  let holder = facts.holder
  let eligible = holder.map {
    EligibleOffers(venue.offers, visit: visit, holder: $0, identity: identity, used: used)
  }
  let sale = Sale(
    lines: basket.lines, items: items, law: law, holder: holder.map { Entitlements(granted: $0.granted) })
  let outcome = sale.best(eligible?.held ?? [])
  let lines = outcome.lines
  let standing = Standing(
    facts, refusal: eligible?.reason(visit), restsOnCard: sale.restsOnCard(outcome), lines)
  return Decision(
    verdict: standing.verdict, reason: standing.reason, card: standing.card, lines: lines,
    holds: eligible.map { holds(of: $0.held, lines, identity) } ?? [],
    needed: eligible.map { hints(from: $0, visit, beside: lines) } ?? [])
}

/// Verdict and reason, from what is known of the card and what the prices turned out to be.
private struct Standing {
  /// What is known of the card; nil without an answer.
  var card: CardState?
  let verdict: Verdict
  let reason: Reason

  /// `refusal` is the reason if an active card turns out to lower nothing, `restsOnCard` whether a price rests on what
  /// is known of the card; most visits need neither.
  init(
    _ facts: CardFacts, refusal: @autoclosure () -> Reason?, restsOnCard: @autoclosure () -> Bool,
    _ lines: [PricedLine]
  ) {
    let state: CardState
    var granted = Verdict.granted
    switch facts {
    case .cityNotNamed:
      (verdict, reason) = (.needsCity, .cityNotNamed)
      return
    case .unanswered(_, let why):
      // Without an answer the amounts are the law's for what the clerk saw, and the verdict stays open.
      (verdict, reason) = (.indeterminate, why.reason)
      return
    case .answered(_, let card, _, _): state = card
    case .offline(_, let card, _, _, _):
      state = card
      if restsOnCard() { granted = .provisional }
    }
    card = state
    if let grounds = grounds(of: lines) {
      (verdict, reason) = (granted, grounds)
    } else {
      (verdict, reason) = (.denied, state.refusal ?? refusal() ?? .venueHasNoOffer)
    }
  }
}

/// Why the visitor pays less or gets more, or nothing; nil if it is the regular price.
private func grounds(of lines: [PricedLine]) -> Reason? {
  if lines.contains(where: { !$0.applied.isEmpty }) { return .offerApplied }
  if lines.contains(where: { $0.basis == .statutory }) { return .statutoryApplied }
  return lines.allSatisfy { $0.regular == .zero } ? .alreadyFree : nil
}

/// What the applied offers take of their counters.
private func holds(
  of held: [EligibleOffers.Held], _ lines: [PricedLine], _ identity: HolderIdentity
) -> [UsageHold] {
  var holds: [UsageHold] = []
  for entry in held where !entry.offer.limits.isEmpty {
    var usage = Usage.none
    for line in lines {
      for applied in line.applied where applied.offer == entry.offer.id {
        usage.uses = 1
        usage.tickets += Int64(line.quantity)
        usage.amount += (applied.subsidy * line.quantity).ntd
      }
    }
    guard usage != .none else { continue }
    holds += entry.offer.counters(of: identity, on: entry.serviceDate).map {
      UsageHold(key: $0, usage: usage)
    }
  }
  return holds.sorted { $0.key < $1.key }
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
