/// The counter's rules: a state machine over the checks and redemptions that a batch of commands touches.
///
/// The commit queue fills it with the rows that the batch needs, lets it decide every command in order (each
/// sees the effects of the earlier ones), and writes the ``effects`` in one transaction. It does no I/O and
/// reads no clock, so what it decides can be replayed and simulated.
public struct CounterDesk: Sendable {
  /// A check lives so long, and never past the home city's answer.
  public static let checkLife = TimeSpan.minutes(10)
  /// Within this span a redemption is undone without a reason.
  public static let undoSpan = TimeSpan.minutes(10)
  /// After this span it can't be voided at all.
  public static let voidSpan = TimeSpan.hours(90 * 24)

  /// A row to write, in order.
  public enum Effect: Hashable, Sendable {
    case insertCheck(CheckRecord)
    case moveCheck(UUIDv7, from: CheckState, to: CheckState)
    case insertRedemption(Redemption)
    case void(UUIDv7, Voiding)
  }

  private var checks: [UUIDv7: CheckRecord]
  private var redemptions: [UUIDv7: Redemption]
  private let calendar: CivilCalendar
  /// What the decided commands change.
  public private(set) var effects: [Effect] = []

  /// Opens the desk over the stored rows that the commands name.
  public init(
    checks: [CheckRecord] = [], redemptions: [Redemption] = [], calendar: CivilCalendar = .taipei
  ) {
    self.checks = Dictionary(checks.map { ($0.id, $0) }) { first, _ in first }
    self.redemptions = Dictionary(redemptions.map { ($0.id, $0) }) { first, _ in first }
    self.calendar = calendar
  }

  /// Decides and keeps a check. The same id with the same fingerprint gives the first decision again.
  public mutating func record(
    _ command: RecordCheck, at now: Instant
  ) throws(CounterFault) -> CheckRecord {
    if let known = checks[command.id] {
      guard known.fingerprint == command.fingerprint else { throw .idConflict }
      return known
    }
    let decision: Decision
    do {
      decision = try decide(
        venue: command.venue, basket: command.basket, facts: command.facts, at: now, calendar: calendar)
    } catch {
      throw .unknownTicket
    }
    let home: CityID? =
      switch command.facts {
      case .answered(let home, _, _, _), .unanswered(let home, _): home
      case .cityNotNamed: nil
      }
    let check = CheckRecord(
      id: command.id, fingerprint: command.fingerprint, terminal: command.terminal,
      venue: command.venue.id, home: home, subject: command.subject, decision: decision, at: now,
      expires: min(now + Self.checkLife, command.answerHolds ?? now + Self.checkLife),
      rules: command.rules, evidence: command.evidence,
      state: decision.verdict == .granted ? .open : .closed)
    checks[check.id] = check
    effects.append(.insertCheck(check))
    return check
  }

  /// Redeems a check, once. The same id with the same fingerprint gives the first redemption again.
  public mutating func redeem(_ command: RedeemCheck, at now: Instant) throws(CounterFault) -> Redemption {
    if let known = redemptions[command.id] {
      guard known.fingerprint == command.fingerprint else { throw .idConflict }
      return known
    }
    guard let check = checks[command.check], check.venue == command.venue else { throw .unknownCheck }
    switch check.state {
    case .redeemed: throw .checkAlreadyRedeemed
    case .closed: throw .checkNotGranted
    case .lapsed: throw .checkLapsed
    case .open: break
    }
    guard now < check.expires else { throw .checkLapsed }
    let redemption = Redemption(
      id: command.id, fingerprint: command.fingerprint, check: check.id, terminal: command.terminal,
      venue: check.venue, at: now)
    redemptions[redemption.id] = redemption
    effects.append(.insertRedemption(redemption))
    move(check, to: .redeemed)
    return redemption
  }

  /// Takes a redemption back. Voiding twice gives the first voiding again.
  public mutating func void(_ command: VoidRedemption, at now: Instant) throws(CounterFault) -> Redemption {
    guard var redemption = redemptions[command.id], redemption.venue == command.venue else {
      throw .unknownRedemption
    }
    guard redemption.voiding == nil else { return redemption }
    let age = now - redemption.at
    guard age <= Self.voidSpan else { throw .voidTooLate }
    guard age <= Self.undoSpan || command.reason != nil else { throw .voidReasonRequired }
    let voiding = Voiding(terminal: command.terminal, at: now, reason: command.reason)
    redemption.voiding = voiding
    redemptions[redemption.id] = redemption
    effects.append(.void(redemption.id, voiding))
    return redemption
  }

  /// Records that the open checks on the desk whose time is over have lapsed; says how many.
  public mutating func lapse(at now: Instant) -> Int {
    let over = checks.values.filter { $0.state == .open && $0.expires <= now }.sorted { $0.id < $1.id }
    for check in over { move(check, to: .lapsed) }
    return over.count
  }

  private mutating func move(_ check: CheckRecord, to state: CheckState) {
    effects.append(.moveCheck(check.id, from: check.state, to: state))
    checks[check.id]?.state = state
  }
}
