/// The pass over the bytes before jansson sees them. It holds what jansson does not: size, depth and number
/// of values, so that a hostile document costs one linear pass and no memory; and NUL, because jansson's
/// lexer drops a NUL byte that follows a number or a word (its one-byte buffer is itself ended by NUL, so
/// what it pushes back is lost). Grammar, UTF-8, names and number ranges are jansson's.
struct PreScan {
  private let bytes: [UInt8]
  private let rules: JSONRules
  private var index = 0
  private var depth = 0
  /// A document has one value, one more for each comma and one for each array or object that is not empty.
  private var values = 1
  /// The last significant byte opened an array or object, so whether it is empty is still open.
  private var afterOpening = false
  private var started = false

  private init(_ bytes: [UInt8], _ rules: JSONRules) {
    self.bytes = bytes
    self.rules = rules
  }

  /// Refuses `bytes` if they break a limit of `rules` or hold NUL, a byte order mark or nothing.
  static func check(_ bytes: [UInt8], _ rules: JSONRules) throws(JSONError) {
    var scan = PreScan(bytes, rules)
    if bytes.count > rules.maximumBytes {
      throw scan.error(.tooLarge, at: rules.maximumBytes, "more than \(rules.maximumBytes) bytes")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw scan.error(.byteOrderMark, at: 0, "a byte order mark before the document")
    }
    try scan.run()
  }

  private func error(_ code: JSONError.Code, at offset: Int, _ rule: String) -> JSONError {
    JSONError(code, at: offset, of: bytes, rule: rule)
  }

  private mutating func run() throws(JSONError) {
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        index += 1
        continue
      case 0x00: throw nulByte()
      default: break
      }
      if !started {
        started = true
        if rules.topLevelObject, byte != UInt8(ascii: "{") {
          throw error(.topLevelNotObject, at: index, "the document is not an object")
        }
      }
      try token(byte)
    }
    if !started { throw error(.empty, at: bytes.count, "no value in the document") }
  }

  private mutating func token(_ byte: UInt8) throws(JSONError) {
    let closes = byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
    if afterOpening, !closes { try count() }
    afterOpening = false
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      if depth > rules.maximumDepth {
        throw error(.tooDeep, at: index, "more than \(rules.maximumDepth) levels of nesting")
      }
      afterOpening = true
      index += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      index += 1
    case UInt8(ascii: ","):
      try count()
      index += 1
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): try number()
    default: index += 1
    }
  }

  private mutating func count() throws(JSONError) {
    values += 1
    if values > rules.maximumValues {
      throw error(.tooManyValues, at: index, "more than \(rules.maximumValues) values")
    }
  }

  /// Steps over a string, to its end or that of the document.
  private mutating func string() throws(JSONError) {
    index += 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return
      case UInt8(ascii: "\\"):
        if bytes[index...].starts(with: Self.escapedNUL) {
          throw error(.nul, at: index, "the escape \\u0000 in a string")
        }
        // A NUL byte after the backslash is left for the next turn.
        index += index + 1 < bytes.count && bytes[index + 1] != 0 ? 2 : 1
      case 0x00: throw nulByte()
      default: index += 1
      }
    }
  }

  private static let escapedNUL = Array(#"\u0000"#.utf8)

  /// Steps over what may be a number; jansson decides whether it is one.
  private mutating func number() throws(JSONError) {
    let start = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        if !rules.reals {
          throw error(.realNotAllowed, at: start, "a number with a fraction or an exponent")
        }
        index += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): index += 1
      default: return
      }
    }
  }

  private func nulByte() -> JSONError { error(.nul, at: index, "a NUL byte in the document") }
}
