/// The distribution of latencies, exact: every sample is kept and sorted, so no percentile is interpolated or
/// rounded into a bucket. Memory is bounded by rate and time, four bytes a sample.
struct LatencyFigures: Hashable, Sendable {
  let samples: Int
  /// In microseconds.
  let p50, p99, p999, maximum: Int

  init(_ microseconds: [UInt32]) {
    let sorted = microseconds.sorted()
    samples = sorted.count
    /// The smallest sample that at least `share` of 1000 samples do not exceed.
    func percentile(_ share: Int) -> Int {
      sorted.isEmpty ? 0 : Int(sorted[(sorted.count * share + 999) / 1000 - 1])
    }
    (p50, p99, p999) = (percentile(500), percentile(990), percentile(999))
    maximum = Int(sorted.last ?? 0)
  }
}
