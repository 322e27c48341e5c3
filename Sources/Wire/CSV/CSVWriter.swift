/// Writes CSV as RFC 4180 has it: commas, quotes only where they are demanded, CRLF. With a byte order mark, without which
/// Excel takes UTF-8 for the system's code page.
public struct CSVWriter: Sendable {
  /// The file so far.
  public internal(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// A file without a record.
  public init() {}

  /// Adds one record.
  public mutating func append(_ fields: some Sequence<String>) {
    bytes += fields.map(Self.quoted).joined(separator: ",").utf8
    bytes += "\r\n".utf8
  }

  private static func quoted(_ field: String) -> String {
    let demanding: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]
    let atEnds = field.first == " " || field.last == " "
    guard atEnds || field.unicodeScalars.contains(where: demanding.contains) else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }
}
