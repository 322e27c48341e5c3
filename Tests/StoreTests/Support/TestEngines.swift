import Synchronization

@testable import Store

/// An engine that counts its transactions and, as often as told, says that nobody knows whether a transaction
/// committed.
final class DoubtfulEngine: StoreEngine {
  enum Truth { case committed, lost }

  private let base: any StoreEngine
  private let doubts: Mutex<[Truth]>
  private let count = Mutex(0)

  /// Over `base`; the first writes are in doubt, each with what truly became of it.
  init(_ base: any StoreEngine, _ doubts: [Truth] = []) {
    self.base = base
    self.doubts = Mutex(doubts)
  }

  /// How many writes were tried.
  var writes: Int { count.withLock { $0 } }
  /// Puts the next writes in doubt.
  func doubt(_ truths: [Truth]) { doubts.withLock { $0 = truths } }

  var migrations: [[String]] { base.migrations }
  var alone: [SQLText] { base.alone }

  func write<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    count.withLock { $0 += 1 }
    switch doubts.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
    case nil: return try await base.write(body)
    case .committed:
      _ = try await base.write(body)
      throw StoreError(.commitUnknown)
    case .lost: throw StoreError(.commitUnknown)
    }
  }

  func read(_ queries: [SQLQuery]) async throws -> [[SQLRow]] { try await base.read(queries) }

  func durability() async throws -> Durability { try await base.durability() }

  func close() throws { try base.close() }
}
