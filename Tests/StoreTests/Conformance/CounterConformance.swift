import Benefits
import Office
import Testing

@testable import Store

@Suite("Any engine: checks, redemptions, terminals")
struct CounterConformance {
  /// A line with every column set, or with every column that may be empty empty.
  private func line(_ full: Bool, basketLine: Int) -> PricedLine {
    PricedLine(
      basketLine: basketLine, ticket: adult, quantity: 3, regular: Money(80), statutory: Money(40),
      offer: full ? Money(.max) : nil, due: Money(40), basis: full ? .offer : .regular,
      applied: full ? Self.applied : [], redeemable: Money(full ? 7 : 0),
      tillCode: full ? "優待B「陸」😀" : nil)
  }

  private static let applied = [
    AppliedOffer(
      offer: OfferID(unchecked: "residents"), version: 12, subsidy: Money(13),
      funding: Funding([.merchant: 40, .host: 40, .home: 20]) ?? .merchant),
    AppliedOffer(
      offer: OfferID(unchecked: "on-top"), version: 1, subsidy: Money(.max / 2), funding: .home),
  ]

  private static let holds = zip(LimitScope.allCases, LimitPeriod.allCases).map { scope, period in
    UsageHold(
      key: UsageKey(
        offer: OfferID(unchecked: "residents"), scope: scope, name: scope == .offer ? "" : "aB-_9",
        period: period, start: CivilDate(daysSinceEpoch: 20_000)),
      usage: Usage(uses: 1, tickets: 3, amount: 39))
  }

  private static let needed = [
    Hint(
      offer: OfferID(unchecked: "seniors"), version: 2, obstacle: .dayKindNotCovered, ticket: adult,
      price: Money(0))
  ]

  private func record(
    _ number: Int, full: Bool, verdict: Verdict = .denied, reason: Reason = .classNotHeld,
    state: CheckState = .open, card: CardState? = nil, lines: Int = 2
  ) -> CheckRecord {
    CheckRecord(
      id: id(number), fingerprint: Fingerprint(digest(number)), terminal: TerminalID(.max), venue: museum,
      home: full ? taipei : nil, subject: full ? "假名-卑南" : nil,
      decision: Decision(
        verdict: verdict, reason: reason, card: card,
        lines: (0..<lines).map { line(full == ($0 % 2 == 0), basketLine: $0) },
        holds: full ? Self.holds : [], needed: full ? Self.needed : []),
      at: morning, expires: Instant(microseconds: .max), rules: full ? digest(4) : [],
      evidence: full ? AnswerReference(issuer: issuer, response: id(7), disclosure: "WyLok4giXQ") : nil,
      state: state)
  }

