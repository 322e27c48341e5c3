import Benefits
import Dispatch
import Foundation
import Rehearsal
import Testing

@testable import Store

@Suite("PostgreSQL", .enabled(if: Cluster.isHere, "PostgreSQL is not installed"))
struct PostgresEngineTests {
  @Test("The writer's connection is durable by the server's own word, whatever the role's default is")
  func durability() async throws {
    let cluster = try Cluster.shared.get()
    let name = "d\(UUID().uuidString.prefix(8).lowercased())"
    let uri = try cluster.make(name)
    try cluster.run(sql: "ALTER DATABASE \(name) SET synchronous_commit = off", on: name)
    let engine = try PostgresEngine(uri: uri, now: wallClock)
    let durability = try await engine.durability()
    #expect(durability.holds)
    #expect(
      durability.settings == ["fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"])
    engine.close()
  }

  @Test("A server that may lose what it acknowledged is refused", arguments: ["fsync", "full_page_writes"])
  func notDurable(setting: String) async throws {
    let cluster = try ThrowAwayPostgres(settings: ["\(setting)=off"])
    defer { cluster.remove() }
    let store = CityStore(
      engine: try PostgresEngine(uri: try cluster.make("city"), now: wallClock), now: { morning })
    await #expect(throws: StoreError(.notDurable)) { try await store.open() }
    try store.close()
  }

  @Test(
    "Each SQLSTATE is the failure that callers expect, and the connection goes on",
    arguments: [
      ("53100", StoreError.Code.unavailable), ("57014", .unavailable), ("55P03", .unavailable),
      ("25006", .unavailable), ("40001", .conflict), ("40P01", .conflict), ("23505", .conflict),
      ("23502", .constraint), ("23514", .constraint), ("22021", .constraint), ("42P01", .damaged),
      ("42703", .damaged), ("XX001", .damaged),
    ])
  func states(state: String, code: StoreError.Code) async throws {
    let engine = try EngineUnderTest.postgres.makeDatabase().connect()
    let raise = SQLText("DO 'BEGIN RAISE EXCEPTION USING ERRCODE=''\(state)''; END'")
    await #expect(throws: StoreError(code)) {
      try await engine.write { session in
        _ = try session.rows(SQLText("CREATE TABLE t (a BIGINT)"))
        return try session.rows(raise)
      }
    }
    try await engine.write { session in _ = try session.rows(SQLText("CREATE TABLE t (a BIGINT)")) }
    #expect(try await engine.count("t") == 0)
    try engine.close()
  }

  @Test("A table that is not there is damage")
  func noTable() async throws {
    let engine = try EngineUnderTest.postgres.makeDatabase().connect()
    await #expect(throws: StoreError(.damaged)) { try await engine.count("nowhere") }
    try engine.close()
  }

  @Test("Readers can't write")
  func readOnly() async throws {
    let engine = try EngineUnderTest.postgres.makeDatabase().connect()
    await #expect(throws: StoreError(.unavailable)) {
      try await engine.read([SQLQuery(SQLText("CREATE TABLE t (a BIGINT)"))])
    }
    try engine.close()
  }

  @Test("Of two transactions that wait for each other, one is told of a conflict and the other goes on")
  func deadlock() async throws {
    let database = try EngineUnderTest.postgres.makeDatabase()
    let engines = try [database.connect(), database.connect()]
    try await engines[0].write { session in
      _ = try session.rows(SQLText("CREATE TABLE t (a BIGINT, n BIGINT)"))
      _ = try session.rows(SQLText("INSERT INTO t VALUES (0, 0), (1, 0)"))
    }
    // Each transaction runs on a thread of its own, so it may wait until the other has its first row.
    let first = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
    let add = SQLText("UPDATE t SET n = n + 1 WHERE a = $1")
    let outcomes = await withTaskGroup(of: StoreError.Code?.self) { group in
      for (number, engine) in engines.enumerated() {
        group.addTask {
          do {
            try await engine.write { session in
              _ = try session.rows(add, [.integer(Int64(number))])
              first[number].signal()
              first[1 - number].wait()
              _ = try session.rows(add, [.integer(Int64(1 - number))])
            }
            return nil
          } catch {
            return (error as? StoreError)?.code
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == nil } == 1)
    #expect(outcomes.count { $0 == .conflict } == 1)
    let rows = try await engines[0].read([SQLQuery(SQLText("SELECT n FROM t"))])[0]
    #expect(rows.map(\.values) == [[.integer(1)], [.integer(1)]])
    for engine in engines { try engine.close() }
  }
}
