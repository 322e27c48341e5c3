public import Benefits
public import Federation

/// What is next in a dispute's state: who, until when, and what silence means (`Federation/SETTLEMENT.md`, "Disputes").
public struct DisputeStep: Hashable, Sendable {
  /// Whose turn it is; nil where it has ended.
  public let turn: Turn?
  /// How long it may take; nil where it has ended.
  public let term: StepTerm?
  /// What may be said now, and by whom.
  public let moves: [DisputeMove]

  /// The step of a state.
  public init(of state: DisputeState) {
    switch state {
    case .raised: self.init(.host, .dispute, [.accept, .dispute])
    case .disputed: self.init(.home, .dispute, [.concede, .rebut])
    case .rebutted: self.init(.host, .dispute, [.withdraw, .escalate])
    case .escalated: self.init(.both, .escalation, [.concede, .withdraw])
    case .conceded, .withdrawn, .voided: self.init(nil, nil, [])
    }
  }

  private init(_ turn: Turn?, _ term: StepTerm?, _ moves: [DisputeMove]) {
    self.turn = turn
    self.term = term
    self.moves = moves
  }
}

/// What a city may say in a dispute. Each is a signed message to the other city.
public enum DisputeMove: String, CaseIterable, Hashable, Sendable {
  /// The host city accepts the exception: the line is not payable.
  case accept
  /// The host city disputes the exception, with reason and evidence.
  case dispute
  /// The home city concedes: the line is payable.
  case concede
  /// The home city rebuts, once, with reason and evidence.
  case rebut
  /// The host city withdraws: the line is not payable.
  case withdraw
  /// The host city asks both cities' contacts to decide.
  case escalate

  /// Who may say it.
  public var side: PairSide {
    switch self {
    case .accept, .dispute, .withdraw, .escalate: .host
    case .concede, .rebut: .home
    }
  }

  /// Whether it says why. What ends a dispute in the other city's favour needs no reason.
  public var needsReason: Bool { self == .dispute || self == .rebut || self == .escalate }

  /// Where it leads.
  public var target: DisputeState {
    switch self {
    case .accept, .withdraw: .withdrawn
    case .dispute: .disputed
    case .concede: .conceded
    case .rebut: .rebutted
    case .escalate: .escalated
    }
  }
}

/// Bounds of what is said in a dispute.
public enum DisputeLimits {
  /// The most bytes of a reason, in UTF-8.
  public static let reason = 2_000
  /// The most bytes of the evidence that a message names or quotes, in UTF-8.
  public static let evidence = 16_000
  /// The most lines of one bulk command.
  public static let bulk = 5_000
}

extension Dispute {
  /// Until when the step may take; nil where it has ended.
  public func deadline(_ days: SettlementDays, _ workingDays: WorkingDays) -> Deadline? {
    DisputeStep(of: state).term.map { workingDays.deadline($0.workingDays(in: days), after: since) }
  }

  /// The dispute after what `side` says.
  ///
  /// - Throws: ``SettlementFault/wrongState``, ``SettlementFault/notYourTurn``, ``SettlementFault/reasonMissing``.
  public func after(
    _ move: DisputeMove, by side: PairSide, because reason: String? = nil, at now: Instant
  ) throws(SettlementFault) -> Dispute {
    guard DisputeStep(of: state).moves.contains(move) else { throw .wrongState }
    guard move.side == side else { throw .notYourTurn }
    let length = reason?.utf8.count ?? 0
    guard length <= DisputeLimits.reason, !move.needsReason || length > 0 else { throw .reasonMissing }
    return with(move.target, at: now)
  }

  /// The dispute after silence.
  ///
  /// - Throws: ``SettlementFault/notDue(_:)`` before the deadline, ``SettlementFault/wrongState`` where it has ended.
  public func afterSilence(
    at now: Instant, terms: SettlementTerms, workingDays: WorkingDays
  ) throws(SettlementFault) -> Dispute {
    guard let deadline = deadline(terms.days, workingDays) else { throw .wrongState }
    guard deadline.isOver(at: now) else { throw .notDue(deadline.end) }
    return with(silence(terms), at: now)
  }

  /// The dispute after the host city voided the line: line and void are payable and cancel each other.
  ///
  /// - Throws: ``SettlementFault/wrongState`` where it has ended.
  public func afterVoid(at now: Instant) throws(SettlementFault) -> Dispute {
    guard !state.isFinal else { throw .wrongState }
    return with(.voided, at: now)
  }

  /// What silence means in this state: it falls to whoever could have spoken.
  public func silence(_ terms: SettlementTerms) -> DisputeState {
    switch state {
    case .raised, .rebutted: .withdrawn
    case .disputed: .conceded
    case .escalated: terms.disputeDefault == .host ? .withdrawn : .conceded
    case .conceded, .withdrawn, .voided: state
    }
  }

  private func with(_ state: DisputeState, at now: Instant) -> Dispute {
    var dispute = self
    dispute.state = state
    dispute.since = now
    return dispute
  }
}
