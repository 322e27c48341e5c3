import Synchronization

/// Group read, the commit queue's counterpart: reads that come while others are under way leave together in the next
/// one, on one snapshot and in one round trip.
///
/// There is no timer and no cache: alone a read runs at once, and it sees everything that was committed before it
/// was asked for, so that a revocation by another process holds at once.
final class GroupedReads: Sendable {
  /// Groups under way at once. More would share less.
  static let lanes = 2
  /// The most reads in one group.
  static let groupLimit = 256
  /// The most reads that wait; the next is refused.
  static let waitingLimit = 16_384

  private struct Waiting: Sendable {
    let queries: [SQLQuery]
    let caller: CheckedContinuation<[[SQLRow]], any Error>
  }

  private struct State {
    var waiting: [Waiting] = []
    var underWay = 0
  }

  private let engine: any StoreEngine
  private let state = Mutex(State())

  init(_ engine: any StoreEngine) { self.engine = engine }

  /// Runs the queries on one snapshot and gives each one's rows: see ``StoreEngine/read(_:)``. A caller that is
  /// cancelled still waits for its rows, which others wait for too.
  func read(_ queries: [SQLQuery]) async throws -> [[SQLRow]] {
    try await withCheckedThrowingContinuation { caller in
      let (refused, starts) = state.withLock { state in
        guard state.waiting.count < Self.waitingLimit else { return (true, false) }
        state.waiting.append(Waiting(queries: queries, caller: caller))
        guard state.underWay < Self.lanes else { return (false, false) }
        state.underWay += 1
        return (false, true)
      }
      if refused { caller.resume(throwing: StoreError(.queueFull, "\(Self.waitingLimit) reads waiting")) }
      if starts { Task { await self.run() } }
    }
  }

  private func run() async {
    while let group = next() { await read(group) }
  }

  /// Everything that waits; nil, and one lane fewer, when nothing does.
  private func next() -> [Waiting]? {
    state.withLock { state in
      let group = Array(state.waiting.prefix(Self.groupLimit))
      state.waiting.removeFirst(group.count)
      if group.isEmpty { state.underWay -= 1 }
      return group.isEmpty ? nil : group
    }
  }

  private func read(_ group: [Waiting]) async {
    do {
      var results = try await engine.read(group.flatMap(\.queries))[...]
      for read in group {
        read.caller.resume(returning: Array(results.prefix(read.queries.count)))
        results = results.dropFirst(read.queries.count)
      }
    } catch let error as StoreError where group.count > 1 && error.code != .unavailable {
      // One read is at fault; the others must not suffer for it.
      for read in group { await self.read([read]) }
    } catch {
      for read in group { read.caller.resume(throwing: error) }
    }
  }
}
