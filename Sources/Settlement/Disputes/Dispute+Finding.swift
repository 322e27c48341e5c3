public import Benefits

extension Dispute {
  /// The dispute of a line after the home city's next finding about it; nil where there is none.
  ///
  /// Both cities keep their disputes by this, from one chain of receipts: whatever either believes meanwhile (a move that
  /// came too late, a silence that another clock counted), both end with what the chain says last.
  /// - Parameter dispute: The line's dispute so far.
  public static func after(
    _ finding: Finding, about line: UUIDv7, in dispute: Dispute?, at now: Instant
  ) -> Dispute? {
    let end: DisputeState
    switch finding {
    case .awaiting: return dispute
    case .exception(let reason):
      if let dispute, !dispute.state.isFinal { return dispute }
      return Dispute(line: line, exception: reason, state: .raised, since: now)
    case .matched: end = .conceded
    case .rejected: end = .withdrawn
    }
    guard var ended = dispute else { return nil }
    // What has ended so keeps its day.
    if ended.state.isFinal, (ended.state == .withdrawn) == (end == .withdrawn) { return ended }
    ended.state = end
    ended.since = now
    return ended
  }

  /// The same dispute after a void of its line was matched.
  public func afterMatchedVoid(at now: Instant) -> Dispute {
    var ended = self
    if state == .withdrawn || state == .voided { return self }
    ended.state = .voided
    ended.since = now
    return ended
  }

  /// What the home city finds about the line now that the dispute has ended; nil while it has not.
  public var finding: Finding? {
    switch state {
    case .conceded, .voided: .matched
    case .withdrawn: .rejected
    case .raised, .disputed, .rebutted, .escalated: nil
    }
  }
}
