import Benefits
import Foundation
import Rehearsal
import Synchronization
import Testing

@testable import Store

/// An engine that the conformance suite runs against. Another engine is one more line in ``all``, and all that
/// it has to say is how to make an empty database, how to connect to it, and how to drop it.
struct EngineUnderTest: Sendable, CustomTestStringConvertible {
  let name: String
  let makeDatabase: @Sendable () throws -> TestDatabase

  static let all: [EngineUnderTest] = [.sqlite] + (Cluster.isHere ? [.postgres] : [])

  static let sqlite = EngineUnderTest(name: "SQLite") {
    let folder = try TemporaryFolder()
    return TestDatabase(
      connect: { try SQLiteEngine(path: folder.file("city.sqlite")) }, drop: folder.remove)
  }

  static let postgres = EngineUnderTest(name: "PostgreSQL") {
    let cluster = try Cluster.shared.get()
    let uri = try cluster.make("t\(UUID().uuidString.prefix(8).lowercased())")
    // Dropped with the cluster: dropping a database waits for a checkpoint of all.
    return TestDatabase(connect: { try PostgresEngine(uri: uri, now: wallClock) }, drop: {})
  }

  var testDescription: String { name }

  /// Runs `body` on an empty database and drops it afterwards.
  func withDatabase(_ body: (TestDatabase) async throws -> Void) async throws {
    let database = try makeDatabase()
    defer { database.drop() }
    try await body(database)
  }
}

/// An empty database of its own for one test.
struct TestDatabase: Sendable {
  /// Connects. Two connections stand for two processes of one city.
  let connect: @Sendable () throws -> any StoreEngine
  /// Removes it.
  let drop: @Sendable () -> Void

  /// Opens a store over `engine` (by default a new connection), lets its queue run while `body` runs, then
  /// drains and closes it.
  func withStore<Value>(
    engine: (any StoreEngine)? = nil, rules: DeskRules = DeskRules(), clock: TestClock = TestClock(),
    _ body: (CityStore) async throws -> Value
  ) async throws -> Value {
    let store = CityStore(
      engine: try engine ?? connect(), rules: rules, seal: .forTests, now: { clock.now })
    try await store.open()
    let writer = Task { await store.run() }
    let result: Result<Value, any Error>
    do { result = .success(try await body(store)) } catch { result = .failure(error) }
    store.stop()
    await writer.value
    try store.close()
    return try result.get()
  }
}

/// A clock that stands still until it is moved, or moves by `step` each time it is read.
final class TestClock: Sendable {
  private let time: Mutex<Instant>
  private let step: TimeSpan

  init(_ start: Instant = morning, step: TimeSpan = .zero) {
    time = Mutex(start)
    self.step = step
  }

  var now: Instant {
    time.withLock { time in
      defer { time = time + step }
      return time
    }
  }

  func advance(by span: TimeSpan) { time.withLock { $0 = $0 + span } }
}

/// A folder of its own for one test.
struct TemporaryFolder: Sendable {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("citycard-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func file(_ name: String) -> String { url.appendingPathComponent(name).path }

  func remove() { try? FileManager.default.removeItem(at: url) }
}
