public import Benefits

/// Whether a partner's node answers, kept per city and function. A state machine: events in, no clock of its
/// own.
///
/// Failures make it `failing`, then `dead`. While dead nothing is sent but a probe whenever the back-off is
/// over, and only a sound answer revives: hope does not.
public struct PeerHealth: Hashable, Sendable {
  /// How the partner does.
  public enum State: Hashable, Sendable {
    case alive
    /// So many failures in a row, and still being asked.
    case failing(Int)
    /// Not asked until the next probe is due.
    case dead(failures: Int, probe: Instant)
  }

  /// Failures in a row that make a partner dead.
  public static let patience = 3
  /// The first back-off.
  public static let firstBackOff = TimeSpan.seconds(1)
  /// The longest back-off.
  public static let longestBackOff = TimeSpan.seconds(60)

  /// How the partner does now.
  public private(set) var state: State = .alive

  /// A partner of which nothing bad is known.
  public init() {}

  /// Whether a message may be sent now. While dead this admits one probe per back-off: asking moves the next
  /// probe on, by `jitter` (0..<1000, drawn by the caller) thousandths of half the back-off more.
  public mutating func admits(at now: Instant, jitter: @autoclosure () -> Int64) -> Bool {
    guard case .dead(let failures, let probe) = state else { return true }
    // No back-off is longer, so a probe beyond it means that the clock was set back.
    guard now >= probe || probe - now > Self.longestBackOff + Self.longestBackOff else { return false }
    state = .dead(failures: failures, probe: now + Self.backOff(after: failures, jitter: jitter()))
    return true
  }

  /// A sound answer came.
  public mutating func answered() { state = .alive }

  /// No answer, or one that was not sound.
  public mutating func failed(at now: Instant, jitter: Int64) {
    let failures: Int
    switch state {
    case .alive: failures = 1
    case .failing(let n): failures = n + 1
    case .dead(let n, _): failures = n + 1
    }
    state =
      failures < Self.patience
      ? .failing(failures)
      : .dead(failures: failures, probe: now + Self.backOff(after: failures, jitter: jitter))
  }

  /// Doubles with each failure beyond the patience, up to the longest, plus up to half of itself.
  static func backOff(after failures: Int, jitter: Int64) -> TimeSpan {
    let doublings = min(max(0, failures - patience), 16)
    let base = min(firstBackOff.microseconds << Int64(doublings), longestBackOff.microseconds)
    return TimeSpan(microseconds: base + base / 2 * min(max(jitter, 0), 999) / 1000)
  }
}