  @Test("A check comes back exactly, every column full or empty", arguments: EngineUnderTest.all)
  func roundTrip(engine: EngineUnderTest) async throws {
    var records = [
      record(1, full: true, card: .active), record(2, full: false), record(3, full: true, lines: 20),
    ]
    for verdict in Verdict.allCases {
      records.append(record(records.count + 1, full: true, verdict: verdict))
    }
    for reason in Reason.allCases { records.append(record(records.count + 1, full: false, reason: reason)) }
    for state in CheckState.allCases { records.append(record(records.count + 1, full: true, state: state)) }
    for card in CardState.allCases { records.append(record(records.count + 1, full: false, card: card)) }
    let written = records
    try await engine.withDatabase { database in
      try await database.withStore { store in
        try await store.engine.write { session in _ = try session.run(written.flatMap(CheckTable.write)) }
        for record in written { #expect(try await store.check(record.id) == record) }
        #expect(try await store.check(id(10_000)) == nil)
      }
    }
  }

  @Test(
    "A check's life: recorded, redeemed, voided, each as decided and as read", arguments: EngineUnderTest.all)
  func life(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store in
        let check = try await store.submit(try check(1)).get()
        #expect(check.decision.due == Money(140))
        #expect(try await store.check(id(1)) == check)

        clock.advance(by: .minutes(1))
        let redemption = try await store.submit(redeem(2, check: 1)).get()
        #expect(redemption.at == morning + .minutes(1))
        #expect(try await store.redemption(id(2)) == redemption)
        #expect(try await store.check(id(1))?.state == .redeemed)

        clock.advance(by: .minutes(11))
        #expect(try await store.submit(void(2)) == .failure(.voidReasonRequired))
        #expect(try await store.redemption(id(2))?.voiding == nil)
        let voided = try await store.submit(void(2, reason: "團體改期，退票")).get()
        #expect(voided.voiding?.reason == "團體改期，退票")
        #expect(try await store.redemption(id(2)) == voided)
      }
      // What was acknowledged is there after the next start, and a retry finds it.
      try await database.withStore(clock: TestClock(morning + .hours(24))) { store async throws in
        #expect(try await store.submit(redeem(2, check: 1)).get().voiding?.reason == "團體改期，退票")
        #expect(try await store.submit(try check(1)).get().at == morning)
        #expect(try await store.submit(try check(1, fingerprint: 5)) == .failure(.idConflict))
      }
    }
  }

  @Test("An undo without a reason is read without one", arguments: EngineUnderTest.all)
  func undo(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        _ = try await store.submit(try check(1))
        _ = try await store.submit(redeem(2, check: 1))
        let voided = try await store.submit(void(2)).get()
        #expect(voided.voiding == Voiding(terminal: TerminalID(2), at: morning, reason: nil))
        #expect(try await store.redemption(id(2)) == voided)
      }
    }
  }

  @Test(
    "Lapse takes open checks whose time is over, so many at once, and no others",
    arguments: EngineUnderTest.all)
  func lapse(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store in
        for number in 1...(LapseChecks.batch + 2) { _ = try await store.submit(try check(number)) }
        _ = try await store.submit(try check(900, granted: false))
        _ = try await store.submit(redeem(901, check: 1))
        clock.advance(by: CounterDesk.checkLife - atom)
        _ = try await store.submit(try check(902))
        #expect(try await store.submit(LapseChecks()) == 0)
        clock.advance(by: atom)
        #expect(try await store.submit(LapseChecks()) == LapseChecks.batch)
        #expect(try await store.submit(LapseChecks()) == 1)
        #expect(try await store.submit(LapseChecks()) == 0)
        let states = try await [1, 2, 900, 902].asyncMap { try await store.check(id($0))?.state }
        #expect(states == [.redeemed, .lapsed, .closed, .open])
        #expect(try await store.submit(redeem(903, check: 2)) == .failure(.checkLapsed))
      }
    }
  }

  @Test("A response is kept once for all the checks that rest on it", arguments: EngineUnderTest.all)
  func evidence(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        for number in 1...3 {
          _ = try await store.submit(try check(number, answer: 50, disclosure: "d\(number)"))
        }
        _ = try await store.submit(try check(4, answer: 51))
        // A conflict keeps nothing, neither check nor response.
        #expect(try await store.submit(try check(4, fingerprint: 6, answer: 52)) == .failure(.idConflict))
        #expect(try await store.engine.count("answer_evidence") == 2)
        for number in 1...3 {
          let evidence = try (try await store.check(id(number))?.evidence).orThrow()
          #expect(evidence.disclosure == "d\(number)")
          #expect(try await store.response(evidence) == response(50))
        }
        let other = AnswerReference(issuer: "https://other.example", response: id(50), disclosure: "d1")
        #expect(try await store.response(other) == nil)
      }
    }
  }

  @Test("Terminals are found by their token's hash until they are revoked", arguments: EngineUnderTest.all)
  func terminals(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        let first = try await store.addTerminal(
          token: digest(1), venue: museum, label: "售票口 1", by: .node, at: morning)
        let second = try await store.addTerminal(
          token: digest(2), venue: museum, label: "售票口 2", by: .node, at: morning + atom)
        #expect(first != second)
        #expect(
          try await store.terminal(token: digest(1))
            == Terminal(id: first, venue: museum, label: "售票口 1", added: morning, revoked: nil))
        #expect(try await store.terminal(token: digest(3)) == nil)
        await #expect(throws: StoreError(.conflict)) {
          try await store.addTerminal(token: digest(1), venue: museum, label: "again", by: .node, at: morning)
        }
        #expect(try await store.revokeTerminal(first, by: .node, at: morning + .hours(1)))
        #expect(try await !store.revokeTerminal(first, by: .node, at: morning + .hours(2)))
        #expect(try await !store.revokeTerminal(TerminalID(99), by: .node, at: morning))
        #expect(try await store.terminal(token: digest(1)) == nil)
        #expect(try await store.terminals().map(\.id) == [first, second])
        #expect(try await store.terminals().map(\.revoked) == [morning + .hours(1), nil])
      }
    }
  }
}

extension Sequence where Self: Sendable {
  /// `map` with a transform that waits, in order.
  func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await transform(element)) }
    return values
  }
}
