import Benefits
import Federation

/// What the home city makes of a line.
public struct Judgement: Hashable, Sendable {
  /// The line's finding.
  public let finding: Finding
  /// A new finding about the claim that the line refers to, where the line changes that one too.
  public let original: Finding?

  /// Makes a judgement.
  public init(_ finding: Finding, original: Finding? = nil) {
    self.finding = finding
    self.original = original
  }
}

/// Judges lines as `Federation/SETTLEMENT.md`, "What the home city checks", has it: rule after rule, the first that fails
/// names the exception.
public struct ClaimJudge: Sendable {
  /// What earlier lines have consumed; the same as in the host city, for both replay the same chain.
  public let meter: FundingMeter

  /// A judge with the meter as it is before the line.
  public init(meter: FundingMeter) { self.meter = meter }

  /// What the home city finds. A close is always matched: what it states is checked before anything is judged
  /// (``ClaimHead/take(_:bytes:close:digest:)``).
  public func judge(_ line: ClaimLine, facts: ClaimFacts) -> Judgement {
    switch line.entry {
    case .claim(let claim):
      Judgement(finding(of: claim, seq: line.seq, window: line.window, recorded: line.recorded, facts))
    case .void(let reversal): void(reversal, facts)
    case .correction(let reversal): correction(reversal, facts)
    case .close: Judgement(.matched)
    }
  }

  // MARK: Claims

  private func finding(
    of claim: Claim, seq: Int64, window: CivilMonth, recorded: Instant, _ facts: ClaimFacts
  ) -> Finding {
    guard let terms = facts.terms, let registry = facts.registry else { return .exception(.unverifiable) }
    let answer: KnownAnswer?
    switch Self.answer(to: claim, terms: terms, facts.answer) {
    case .success(let known): answer = known
    case .failure(let missing): return missing.finding
    }
    if facts.isDoubled { return .exception(.duplicate) }
    if let answer, let offer = registry.offer, !Self.confirms(answer, offer.audience, home: facts.home) {
      return .exception(.statusDiffers)
    }
    guard registry.wasInForce, let offer = registry.offer, offer.version == claim.version else {
      return .exception(.offerVersionDiffers)
    }
    guard claim.hasSoundPrices, claim.shares.total == claim.subsidy else { return .exception(.amountDiffers) }
    let funded = meter.fund(
      claim.subsidy, by: offer.funding, terms: terms, agreement: claim.agreement.id, window: window, seq: seq)
    guard (claim.shares, claim.unfunded) == (funded.shares, funded.unfunded) else {
      // Right but for what no bound has room for: that has a name of its own.
      let ignoresBounds = claim.shares == funded.split && claim.unfunded == .zero
      return .exception(ignoresBounds ? .overCap : .amountDiffers)
    }
    guard civilDays(from: claim.service, to: recorded) <= terms.days.late else { return .exception(.late) }
    return .matched
  }

  /// No answer to rest on, with what that comes to.
  private struct MissingAnswer: Error {
    let finding: Finding
  }

  /// The answer that a claim rests on; nil where none is needed, because the home city bears what was given offline.
  private static func answer(
    to claim: Claim, terms: SettlementTerms, _ fact: AnswerFact
  ) -> Result<KnownAnswer?, MissingAnswer> {
    if case .known(let answer) = fact, answer.venue ?? claim.venue == claim.venue {
      guard case .answer(let response) = claim.evidence else { return .success(answer) }
      if answer.response ?? response == response { return .success(answer) }
    }
    switch (claim.evidence, fact) {
    case (.offline, _) where terms.offlineRisk == .home: return .success(nil)
    case (.answer, .unknown): return .failure(MissingAnswer(finding: .awaiting))
    default: return .failure(MissingAnswer(finding: .exception(.missingHere)))
    }
  }

  private static func confirms(_ answer: KnownAnswer, _ audience: Audience, home: CityID) -> Bool {
    answer.isActive && audience.covers(home: home) && !audience.classes.isDisjoint(with: answer.grants)
      && answer.grants.isSuperset(of: audience.ages)
  }

  // MARK: Reversals

  private func void(_ reversal: ClaimReversal, _ facts: ClaimFacts) -> Judgement {
    guard let original = facts.original else { return Judgement(.exception(.unverifiable)) }
    if original.finding == .rejected { return Judgement(.rejected) }
    if original.standing.isVoided { return Judgement(.exception(.duplicate)) }
    guard reversal.shares == -original.standing.shares,
      reversal.unfunded == Money.zero - original.standing.unfunded
    else { return Judgement(.exception(.amountDiffers)) }
    let days = facts.terms?.days ?? SettlementDays()
    guard civilDays(from: original.standing.service, to: reversal.at) <= days.void else {
      return Judgement(.exception(.late))
    }
    // Both lines are payable now, and come to nothing.
    return Judgement(.matched, original: original.finding == .matched ? nil : .matched)
  }

  private func correction(_ reversal: ClaimReversal, _ facts: ClaimFacts) -> Judgement {
    guard let original = facts.original else { return Judgement(.exception(.unverifiable)) }
    if original.finding == .rejected { return Judgement(.rejected) }
    let standing = original.standing
    if standing.isVoided { return Judgement(.exception(.duplicate)) }
    let (shares, unfunded) = (standing.shares + reversal.shares, standing.unfunded + reversal.unfunded)
    guard !shares.isNegativeForAny, unfunded >= .zero, unfunded <= shares.home else {
      return Judgement(.exception(.amountDiffers))
    }
    // A host city that asks for less needs no reason.
    if original.finding == .matched, reversal.shares.home <= .zero, reversal.shares.home <= reversal.unfunded
    {
      return Judgement(.matched)
    }
    var before = meter
    if let terms = facts.terms { before.release(standing, terms: terms) }
    let finding = ClaimJudge(meter: before).finding(
      of: original.claim.bearing(shares, unfunded: unfunded), seq: standing.seq, window: standing.window,
      recorded: original.recorded, facts)
    return Judgement(finding, original: finding == .matched && original.finding != .matched ? .matched : nil)
  }
}
