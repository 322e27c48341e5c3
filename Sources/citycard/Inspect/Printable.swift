/// What others wrote, made fit to be shown on an operator's terminal: a partner's text must not move the cursor,
/// colour a verdict or turn a line round.
enum Printable {
  /// `text` with everything that steers a terminal or the direction of writing as `\u{…}`, line ends too.
  static func text(_ text: String) -> String {
    escaped(text) {
      steers($0)
    } as: {
      "\\u{\(hex($0.value))}"
    }
  }

  /// As ``text(_:)``, but line ends and tabs stay: for a text of ours with theirs in it.
  static func lines(_ text: String) -> String {
    escaped(text) {
      $0 != "\n" && $0 != "\t" && steers($0)
    } as: {
      "\\u{\(hex($0.value))}"
    }
  }

  /// JSON that says the same with such characters as `\uXXXX`. Between values JSON has none of them but line
  /// ends, so all others stand inside strings.
  static func json(_ bytes: [UInt8]) -> String {
    escaped(String(decoding: bytes, as: UTF8.self)) {
      $0 != "\n" && steers($0)
    } as: { scalar in
      String(scalar).utf16.map { unit in
        let digits = hex(UInt32(unit))
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }
  }

  private static func hex(_ value: UInt32) -> String { String(value, radix: 16) }

  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private static func escaped(
    _ text: String, _ affected: (Unicode.Scalar) -> Bool, as escape: (Unicode.Scalar) -> String
  ) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if affected(scalar) {
        out.append(contentsOf: escape(scalar).unicodeScalars)
      } else {
        out.append(scalar)
      }
    }
    return String(out)
  }
}
