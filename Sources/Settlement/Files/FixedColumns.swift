/// One column of a file with records of a fixed length.
public struct FixedColumn: Hashable, Sendable {
  /// What stands in it, and how it is filled up.
  public enum Form: Hashable, Sendable {
    /// Decimal digits, to the right, zeros before them.
    case digits
    /// Printable ASCII, to the left, blanks behind it.
    case text
    /// These characters and no others.
    case literal(String)
    /// Blanks; whatever is read there is left alone.
    case unused
  }

  /// Its name in the layout's documents, such as `AMT`.
  public let name: String
  /// How many characters it has.
  public let width: Int
  /// What stands in it.
  public let form: Form

  init(_ name: String, _ width: Int, _ form: Form) {
    self.name = name
    self.width = width
    self.form = form
  }
}

/// The columns of one kind of record.
public struct FixedRecord: Hashable, Sendable {
  /// The columns from left to right.
  public let columns: [FixedColumn]

  init(_ columns: [FixedColumn]) { self.columns = columns }

  /// How many characters a record has.
  public var width: Int { columns.reduce(0) { $0 + $1.width } }

  /// Where a column stands, counted from 0; nil if there is none of that name.
  public func range(of name: String) -> Range<Int>? {
    var start = 0
    for column in columns {
      if column.name == name { return start..<(start + column.width) }
      start += column.width
    }
    return nil
  }

  /// Writes a record; a column without a value is filled with its zeros or blanks.
  ///
  /// - Throws: The name of the first column that its value does not fit.
  func write(_ values: [String: String]) throws(FixedColumnFault) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(width)
    for column in columns {
      let value = Array((values[column.name] ?? "").utf8)
      guard value.count <= column.width else { throw FixedColumnFault(column: column.name) }
      let fill = column.width - value.count
      switch column.form {
      case .literal(let text): bytes += text.utf8
      case .unused: bytes += repeatElement(0x20, count: column.width)
      case .digits:
        guard value.allSatisfy({ (0x30...0x39).contains($0) }) else {
          throw FixedColumnFault(column: column.name)
        }
        bytes += repeatElement(0x30, count: fill)
        bytes += value
      case .text:
        guard value.allSatisfy({ (0x20...0x7E).contains($0) }) else {
          throw FixedColumnFault(column: column.name)
        }
        bytes += value
        bytes += repeatElement(0x20, count: fill)
      }
    }
    return bytes
  }

  /// Reads a record of exactly ``width`` characters; digits keep their zeros, texts lose the blanks behind them.
  ///
  /// - Throws: The name of the first column that does not hold what it should.
  func read(_ bytes: ArraySlice<UInt8>) throws(FixedColumnFault) -> [String: String] {
    var values: [String: String] = [:]
    var rest = bytes
    for column in columns {
      let part = rest.prefix(column.width)
      rest = rest.dropFirst(column.width)
      let text = String(decoding: part, as: UTF8.self)
      switch column.form {
      case .literal(let expected):
        guard text == expected else { throw FixedColumnFault(column: column.name) }
      case .digits:
        guard FileText.isDigits(text, column.width...column.width) else {
          throw FixedColumnFault(column: column.name)
        }
      case .text, .unused: break
      }
      let end = part.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? part.startIndex
      values[column.name] = String(decoding: part[..<end], as: UTF8.self)
    }
    return values
  }
}

/// A column whose value is not possible.
struct FixedColumnFault: Error, Hashable, Sendable {
  let column: String
}
