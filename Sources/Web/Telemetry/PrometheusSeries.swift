import Metrics
import Synchronization

/// The numbers behind one name and label set.
protocol PrometheusSeries: AnyObject, Sendable {
  /// Writes the series' lines.
  func write(name: String, labels: String, to text: inout String)
}

/// A sum that only rises until it is reset: what is not above zero is ignored.
final class CounterSeries: CounterHandler, FloatingPointCounterHandler, PrometheusSeries {
  /// Wraps at 2^64, which Prometheus takes for a restart, as it should.
  private let whole = Atomic<UInt64>(0)
  private let fractions = Atomic<Double>(0)

  func increment(by amount: Int64) {
    guard amount > 0 else { return }
    whole.wrappingAdd(UInt64(amount), ordering: .relaxed)
  }

  func increment(by amount: Double) {
    guard amount > 0, amount.isFinite else { return }
    fractions.add(amount)
  }

  func reset() {
    whole.store(0, ordering: .relaxed)
    fractions.store(0, ordering: .relaxed)
  }

  func write(name: String, labels: String, to text: inout String) {
    let (whole, fractions) = (whole.load(ordering: .relaxed), fractions.load(ordering: .relaxed))
    let value = fractions == 0 ? String(whole) : PrometheusText.number(Double(whole) + fractions)
    text += PrometheusText.line(name, labels, value)
  }
}

/// A value that rises and falls.
final class GaugeSeries: MeterHandler, RecorderHandler, PrometheusSeries {
  private let value = Atomic<Double>(0)

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.store(value, ordering: .relaxed) }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }
  func increment(by amount: Double) { value.add(amount) }
  func decrement(by amount: Double) { value.add(-amount) }

  func write(name: String, labels: String, to text: inout String) {
    text += PrometheusText.line(name, labels, PrometheusText.number(value.load(ordering: .relaxed)))
  }
}

/// How many values fell at or below each bound, and their sum. What is not finite is ignored: one such value
/// would spoil the sum for good.
final class HistogramSeries: RecorderHandler, TimerHandler, PrometheusSeries {
  private struct State {
    /// How many fell into each bucket, the one above the last bound included; not yet added up.
    var counts: [UInt64]
    var sum = 0.0
  }

  private let bounds: [Double]
  private let state: Mutex<State>

  /// - Parameter bounds: Ascending, finite.
  init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    guard value.isFinite else { return }
    // A few comparisons in order cost no more than a search by halves over fourteen bounds.
    var bucket = 0
    while bucket < bounds.count, value > bounds[bucket] { bucket += 1 }
    state.withLock { state in
      state.counts[bucket] &+= 1
      state.sum += value
    }
  }

  /// A duration below zero, from a clock that was set back, counts as none.
  func recordNanoseconds(_ duration: Int64) { record(Double(max(0, duration)) / 1e9) }

  func write(name: String, labels: String, to text: inout String) {
    var total: UInt64 = 0
    // Added up inside the lock, into a new array: to hand out `counts` would make the next record copy it.
    let (upTo, sum) = state.withLock { state in
      (
        state.counts.map { count -> UInt64 in
          total &+= count
          return total
        }, state.sum
      )
    }
    for (bound, count) in zip(bounds + [.infinity], upTo) {
      let le = "le=\"\(PrometheusText.number(bound))\""
      let all = labels.isEmpty ? le : "\(labels),\(le)"
      text += PrometheusText.line(name + "_bucket", all, String(count))
    }
    text += PrometheusText.line(name + "_sum", labels, PrometheusText.number(sum))
    text += PrometheusText.line(name + "_count", labels, String(total))
  }
}

/// What is handed out over a limit: it takes everything and keeps nothing.
final class IgnoredSeries: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler,
  TimerHandler
{
  static let shared = IgnoredSeries()

  func increment(by amount: Int64) {}
  func increment(by amount: Double) {}
  func decrement(by amount: Double) {}
  func reset() {}
  func set(_ value: Int64) {}
  func set(_ value: Double) {}
  func record(_ value: Int64) {}
  func record(_ value: Double) {}
  func recordNanoseconds(_ duration: Int64) {}
}

extension Atomic where Value == Double {
  /// Adds `amount`. Processors have no such instruction, hence the loop; it goes round again only if another
  /// thread was faster.
  fileprivate func add(_ amount: Double) {
    var seen = load(ordering: .relaxed)
    while true {
      let (exchanged, original) = weakCompareExchange(
        expected: seen, desired: seen + amount, ordering: .relaxed)
      if exchanged { return }
      seen = original
    }
  }
}
