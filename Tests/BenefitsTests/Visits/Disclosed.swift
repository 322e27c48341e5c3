/// What an attacker can work out of a published set of counts: the counts, the lines that add up to zero (a sum with
/// -1), and which counts are shown.
struct Disclosed<Cell: Hashable> {
  /// All counts, shown or not.
  private(set) var truth: [Cell: Int] = [:]
  /// The order in which they came, so that a failure is the same each time.
  private(set) var cells: [Cell] = []
  private(set) var lines: [[(cell: Cell, factor: Int)]] = []
  private(set) var shown: Set<Cell> = []
  /// What is known to be at least so many without being shown.
  private(set) var atLeast: [Cell: Int] = [:]

  mutating func add(_ cell: Cell, _ count: Int, shown isShown: Bool, atLeast least: Int = 0) {
    if truth.updateValue(count, forKey: cell) == nil { cells.append(cell) }
    if isShown { shown.insert(cell) }
    atLeast[cell] = least
  }

  /// Says that some counts add up to another.
  mutating func line(_ parts: [Cell], sum: Cell) {
    lines.append(parts.map { ($0, 1) } + [(sum, -1)])
  }

  /// Lines whose truth does not add up: a fault of the test, not of what it tests.
  var wrongLines: Int {
    lines.count { $0.reduce(0) { $0 + $1.factor * (truth[$1.cell] ?? 0) } != 0 }
  }

  // MARK: Exact elimination

  /// The counts that are not shown and that the shown ones determine, over the rationals.
  var determined: [Cell] {
    let unknown = cells.filter { !shown.contains($0) }
    let column = Dictionary(uniqueKeysWithValues: unknown.enumerated().map { ($1, $0) })
    var rows: [[Int]] = lines.compactMap { line in
      var row = [Int](repeating: 0, count: unknown.count)
      for (cell, factor) in line { if let index = column[cell] { row[index] += factor } }
      return row.contains { $0 != 0 } ? row : nil
    }
    var rank = 0
    for index in unknown.indices {
      guard let pivot = rows.indices.dropFirst(rank).first(where: { rows[$0][index] != 0 }) else { continue }
      rows.swapAt(rank, pivot)
      for other in rows.indices where other != rank && rows[other][index] != 0 {
        eliminate(index, of: &rows[other], with: rows[rank])
      }
      rank += 1
    }
    // In the reduced form a row with one entry tells its cell.
    return rows.prefix(rank).compactMap { row in
      let entries = row.indices.filter { row[$0] != 0 }
      return entries.count == 1 ? unknown[entries[0]] : nil
    }
  }

  /// Whole numbers stay exact: the row is scaled, never divided but by what all its entries share.
  private func eliminate(_ index: Int, of row: inout [Int], with pivot: [Int]) {
    let (a, b) = (pivot[index], row[index])
    var shared = 0
    for place in row.indices {
      row[place] = row[place] * a - pivot[place] * b
      shared = divisor(shared, abs(row[place]))
    }
    if shared > 1 { for place in row.indices { row[place] /= shared } }
  }

  private func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

  // MARK: Intervals

  /// The counts that are not shown and that can have one value only, because no count is negative and what is listed
  /// has at least a visit: bounds carried along the lines until nothing changes.
  var pinned: [Cell] {
    var low = atLeast
    var high = cells.reduce(into: [Cell: Int]()) { $0[$1] = 1_000_000 }
    for cell in shown {
      low[cell] = truth[cell]
      high[cell] = truth[cell]
    }
    var changed = true
    while changed {
      changed = false
      for line in lines {
        for (cell, factor) in line where !shown.contains(cell) {
          var (least, most) = (0, 0)
          for (other, weight) in line where other != cell {
            let ends = [low[other] ?? 0, high[other] ?? 0].map { -factor * weight * $0 }
            least += min(ends[0], ends[1])
            most += max(ends[0], ends[1])
          }
          if least > low[cell] ?? 0 {
            low[cell] = least
            changed = true
          }
          if most < high[cell] ?? 0 {
            high[cell] = most
            changed = true
          }
        }
      }
    }
    return cells.filter { !shown.contains($0) && low[$0] == high[$0] }
  }
}
