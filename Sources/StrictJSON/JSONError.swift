/// Why a document was refused, and where.
public struct JSONError: Error, Hashable {
  /// The rule that broke; the raw values are stable.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// No bytes, or white space alone.
    case empty
    /// More bytes than ``JSONRules/maximumBytes``.
    case tooLarge = "too_large"
    /// A byte order mark at the start; RFC 8259 §8.1 forbids to send one.
    case byteOrderMark = "byte_order_mark"
    /// A NUL byte anywhere, or `\u0000` in a string or name.
    case nul
    /// Bytes that are not UTF-8.
    case invalidUTF8 = "invalid_utf8"
    /// Not the grammar of RFC 8259.
    case syntax
    /// The document ends in the middle of a value.
    case truncated
    /// Something follows the document.
    case trailingBytes = "trailing_bytes"
    /// An object with the same name twice.
    case duplicateName = "duplicate_name"
    /// More nesting than ``JSONRules/maximumDepth``.
    case tooDeep = "too_deep"
    /// More values than ``JSONRules/maximumValues``.
    case tooManyValues = "too_many_values"
    /// A number with a fraction or exponent where only integers are allowed.
    case realNotAllowed = "real_not_allowed"
    /// An integer that 64 bits with sign do not hold.
    case integerOutOfRange = "integer_out_of_range"
    /// A number too large for a double.
    case realOutOfRange = "real_out_of_range"
    /// The document is not an object.
    case topLevelNotObject = "top_level_not_object"
    /// jansson could not get memory.
    case outOfMemory = "out_of_memory"
  }

  /// The rule that broke.
  public let code: Code
  /// Where, in bytes from the start of the document, counted from 0.
  public let offset: Int
  /// The line, counted from 1; lines end with LF.
  public let line: Int
  /// The character in that line, counted from 1 in Unicode scalars.
  public let column: Int
  /// The rule in English, without the place.
  public let rule: String

  /// An error at `offset` of `bytes`; line and column follow from it.
  init(_ code: Code, at offset: Int, of bytes: [UInt8], rule: String) {
    self.code = code
    self.offset = offset
    self.rule = rule
    var line = 1
    var lineStart = 0
    for index in bytes.indices.prefix(offset) where bytes[index] == 0x0A {
      line += 1
      lineStart = index + 1
    }
    self.line = line
    // Bytes 10xxxxxx continue a character.
    column = 1 + bytes[lineStart..<max(lineStart, offset)].count { $0 & 0xC0 != 0x80 }
  }
}

extension JSONError: CustomStringConvertible {
  /// Code, place and rule, such as `too_deep at line 1, column 17: more than 16 levels of nesting`. Holds no
  /// text of the document, so it may be logged.
  public var description: String { "\(code.rawValue) at line \(line), column \(column): \(rule)" }
}
