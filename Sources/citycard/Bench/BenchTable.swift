import Store

/// Figures as a person reads them: what was measured, and beside it the limit it is held against.
struct BenchTable {
  private let figures: BenchFigures
  private var rows: [[String]] = []
  private var notes: [String] = []

  init(_ figures: BenchFigures) {
    self.figures = figures
    addThroughput()
    addLatency()
    addCost()
    addBatches()
    addHonesty()
    addNotes()
  }

  var text: String {
    let title =
      switch figures.kind {
      case .verify: "跨城市查驗 / checks of the other city's cards"
      case .counter: "本市卡片查驗 / checks of own cards"
      }
    let head =
      "\(title)\n\(figures.store)，\(figures.cores) 核心，負載與節點在同一台機器 / \(figures.cores) cores, load and nodes on "
      + "one machine\n"
    let costs = CostTable(figures).text
    return [head, PlainTable(rows).text, costs, notes.joined(separator: "\n")].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  private mutating func addThroughput() {
    let throughput = figures.throughput
    rows.append([
      "查驗產量 / throughput", "\(throughput)/s",
      "封閉迴圈 / closed loop: \(figures.connections) 連線 / connections, \(figures.seconds) s",
    ])
    if figures.kind == .verify {
      rows.append([
        "　逐筆簽章的上限 / one-by-one signing", "\(figures.crypto.checks)/s",
        "\(throughput * 100 / max(1, figures.crypto.checks)) %（\(figures.crypto.signs) 簽 / signs/s，"
          + "\(figures.crypto.verifications) 驗 / verifications/s）",
      ])
    }
    let handler = BenchFigures.perSecond(figures.handler)
    rows.append([
      "　只讀寫 JSON 的上限 / JSON handler alone", "\(handler)/s", "\(throughput * 100 / max(1, handler)) %",
    ])
  }

  private mutating func addLatency() {
    let latency = figures.latency
    rows.append([
      "延遲 / latency p50", Self.milliseconds(latency.p50),
      "固定速率 / fixed rate: \(figures.rate)/s, \(figures.seconds) s，自應送時刻起 / from the instant due",
    ])
    rows.append(["　p99", Self.milliseconds(latency.p99), "\(latency.samples) 筆 / samples"])
    rows.append(["　p99.9", Self.milliseconds(latency.p999), ""])
    rows.append(["　最久 / longest", Self.milliseconds(latency.maximum), ""])
  }

  private mutating func addCost() {
    let checks = max(1, figures.closed.load.inTime)
    let server = figures.closed.serverTime.map { "；資料庫 / database: \($0 / checks)" } ?? ""
    rows.append([
      "每筆 CPU / CPU per check", "\(figures.timePerCheck) µs",
      "兩個節點 / both nodes: \(figures.closed.hostTime / checks) + \(figures.closed.otherTime / checks)\(server)；"
        + "負載，不計入 / load, not counted: \(figures.closed.loadTime / checks)",
    ])
  }

  private mutating func addBatches() {
    if let batch = figures.closed.batchHundredths {
      rows.append(["每次詢問的查驗 / checks per request", Self.hundredths(batch), "最多 / at most 256"])
    }
    if let commit = figures.closed.commitHundredths {
      rows.append(["每次交易的指令 / commands per commit", Self.hundredths(commit), "最多 / at most 1024"])
    }
  }

  private mutating func addHonesty() {
    let honesty = figures.honesty
    let all = honesty.acknowledged
    rows.append(["已答覆的查驗 / checks answered", "\(all)", "含暖機 / the warm-up's too"])
    rows.append(["　所在城市有紀錄 / kept by the host", "\(honesty.kept)", "/ \(all)"])
    if figures.kind == .verify {
      rows.append(["　證據驗證成立 / evidence verifies", "\(honesty.verified)", "/ \(all)"])
      rows.append(["　發卡城市有揭露紀錄 / disclosed by the home", "\(honesty.disclosed)", "/ \(all)"])
      rows.append([
        "　發卡城市記得回覆 / responses remembered", "\(honesty.remembered)",
        "/ \(honesty.responses)（已可遺忘 / free to forget: \(honesty.forgotten)）",
      ])
    }
    let settings = figures.durability.settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    rows.append([
      "寫入耐久性 / durability", figures.durability.holds ? "✓" : "✕", settings.joined(separator: ", "),
    ])
  }

  private mutating func addNotes() {
    let loads = [("JSON", figures.handler), ("closed", figures.closed.load), ("fixed", figures.fixed)]
    for (name, load) in loads {
      for (what, count) in load.others.sorted(by: { $0.key < $1.key }) {
        notes.append("✕ \(name): \(count) 次不符預期的回覆 / answers not as expected: \(what)")
      }
    }
    for status in figures.stopped where status != 0 {
      notes.append("✕ 節點未正常停止 / a node did not stop cleanly: \(status)")
    }
    if figures.honesty.faults > 0 {
      notes.append("✕ 帳冊有 \(figures.honesty.faults) 處不符 / faults in the books:")
      notes += figures.honesty.examples.map { "    " + $0 }
    }
    if figures.debug {
      notes.append(
        "! 未最佳化的建置，數字沒有意義；請用 swift run -c release / a debug build: these figures mean nothing; use swift run -c release"
      )
    }
    if figures.isSound { notes.append("✓ 每一筆都符合預期，兩邊帳冊相符 / every answer as expected, and kept as told") }
  }

  static func milliseconds(_ microseconds: Int) -> String { hundredths((microseconds + 5) / 10) + " ms" }

  static func hundredths(_ value: Int) -> String {
    "\(value / 100).\(value % 100 < 10 ? "0" : "")\(value % 100)"
  }
}
