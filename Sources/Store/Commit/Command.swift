public import Benefits
public import Federation

/// A change of the city's books: the only shape in which a running node writes.
///
/// Commands name the rows they need, are decided purely and in order over those rows, and carry an id of
/// their own under which a retry finds the first outcome.
public protocol Command: Sendable {
  /// What the caller is told after COMMIT.
  associatedtype Outcome: Sendable
  /// The rows to read first.
  func needs(at now: Instant, rules: DeskRules) -> Needs
  /// Decides, leaving effects on the desk.
  func decide(on desk: inout Desk, at now: Instant) -> Outcome
}

/// Keeps a check, and the signed response it rests on.
public struct CommitCheck: Command {
  /// What to decide.
  public let check: RecordCheck
  /// The response that ``RecordCheck/evidence`` refers to.
  public let response: KeptResponse?

  /// Makes the command.
  public init(_ check: RecordCheck, response: KeptResponse?) {
    self.check = check
    self.response = response
  }

  /// The rows to read first: see ``Command/needs(at:rules:)``.
  public func needs(at now: Instant, rules: DeskRules) -> Needs {
    var needs = Needs()
    needs.checks = [check.id]
    needs.usage = check.usageKeys(at: now, calendar: rules.calendar)
    if !needs.usage.isEmpty { needs.reserving = [check.terminal] }
    return needs
  }

  /// Decides: see ``Command/decide(on:at:)``.
  public func decide(on desk: inout Desk, at now: Instant) -> Result<CheckRecord, CounterFault> {
    let before = desk.counter.effects.count
    let outcome = Result { () throws(CounterFault) in try desk.counter.record(check, at: now) }
    if let response, desk.counter.effects.count > before { desk.rows.append(EvidenceTable.write(response)) }
    return outcome
  }
}

extension RedeemCheck: Command {
  /// The rows to read first: see ``Command/needs(at:rules:)``.
  public func needs(at now: Instant, rules: DeskRules) -> Needs {
    var needs = Needs()
    needs.checks = [check]
    needs.redemptions = [id]
    return needs
  }

  /// Decides: see ``Command/decide(on:at:)``.
  public func decide(on desk: inout Desk, at now: Instant) -> Result<Redemption, CounterFault> {
    Result { () throws(CounterFault) in try desk.counter.redeem(self, at: now) }
  }
}

extension VoidRedemption: Command {
  /// The rows to read first: see ``Command/needs(at:rules:)``.
  public func needs(at now: Instant, rules: DeskRules) -> Needs {
    var needs = Needs()
    needs.redemptions = [id]
    return needs
  }

  /// Decides: see ``Command/decide(on:at:)``.
  public func decide(on desk: inout Desk, at now: Instant) -> Result<Redemption, CounterFault> {
    Result { () throws(CounterFault) in try desk.counter.void(self, at: now) }
  }
}

extension KeepAnswers: Command {
  /// The rows to read first: see ``Command/needs(at:rules:)``.
  public func needs(at now: Instant, rules: DeskRules) -> Needs {
    let window = rules.probes.start(at: now)
    let venues: [VenueID?] = [nil] + unrecognised.keys.map(Optional.some)
    var needs = Needs()
    needs.answered = [answered.key]
    let probes = Set(venues.map { ProbeKey(host: answered.key.issuer, venue: $0, window: window) })
    // Without an unrecognised card nothing is counted, and a count that another process adds to meanwhile might as
    // well have come a moment later.
    if unrecognised.values.contains(where: { $0 > 0 }) {
      needs.counted = probes
    } else {
      needs.probes = probes
    }
    return needs
  }

  /// Decides: see ``Command/decide(on:at:)``.
  public func decide(on desk: inout Desk, at now: Instant) -> AnswersKept {
    desk.answers.keep(self, at: now)
  }
}

/// Records that checks have lapsed; says how many did.
public struct LapseChecks: Command {
  /// At most so many at once; the next round takes the rest.
  public static let batch = 500

  /// Makes the command.
  public init() {}

  /// The rows to read first: see ``Command/needs(at:rules:)``.
  public func needs(at now: Instant, rules: DeskRules) -> Needs {
    var needs = Needs()
    needs.overdue = Self.batch
    return needs
  }

  /// Decides: see ``Command/decide(on:at:)``.
  public func decide(on desk: inout Desk, at now: Instant) -> Int { desk.counter.lapse(at: now) }
}

/// Forgets replay records, probe counts and offers' counters that nothing can refer to any more.
public struct ForgetReplays: Command {
  /// At most so many records at once.
  public static let batch: Int64 = 2_000

  /// Makes the command.
  public init() {}

  /// The rows to read first: see ``Command/needs(at:rules:)``.
  public func needs(at now: Instant, rules: DeskRules) -> Needs { Needs() }

  /// Decides: see ``Command/decide(on:at:)``.
  public func decide(on desk: inout Desk, at now: Instant) {
    // Another process of the city may still count in a window that is over by this one's clock.
    let window = desk.rules.probes.start(at: now - VerificationLimits.skew)
    // A request that was still accepted a moment ago may be committed after this: leave it its record.
    let forgotten = now - VerificationLimits.skew
    desk.rows.append(SQLQuery(AnswerTables.forgetAnswered, [.instant(forgotten), .integer(Self.batch)]))
    desk.rows.append(SQLQuery(AnswerTables.forgetProbes, [.integer(window)]))
    // A void may come so much later, and gives back what its period still counts.
    let today = desk.rules.calendar.civil.date(now - CounterDesk.voidSpan).daysSinceEpoch
    desk.rows.append(
      SQLQuery(
        UsageTable.forget,
        [.integer(Int64(today - 14)), .integer(Int64(today - 400)), .integer(Self.batch)]))
  }
}

/// Keeps a partner's newly fetched entity statement.
public struct KeepStatement: Command {
  /// What was fetched.
  public let fetched: FetchedStatement

  /// Makes the command.
  public init(_ fetched: FetchedStatement) { self.fetched = fetched }

  /// The rows to read first: see ``Command/needs(at:rules:)``.
  public func needs(at now: Instant, rules: DeskRules) -> Needs { Needs() }

  /// Decides: see ``Command/decide(on:at:)``.
  public func decide(on desk: inout Desk, at now: Instant) {
    desk.rows.append(
      SQLQuery(
        PeerStatementTable.insert,
        [.text(fetched.entity.text), .text(fetched.statement), .instant(fetched.fetched)]))
  }
}
