public import Metrics
import Synchronization

/// The node's metrics, kept in memory and shown in Prometheus' text format.
///
/// swift-metrics is only the interface; a backend has to keep the numbers. swift-prometheus, the usual one, is
/// not among the libraries that this node may use, and what a scrape needs is small: hence this one.
///
/// - Counters are counters; meters, and recorders that do not aggregate, are gauges; timers (in seconds) and
///   aggregating recorders are histograms with fixed buckets.
/// - One name has one kind. Whoever asks for a name that is taken by another kind, also by the `_bucket`,
///   `_sum` and `_count` of a histogram, is dropped.
/// - At most ``seriesLimit`` label sets, a histogram's counting as one, each of at most ``labelLimit`` bytes:
///   labels often come from outside, and memory must not. What is over is dropped: the caller gets a handler
///   that does nothing, and `citycard_metrics_dropped_total` counts how often one was handed out.
/// - Asking for a handler takes the registry's lock and makes strings: whoever counts often keeps the handler.
///   Recording then touches that series alone and allocates nothing.
public final class PrometheusRegistry: MetricsFactory, Sendable {
  /// The most series.
  public static let seriesLimit = 2000
  /// The most bytes of a series' labels, as written.
  public static let labelLimit = 1024
  /// The media type of ``exposition()``.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"
  /// The upper bounds of a histogram's buckets, in seconds, unless a description says others.
  public static let secondsBuckets: [Double] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  /// What a metric is, for those who read it.
  public struct Description: Sendable {
    /// One sentence.
    public let help: String
    /// For a histogram: the upper bounds of its buckets, ascending and finite, without the last, `+Inf`.
    public let buckets: [Double]

    /// Describes a metric; bounds are sorted, and those that are not finite or come twice left out.
    public init(_ help: String, buckets: [Double] = PrometheusRegistry.secondsBuckets) {
      self.help = help
      self.buckets = Set(buckets.filter(\.isFinite)).sorted()
    }
  }

  private let descriptions: [String: Description]
  private let state = Mutex(State())
  private let dropped = CounterSeries()

  /// An empty registry.
  ///
  /// - Parameter descriptions: By swift-metrics label. A metric without one shows its label as help.
  public init(descriptions: [String: Description] = [:]) { self.descriptions = descriptions }

  /// All metrics in the text exposition format 0.0.4: families by name, series by labels, in byte order. Each
  /// value is read at its own moment, so two counters may be a few events apart.
  public func exposition() -> String {
    var families = state.withLock { $0.families }
    families[State.droppedName] = Family(
      kind: .counter, help: "Handlers refused because of a limit or because a name was taken.",
      series: ["": dropped])
    var text = ""
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      text += "# HELP \(name) \(PrometheusText.help(family.help))\n# TYPE \(name) \(family.kind.rawValue)\n"
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
        series.write(name: name, labels: labels, to: &text)
      }
    }
    return text
  }

  /// The series of that name and these labels, made at need; nil if it may not be, which is counted.
  private func series<S: PrometheusSeries>(
    _ kind: Family.Kind, _ label: String, _ dimensions: [(String, String)], make: (Description) -> S
  ) -> S? {
    let name = PrometheusText.metricName(label)
    let labels = PrometheusText.labels(dimensions)
    let description = descriptions[label] ?? Description(label)
    guard labels.utf8.count <= Self.labelLimit, name.utf8.count <= Self.labelLimit else {
      dropped.increment(by: 1 as Int64)
      return nil
    }
    let series: S? = state.withLock { state in
      if let known = state.families[name]?.series[labels] { return known as? S }
      guard state.count < Self.seriesLimit, state.claim(name, kind, help: description.help) else {
        return nil
      }
      let made = make(description)
      state.families[name]?.series[labels] = made
      state.count += 1
      return made
    }
    if series == nil { dropped.increment(by: 1 as Int64) }
    return series
  }

  private func remove(_ handler: AnyObject) { state.withLock { $0.remove(handler) } }
}

extension PrometheusRegistry {
  /// A counter that only rises.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(.counter, label, dimensions) { _ in CounterSeries() } ?? IgnoredSeries.shared
  }

  /// A counter of fractions; one asked for by the same name as a counter of integers is the same counter.
  public func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    series(.counter, label, dimensions) { _ in CounterSeries() } ?? IgnoredSeries.shared
  }

  /// A gauge.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(.gauge, label, dimensions) { _ in GaugeSeries() } ?? IgnoredSeries.shared
  }

  /// A histogram if it is to aggregate, else a gauge of the last value.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    guard aggregate else {
      return series(.gauge, label, dimensions) { _ in GaugeSeries() } ?? IgnoredSeries.shared
    }
    return series(.histogram, label, dimensions) { HistogramSeries(bounds: $0.buckets) }
      ?? IgnoredSeries.shared
  }

  /// A histogram of seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(.histogram, label, dimensions) { HistogramSeries(bounds: $0.buckets) } ?? IgnoredSeries.shared
  }

  /// Forgets the series, for all who hold it, and frees its place.
  public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
  /// Forgets the series, for all who hold it, and frees its place.
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
  /// Forgets the series, for all who hold it, and frees its place.
  public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
  /// Forgets the series, for all who hold it, and frees its place.
  public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
  /// Forgets the series, for all who hold it, and frees its place.
  public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}

/// All series of one name.
private struct Family: Sendable {
  enum Kind: String { case counter, gauge, histogram }

  let kind: Kind
  let help: String
  /// By labels as they are written.
  var series: [String: any PrometheusSeries] = [:]

  /// Every name that stands in front of a value of a family called `name`, and the family's own.
  static func names(_ name: String, _ kind: Kind) -> [String] {
    kind == .histogram ? [name, name + "_bucket", name + "_sum", name + "_count"] : [name]
  }
}

private struct State: Sendable {
  static let droppedName = "citycard_metrics_dropped_total"

  var families: [String: Family] = [:]
  /// Every name in use, so that no two families write the same one.
  private var taken: Set<String> = [droppedName]
  var count = 0

  /// Whether there is a family of that name and kind, now if not before.
  mutating func claim(_ name: String, _ kind: Family.Kind, help: String) -> Bool {
    if let family = families[name] { return family.kind == kind }
    let names = Family.names(name, kind)
    guard taken.isDisjoint(with: names) else { return false }
    taken.formUnion(names)
    families[name] = Family(kind: kind, help: help)
    return true
  }

  mutating func remove(_ handler: AnyObject) {
    for (name, family) in families {
      guard let labels = family.series.first(where: { $0.value === handler })?.key else { continue }
      families[name]?.series[labels] = nil
      count -= 1
      if families[name]?.series.isEmpty == true {
        families[name] = nil
        taken.subtract(Family.names(name, family.kind))
      }
      return
    }
  }
}
