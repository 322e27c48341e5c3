public import Benefits
public import Federation

/// Who bears a claim's subsidy, once the bounds had their say.
public struct FundedShares: Hashable, Sendable {
  /// The largest-remainder split by the funding, before any bound.
  public let split: Shares
  /// What the claim states.
  public let shares: Shares
  /// The part of the home city's share for which there is no money yet.
  public let unfunded: Money
}

extension SettlementTerms {
  /// By what an offer's subsidy is split: the offer's own funding or, where that leaves all to the merchant, the
  /// agreement's. The home city never bears a greater part than the agreement names; the rest is the host city's, which
  /// made the offer.
  public func funding(of offer: Funding) -> Funding {
    guard offer != .merchant else { return funding }
    let home = min(offer.percent(of: .home), funding.percent(of: .home))
    let parts: [FundingParty: Int] = [
      .merchant: offer.percent(of: .merchant), .host: 100 - offer.percent(of: .merchant) - home, .home: home,
    ]
    return Funding(parts.filter { $0.value > 0 }) ?? offer
  }
}

extension FundingMeter {
  /// Splits a claim's subsidy, and hands on what the bounds leave no room for.
  /// - Parameters:
  ///   - subsidy: What the offer took off beyond the law; not negative.
  ///   - offer: The offer's funding.
  ///   - terms: The agreement's, in the version in force at service time.
  ///   - window: The claim's window: caps and budgets are consumed in its month and fiscal year.
  ///   - seq: The claim's place in the chain: equal remainders rotate by it.
  public func fund(
    _ subsidy: Money, by offer: Funding, terms: SettlementTerms, agreement: String, window: CivilMonth,
    seq: Int64
  ) -> FundedShares {
    let parts = terms.funding(of: offer).split(subsidy, rotation: seq - 1)
    let split = Shares(
      merchant: parts[.merchant] ?? .zero, host: parts[.host] ?? .zero, home: parts[.home] ?? .zero)
    var shares = split
    var unfunded = Money.zero
    for party in Self.bounded {
      guard let room = room(for: party, terms: terms, agreement: agreement, window: window) else { continue }
      let excess = max(.zero, split[party] - room)
      switch terms.onExhaustion {
      case .merchantAbsorbs:
        shares[party] -= excess
        shares.merchant += excess
      case .stop:
        shares[party] -= excess
        shares.host += excess
      case .pendingBudget:
        if party == .home { unfunded = excess }
      }
    }
    return FundedShares(split: split, shares: shares, unfunded: unfunded)
  }

  /// The most that a party's bounds leave for one claim; nil if nothing bounds it.
  public func room(
    for party: FundingParty, terms: SettlementTerms, agreement: String, window: CivilMonth
  ) -> Money? {
    guard let bounds = terms.bounds[party] else { return nil }
    let month = MeterKey(agreement: agreement, party: party, period: .month(window))
    let year = MeterKey(
      agreement: agreement, party: party, period: .fiscalYear(of: window, from: terms.fiscalYearStart))
    let rooms = [
      bounds.perLine, bounds.perMonth.map { $0 - self[month] }, bounds.budget.map { $0 - self[year] },
    ]
    return rooms.compactMap(\.self).min().map { max(.zero, $0) }
  }
}
