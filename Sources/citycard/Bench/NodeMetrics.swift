import Rehearsal

/// What a node counted, read from its `/metrics`.
struct NodeMetrics: Sendable {
  private let samples: [String: Double]

  /// Reads them now.
  static func read(_ city: RehearsedCity) async throws -> NodeMetrics {
    let url = city.url
    let client = HealthClient()
    let body = await client.get(url + "/metrics")
    await client.close()
    guard let body else { throw RehearsalFailure(message: "無法讀取 / can't read \(url)/metrics") }
    return NodeMetrics(parsing: String(decoding: body, as: UTF8.self))
  }

  init(parsing text: String) {
    samples = text.split(separator: "\n").reduce(into: [:]) { samples, line in
      guard !line.hasPrefix("#"), let space = line.lastIndex(of: " "),
        let value = Double(line[line.index(after: space)...])
      else { return }
      // Added up over all labels.
      samples[String(line[..<space].prefix { $0 != "{" }), default: 0] += value
    }
  }

  /// The mean of what a recorder took since `earlier`, in hundredths; nil if it took nothing.
  func meanHundredths(_ name: String, since earlier: NodeMetrics) -> Int? {
    let count = difference(name + "_count", earlier)
    return count > 0 ? Int((difference(name + "_sum", earlier) * 100 / count).rounded()) : nil
  }

  private func difference(_ name: String, _ earlier: NodeMetrics) -> Double {
    (samples[name] ?? 0) - (earlier.samples[name] ?? 0)
  }
}
