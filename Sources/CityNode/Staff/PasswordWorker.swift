import Dispatch
import Office
import Synchronization

/// Where passwords are hashed: one at a time, on a thread of its own, for a tenth of a second and 32 MiB would hold up
/// everything else. A node has two: one for devices that its staff signed in on before, one for all others, so that
/// strangers who try many passwords stand in a queue of their own.
final class PasswordWorker: Sendable {
  /// The most that hash or wait.
  static let limit = 16

  private struct State {
    var waiting: Set<[UInt8]> = []
    var runs = 0
  }
  private let state = Mutex(State())
  private let queue: DispatchQueue

  init(_ label: String) { queue = DispatchQueue(label: "citycard.passwords.\(label)") }

  /// How many passwords were hashed so far.
  var runs: Int { state.withLock { $0.runs } }

  /// Runs `body` with a place in the queue. Whoever tries has one place: `name` says who it is, as closely as is known
  /// of them, so that one who tries from many windows at once leaves the others theirs.
  /// - Throws: `busy` if there is none; else what `body` throws.
  func withPlace<Value>(_ name: [UInt8], _ body: () async throws -> Value) async throws -> Value {
    let isFree = state.withLock { state in
      state.waiting.count < Self.limit && state.waiting.insert(name).inserted
    }
    guard isFree else { throw StaffFault.busy }
    defer { state.withLock { _ = $0.waiting.remove(name) } }
    return try await body()
  }

  /// Runs `work`, which hashes one password, when those before it are done.
  func hash<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { caller in
      queue.async {
        self.state.withLock { $0.runs += 1 }
        caller.resume(with: Result { try work() })
      }
    }
  }
}
