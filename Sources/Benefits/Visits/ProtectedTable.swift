/// A table of counts, some of which are withheld, so that none of these can be worked out from what is shown.
///
/// Small counts are withheld, and beside each of them others: the corners of a **rectangle** of counts that are all
/// withheld and none of them zero. One visit moved along its sides, from one corner to the next, gives another table
/// with the same sums in every row and column. So whoever compares sums can't tell the two tables apart: by them the
/// corners have at least two possible values each. A rectangle may have the margin as a side; then the margin's two
/// corners move along.
///
/// It is no proof against somebody who also reckons with how the rectangles are chosen, and tries for every table that
/// fits which counts would have been withheld of it (a "minimality attack"): of small tables some are then determined.
///
/// That holds as long as zeros tell nothing: where something is withheld in a column, its zeros are withheld as well
/// (``shows(_:_:)``), so that a count of one may just as well be none. A row that would not be listed without visits
/// tells that it has some, so its margin must not be the one that would become zero (``listsRows``).
///
/// What the withheld counts of a row or column add up to follows from the shown ones; so it must not be small either.
struct ProtectedTable: Sendable {
  /// A count by its row and column.
  struct Cell: Hashable, Sendable {
    let row: Int
    let column: Int
  }

  /// Two rows and two columns whose four corners are withheld.
  struct Rectangle: Hashable, Sendable {
    let rows: [Int]
    let columns: [Int]
    var corners: [Cell] { rows.flatMap { row in columns.map { Cell(row: row, column: $0) } } }
  }

  /// Row by row.
  let counts: [[Int]]
  /// The column that holds the sum of all others, if the table has one.
  let margin: Int?
  /// Whether a row is there because it has visits.
  let listsRows: Bool
  /// Rows and columns of which nothing is shown, not even the sum, and about which the tables that share that sum
  /// have seen to it that nothing follows.
  let closedRows: Set<Int>
  let closedColumns: Set<Int>
  /// What is withheld.
  private(set) var withheld: Set<Cell> = []
  /// Why nothing of it can be worked out.
  private(set) var rectangles: [Rectangle] = []
  private var certified: Set<Cell> = []
  private let rule: SuppressionRule

  /// Makes a table with its margin, the sum of each row, as the last column.
  static func withMargin(_ inner: [[Int]], listsRows: Bool, _ rule: SuppressionRule) -> ProtectedTable? {
    ProtectedTable(
      inner.map { $0 + [$0.reduce(0, +)] }, margin: inner.first?.count, listsRows: listsRows, rule)
  }

  /// Makes a table and withholds what must be; nil where that can't be done, and nothing of it may be shown.
  init?(
    _ counts: [[Int]], margin: Int? = nil, listsRows: Bool = false, closedRows: Set<Int> = [],
    closedColumns: Set<Int> = [], _ rule: SuppressionRule
  ) {
    self.counts = counts
    self.margin = margin
    self.listsRows = listsRows
    self.closedRows = closedRows
    self.closedColumns = closedColumns
    self.rule = rule
    for cell in cells where counts[cell.row][cell.column] > 0 {
      if closedRows.contains(cell.row) || closedColumns.contains(cell.column) {
        withheld.insert(cell)
        certified.insert(cell)
      } else if rule.isSmall(self[cell]) {
        withheld.insert(cell)
      }
    }
    // Every step withholds more, so there are no more of them than cells.
    while let (cell, line) = exposed {
      guard let rectangle = cheapest(over: cell, adding: line) else { return nil }
      rectangles.append(rectangle)
      withheld.formUnion(rectangle.corners)
      certified.formUnion(rectangle.corners)
    }
  }

  subscript(cell: Cell) -> Int { counts[cell.row][cell.column] }

  private var columns: Range<Int> { 0..<(counts.first?.count ?? 0) }
  private var cells: [Cell] {
    counts.indices.flatMap { row in columns.map { Cell(row: row, column: $0) } }
  }

  /// Whether a count is shown.
  func shows(_ row: Int, _ column: Int) -> Bool {
    guard !closedRows.contains(row), !closedColumns.contains(column) else { return false }
    if counts[row][column] > 0 { return !withheld.contains(Cell(row: row, column: column)) }
    // Where there is no margin, rectangles run both ways, and zeros are told in neither.
    return margin == nil ? withheld.isEmpty : !withheld.contains { $0.column == column }
  }

  // MARK: What is still exposed

  /// A withheld count that could be worked out, or one of a line whose withheld counts add up to too little, with
  /// that line's cells.
  private var exposed: (cell: Cell, line: [Cell])? {
    let ordered = cells.filter(withheld.contains)
    if let cell = ordered.first(where: { !certified.contains($0) }) { return (cell, []) }
    for line in lines {
      let hidden = line.filter(withheld.contains)
      if let first = hidden.first, rule.isSmall(hidden.reduce(0) { $0 + self[$1] }) { return (first, line) }
    }
    return nil
  }

  /// The rows and columns of which the sum is shown.
  private var lines: [[Cell]] {
    let inner = columns.filter { $0 != margin }
    let rows = counts.indices.filter { row in
      !closedRows.contains(row) && margin.map { !withheld.contains(Cell(row: row, column: $0)) } ?? true
    }
    return columns.filter { !closedColumns.contains($0) }.map { column in
      counts.indices.map { Cell(row: $0, column: column) }
    } + rows.map { row in inner.map { Cell(row: row, column: $0) } }
  }

  // MARK: Rectangles

  /// The rectangle with `cell` as a corner that withholds the fewest visits more, and of `line`, where that is given,
  /// something more, or the row's sum.
  private func cheapest(over cell: Cell, adding line: [Cell]) -> Rectangle? {
    var best: (cost: Int, rectangle: Rectangle)?
    for column in columns where column != cell.column && counts[cell.row][column] > 0 {
      for row in counts.indices where row != cell.row {
        let rectangle = Rectangle(rows: [cell.row, row], columns: [cell.column, column])
        guard counts[row][cell.column] > 0, counts[row][column] > 0, moves(rectangle) else { continue }
        let added = rectangle.corners.filter { !withheld.contains($0) }
        if !line.isEmpty {
          let freesLine = added.contains { line.contains($0) || $0.row == cell.row && $0.column == margin }
          guard freesLine else { continue }
        }
        let cost = added.reduce(0) { $0 + self[$1] }
        if best.map({ cost < $0.cost }) ?? true { best = (cost, rectangle) }
      }
    }
    return best?.rectangle
  }

  /// Whether a visit can be moved along it in one direction at least.
  private func moves(_ rectangle: Rectangle) -> Bool {
    guard listsRows, let margin, rectangle.columns.contains(margin) else { return true }
    return rectangle.rows.contains { counts[$0][margin] > 1 }
  }
}
