/// A cell of a sheet that people open in a spreadsheet program.
public enum SheetCell: Hashable, Sendable {
  /// Words, whoever wrote them.
  case text(String)
  /// A number of ours.
  case number(Int64)
  /// Nothing.
  case empty

  /// What a spreadsheet program would take for the beginning of a formula, also as full-width characters, which a
  /// Chinese or Japanese one takes alike (OWASP, "CSV Injection").
  private static let formulaStarts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
  ]

  /// The field of the file. Before words that would be a formula stands an apostrophe.
  var field: String {
    switch self {
    case .text(let text):
      text.unicodeScalars.first.map(Self.formulaStarts.contains) == true ? "'\(text)" : text
    case .number(let number): "\(number)"
    case .empty: ""
    }
  }
}

extension CSVWriter {
  /// Adds one record of cells.
  public mutating func append(_ cells: [SheetCell]) { append(cells.map(\.field)) }

  /// Gives what was written, and goes on after it: for files that are sent piece by piece.
  public mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}
