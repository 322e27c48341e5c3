import Benefits

/// When to try a database again that could not be reached: at once, then after pauses that double. A state
/// machine without a clock of its own; until the pause is over callers are told "unavailable" without waiting.
struct Reconnection {
  /// After the first failure.
  static let firstPause = TimeSpan.milliseconds(100)
  /// The longest pause: so soon after the database is back, the node is too.
  static let longestPause = TimeSpan.seconds(2)

  private var failures = 0
  private var next: Instant?

  /// Whether a connection may be tried now.
  func admits(at now: Instant) -> Bool {
    guard let next else { return true }
    // No pause is longer, so one beyond it means that the clock was set back.
    return now >= next || next - now > Self.longestPause
  }

  /// A connection stands.
  mutating func succeeded() { self = Reconnection() }

  /// None was to be had.
  mutating func failed(at now: Instant) {
    let pause = min(Self.firstPause.microseconds << Int64(min(failures, 16)), Self.longestPause.microseconds)
    failures += 1
    next = now + TimeSpan(microseconds: pause)
  }
}
