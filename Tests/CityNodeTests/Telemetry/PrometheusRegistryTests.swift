import Metrics
import Testing
import Web

@Suite("Prometheus registry")
struct PrometheusRegistryTests {
  private let registry = PrometheusRegistry(descriptions: [
    "checks.total": .init("Checks decided, by verdict."),
    "commit.batch": .init("Commands of one transaction.", buckets: [4, 1, .infinity, 1, 64]),
  ])

  /// All but the registry's own counter, which is always there.
  private func exposition() -> String {
    registry.exposition().split(separator: "\n").filter { !$0.contains("citycard_metrics_dropped_total") }
      .joined(separator: "\n")
  }

  private var dropped: String? {
    registry.exposition().split(separator: "\n").last { $0.hasPrefix("citycard_metrics_dropped_total ") }
      .map { String($0.dropFirst("citycard_metrics_dropped_total ".count)) }
  }

  @Test func `an empty registry shows what it dropped and ends with a line feed`() {
    let expected = """
      # HELP citycard_metrics_dropped_total Handlers refused because of a limit or because a name was taken.
      # TYPE citycard_metrics_dropped_total counter
      citycard_metrics_dropped_total 0

      """
    #expect(registry.exposition() == expected)
  }

  @Test func `counters show whole numbers, sorted by labels, and never fall`() {
    let refused = Counter(label: "checks.total", dimensions: [("verdict", "refused")], factory: registry)
    let granted = Counter(label: "checks.total", dimensions: [("verdict", "granted")], factory: registry)
    granted.increment(by: 41)
    granted.increment()
    granted.increment(by: -40)
    refused.increment()
    let expected = """
      # HELP checks_total Checks decided, by verdict.
      # TYPE checks_total counter
      checks_total{verdict="granted"} 42
      checks_total{verdict="refused"} 1
      """
    #expect(exposition() == expected)
    granted.reset()
    #expect(exposition().contains(#"checks_total{verdict="granted"} 0"#))
  }

  @Test func `a counter stays exact where a double would round`() {
    Counter(label: "c", factory: registry).increment(by: Int64.max)
    #expect(exposition().hasSuffix("\nc 9223372036854775807"))
  }

  @Test func `a counter of fractions adds to the counter of that name and ignores what is no amount`() {
    Counter(label: "paid", factory: registry).increment(by: 2)
    let counter = FloatingPointCounter(label: "paid", factory: registry)
    for amount in [0.25, -1, .nan, .infinity, 0.5] { counter.increment(by: amount) }
    #expect(exposition() == "# HELP paid paid\n# TYPE paid counter\npaid 2.75")
  }

  @Test func `meters and plain recorders are gauges`() {
    let meter = Meter(label: "queue.depth", factory: registry)
    meter.set(7)
    meter.increment(by: 1.5)
    meter.decrement(by: 10)
    Recorder(label: "age", aggregate: false, factory: registry).record(3)
    let odd: [Double] = [.nan, .infinity, -.infinity, 1e300]
    for (index, value) in odd.enumerated() {
      Meter(label: "odd", dimensions: [("i", "\(index)")], factory: registry).set(value)
    }
    let expected = """
      # HELP age age
      # TYPE age gauge
      age 3
      # HELP odd odd
      # TYPE odd gauge
      odd{i="0"} NaN
      odd{i="1"} +Inf
      odd{i="2"} -Inf
      odd{i="3"} 1e+300
      # HELP queue_depth queue.depth
      # TYPE queue_depth gauge
      queue_depth -1.5
      """
    #expect(exposition() == expected)
  }

  @Test func `timers are histograms of seconds, a bound belonging to its bucket`() {
    let timer = Timer(label: "http.duration", dimensions: [("route", "/x")], factory: registry)
    for nanoseconds: Int64 in [250_000_000, 375_000_000, 31_250_000, 9_000_000_000, 11_000_000_000, -5] {
      timer.recordNanoseconds(nanoseconds)
    }
    let expected = """
      # HELP http_duration http.duration
      # TYPE http_duration histogram
      http_duration_bucket{route="/x",le="0.0005"} 1
      http_duration_bucket{route="/x",le="0.001"} 1
      http_duration_bucket{route="/x",le="0.0025"} 1
      http_duration_bucket{route="/x",le="0.005"} 1
      http_duration_bucket{route="/x",le="0.01"} 1
      http_duration_bucket{route="/x",le="0.025"} 1
      http_duration_bucket{route="/x",le="0.05"} 2
      http_duration_bucket{route="/x",le="0.1"} 2
      http_duration_bucket{route="/x",le="0.25"} 3
      http_duration_bucket{route="/x",le="0.5"} 4
      http_duration_bucket{route="/x",le="1"} 4
      http_duration_bucket{route="/x",le="2.5"} 4
      http_duration_bucket{route="/x",le="5"} 4
      http_duration_bucket{route="/x",le="10"} 5
      http_duration_bucket{route="/x",le="+Inf"} 6
      http_duration_sum{route="/x"} 20.65625
      http_duration_count{route="/x"} 6
      """
    #expect(exposition() == expected)
  }

  @Test func `an aggregating recorder uses its description's bounds and ignores what is not finite`() {
    let recorder = Recorder(label: "commit.batch", factory: registry)
    for value: Double in [1, 2, 64, 65, .nan, .infinity] { recorder.record(value) }
    let expected = """
      # HELP commit_batch Commands of one transaction.
      # TYPE commit_batch histogram
      commit_batch_bucket{le="1"} 1
      commit_batch_bucket{le="4"} 2
      commit_batch_bucket{le="64"} 3
      commit_batch_bucket{le="+Inf"} 4
      commit_batch_sum 132
      commit_batch_count 4
      """
    #expect(exposition() == expected)
  }

