public import Benefits
public import Federation

/// Why the host city does not append a line. The raw values are stable.
public enum ClaimRefusal: String, Error, CaseIterable, Hashable, Sendable {
  /// Regular, statutory and paid price are not in this order, or no ticket was reduced.
  case amounts = "claim_amounts_invalid"
  /// What it states lies ahead of this node's clock, by more than clocks may differ.
  case serviceInFuture = "claim_service_in_future"
  /// The line to take back or to correct is no claim of this pair.
  case unknownClaim = "claim_unknown"
  /// A void took the claim back before.
  case alreadyVoided = "claim_already_voided"
  /// The claim is too old to be taken back.
  case voidTooLate = "claim_void_too_late"
  /// Some party would bear less than nothing.
  case belowZero = "claim_below_zero"
  /// A correction that changes nothing.
  case changesNothing = "claim_correction_changes_nothing"
  /// The window ended before.
  case alreadyClosed = "window_already_closed"
  /// An earlier window is still open.
  case earlierOpen = "window_earlier_open"
  /// The window's month and its days of grace are not over.
  case notOver = "window_not_over"
}

/// Decides what the host city's next line of a pair's chain says. A line is then made bytes, taken by the head
/// (``ClaimHead/take(_:bytes:close:digest:)``) and counted by the meter (``FundingMeter/count(_:original:terms:firstOpen:)``),
/// in one transaction.
public struct ClaimDesk: Sendable {
  /// Where the chain stands.
  public let head: ClaimHead
  /// The clock, in whole seconds: what lines state.
  public let now: Instant

  /// Sits down over a chain.
  public init(head: ClaimHead, at now: Instant) {
    self.head = head
    self.now = Instant(seconds: now.seconds)
  }

  /// A claim. Of `visit`, all but the shares counts: those are decided here, once.
  /// - Parameters:
  ///   - id: The new line's.
  ///   - offer: The offer's funding.
  ///   - terms: Of the agreement's version that `visit` names.
  public func claim(
    _ visit: Claim, id: UUIDv7, offer: Funding, terms: SettlementTerms, meter: FundingMeter
  ) throws(ClaimRefusal) -> ClaimLine {
    guard visit.hasSoundPrices else { throw .amounts }
    guard visit.service <= now + VerificationLimits.skew else { throw .serviceInFuture }
    let window = head.window(for: visit.service)
    let funded = meter.fund(
      visit.subsidy, by: offer, terms: terms, agreement: visit.agreement.id, window: window, seq: head.seq + 1
    )
    return line(id, window, .claim(visit.bearing(funded.shares, unfunded: funded.unfunded)))
  }

  /// Takes a claim back, whole: what stands of it after its corrections.
  /// - Parameters:
  ///   - at: When the visit was voided.
  ///   - terms: Of the agreement's version that the claim names.
  public func void(
    _ claim: ClaimStanding?, id: UUIDv7, at: Instant, reason: String?, terms: SettlementTerms
  ) throws(ClaimRefusal) -> ClaimLine {
    guard let claim else { throw .unknownClaim }
    guard !claim.isVoided else { throw .alreadyVoided }
    guard at <= now + VerificationLimits.skew else { throw .serviceInFuture }
    guard civilDays(from: claim.service, to: at) <= terms.days.void else { throw .voidTooLate }
    let reversal = ClaimReversal(
      original: claim.id, at: Instant(seconds: at.seconds), shares: -claim.shares,
      unfunded: Money.zero - claim.unfunded, reason: reason)
    return line(id, head.window(for: at), .void(reversal))
  }

  /// Changes a claim by a difference.
  public func correct(
    _ claim: ClaimStanding?, by shares: Shares, unfunded: Money = .zero, id: UUIDv7, reason: String
  ) throws(ClaimRefusal) -> ClaimLine {
    guard let claim else { throw .unknownClaim }
    guard !claim.isVoided else { throw .alreadyVoided }
    guard shares != .zero || unfunded != .zero else { throw .changesNothing }
    let (after, pending) = (claim.shares + shares, claim.unfunded + unfunded)
    guard !after.isNegativeForAny, pending >= .zero, pending <= after.home else { throw .belowZero }
    let reversal = ClaimReversal(
      original: claim.id, at: now, shares: shares, unfunded: unfunded, reason: reason)
    return line(id, head.window(for: now), .correction(reversal))
  }

  /// Ends a window.
  public func close(_ month: CivilMonth, id: UUIDv7) throws(ClaimRefusal) -> ClaimLine {
    guard month >= head.firstOpen else { throw .alreadyClosed }
    guard month == head.firstOpen else { throw .earlierOpen }
    guard now >= CivilCalendar.taipei.cutOff(of: month) else { throw .notOver }
    return line(id, month, .close(head.totals(of: month).close))
  }

  private func line(_ id: UUIDv7, _ window: CivilMonth, _ entry: ClaimEntry) -> ClaimLine {
    ClaimLine(id: id, seq: head.seq + 1, window: window, recorded: now, entry: entry)
  }
}

extension Claim {
  /// What the offer took off beyond the law.
  public var subsidy: Money { statutory - paid }

  /// Whether the prices can be true: the law only lowers, and so does the offer.
  public var hasSoundPrices: Bool {
    tickets > 0 && paid >= .zero && statutory >= paid && regular >= statutory && regular <= Money.limit
  }

  /// The same claim with other shares, and its service time in whole seconds as lines state it.
  public func bearing(_ shares: Shares, unfunded: Money) -> Claim {
    Claim(
      redemption: redemption, check: check, offer: offer, version: version, document: document, venue: venue,
      agreement: agreement, service: Instant(seconds: service.seconds), tickets: tickets, regular: regular,
      statutory: statutory, paid: paid, shares: shares, unfunded: unfunded, evidence: evidence)
  }
}

/// Civil days of Taipei from one instant to another.
func civilDays(from start: Instant, to end: Instant) -> Int {
  let calendar = CivilCalendar.taipei
  return calendar.date(end).daysSinceEpoch - calendar.date(start).daysSinceEpoch
}
