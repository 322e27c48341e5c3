import Benefits
import Store
import Testing

@Suite("Any engine: many at once")
struct ConcurrencyConformance {
  /// Submits every command at the same time, spread over the stores, and gives the outcomes.
  private func outcomes<C: Command>(_ commands: [C], on stores: [CityStore]) async throws -> [C.Outcome] {
    try await withThrowingTaskGroup { group in
      for (index, command) in commands.enumerated() {
        let store = stores[index % stores.count]
        group.addTask { try await store.submit(command) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test("Of two hundred who redeem one check, one succeeds", arguments: EngineUnderTest.all)
  func oneProcess(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        _ = try await store.submit(try check(1))
        let commands = (0..<200).map { redeem(100 + $0, check: 1, terminal: Int64($0)) }
        try await oneSucceeds(try await outcomes(commands, on: [store]), store)
      }
    }
  }

  @Test("Nor do two processes of one city redeem it twice", arguments: EngineUnderTest.all)
  func twoProcesses(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { one in
        try await database.withStore { other in
          _ = try await one.submit(try check(1))
          let commands = (0..<200).map { redeem(100 + $0, check: 1, terminal: Int64($0)) }
          try await oneSucceeds(try await outcomes(commands, on: [one, other]), other)
        }
      }
    }
  }

  private func oneSucceeds(_ outcomes: [Result<Redemption, CounterFault>], _ store: CityStore) async throws {
    let winners = outcomes.compactMap { try? $0.get() }
    #expect(winners.count == 1)
    #expect(outcomes.filter { $0 == .failure(.checkAlreadyRedeemed) }.count == 199)
    let winner = try winners.first.orThrow()
    #expect(try await store.redemption(winner.id) == winner)
    #expect(try await store.check(id(1))?.state == .redeemed)
  }

  @Test("The same id and content, many times at once, have one outcome", arguments: EngineUnderTest.all)
  func retries(engine: EngineUnderTest) async throws {
    let clock = TestClock(step: .milliseconds(1))
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { one in
        try await database.withStore(clock: clock) { other in
          let stores = [one, other]
          let checks = try await outcomes(try (0..<100).map { _ in try check(1, answer: 50) }, on: stores)
          let first = try await one.check(id(1)).orThrow()
          #expect(checks.allSatisfy { $0 == .success(first) })
          let redemptions = try await outcomes((0..<100).map { _ in redeem(2, check: 1) }, on: stores)
          let kept = try await one.redemption(id(2)).orThrow()
          #expect(redemptions.allSatisfy { $0 == .success(kept) })
          let voids = try await outcomes((0..<100).map { _ in void(2) }, on: stores)
          let voided = try await one.redemption(id(2)).orThrow()
          #expect(voided.voiding != nil)
          #expect(voids.allSatisfy { $0 == .success(voided) })
        }
      }
    }
  }

  @Test(
    "Of many contents under one id, one is kept and the others are conflicts", arguments: EngineUnderTest.all)
  func conflicts(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { one in
        try await database.withStore { other in
          let commands = try (0..<60).map { try check(1, fingerprint: $0) }
          let outcomes = try await outcomes(commands, on: [one, other])
          #expect(outcomes.filter { $0 == .failure(.idConflict) }.count == 59)
          let kept = try await one.check(id(1)).orThrow()
          #expect(outcomes.contains(.success(kept)))
        }
      }
    }
  }

  @Test("An import in another process lets the counter have its turn", arguments: EngineUnderTest.all)
  func importBesideTheCounter(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { node in
        try await database.withStore { operators in
          async let imported = operators.importFile(try plainRows(1..<12_001))
          var kept = 0
          for number in 1...40 where (try? await node.submit(try check(number))) != nil { kept += 1 }
          #expect(kept == 40)
          #expect(try await imported)
          #expect(try await operators.liveGeneration()?.cards == 12_000)
        }
      }
    }
  }
}
