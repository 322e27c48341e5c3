import Benefits

/// What the counter should do, written down a second time and in another way: no state is kept but the history
/// of what was accepted, and every answer is derived from it.
struct CounterModel {
  enum Event {
    case checked(Int, fingerprint: UInt8, venue: VenueID, granted: Bool, at: Instant, expires: Instant)
    case redeemed(Int, fingerprint: UInt8, check: Int, at: Instant)
    case voided(Int)
    case lapsed(Int)
  }

  enum Outcome: Equatable {
    case check(Int, CheckState)
    case redemption(Int, check: Int, voided: Bool)
    case lapsed(Int)
    case fault(CounterFault)
  }

  private(set) var history: [Event] = []

  private func venue(ofCheck wanted: Int) -> VenueID? {
    for case .checked(wanted, _, let venue, _, _, _) in history { return venue }
    return nil
  }

  func state(ofCheck wanted: Int) -> CheckState? {
    for event in history.reversed() {
      switch event {
      case .redeemed(_, _, wanted, _): return .redeemed
      case .lapsed(wanted): return .lapsed
      case .checked(wanted, _, _, let granted, _, _): return granted ? .open : .closed
      default: continue
      }
    }
    return nil
  }

  private func redemption(_ wanted: Int) -> (fingerprint: UInt8, check: Int, at: Instant)? {
    for case .redeemed(wanted, let fingerprint, let check, let at) in history {
      return (fingerprint, check, at)
    }
    return nil
  }

  func isVoided(_ wanted: Int) -> Bool {
    history.contains { if case .voided(wanted) = $0 { true } else { false } }
  }

  mutating func check(
    _ id: Int, _ fingerprint: UInt8, at venue: VenueID, granted: Bool, now: Instant, holds: Instant?
  ) -> Outcome {
    for case .checked(id, let first, _, _, _, _) in history {
      return first == fingerprint
        ? state(ofCheck: id).map { .check(id, $0) } ?? .fault(.unknownCheck)
        : .fault(.idConflict)
    }
    let tenMinutes = now + .minutes(10)
    let expires = holds.map { $0 < tenMinutes ? $0 : tenMinutes } ?? tenMinutes
    history.append(
      .checked(id, fingerprint: fingerprint, venue: venue, granted: granted, at: now, expires: expires))
    return .check(id, granted ? .open : .closed)
  }

  mutating func redeem(_ id: Int, _ fingerprint: UInt8, check: Int, at venue: VenueID, now: Instant)
    -> Outcome
  {
    if let first = redemption(id) {
      guard first.fingerprint == fingerprint else { return .fault(.idConflict) }
      return .redemption(id, check: first.check, voided: isVoided(id))
    }
    guard self.venue(ofCheck: check) == venue else { return .fault(.unknownCheck) }
    for case .redeemed(_, _, check, _) in history { return .fault(.checkAlreadyRedeemed) }
    for case .checked(check, _, _, let granted, _, let expires) in history {
      if !granted { return .fault(.checkNotGranted) }
      if now >= expires || state(ofCheck: check) == .lapsed { return .fault(.checkLapsed) }
    }
    history.append(.redeemed(id, fingerprint: fingerprint, check: check, at: now))
    return .redemption(id, check: check, voided: false)
  }

  mutating func void(_ id: Int, at venue: VenueID, reason: String?, now: Instant) -> Outcome {
    guard let redemption = redemption(id), self.venue(ofCheck: redemption.check) == venue else {
      return .fault(.unknownRedemption)
    }
    if !isVoided(id) {
      let age = (now - redemption.at).microseconds
      if age > 90 * 86_400_000_000 { return .fault(.voidTooLate) }
      if age > 600_000_000, reason == nil { return .fault(.voidReasonRequired) }
      history.append(.voided(id))
    }
    return .redemption(id, check: redemption.check, voided: true)
  }

  mutating func lapse(now: Instant) -> Outcome {
    var over: [Int] = []
    for case .checked(let id, _, _, _, _, let expires) in history
    where expires <= now && state(ofCheck: id) == .open { over.append(id) }
    history += over.map(Event.lapsed)
    return .lapsed(over.count)
  }
}
