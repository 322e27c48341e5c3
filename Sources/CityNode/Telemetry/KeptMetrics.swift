import Synchronization

/// Metrics by what tells them apart: asking a registry for one takes its lock and makes strings, so what is counted
/// for every request is asked for once.
public final class KeptMetrics<Key: Hashable & Sendable, Metric: Sendable>: Sendable {
  /// The most that are kept; those beyond are asked for each time.
  private static var limit: Int { 512 }

  private let make: @Sendable (Key) -> Metric
  private let kept = Mutex<[Key: Metric]>([:])

  /// Keeps what `make` makes for a key.
  public init(make: @escaping @Sendable (Key) -> Metric) { self.make = make }

  /// The metric of `key`.
  public subscript(key: Key) -> Metric {
    if let known = kept.withLock({ $0[key] }) { return known }
    let made = make(key)
    kept.withLock { if $0.count < Self.limit { $0[key] = made } }
    return made
  }
}
