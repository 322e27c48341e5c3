import Benefits
import Foundation
import Rehearsal
import Synchronization

/// What the clients of a load were told, and hold the city to. Nothing is written into it but answers with status
/// 200 that arrived whole.
final class Ledger: Sendable {
  /// All of it at one moment.
  struct Page: Sendable {
    /// Checks by their ids.
    var checks: [UUIDv7: CounterClient.Reply] = [:]
    /// Redemptions by their ids, as they were answered last.
    var redemptions: [UUIDv7: CounterClient.Reply] = [:]
    /// Redemptions that were taken back.
    var voided: Set<UUIDv7> = []
    /// How often a request had no answer.
    var lost = 0
    /// How often a node refused for now, by the code of the problem.
    var refused: [String: Int] = [:]
    /// What clients were told that no sound city would say.
    var wrong: [String] = []
  }

  private struct State {
    var page = Page()
    var isClosed = false
  }

  private let state = Mutex(State())

  var page: Page { state.withLock { $0.page } }

  /// Whether the clients should end.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  func close() { state.withLock { $0.isClosed = true } }

  func write(_ change: @Sendable (inout Page) -> Void) { state.withLock { change(&$0.page) } }

  /// Returns when `count` more redemptions were acknowledged: the cities are under load, and with answers of the
  /// other city too, for without them nothing is granted.
  func grows(by count: Int) async throws {
    let goal = page.redemptions.count + count
    for _ in 0..<1_000 {
      if page.redemptions.count >= goal { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw RehearsalFailure(message: "no more redemptions: \(page.redemptions.count) of \(goal)")
  }
}
