/// Visits by one attribute and venue, as they may be shown.
public struct PublishedTable<Row: Hashable & Sendable>: Hashable, Sendable {
  private var lines: [Row: PublishedTableLine]
  /// The figure of every row that is not listed, and of every venue that had no visits.
  private let elsewhere: Figure

  /// A table of which nothing is shown.
  static var closed: PublishedTable { PublishedTable(lines: [:], elsewhere: .withheld) }

  init(lines: [Row: PublishedTableLine], elsewhere: Figure = .shown(0)) {
    self.lines = lines
    self.elsewhere = elsewhere
  }

  /// The rows that are listed, with figures shown or withheld.
  public var rows: Set<Row> { Set(lines.keys) }

  /// The venues at which a row is listed, in order.
  public func venues(of row: Row) -> [VenueID] { (lines[row]?.venues ?? [:]).keys.sorted() }

  /// A figure, of one venue or of all.
  public func figure(_ row: Row, at venue: VenueID? = nil) -> Figure {
    guard let line = lines[row] else { return elsewhere }
    return venue.map { line.venues[$0] ?? elsewhere } ?? line.all
  }

  /// Both together, as of two months.
  public static func + (a: PublishedTable, b: PublishedTable) -> PublishedTable {
    var sum = PublishedTable(lines: [:], elsewhere: a.elsewhere + b.elsewhere)
    for row in a.rows.union(b.rows) {
      let venues = Set((a.lines[row]?.venues ?? [:]).keys).union((b.lines[row]?.venues ?? [:]).keys)
      sum.lines[row] = PublishedTableLine(
        venues: Dictionary(
          uniqueKeysWithValues: venues.map { ($0, a.figure(row, at: $0) + b.figure(row, at: $0)) }),
        all: a.figure(row) + b.figure(row))
    }
    return sum
  }
}

/// The figures of a row: at each venue that had visits, and at all together.
struct PublishedTableLine: Hashable, Sendable {
  var venues: [VenueID: Figure]
  var all: Figure
}

extension PublishedTable {
  /// Shows of `counts` what may be shown. Where `listsRows`, a row is there because it has visits. The protected table
  /// is nil where nothing may be.
  static func protecting(
    _ counts: [VenueID: [Row: Int]], rows: [Row], listsRows: Bool, in columns: VenueColumns,
    _ rule: SuppressionRule
  ) -> (table: PublishedTable, hidden: ProtectedTable?) {
    let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
    var inner = [[Int]](repeating: [Int](repeating: 0, count: columns.count), count: rows.count)
    for (venue, values) in counts {
      for (row, count) in values where places[row] != nil {
        inner[places[row] ?? 0][columns.index(of: venue)] += count
      }
    }
    guard let hidden = ProtectedTable.withMargin(inner, listsRows: listsRows, rule) else {
      return (.closed, nil)
    }
    var lines: [Row: PublishedTableLine] = [:]
    for (index, row) in rows.enumerated() {
      let figures = hidden.counts[index].enumerated().map { column, count in
        hidden.shows(index, column) ? Figure.shown(count) : .withheld
      }
      var line = PublishedTableLine(
        venues: Dictionary(uniqueKeysWithValues: zip(columns.shown, figures)),
        all: figures[columns.count])
      for venue in columns.pooled { line.venues[venue] = .withheld }
      lines[row] = line
    }
    return (PublishedTable(lines: lines), hidden)
  }
}
