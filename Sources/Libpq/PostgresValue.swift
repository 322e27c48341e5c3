/// A value in a parameter or a column. The binary forms of PostgreSQL are used both ways: integers in network
/// byte order, texts and bytes as they are.
public enum PostgresValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case bytes([UInt8])
}

/// A statement with its arguments. The text is its own name: it is prepared once for each connection.
public struct PostgresStatement: Sendable {
  /// SQL with parameters `$1`…`$n`.
  public let text: String
  /// Their values.
  public let arguments: [PostgresValue]

  /// Makes a statement.
  public init(_ text: String, _ arguments: [PostgresValue] = []) {
    self.text = text
    self.arguments = arguments
  }
}

/// The types that we speak, by the numbers that PostgreSQL gives them (`pg_type.dat`: these never change).
enum PostgresType: UInt32 {
  case bool = 16
  case bytes = 17
  case integer8 = 20
  case integer2 = 21
  case integer4 = 23
  case text = 25
  case varchar = 1043
}

/// The arguments of one statement, encoded one after the other.
struct EncodedArguments {
  /// All the bytes.
  private(set) var bytes: [UInt8] = []
  /// Where each argument lies in ``bytes``; nil for NULL.
  private(set) var ranges: [Range<Int>?] = []

  /// Encodes `values` for parameters of these types; nil if one does not fit its parameter.
  init?(_ values: [PostgresValue], _ types: [UInt32]) {
    guard values.count == types.count else { return nil }
    bytes.reserveCapacity(values.count * 16)
    ranges.reserveCapacity(values.count)
    for (value, type) in zip(values, types) {
      let start = bytes.count
      switch (value, PostgresType(rawValue: type)) {
      case (.null, _):
        ranges.append(nil)
        continue
      case (.integer(let value), .integer8): append(value)
      case (.integer(let value), .integer4):
        guard let narrow = Int32(exactly: value) else { return nil }
        append(narrow)
      case (.text(let text), .text), (.text(let text), .varchar): bytes.append(contentsOf: text.utf8)
      case (.bytes(let value), .bytes): bytes.append(contentsOf: value)
      default: return nil
      }
      ranges.append(start..<bytes.count)
    }
  }

  private mutating func append<Integer: FixedWidthInteger>(_ value: Integer) {
    for shift in stride(from: Integer.bitWidth - 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}

extension PostgresValue {
  /// Reads a column's bytes; nil for a type that we don't speak, or bytes that are none of it.
  init?(_ field: UnsafeBufferPointer<UInt8>, type: UInt32) {
    switch PostgresType(rawValue: type) {
    case .integer8: self = .integer(unsafe Self.integer(field, Int64.self))
    case .integer4: self = .integer(Int64(unsafe Self.integer(field, Int32.self)))
    case .integer2: self = .integer(Int64(unsafe Self.integer(field, Int16.self)))
    case .bool: self = .integer(unsafe field.first == 1 ? 1 : 0)
    case .text, .varchar:
      guard let text = unsafe String(validating: field, as: UTF8.self) else { return nil }
      self = .text(text)
    // "binary data … is sent as is" in the binary format: PostgreSQL, bytea_send in varlena.c.
    case .bytes: self = unsafe .bytes(Array(field))
    case nil: return nil
    }
  }

  private static func integer<Integer: FixedWidthInteger>(
    _ field: UnsafeBufferPointer<UInt8>, _ type: Integer.Type
  ) -> Integer {
    unsafe field.reduce(0) { $0 << 8 | Integer(truncatingIfNeeded: $1) }
  }
}
