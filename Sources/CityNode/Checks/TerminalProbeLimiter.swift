import Benefits
import Synchronization

/// Limits how many unrecognised cards one terminal reads in a window, before the home city has to: a stolen
/// token must not spend the whole venue's allowance there.
///
/// A card that is merely not of this city, so that the clerk has to choose one, weighs a tenth: that is how every
/// visitor's check begins.
///
/// Kept in memory on purpose. It is the host's own first line; the home city's limit, which is durable and
/// shared by all of its processes, is the one that counts.
final class TerminalProbeLimiter: Sendable {
  /// More terminals than any city has; the oldest window is forgotten beyond it.
  private static let terminals = 10_000

  private struct Count {
    var window: Int64
    /// In tenths of an unrecognised card.
    var tenths: Int
    var asking: Int
  }

  private let limit: Int
  private let window: Int64
  private let counts = Mutex<[TerminalID: Count]>([:])

  /// At most `limit` unrecognised cards in `window` seconds.
  init(limit: Int, window: Int64) {
    self.limit = limit
    self.window = window
  }

  /// What became of a question.
  enum Outcome: Int {
    case recognised = 0
    case ofAnotherCity = 1
    case unrecognised = 10
  }

  /// Whether the terminal may ask about one more card now. Only so many questions may be under way at once, so
  /// that asking many together gains little.
  func admits(_ terminal: TerminalID, at now: Instant) -> Bool {
    counts.withLock { counts in
      let start = now.seconds - now.seconds % window
      if counts.count >= Self.terminals { counts = counts.filter { $0.value.window == start } }
      var count = counts[terminal] ?? Count(window: start, tenths: 0, asking: 0)
      if count.window != start { count = Count(window: start, tenths: 0, asking: count.asking) }
      guard count.tenths < limit * 10, count.asking < Self.parallel else { return false }
      count.asking += 1
      counts[terminal] = count
      return true
    }
  }

  /// The most questions of one terminal under way at once.
  static let parallel = 256

  /// The question was answered, or given up.
  func answered(_ terminal: TerminalID, _ outcome: Outcome) {
    counts.withLock { counts in
      counts[terminal]?.asking -= 1
      counts[terminal]?.tenths += outcome.rawValue
    }
  }
}
