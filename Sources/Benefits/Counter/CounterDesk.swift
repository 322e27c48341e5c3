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

  /// The most open checks of one terminal that reserve something of a limited offer.
  public static let reservationLimit = 50

  /// A row to write, in order.
  public enum Effect: Hashable, Sendable {
    case insertCheck(CheckRecord)
    case moveCheck(UUIDv7, from: CheckState, to: CheckState)
    case insertRedemption(Redemption)
    case void(UUIDv7, Voiding)
  }

  private var checks: [UUIDv7: CheckRecord]
  private var redemptions: [UUIDv7: Redemption]
  private let calendar: CityCalendar
  /// What the decided commands change.
  public private(set) var effects: [Effect] = []
  /// The counters of limited offers, and what the decided commands change of them.
  public private(set) var counters: UsageCounters

  /// Opens the desk over the stored rows that the commands name.
  public init(
    checks: [CheckRecord] = [], redemptions: [Redemption] = [], used: [UsageKey: Usage] = [:],
    calendar: CityCalendar = CityCalendar()
  ) {
    counters = UsageCounters(used)
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
    try makeRoom(for: command, at: now)
    let decision: Decision
    do {
      decision = try decide(
        venue: command.venue, basket: command.basket, salesPoint: command.salesPoint, facts: command.facts,
        identity: command.identity, used: counters.used, at: now, calendar: calendar)
    } catch {
      throw CounterFault(error)
    }
    let check = CheckRecord(
      id: command.id, fingerprint: command.fingerprint, terminal: command.terminal,
      venue: command.venue.id, home: command.home, subject: command.subject, decision: decision, at: now,
      expires: min(now + Self.checkLife, command.answerHolds ?? now + Self.checkLife),
      rules: command.rules, evidence: command.evidence,
      state: decision.verdict == .granted ? .open : .closed)
    // What can't be redeemed can't lapse either, so it must hold nothing.
    if check.state == .open { counters.reserve(decision.holds) }
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
      venue: check.venue, at: now, holds: check.decision.holds)
    counters.consume(redemption.holds)
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
    counters.giveBack(redemption.holds)
    redemptions[redemption.id] = redemption
    effects.append(.void(redemption.id, voiding))
    return redemption
  }

  /// Records that the open checks on the desk whose time is over have lapsed; says how many.
  public mutating func lapse(at now: Instant) -> Int {
    let over = checks.values.filter { $0.state == .open && $0.expires <= now }.sorted { $0.id < $1.id }
    for check in over { lapse(check) }
    return over.count
  }

  /// A visitor who is checked anew at the same counter, because the basket changed, must not meet the reservation of
  /// the check before: that one lapses. And no terminal reserves more than a counter can have visitors.
  private mutating func makeRoom(for command: RecordCheck, at now: Instant) throws(CounterFault) {
    // A basket that can't be priced, as the decision will say, must not make an earlier check lapse.
    guard command.venue.offers.contains(where: { !$0.limits.isEmpty }),
      (try? command.venue.check(items: command.basket, on: calendar.civil.date(now))) != nil
    else { return }
    let reserved = checks.values.filter {
      $0.state == .open && $0.terminal == command.terminal && !$0.decision.holds.isEmpty
    }
    let own = reserved.filter {
      $0.subject != nil && $0.subject == command.subject && $0.home == command.home
    }
    guard reserved.count - own.count < Self.reservationLimit else { throw .tooManyReservations }
    for check in own.sorted(by: { $0.id < $1.id }) { lapse(check) }
  }

  private mutating func lapse(_ check: CheckRecord) {
    counters.release(check.decision.holds)
    move(check, to: .lapsed)
  }

  private mutating func move(_ check: CheckRecord, to state: CheckState) {
    effects.append(.moveCheck(check.id, from: check.state, to: state))
    checks[check.id]?.state = state
  }
}

extension CounterFault {
  init(_ fault: BasketFault) {
    self =
      switch fault {
      case .unknownTicket: .unknownTicket
      case .priceMissing, .priceNotAsked: .wrongPrice
      case .unknownEvent, .eventNotToday, .unknownSlot: .unknownEvent
      }
  }
}
