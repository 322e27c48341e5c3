import Benefits
import Foundation
import Rehearsal
import Testing

@testable import Store

/// A server that stops, crashes, or closes connections. The time that reconnecting goes by stands in the test's
/// hands, so nothing here waits for a pause.
@Suite("PostgreSQL: the server is gone", .enabled(if: Cluster.isHere, "PostgreSQL is not installed"))
struct ServerGoneTests {
  private let insert = SQLText("INSERT INTO t VALUES ($1)")

  /// Runs `body` with a server of its own and an engine on a database with one table.
  private func withServer(
    _ body: (ThrowAwayPostgres, PostgresEngine, TestClock) async throws -> Void
  ) async throws {
    let cluster = try ThrowAwayPostgres()
    defer { cluster.remove() }
    let clock = TestClock()
    let engine = try PostgresEngine(uri: try cluster.make("city"), now: { clock.now })
    defer { engine.close() }
    try await engine.write { session in
      _ = try session.rows(SQLText("CREATE TABLE t (a BIGINT NOT NULL PRIMARY KEY)"))
    }
    try await body(cluster, engine, clock)
  }

  private func add(_ number: Int64, to engine: PostgresEngine) async throws {
    try await engine.write { [insert] session in _ = try session.rows(insert, [.integer(number)]) }
  }

  @Test("Reads and writes say so, and go on by themselves once it is back", arguments: [false, true])
  func gone(crashing: Bool) async throws {
    try await withServer { cluster, engine, clock in
      try await add(1, to: engine)
      #expect(try await engine.count("t") == 1)
      cluster.halt(crashing: crashing)
      for _ in 0..<5 {
        await #expect(throws: StoreError(.unavailable)) { try await add(2, to: engine) }
        await #expect(throws: StoreError(.unavailable)) { try await engine.count("t") }
      }
      await #expect(throws: StoreError(.unavailable)) { try await engine.durability() }
      try cluster.start()
      // Not yet: callers are told at once, without a connection being tried for each.
      await #expect(throws: StoreError(.unavailable)) { try await add(2, to: engine) }
      clock.advance(by: Reconnection.longestPause)
      try await add(2, to: engine)
      #expect(try await engine.count("t") == 2)
    }
  }

  @Test("A server that was started anew between two transactions is not noticed")
  func restarted() async throws {
    try await withServer { cluster, engine, _ in
      for number in 1...3 {
        try await add(Int64(number), to: engine)
        #expect(try await engine.count("t") == Int64(number))
        cluster.halt(crashing: number == 2)
        try cluster.start()
      }
      #expect(try await engine.count("t") == 3)
    }
  }

  @Test("A connection that was closed while idle is not noticed either")
  func terminated() async throws {
    try await withServer { cluster, engine, _ in
      try await add(1, to: engine)
      #expect(try await engine.count("t") == 1)
      let ended = try cluster.run(
        sql: """
          SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
          WHERE application_name = 'citycard' AND datname = 'city'
          """, on: "postgres")
      #expect(Set(ended.split(separator: "\n")) == ["t"])
      try await add(2, to: engine)
      #expect(try await engine.count("t") == 2)
    }
  }

  @Test("A transaction that the server's end interrupts has no effect", arguments: [false, true])
  func interrupted(crashing: Bool) async throws {
    try await withServer { [insert] cluster, engine, clock in
      await #expect(throws: StoreError(.unavailable)) {
        try await engine.write { session in
          _ = try session.rows(insert, [.integer(1)])
          cluster.halt(crashing: crashing)
          _ = try session.rows(insert, [.integer(2)])
        }
      }
      try cluster.start()
      clock.advance(by: Reconnection.longestPause)
      #expect(try await engine.count("t") == 0)
      try await add(1, to: engine)
    }
  }

  @Test("A COMMIT whose answer never came is unknown, and is said to be")
  func unknown() async throws {
    try await withServer { [insert] cluster, engine, clock in
      await #expect(throws: StoreError(.commitUnknown)) {
        try await engine.write { session in
          _ = try session.rows(insert, [.integer(1)])
          cluster.halt(crashing: true)
        }
      }
      try cluster.start()
      clock.advance(by: Reconnection.longestPause)
      #expect(try await engine.count("t") == 0)
    }
  }

  @Test("The commit queue finds out what became of a COMMIT whose answer never came")
  func resolved() async throws {
    let cluster = try ThrowAwayPostgres()
    defer { cluster.remove() }
    let uri = try cluster.make("city")
    // The step makes each pause of reconnecting over by the next time that it is asked about.
    let clock = TestClock(step: Reconnection.longestPause)
    let engine = try PostgresEngine(uri: uri, now: { clock.now })
    let crash = CrashingEngine(engine, cluster)
    let store = CityStore(engine: crash, now: { morning })
    try await store.open()
    let writer = Task { await store.run() }
    for number in 1...3 {
      crash.arm()
      #expect(try await store.submit(try check(number)).get().id == id(number))
      #expect(!crash.isArmed)
    }
    #expect(try await engine.count("counter_check") == 3)
    store.stop()
    await writer.value
    try store.close()
  }
}
