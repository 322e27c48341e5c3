import Benefits

/// What one step of a check costs, in processor time.
struct CostPart: Hashable, Sendable {
  let name: BilingualText
  /// For one check; what a batch shares is divided by its size.
  let nanoseconds: Int
}

/// Where the time goes, as a table.
struct CostTable {
  private let figures: BenchFigures

  init(_ figures: BenchFigures) { self.figures = figures }

  var text: String {
    guard !figures.parts.isEmpty else { return "" }
    let total = max(1, figures.timePerCheck * 1000)
    let known = figures.parts.reduce(0) { $0 + $1.nanoseconds }
    let others =
      figures.closed.serverTime == nil
      ? BilingualText(zh: "其餘：HTTP、TLS、網路、排程", en: "the rest: HTTP, TLS, network, scheduling")
      : BilingualText(
        zh: "其餘：資料庫伺服器、HTTP、TLS、網路、排程", en: "the rest: database server, HTTP, TLS, network, scheduling")
    let rest = CostPart(name: others, nanoseconds: max(0, total - known))
    let rows = (figures.parts + [rest]).map { part in
      [
        "\(part.name.zh) / \(part.name.en)", BenchTable.hundredths(part.nanoseconds / 10) + " µs",
        "\(part.nanoseconds * 100 / total) %",
      ]
    }
    return """
      時間用在哪裡（每筆，兩個節點；各步驟在同一次執行中單獨計時，其餘為總 CPU 減去各步驟）
      where the time goes (per check, both nodes; each step timed alone in the same run, the rest is all CPU less the steps)
      \(PlainTable(rows).text)
      """
  }
}
