import Benefits
import Federation
import Testing

@testable import Store

@Suite("SQLite: the disk is full")
struct DiskFullTests {
  /// "The maximum possible value for this setting is 4294967294", which is also the default (sqlite.org,
  /// "Maximum Number Of Pages In A Database File"); a number below the present size stands for that size.
  private func limit(pages: Int64, of engine: any StoreEngine) async throws {
    let pragma = SQLText("PRAGMA max_page_count = \(pages)")
    _ = try await engine.write { session in try session.rows(pragma) }
  }

  /// A check whose signed answer needs pages that are not there.
  private func large(_ number: Int) throws -> CommitCheck {
    let check = try check(number, answer: number)
    return CommitCheck(
      check.check, response: response(number, jws: String(repeating: "x", count: 100_000)))
  }

  @Test("Nothing is kept by halves, what was kept is read, and with room again the same command succeeds")
  func full() async throws {
    try await EngineUnderTest.sqlite.withDatabase { database in
      let engine = try database.connect()
      try await database.withStore(engine: engine) { store in
        _ = try await store.submit(try check(1))
        let lines = try await engine.count("check_line")
        try await limit(pages: 1, of: engine)
        for _ in 0..<3 {
          await #expect(throws: StoreError(.unavailable)) { try await store.submit(try large(2)) }
        }
        #expect(try await store.check(id(1))?.state == .open)
        #expect(try await store.check(id(2)) == nil)
        #expect(try await engine.count("answer_evidence") == 0)
        #expect(try await engine.count("counter_check") == 1)
        #expect(try await engine.count("check_line") == lines)
        try await limit(pages: 4_294_967_294, of: engine)
        #expect(try await store.submit(try large(2)).get().state == .open)
        #expect(try await store.submit(redeem(3, check: 2)).get().check == id(2))
      }
      try await database.withStore { store async throws in
        #expect(try await store.check(id(2))?.state == .redeemed)
      }
    }
  }

  @Test("What waits in the same batch is not told of a success either")
  func batch() async throws {
    try await EngineUnderTest.sqlite.withDatabase { database in
      let engine = try database.connect()
      let store = CityStore(engine: engine, now: { morning })
      try await store.open()
      try await limit(pages: 1, of: engine)
      let outcomes = try await withThrowingTaskGroup(of: StoreError.Code?.self) { group in
        for number in 1...4 {
          let command = try number == 2 ? large(number) : check(number)
          group.addTask {
            do { _ = try await store.submit(command) } catch let error as StoreError { return error.code }
            return nil
          }
        }
        while store.waiting < 4 { await Task.yield() }
        store.stop()
        await store.run()
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes == Array(repeating: .unavailable, count: 4))
      #expect(try await engine.count("counter_check") == 0)
      try store.close()
    }
  }
}
