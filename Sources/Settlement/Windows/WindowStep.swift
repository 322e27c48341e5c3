public import Benefits
public import Federation

/// What is next in a window's state: who, until when, what, and what silence means. As data, so that pages, deadlines and
/// the background round read the same table (`Federation/SETTLEMENT.md`, "Windows").
public struct WindowStep: Hashable, Sendable {
  /// Whose turn it is; nil in the final state.
  public let turn: Turn?
  /// How long it may take; nil where the cut-off decides, and in the final state.
  public let term: StepTerm?
  /// The state that the step leads to; nil in the final state.
  public let next: WindowState?
  /// What silence leads to; nil where silence changes nothing: nobody pays by being silent, so what is owed stays owed
  /// and is overdue.
  public let silence: WindowState?

  /// The step of a state.
  public init(of state: WindowState) {
    switch state {
    case .open: self.init(.node, nil, .closed, .closed)
    case .closed: self.init(.home, .answer, .reconciled, .reconciled)
    case .reconciled: self.init(.host, .statement, .stated, .stated)
    case .stated: self.init(.both, .signature, .agreed, .agreed)
    case .agreed: self.init(.home, .payment, .settled, nil)
    case .settled: self.init(nil, nil, nil, nil)
    }
  }

  private init(_ turn: Turn?, _ term: StepTerm?, _ next: WindowState?, _ silence: WindowState?) {
    self.turn = turn
    self.term = term
    self.next = next
    self.silence = silence
  }
}

/// What happens to a window.
public enum WindowCommand: Hashable, Sendable {
  /// The close line ended it.
  case close
  /// The home city has answered all but so many lines.
  case answer(unanswered: Int64)
  /// A statement was drafted, and both cities have its bytes.
  case state
  /// So many of the two cities signed the hash.
  case agree(signatures: Int)
  /// What was owed is paid, or netted, or was nothing.
  case settle
  /// Nobody did anything.
  case silence
}

extension Window {
  /// Until when the step may take; nil in the final state.
  public func deadline(_ days: SettlementDays, _ workingDays: WorkingDays) -> Deadline? {
    let step = WindowStep(of: state)
    if let term = step.term { return workingDays.deadline(term.workingDays(in: days), after: since) }
    guard step.next != nil else { return nil }
    let end = workingDays.calendar.civil.cutOff(of: month)
    // The cut-off counts hours; no holiday moves it.
    return Deadline(
      lastDay: workingDays.calendar.civil.date(Instant(microseconds: end.microseconds - 1)), end: end,
      holidaysKnown: true)
  }

  /// The window after a command.
  ///
  /// - Throws: ``SettlementFault/wrongState`` where the command does not belong to the state,
  ///   ``SettlementFault/notDue(_:)`` before the cut-off or, for silence, before the deadline,
  ///   ``SettlementFault/unanswered(_:)``, ``SettlementFault/unsigned``.
  public func after(
    _ command: WindowCommand, at now: Instant, days: SettlementDays, workingDays: WorkingDays
  ) throws(SettlementFault) -> Window {
    let step = WindowStep(of: state)
    let target: WindowState
    switch (state, command) {
    case (_, .silence):
      guard let silence = step.silence else { throw .wrongState }
      try due(at: now, days, workingDays)
      target = silence
    case (.open, .close):
      try due(at: now, days, workingDays)
      target = .closed
    case (.closed, .answer(let unanswered)):
      guard unanswered == 0 else { throw .unanswered(unanswered) }
      target = .reconciled
    case (.reconciled, .state): target = .stated
    case (.stated, .agree(let signatures)):
      guard signatures == PairSide.allCases.count else { throw .unsigned }
      target = .agreed
    case (.agreed, .settle): target = .settled
    default: throw .wrongState
    }
    var window = self
    window.state = target
    window.since = now
    return window
  }

  private func due(
    at now: Instant, _ days: SettlementDays, _ workingDays: WorkingDays
  ) throws(SettlementFault) {
    guard let deadline = deadline(days, workingDays), !deadline.isOver(at: now) else { return }
    throw .notDue(deadline.end)
  }
}
