import CJansson

extension JSONError {
  /// jansson's account of a failure in our terms. Its `position` is the number of bytes that it had read.
  init(_ failure: json_error_t, _ bytes: [UInt8]) {
    let read = min(max(0, Int(failure.position)), bytes.count)
    let last = max(0, read - 1)
    let (reason, number) = unsafe withUnsafePointer(to: failure) { pointer in
      // The text is ended by NUL inside its array: jansson writes it with vsnprintf(3), which writes "at most
      // size bytes (including the terminating null byte ('\0'))".
      unsafe (String(cString: citycard_json_error_text(pointer)), citycard_json_error_code(pointer))
    }
    switch json_error_code(rawValue: UInt32(truncatingIfNeeded: number)) {
    case json_error_invalid_utf8:
      self.init(.invalidUTF8, at: read, of: bytes, rule: "bytes that are not UTF-8")
    case json_error_premature_end_of_input:
      self.init(.truncated, at: bytes.count, of: bytes, rule: "the document ends in the middle of a value")
    case json_error_end_of_input_expected:
      self.init(.trailingBytes, at: last, of: bytes, rule: "something follows the document")
    case json_error_duplicate_key:
      let start = Self.startOfString(endingAt: last, bytes)
      self.init(.duplicateName, at: start, of: bytes, rule: "an object holds the same name twice")
    case json_error_numeric_overflow:
      let token = Self.numberEnding(at: read, bytes)
      let real = bytes[token].contains { [0x2E, 0x45, 0x65].contains($0) }
      self.init(
        real ? .realOutOfRange : .integerOutOfRange, at: token.lowerBound, of: bytes,
        rule: real ? "a number too large for a double" : "an integer outside the signed 64 bits")
    case json_error_null_character, json_error_null_byte_in_key:
      self.init(.nul, at: last, of: bytes, rule: "the escape \\u0000 in a string")
    case json_error_stack_overflow:
      self.init(.tooDeep, at: last, of: bytes, rule: "more levels of nesting than jansson reads")
    case json_error_invalid_syntax:
      self.init(.syntax, at: last, of: bytes, rule: "not JSON: " + Self.withoutContext(reason))
    default:
      // A failed allocation is the one failure for which jansson leaves the error empty.
      self.init(.outOfMemory, at: read, of: bytes, rule: "no memory left to read the document")
    }
  }

  /// jansson quotes up to 20 bytes of the document after "near"; those could be a card number.
  private static func withoutContext(_ reason: String) -> String {
    let words = reason.split(separator: " ", omittingEmptySubsequences: false)
    return words.prefix { $0 != "near" }.joined(separator: " ")
  }

  /// The opening quotation mark of the string whose closing one is at `end`.
  private static func startOfString(endingAt end: Int, _ bytes: [UInt8]) -> Int {
    var index = end - 1
    while index > 0 {
      if bytes[index] == UInt8(ascii: "\"") {
        // A quotation mark inside a string follows an odd number of backslashes.
        let backslashes = bytes[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
        if backslashes.isMultiple(of: 2) { return index }
      }
      index -= 1
    }
    return 0
  }

  private static func numberEnding(at end: Int, _ bytes: [UInt8]) -> Range<Int> {
    let inNumber = Set("0123456789+-.eE".utf8)
    return end - bytes[..<end].reversed().prefix { inNumber.contains($0) }.count..<end
  }
}
