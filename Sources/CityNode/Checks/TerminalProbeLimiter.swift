import Benefits
import Synchronization

/// Limits how many unrecognised cards one terminal reads in a window, before the home city has to: a stolen
/// token must not spend the whole venue's allowance there.
///
/// A card that is merely not of this city, so that the clerk has to choose one, weighs a tenth: that is how every
/// visitor's check begins. A question under way may turn out to be a miss, so no more are under way than misses
/// are left; further ones wait their turn, and the limit holds however many are asked together.
///
/// Kept in memory on purpose. It is the host's own first line; the home city's limit, which is durable and
/// shared by all of its processes, is the one that counts.
final class TerminalProbeLimiter: Sendable {
  /// More terminals than any city has; windows that are over are forgotten beyond it.
  private static let terminals = 10_000
  /// The most questions of one terminal that wait for their turn.
  static let waiting = 1024
  /// What an unrecognised card weighs.
  private static let miss = Outcome.unrecognised.rawValue

  /// What became of a question.
  enum Outcome: Int {
    case recognised = 0
    case ofAnotherCity = 1
    case unrecognised = 10
  }

  private struct Count {
    var window: Int64
    /// In tenths of an unrecognised card.
    var tenths = 0
    var asking = 0
    var waiters: [CheckedContinuation<Bool, Never>] = []
  }

  private let limit: Int
  private let window: Int64
  private let counts = Mutex<[TerminalID: Count]>([:])

  /// At most `limit` unrecognised cards in `window` seconds.
  init(limit: Int, window: Int64) {
    self.limit = limit
    self.window = window
  }

  /// Waits until the terminal may ask about one more card; false if its limit is reached. Each true is followed
  /// by ``answered(_:_:at:)``.
  func admits(_ terminal: TerminalID, at now: Instant) async -> Bool {
    await withCheckedContinuation { caller in
      let answer = counts.withLock { counts -> Bool? in
        let start = window(at: now)
        if counts.count >= Self.terminals {
          counts = counts.filter { $0.value.window == start || $0.value.asking > 0 }
        }
        var count = counts[terminal] ?? Count(window: start)
        if count.window != start { (count.window, count.tenths) = (start, 0) }
        defer { counts[terminal] = count }
        if exhausted(count) || count.waiters.count >= Self.waiting { return false }
        guard hasRoom(count) else {
          count.waiters.append(caller)
          return nil
        }
        count.asking += 1
        return true
      }
      if let answer { caller.resume(returning: answer) }
    }
  }

  /// The question was answered, or given up; the next that wait have their turn.
  func answered(_ terminal: TerminalID, _ outcome: Outcome, at now: Instant) {
    let turns = counts.withLock { counts -> [(CheckedContinuation<Bool, Never>, Bool)] in
      guard var count = counts[terminal] else { return [] }
      let start = window(at: now)
      if count.window != start { (count.window, count.tenths) = (start, 0) }
      count.asking -= 1
      count.tenths += outcome.rawValue
      var turns: [(CheckedContinuation<Bool, Never>, Bool)] = []
      while !count.waiters.isEmpty {
        if exhausted(count) {
          turns += count.waiters.map { ($0, false) }
          count.waiters = []
        } else if hasRoom(count) {
          count.asking += 1
          turns.append((count.waiters.removeFirst(), true))
        } else {
          break
        }
      }
      counts[terminal] = count
      return turns
    }
    for (caller, admitted) in turns { caller.resume(returning: admitted) }
  }

  private func window(at now: Instant) -> Int64 { now.seconds - now.seconds % window }

  private func exhausted(_ count: Count) -> Bool { count.tenths >= limit * Self.miss }

  /// Also if everything under way is a miss. One may always be under way, or the last tenths would never be
  /// used.
  private func hasRoom(_ count: Count) -> Bool {
    count.asking == 0 || count.tenths + (count.asking + 1) * Self.miss <= limit * Self.miss
  }
}
