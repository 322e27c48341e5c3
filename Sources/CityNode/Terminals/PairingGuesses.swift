import Benefits
import Synchronization

/// Counts codes that no node made. Beyond the limit strangers are sent away until the minute is over; a code that this
/// node made is never among them, so nobody can be shut out by others' guesses.
final class PairingGuesses: Sendable {
  /// The most wrong codes of all strangers together that are answered in a minute.
  static let limit = 100
  private static let window = TimeSpan.minutes(1)

  private let state = Mutex<(start: Instant, count: Int)>((Instant(microseconds: 0), 0))

  /// Whether one more is answered; `isFirstTooMany` says it once in a minute, for the log.
  func admits(at now: Instant) -> (admitted: Bool, isFirstTooMany: Bool) {
    state.withLock { state in
      if now < state.start || now - state.start >= Self.window { state = (now, 0) }
      state.count = min(state.count + 1, Self.limit + 2)
      return (state.count <= Self.limit, state.count == Self.limit + 1)
    }
  }
}
