/// A table in columns, for a terminal with a fixed pitch.
struct PlainTable {
  private let rows: [[String]]

  init(_ rows: [[String]]) { self.rows = rows }

  /// The first column is set flush left, the second flush right, the rest as they come.
  var text: String {
    let widths = (0..<2).map { column in rows.map { Self.width($0[column]) }.max() ?? 0 }
    return rows.map { row in
      let name = row[0] + Self.spaces(widths[0] - Self.width(row[0]))
      let value = Self.spaces(widths[1] - Self.width(row[1])) + row[1]
      return ([name, value] + row[2...].filter { !$0.isEmpty }).joined(separator: "  ") + "\n"
    }.joined()
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  /// Columns on a terminal: East Asian wide characters take two (Unicode Standard Annex 11, the blocks that our
  /// texts use).
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
        0xFF00...0xFF60:
        width + 2
      default: width + 1
      }
    }
  }
}
