import Benefits
import Settlement
import StrictJSON

/// What lines and entries have in common.
enum LineReading {
  /// Places and numbers of a chain: integers that every JSON reader keeps exact (RFC 8259 §6).
  static let places: ClosedRange<Int64> = 1...(1 << 53 - 1)
  /// Versions of offers and agreements.
  static let versions: ClosedRange<Int64> = 1...Int64(Int32.max)
  /// Sums of a window.
  static let sums: ClosedRange<Int64> = -(1 << 53 - 1)...(1 << 53 - 1)

  /// The members of a flat object of at most so many bytes.
  static func fields(of bytes: [UInt8], limit: Int) throws(MalformedLine) -> JSONFields {
    let rules = JSONRules(
      maximumBytes: limit, maximumDepth: 8, maximumValues: 256, reals: false, topLevelObject: true)
    do { return try JSONFields(JSONParser.parse(bytes, rules: rules)) } catch {
      throw MalformedLine(description: "\(error)")
    }
  }
}

extension JSONFields {
  /// Whole NT$ of one line; negative where something is taken back.
  func money(_ name: String) throws(JSONFieldError) -> Money {
    Money(try integer(name, in: -Money.limit.ntd...Money.limit.ntd))
  }

  /// Exact bytes of lines or entries, each in base64url.
  func exactBytes(_ name: String, count: Int, each limit: Int) throws(JSONFieldError) -> [[UInt8]] {
    var all: [[UInt8]] = []
    for element in try array(name, count: 0...count) {
      let text = try element.string(bytes: 1...(limit * 4 / 3 + 4))
      guard let bytes = Base64URL.decode(text), bytes.count <= limit else {
        throw element.error(.invalid(expected: "base64url of at most \(limit) bytes"))
      }
      all.append(bytes)
    }
    return all
  }
}

extension JSONWriter.Members {
  /// Exact bytes of lines or entries.
  mutating func exactBytes(_ name: String, _ all: [[UInt8]]) {
    array(name) { list in for bytes in all { list.element(Base64URL.text(bytes)) } }
  }
}
