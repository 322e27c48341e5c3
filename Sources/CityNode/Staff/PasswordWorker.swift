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
    var waiting = 0
    var runs = 0
  }
  private let state = Mutex(State())
  private let queue: DispatchQueue

  init(_ label: String) { queue = DispatchQueue(label: "citycard.passwords.\(label)") }

  /// How many passwords were hashed so far.
  var runs: Int { state.withLock { $0.runs } }

  /// Runs `body` with a place in the queue.
  /// - Throws: `busy` if there is none; else what `body` throws.
  func withPlace<Value>(_ body: () async throws -> Value) async throws -> Value {
    let isFull = state.withLock { state in
      guard state.waiting < Self.limit else { return true }
      state.waiting += 1
      return false
    }
    if isFull { throw StaffFault.busy }
    defer { state.withLock { $0.waiting -= 1 } }
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
