public import Benefits
public import Federation

/// The rows that a command reads before it can be decided.
public struct Needs: Sendable {
  /// Checks, with their lines.
  public var checks: Set<UUIDv7> = []
  /// Redemptions.
  public var redemptions: Set<UUIDv7> = []
  /// Replay records.
  public var answered: Set<ReplayKey> = []
  /// Probe counts that are looked at.
  public var probes: Set<ProbeKey> = []
  /// Probe counts that may be added to.
  public var counted: Set<ProbeKey> = []
  /// Counters of limited offers, which may be added to.
  public var usage: Set<UsageKey> = []
  /// Terminals of which the open checks that reserve something are looked at.
  public var reserving: Set<TerminalID> = []
  /// At most so many open checks whose time is over.
  public var overdue: Int = 0

  /// Nothing.
  public init() {}

  mutating func formUnion(_ other: Needs) {
    checks.formUnion(other.checks)
    redemptions.formUnion(other.redemptions)
    answered.formUnion(other.answered)
    probes.formUnion(other.probes)
    counted.formUnion(other.counted)
    usage.formUnion(other.usage)
    reserving.formUnion(other.reserving)
    overdue = max(overdue, other.overdue)
  }
}

/// What the rules need to know of this city.
public struct DeskRules: Sendable {
  /// The city's calendar.
  public let calendar: CityCalendar
  /// How much probing is answered.
  public let probes: ProbeLimits

  /// Makes the rules' settings.
  public init(calendar: CityCalendar = CityCalendar(), probes: ProbeLimits = .init()) {
    self.calendar = calendar
    self.probes = probes
  }
}

/// The rows of a batch, and the pure rules over them. Settlement's desk joins here.
public struct Desk: Sendable {
  /// The settings.
  public let rules: DeskRules
  /// Checks and redemptions.
  public var counter: CounterDesk
  /// Answers to partner cities.
  public var answers: AnswerDesk
  /// Rows that no rule decides about.
  var rows: [SQLQuery] = []

  /// What the batch writes, in order of dependence.
  var writes: [SQLQuery] {
    let counted: [SQLQuery] = counter.effects.flatMap { effect in
      switch effect {
      case .insertCheck(let check): CheckTable.write(check)
      case .moveCheck(let id, let from, let to):
        [SQLQuery(CheckTable.move, [.id(id), .text(from.rawValue), .text(to.rawValue)])]
      case .insertRedemption(let redemption):
        [RedemptionTable.write(redemption), ClaimNoticeTable.redeemed(redemption)]
      case .void(let id, let voiding):
        [RedemptionTable.void(id, voiding), ClaimNoticeTable.voided(id, at: voiding.at)]
      }
    }
    return rows + counted + UsageTable.write(counter.counters.changes)
      + answers.effects.map(AnswerTables.write)
  }

  /// Locks and reads the counters that the commands look at, and those that the checks and redemptions at hand give back
  /// to: all of them in one order, also those that are only written.
  private static func usage(
    _ wanted: Set<UsageKey>, _ checks: [CheckRecord], _ redemptions: [Redemption],
    _ session: any SQLSession
  ) throws -> [UsageKey: Usage] {
    var keys = wanted
    for check in checks where check.state == .open { keys.formUnion(check.decision.holds.map(\.key)) }
    for redemption in redemptions where redemption.voiding == nil {
      keys.formUnion(redemption.holds.map(\.key))
    }
    guard !keys.isEmpty else { return [:] }
    let sorted = keys.sorted()
    var results = try session.run(sorted.flatMap(UsageTable.lock))[...]
    var used: [UsageKey: Usage] = [:]
    for key in sorted {
      results.removeFirst()
      used[key] = try results.removeFirst().first.map(UsageTable.usage) ?? Usage.none
    }
    return used
  }

  /// The queries for checks that are wanted but not by their keys.
  private static func finding(_ needs: Needs, at now: Instant) -> [SQLQuery] {
    var queries: [SQLQuery] = []
    if needs.overdue > 0 {
      queries.append(
        SQLQuery(CheckTable.selectOverdue, [.instant(now), .integer(Int64(needs.overdue))]))
    }
    let most = Int64(CounterDesk.reservationLimit)
    for terminal in needs.reserving.sorted(by: { $0.number < $1.number }) {
      queries.append(
        SQLQuery(CheckTable.selectReserving, [.integer(terminal.number), .integer(most)]))
    }
    return queries
  }

  /// Reads what the commands need, in three round trips at most: the rows by key, before them the keys
  /// of checks that are overdue, or reserve something, where somebody asks for those, and after them the counters of
  /// limited offers.
  ///
  /// Rows that the commands may change are locked, in the order of their keys: of two processes that want the same
  /// rows one waits for the other, and neither for both. A row that another process makes meanwhile under the same
  /// key is a conflict when this batch writes its own, and the batch is decided anew.
  static func load(
    _ needs: Needs, rules: DeskRules, at now: Instant, from session: any SQLSession
  ) throws -> Desk {
    var wanted = needs.checks
    let found = finding(needs, at: now)
    if !found.isEmpty {
      for row in try session.run(found).joined() { wanted.insert(try row.id(0)) }
    }
    let (checks, redemptions) = (wanted.sorted(), needs.redemptions.sorted())
    let (counted, requests) = (needs.counted.sorted(), Array(needs.answered))
    let probes = Array(needs.probes.subtracting(needs.counted))
    let queries =
      checks.flatMap { CheckTable.read($0, locking: true) }
      + redemptions.map { RedemptionTable.read($0, locking: true) }
      + counted.flatMap(AnswerTables.lockProbes)
      + requests.map(AnswerTables.readAnswered)
      + probes.map(AnswerTables.readProbes)
    var results = (queries.isEmpty ? [] : try session.run(queries))[...]
    let checkRecords = try checks.compactMap { _ in
      let (row, lines) = (results.removeFirst().first, results.removeFirst())
      return try row.map { try CheckTable.check($0, lines: lines) }
    }
    let redeemed = try redemptions.compactMap { _ in
      try results.removeFirst().first.map(RedemptionTable.redemption)
    }
    var counts: [ProbeKey: Int] = [:]
    for key in counted {
      results.removeFirst()
      counts[key] = Int(try results.removeFirst().first?.integer(0) ?? 0)
    }
    let answered = try requests.compactMap { key in
      try results.removeFirst().first.map { try AnswerTables.answered($0, key) }
    }
    for key in probes {
      if let row = results.removeFirst().first { counts[key] = Int(try row.integer(0)) }
    }
    let used = try usage(needs.usage, checkRecords, redeemed, session)
    return Desk(
      rules: rules,
      counter: CounterDesk(
        checks: checkRecords, redemptions: redeemed, used: used, calendar: rules.calendar),
      answers: AnswerDesk(answered: answered, probes: counts, limits: rules.probes))
  }
}
