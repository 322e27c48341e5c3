import Rehearsal
import Synchronization

@testable import Store

/// An engine whose server crashes just before the COMMIT of a transaction, once each time it is armed, and is started
/// again at once.
final class CrashingEngine: StoreEngine {
  private let base: any StoreEngine
  private let cluster: ThrowAwayPostgres
  private let armed = Mutex(false)

  init(_ base: any StoreEngine, _ cluster: ThrowAwayPostgres) {
    self.base = base
    self.cluster = cluster
  }

  func arm() { armed.withLock { $0 = true } }

  var isArmed: Bool { armed.withLock { $0 } }

  var migrations: [[String]] { base.migrations }
  var alone: [SQLText] { base.alone }

  func write<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    try await base.write { [self] session in
      let result = try body(session)
      let crashes = armed.withLock { armed in
        defer { armed = false }
        return armed
      }
      if crashes {
        cluster.halt(crashing: true)
        try cluster.start()
      }
      return result
    }
  }

  func read(_ queries: [SQLQuery]) async throws -> [[SQLRow]] { try await base.read(queries) }

  func durability() async throws -> Durability { try await base.durability() }

  func close() throws { try base.close() }
}