  @Test(arguments: [
    ("a\\b", #"a\\b"#), ("a\"b", #"a\"b"#), ("a\nb", #"a\nb"#), ("臺東", "臺東"), ("", ""),
    ("a\r\nb", "a\r\\nb"), (#"\n"#, #"\\n"#), ("e\u{301}}", "e\u{301}}"),
  ])
  func `label values are escaped and otherwise kept`(value: String, written: String) {
    Counter(label: "c", dimensions: [("l", value)], factory: registry).increment()
    // Compared as bytes: as strings, two spellings of one character are equal.
    let expected = "# HELP c c\n# TYPE c counter\nc{l=\"\(written)\"} 1"
    #expect(Array(exposition().utf8) == Array(expected.utf8))
  }

  @Test func `names are made fit, labels are sorted, reserved labels are set apart`() {
    Counter(
      label: "9 lives/臺:x",
      dimensions: [("z", "1"), ("le", "2"), ("__a", "3"), ("a:b", "4"), ("a.b", "5"), ("", "6"), ("1", "7")],
      factory: registry
    ).increment()
    let labels = #"_="6",_1="7",a_b="4",exported___a="3",exported_le="2",z="1""#
    #expect(
      exposition()
        == "# HELP _9_lives__:x 9 lives/臺:x\n# TYPE _9_lives__:x counter\n_9_lives__:x{\(labels)} 1")
  }

  @Test func `help texts escape backslash and line feed alone`() {
    Counter(label: "a\\\n\"", factory: registry).increment()
    #expect(exposition().hasPrefix(#"# HELP a___ a\\\n""# + "\n"))
  }

  @Test func `a name has one kind, and a histogram's own names are its own`() {
    Counter(label: "x", factory: registry).increment()
    Meter(label: "x", factory: registry).set(1)
    #expect(dropped == "1")
    Timer(label: "t", factory: registry).recordNanoseconds(1)
    Counter(label: "t_count", factory: registry).increment()
    #expect(dropped == "2")
    Counter(label: "u_sum", factory: registry).increment()
    Timer(label: "u", factory: registry).recordNanoseconds(1)
    #expect(dropped == "3")
    Counter(label: "citycard_metrics_dropped_total", factory: registry).increment(by: 100)
    #expect(dropped == "4")
    #expect(!exposition().contains("gauge"))
    #expect(!exposition().contains("# TYPE u histogram"))
  }

  @Test func `increments from many tasks add up exactly`() async {
    let (tasks, rounds) = (16, 2000)
    await withTaskGroup { group in
      for task in 0..<tasks {
        group.addTask { [registry] in
          for round in 0..<rounds {
            // A new handle each time, so that making series is raced as well.
            Counter(label: "c", factory: registry).increment()
            FloatingPointCounter(label: "f", factory: registry).increment(by: 0.5)
            Meter(label: "g", factory: registry).increment(by: round.isMultiple(of: 2) ? 1 : -1)
            Recorder(label: "h", dimensions: [("t", "\(task % 2)")], factory: registry).record(1)
          }
        }
      }
    }
    let text = exposition()
    #expect(text.contains("\nc \(tasks * rounds)\n"))
    #expect(text.contains("\nf \(tasks * rounds / 2)\n"))
    #expect(text.contains("\ng 0\n"))
    for half in 0...1 { #expect(text.contains("\nh_count{t=\"\(half)\"} \(tasks * rounds / 2)")) }
    #expect(dropped == "0")
  }

  @Test func `over the limit new label sets are counted and ignored, known ones go on`() {
    let limit = PrometheusRegistry.seriesLimit
    for index in 0..<limit {
      Counter(label: "c", dimensions: [("i", "\(index)")], factory: registry).increment()
    }
    #expect(dropped == "0")
    for index in limit..<(limit + 5) {
      Counter(label: "c", dimensions: [("i", "\(index)")], factory: registry).increment()
    }
    Timer(label: "t", factory: registry).recordNanoseconds(1)
    Meter(label: "m", factory: registry).set(1)
    Counter(label: "c", dimensions: [("i", "7")], factory: registry).increment()
    let lines = exposition().split(separator: "\n")
    #expect(lines.count == limit + 2)
    #expect(lines.contains(#"c{i="7"} 2"#))
    #expect(dropped == "7")
  }

  @Test func `a label set longer than the limit is dropped`() {
    let room = PrometheusRegistry.labelLimit - #"l="""#.utf8.count
    Counter(label: "c", dimensions: [("l", String(repeating: "x", count: room))], factory: registry)
      .increment()
    #expect(dropped == "0")
    Counter(label: "c", dimensions: [("l", String(repeating: "y", count: room + 1))], factory: registry)
      .increment()
    #expect(dropped == "1")
    #expect(!exposition().contains("yyy"))
  }

  @Test func `a destroyed series frees its place and its names`() {
    let timer = Timer(label: "t", factory: registry)
    timer.recordNanoseconds(1)
    timer.destroy()
    #expect(exposition().isEmpty)
    Counter(label: "t_sum", factory: registry).increment()
    #expect(exposition().hasSuffix("\nt_sum 1"))
    #expect(dropped == "0")
  }
}
