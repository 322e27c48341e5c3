/// ARCHITECTURE, "Configuration, telemetry, lifecycle": card numbers, tokens and names never reach a log.
///
/// A heuristic over names: whatever a call of a logger mentions in code or in interpolations must not have
/// `card`, `number`, `token` or `authorization` among its words. Names of people have no one word; the log
/// handler withholds metadata called `name`.
enum LogRule {
  static let words: Set<String> = ["card", "number", "token", "authorization"]
  private static let levels = [
    "trace", "debug", "info", "notice", "warning", "error", "critical", "log",
  ]

  static func violations(in source: SwiftSource) -> [Violation] {
    source.lines.indices.compactMap { index in
      let line = source.lines[index]
      guard let start = beginningOfCall(line.code) else { return nil }
      guard let name = names(ofCallAt: start, in: source.lines[index...]).first(where: isSensitive) else {
        return nil
      }
      return source.violation(line, "a log line mentions \(name)")
    }
  }

  /// Where the arguments of a call such as `context.logger.info(` begin.
  private static func beginningOfCall(_ code: String) -> String.Index? {
    for level in levels {
      for range in code.ranges(of: ".\(level)(") {
        let receiver = code[..<range.lowerBound].reversed().drop { $0 == "?" }
          .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let name = String(receiver.reversed()).lowercased()
        if name.hasSuffix("logger") || name == "log" { return range.upperBound }
      }
    }
    return nil
  }

  /// Every name between the call's parentheses.
  private static func names(ofCallAt start: String.Index, in lines: ArraySlice<SwiftSource.Line>) -> [String]
  {
    var open = 1
    var text = ""
    let rest = lines.dropFirst().lazy.map { "\n" + $0.code }
    for code in [String(lines.first?.code[start...] ?? "")] + rest {
      for character in code {
        if character == "(" { open += 1 }
        if character == ")" { open -= 1 }
        if open == 0 { break }
        text.append(character)
      }
      if open == 0 { break }
    }
    return text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
  }

  /// Whether a name has such a word: `cardNumber` and `api_token` do, `cards` and `discard` do not.
  static func isSensitive(_ name: String) -> Bool {
    var word = ""
    for character in name + "_" {
      if character == "_" || character.isUppercase || character.isNumber {
        if words.contains(word) { return true }
        word = ""
      }
      if character.isLetter { word += character.lowercased() }
    }
    return false
  }
}
