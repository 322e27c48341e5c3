/// The house rules: files and functions are short enough to be read at once. The length of lines is
/// swift-format's.
enum LengthRule {
  /// The most lines of a file.
  static let file = 500
  /// The most lines of a function or initialiser, from its first to its closing brace.
  static let function = 70

  static func violations(in source: SwiftSource) -> [Violation] {
    var found: [Violation] = []
    if source.lines.count > file {
      found.append(
        Violation(path: source.path, line: 0, text: "\(source.lines.count) lines; at most \(file)"))
    }
    for (name, first, length) in functions(of: source) where length > function {
      found.append(source.violation(first, "\(name) has \(length) lines; at most \(function)"))
    }
    return found
  }

  /// Functions, initialisers and deinitialisers with a body of their own lines.
  static func functions(of source: SwiftSource) -> [(name: String, first: SwiftSource.Line, lines: Int)] {
    source.lines.indices.compactMap { index in
      let line = source.lines[index]
      guard let name = declaredFunction(line), let end = end(of: index, in: source.lines) else { return nil }
      return (name, line, end - index + 1)
    }
  }

  /// Formatted code closes a body with a brace at the indentation of its beginning; in between, nothing but
  /// the signature's own `)` and the body's `{` stand as far left.
  private static func end(of start: Int, in lines: [SwiftSource.Line]) -> Int? {
    let indentation = lines[start].indentation
    for index in lines.indices[(start + 1)...] {
      let line = lines[index]
      guard !line.code.allSatisfy(\.isWhitespace), line.indentation <= indentation else { continue }
      let code = line.code.drop { $0 == " " }
      if line.indentation == indentation, code.hasPrefix("}") { return index }
      guard line.indentation == indentation, code.hasPrefix(")") || code.hasPrefix("{") else { return nil }
    }
    return nil
  }

  /// The function that a line begins: what stands before the keyword are modifiers and attributes.
  private static func declaredFunction(_ line: SwiftSource.Line) -> String? {
    let words = line.words
    guard let index = words.firstIndex(where: { ["func", "init", "deinit", "subscript"].contains($0) }),
      !line.code[..<words[index].startIndex].contains(where: { "({=.".contains($0) })
    else { return nil }
    guard words[index] == "func" else { return String(words[index]) }
    let quoted = line.text.split(separator: "`", omittingEmptySubsequences: false)
    if quoted.count > 2 { return "`\(quoted[1])`" }
    return words.dropFirst(index + 1).first.map(String.init)
  }
}
