import Benefits
import TestSupport
import Testing

/// Two members with three cards between them at two terminals, whose visits meet every kind of limit.
private struct LimitedDay {
  static let limits = [
    Limit(.card, .day, most: 3), Limit(.member, .week, .tickets, most: 12),
    Limit(.offer, .day, .amount, most: 400),
    Limit(.offer, .total, .tickets, most: 40),
  ]
  static let offer = Offer(
    id: OfferID(unchecked: "limited"), name: text("limited"), benefit: .percentOff(25),
    audience: Audience(classes: [resident]), ticketsPerCheck: 4, limits: limits)
  static let holders = [("card-1", "a"), ("card-2", "a"), ("card-3", "b")]

  /// The rows as a database would hold them.
  var checks: [UUIDv7: CheckRecord] = [:]
  var redemptions: [UUIDv7: Redemption] = [:]
  var reserved: [UsageKey: Usage] = [:]
  var consumed: [UsageKey: Usage] = [:]
  private var next = 1

  private mutating func number() -> Int {
    next += 1
    return next
  }

  /// Runs one random command on a desk over the rows, and keeps what it changes. Says whether a check was refused
  /// because a limit was reached.
  mutating func step(at now: Instant, using random: inout SeededRandom) throws -> Reason? {
    var refusal: Reason?
    let command = try self.command(using: &random)
    let keys = command.usageKeys(at: now, calendar: CityCalendar())
    let used = Dictionary(
      uniqueKeysWithValues: keys.map { ($0, (reserved[$0] ?? .none) + (consumed[$0] ?? .none)) })
    var desk = CounterDesk(checks: Array(checks.values), redemptions: Array(redemptions.values), used: used)
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<5: refusal = try desk.record(command, at: now).decision.reason
    case 5..<8:
      guard
        let open = checks.values.filter({ $0.state == .open }).map(\.id).sorted().randomElement(
          using: &random)
      else { return nil }
      let redeem = RedeemCheck(
        id: Till.id(number()), fingerprint: Till.print(1), check: open, terminal: Till.terminal,
        venue: Till.here)
      // One that is over is refused; the next lapse tidies it up.
      _ = try? desk.redeem(redeem, at: now)
    case 8:
      guard let id = redemptions.keys.sorted().randomElement(using: &random) else { return nil }
      _ = try desk.void(
        VoidRedemption(id: id, terminal: Till.terminal, venue: Till.here, reason: "重複"), at: now)
    default: _ = desk.lapse(at: now)
    }
    apply(desk)
    return refusal
  }

  private mutating func command(using random: inout SeededRandom) throws -> RecordCheck {
    let (card, member) = Self.holders.randomElement(using: &random) ?? ("card-1", "a")
    let lines = [BasketLine(ticket: adult, quantity: .random(in: 1...5, using: &random))]
    return RecordCheck(
      id: Till.id(number()), fingerprint: Till.print(1),
      terminal: Bool.random(using: &random) ? Till.terminal : Till.other,
      venue: museum(offers: [Self.offer]), basket: try Basket(lines).orThrow(),
      facts: BenefitsTests.card(resident),
      identity: HolderIdentity(card: card, member: member), subject: member, answerHolds: nil, rules: [],
      evidence: nil)
  }

  private mutating func apply(_ desk: CounterDesk) {
    for effect in desk.effects {
      switch effect {
      case .insertCheck(let check): checks[check.id] = check
      case .moveCheck(let id, _, let state): checks[id]?.state = state
      case .insertRedemption(let redemption): redemptions[redemption.id] = redemption
      case .void(let id, let voiding): redemptions[id]?.voiding = voiding
      }
    }
    for (key, change) in desk.counters.changes {
      reserved[key, default: .none] = (reserved[key] ?? .none) + change.reserved
      consumed[key, default: .none] = (consumed[key] ?? .none) + change.consumed
    }
  }

  /// The sums over the holds of some rows.
  static func sums(_ holds: [UsageHold]) -> [UsageKey: Usage] {
    holds.reduce(into: [:]) { $0[$1.key] = ($0[$1.key] ?? .none) + $1.usage }
  }
}

@Suite("Counters of limited offers over random days")
struct LimitPropertyTests {
  @Test(
    "Counters are the sums over open checks and standing redemptions, never over the limit and never negative",
    arguments: (0..<20).map { UInt64(77 + $0) })
  func randomDays(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var (day, now) = (LimitedDay(), Till.opening)
    var reasons: Set<Reason> = []
    for step in 0..<250 {
      now = now + .minutes(.random(in: 0...12, using: &random))
      if let reason = try day.step(at: now, using: &random) { reasons.insert(reason) }
      let comment: Comment = "seed \(seed), step \(step)"
      let open = day.checks.values.filter { $0.state == .open }.flatMap(\.decision.holds)
      let standing = day.redemptions.values.filter { $0.voiding == nil }.flatMap(\.holds)
      #expect(day.reserved.filter { $0.value != .none } == LimitedDay.sums(open), comment)
      #expect(day.consumed.filter { $0.value != .none } == LimitedDay.sums(standing), comment)
      for key in Set(day.reserved.keys).union(day.consumed.keys) {
        let (reserved, consumed) = (day.reserved[key] ?? .none, day.consumed[key] ?? .none)
        for limit in LimitedDay.limits where limit.scope == key.scope && limit.period == key.period {
          #expect(reserved[limit.measure] >= 0 && consumed[limit.measure] >= 0, comment)
          #expect((reserved + consumed)[limit.measure] <= limit.most, comment)
        }
      }
    }
    #expect(
      reasons.isSuperset(of: [.offerApplied, .cardLimitReached]),
      "seed \(seed) reached too little: \(reasons)")
  }
}
