/// One record of a CSV file.
public struct CSVRecord: Hashable, Sendable {
  /// The line of the file on which the record begins, from 1. A quoted field may hold line ends, so this is
  /// not the number of records.
  public let line: Int
  /// The fields, unquoted.
  public let fields: [String]
}

/// Where and why bytes are not CSV as RFC 4180 has it. Nothing after such a place can be relied on.
public struct CSVFault: Error, Hashable, Sendable {
  /// The rules. The raw values are stable.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// A field is not UTF-8, as when a spreadsheet saved Big5.
    case invalidUTF8 = "invalid_utf8"
    /// A quote inside an unquoted field, or text after a closing quote.
    case strayQuote = "stray_quote"
    /// The file ends inside a quoted field.
    case unclosedQuote = "unclosed_quote"
    /// A carriage return that no line feed follows, outside quotes.
    case bareCarriageReturn = "bare_carriage_return"
    /// A record has more bytes than the reader takes.
    case recordTooLong = "record_too_long"
    /// A record has more fields than the reader takes.
    case tooManyFields = "too_many_fields"
  }

  /// Which rule.
  public let code: Code
  /// The line on which the record begins, from 1.
  public let line: Int
  /// The field within the record, from 1.
  public let field: Int
}

/// Reads CSV (RFC 4180) from chunks of bytes: commas, quotes, doubled quotes, CRLF or LF, an optional UTF-8
/// byte order mark. It holds one record at a time, whatever the length of the file.
///
/// This is a reader of our own because SwiftCSV, the package that would be the choice otherwise, reads a whole
/// file into memory, and a city's card file has millions of rows. The state machine knows nothing of files
/// or columns: it is fed, and hands over what is complete.
///
/// Lines without a single byte are left out: they cannot be a record of a file with two or more columns, and
/// editors leave them at the end. The last record needs no line end.
public struct CSVReader: Sendable {
  /// The most bytes of one record, quotes and separators included, unless stated otherwise.
  public static let recordLimit = 16 * 1024
  /// The most fields of one record, unless stated otherwise.
  public static let fieldLimit = 32

  private enum State {
    /// Nothing of the field was read yet.
    case fieldStart
    case unquoted
    case quoted
    /// After a quote within a quoted field: the field's end, or the first half of a doubled quote.
    case quote
    /// After a carriage return outside quotes.
    case carriageReturn
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let recordLimit: Int
  private let fieldLimit: Int
  private var state = State.fieldStart
  private var markBytes: Int? = 0
  private var line = 1
  private var recordLine = 1
  private var recordBytes = 0
  private var field: [UInt8] = []
  private var fields: [String] = []

  /// Starts before the first byte of a file.
  public init(recordLimit: Int = Self.recordLimit, fieldLimit: Int = Self.fieldLimit) {
    self.recordLimit = recordLimit
    self.fieldLimit = fieldLimit
    field.reserveCapacity(256)
    fields.reserveCapacity(fieldLimit)
  }

  /// Takes the file's next bytes and appends the records that they complete.
  ///
  /// - Throws: at the first fault; `records` then holds what came before it, and the reader is of no more use.
  public mutating func read(_ bytes: Span<UInt8>, into records: inout [CSVRecord]) throws(CSVFault) {
    for index in bytes.indices {
      if markBytes != nil {
        try begin(bytes[index], into: &records)
      } else {
        try step(bytes[index], into: &records)
      }
    }
  }

  /// Says that the file has ended, and appends a last record that had no line end.
  public mutating func finish(into records: inout [CSVRecord]) throws(CSVFault) {
    try endMark(into: &records)
    switch state {
    case .quoted: throw fault(.unclosedQuote)
    case .carriageReturn: throw fault(.bareCarriageReturn)
    case .fieldStart where recordBytes == 0: return
    case .fieldStart, .unquoted, .quote: try endRecord(into: &records)
    }
  }

  /// A byte that may still belong to the byte order mark.
  private mutating func begin(_ byte: UInt8, into records: inout [CSVRecord]) throws(CSVFault) {
    if let count = markBytes, byte == Self.byteOrderMark[count] {
      markBytes = count + 1 == Self.byteOrderMark.count ? nil : count + 1
      return
    }
    try endMark(into: &records)
    try step(byte, into: &records)
  }

  /// What began like the mark and was none belongs to the first field.
  private mutating func endMark(into records: inout [CSVRecord]) throws(CSVFault) {
    guard let count = markBytes else { return }
    markBytes = nil
    for byte in Self.byteOrderMark.prefix(count) { try step(byte, into: &records) }
  }

  private mutating func step(_ byte: UInt8, into records: inout [CSVRecord]) throws(CSVFault) {
    if state == .carriageReturn, byte != UInt8(ascii: "\n") { throw fault(.bareCarriageReturn) }
    if byte == UInt8(ascii: "\n") { line += 1 }
    if state == .fieldStart, recordBytes == 0, byte == UInt8(ascii: "\n") {
      recordLine = line
      return
    }
    recordBytes += 1
    guard recordBytes <= recordLimit else { throw fault(.recordTooLong) }
    switch (state, byte) {
    case (.quoted, UInt8(ascii: "\"")): state = .quote
    case (.quoted, _): field.append(byte)
    case (.quote, UInt8(ascii: "\"")):
      field.append(byte)
      state = .quoted
    case (.fieldStart, UInt8(ascii: "\"")): state = .quoted
    case (_, UInt8(ascii: ",")): try endField()
    case (_, UInt8(ascii: "\n")): try endRecord(into: &records)
    case (_, UInt8(ascii: "\r")): state = .carriageReturn
    case (.quote, _), (.unquoted, UInt8(ascii: "\"")): throw fault(.strayQuote)
    default:
      field.append(byte)
      state = .unquoted
    }
  }

  private mutating func endField() throws(CSVFault) {
    guard fields.count < fieldLimit else { throw fault(.tooManyFields) }
    guard let text = String(validating: field, as: UTF8.self) else { throw fault(.invalidUTF8) }
    fields.append(text)
    field.removeAll(keepingCapacity: true)
    state = .fieldStart
  }

  private mutating func endRecord(into records: inout [CSVRecord]) throws(CSVFault) {
    let blank = state == .carriageReturn && recordBytes == 2
    try endField()
    if !blank { records.append(CSVRecord(line: recordLine, fields: fields)) }
    fields.removeAll(keepingCapacity: true)
    recordBytes = 0
    recordLine = line
  }

  private func fault(_ code: CSVFault.Code) -> CSVFault {
    CSVFault(code: code, line: recordLine, field: min(fields.count + 1, fieldLimit + 1))
  }
}
