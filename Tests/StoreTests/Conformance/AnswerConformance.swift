import Benefits
import Federation
import Testing

@testable import Store

@Suite("Any engine: answers to partner cities")
struct AnswerConformance {
  private let host: EntityID
  private let rules = DeskRules(probes: ProbeLimits(window: 600, venue: 3, host: 5))
  private let farm = VenueID(unchecked: "farm")

  init() throws { host = try EntityID("https://card.taitung.example").orThrow() }

  private func keep(
    _ number: Int, _ unrecognised: [VenueID: Int] = [:], hash: Int = 1, response: Int? = nil,
    disclosures: [DisclosureRecord] = [], remembered: Instant = morning + .minutes(3)
  ) -> KeepAnswers {
    KeepAnswers(
      answered: AnsweredRequest(
        key: ReplayKey(issuer: host, request: id(number)), hash: digest(hash),
        response: digest(response ?? number), remembered: remembered),
      unrecognised: unrecognised, disclosures: disclosures)
  }

  @Test(
    "A replay gets the stored bytes, other bytes none, also after the next start",
    arguments: EngineUnderTest.all)
  func replay(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        #expect(try await store.submit(keep(1)) == .send(digest(1)))
      }
      try await database.withStore { store async throws in
        #expect(try await store.submit(keep(1, response: 99)) == .send(digest(1)))
        #expect(try await store.submit(keep(1, hash: 2)) == .replayedOtherBytes)
        #expect(try await store.answered(keep(1).answered.key) == keep(1).answered)
        #expect(try await store.answered(keep(2).answered.key) == nil)
        #expect(try await store.engine.count("answered_request") == 1)
      }
    }
  }

  @Test(
    "Probe counts add up over starts and processes, and a limit keeps no answer",
    arguments: EngineUnderTest.all)
  func probes(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(rules: rules, clock: clock) { store async throws in
        #expect(try await store.submit(keep(1, [museum: 2])) == .send(digest(1)))
      }
      try await database.withStore(rules: rules, clock: clock) { one in
        try await database.withStore(rules: rules, clock: clock) { other async throws in
          #expect(try await one.submit(keep(2, [museum: 1])) == .send(digest(2)))
          #expect(try await other.submit(keep(3, [museum: 1])) == .limited([museum]))
          #expect(try await one.submit(keep(4, [museum: 0])) == .limited([museum]))
          #expect(try await one.answered(keep(3).answered.key) == nil)
          #expect(try await other.submit(keep(5, [farm: 2])) == .send(digest(5)))
          #expect(try await one.submit(keep(6, [farm: 0])) == .limited([farm]))
          clock.advance(by: .seconds(600))
          #expect(try await other.submit(keep(7, [museum: 3])) == .send(digest(7)))
        }
      }
    }
  }

  @Test("A batch over the limit uses up what was left of it, durably", arguments: EngineUnderTest.all)
  func exhausted(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore(rules: rules) { store async throws in
        #expect(try await store.submit(keep(1, [museum: 4])) == .limited([museum]))
      }
      try await database.withStore(rules: rules) { store async throws in
        #expect(try await store.submit(keep(1, [museum: 1])) == .limited([museum]))
      }
    }
  }

  @Test("Many at once in two processes use up a limit exactly", arguments: EngineUnderTest.all)
  func exactLimits(engine: EngineUnderTest) async throws {
    let rules = DeskRules(probes: ProbeLimits(window: 600, venue: 20, host: 30))
    try await engine.withDatabase { database in
      try await database.withStore(rules: rules) { one in
        try await database.withStore(rules: rules) { other in
          let kept = try await withThrowingTaskGroup(of: (VenueID, Bool).self) { group in
            for number in 0..<120 {
              let (store, venue) = (number % 4 < 2 ? one : other, number % 2 == 0 ? museum : farm)
              group.addTask { [keep = keep(number, [venue: 1])] in
                (venue, try await store.submit(keep) == .send(digest(number)))
              }
            }
            return try await group.reduce(into: [VenueID: Int]()) { $0[$1.0, default: 0] += $1.1 ? 1 : 0 }
          }
          #expect(kept.values.allSatisfy { $0 <= 20 })
          #expect(kept.values.reduce(0, +) == 30)
          #expect(try await one.engine.count("answered_request") == 30)
        }
      }
    }
  }

  @Test(
    "The same request at two processes at once has one answer, also after others",
    arguments: EngineUnderTest.all)
  func oneAnswer(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { one in
        try await database.withStore { other in
          for request in 0..<20 {
            let line = DisclosureRecord(
              member: digest(request), host: host, venue: museum, check: id(request), at: morning,
              asked: [.named(.resident)], granted: [.named(.resident)])
            let outcomes = try await withThrowingTaskGroup(of: AnswersKept.self) { group in
              for response in 0..<8 {
                let command = keep(request, response: 1_000 + response, disclosures: [line])
                group.addTask { try await (response % 2 == 0 ? one : other).submit(command) }
              }
              return try await group.reduce(into: []) { $0.append($1) }
            }
            let kept = try await other.answered(keep(request).answered.key).orThrow()
            #expect(outcomes == Array(repeating: .send(kept.response), count: 8))
            #expect(try await one.disclosures(of: digest(request), limit: 10) == [line])
          }
        }
      }
    }
  }

  @Test("Disclosures are read newest first, for their member alone", arguments: EngineUnderTest.all)
  func disclosures(engine: EngineUnderTest) async throws {
    func line(_ number: Int, member: Int, granted: [BenefitClass] = []) -> DisclosureRecord {
      DisclosureRecord(
        member: digest(member), host: host, venue: museum, check: id(number), at: morning,
        asked: [.named(.lowIncome), .ageAtLeast(65)], granted: granted)
    }
    try await engine.withDatabase { database in
      try await database.withStore { store in
        let lines = [line(1, member: 1), line(2, member: 2), line(3, member: 1, granted: [.ageAtLeast(65)])]
        _ = try await store.submit(keep(1, disclosures: lines))
        _ = try await store.submit(keep(2, disclosures: [line(4, member: 1)]))
        _ = try await store.submit(keep(2, disclosures: [line(4, member: 1)]))
        let newest = [line(4, member: 1), lines[2], lines[0]]
        #expect(try await store.disclosures(of: digest(1), limit: 10) == newest)
        #expect(try await store.disclosures(of: digest(1), limit: 2) == Array(newest.prefix(2)))
        #expect(try await store.disclosures(of: digest(3), limit: 10).isEmpty)
      }
    }
  }

  @Test("A replay record is forgotten after its time, and not before", arguments: EngineUnderTest.all)
  func forgetting(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(rules: rules, clock: clock) { store in
        _ = try await store.submit(keep(1, [museum: 3], remembered: morning + .minutes(20)))
        _ = try await store.submit(keep(2, remembered: morning + .minutes(20) + atom))
        try await store.submit(ForgetReplays())
        #expect(try await store.submit(keep(3, [museum: 1])) == .limited([museum]))
        clock.advance(by: .minutes(20) + VerificationLimits.skew)
        try await store.submit(ForgetReplays())
        #expect(try await store.engine.count("answered_request") == 2)
        #expect(try await store.engine.count("probe_count") == 0)
        clock.advance(by: atom)
        try await store.submit(ForgetReplays())
        #expect(try await store.answered(keep(1).answered.key) == nil)
        #expect(try await store.answered(keep(2).answered.key) != nil)
      }
    }
  }

  @Test("Statements are read newest first, for their city alone", arguments: EngineUnderTest.all)
  func statements(engine: EngineUnderTest) async throws {
    let other = try EntityID("https://card.hualien.example").orThrow()
    let fetched = (0..<4).map { number in
      FetchedStatement(
        entity: number == 2 ? other : host, statement: "a.b.\(number)",
        fetched: morning + .hours(Int64(number)))
    }
    try await engine.withDatabase { database in
      try await database.withStore { store in
        for statement in fetched { try await store.submit(KeepStatement(statement)) }
        #expect(try await store.statements(of: host, limit: 9) == [fetched[3], fetched[1], fetched[0]])
        #expect(try await store.statements(of: host, limit: 1) == [fetched[3]])
        #expect(try await store.statements(of: other, limit: 9) == [fetched[2]])
      }
    }
  }
}
