/// The house rules: who steps outside what the compiler checks says which documentation allows it.
///
/// - `@unchecked Sendable` is a claim about one type: the comment directly above that type cites.
/// - `unsafe`, `@safe` and `@unsafe` stand on expressions, often ten times for one promise of a library: at
///   least one comment of their file cites. What is cited fits the calls or it does not; that is for review.
///
/// A citation is a manual page, such as `write(2)`, or at least three words between quotation marks.
enum UnsafeRule {
  static func violations(in source: SwiftSource) -> [Violation] {
    var found: [Violation] = []
    for line in source.lines where line.code.contains("@unchecked Sendable") {
      if !cites(comment(above: line, in: source)) {
        found.append(source.violation(line, "@unchecked Sendable: the comment above cites no documentation"))
      }
    }
    let marked = source.lines.first { line in
      line.words.contains("unsafe") || line.code.contains("@safe")
    }
    if let marked, !cites(source.lines.map(\.comment).joined(separator: " ")) {
      found.append(source.violation(marked, "unsafe: no comment of the file cites documentation"))
    }
    return found
  }

  /// The comment that touches the declaration from above; attributes on lines of their own may stand between.
  private static func comment(above line: SwiftSource.Line, in source: SwiftSource) -> String {
    var above = source.lines[..<(line.number - 1)]
    while above.last?.code.drop(while: { $0 == " " }).hasPrefix("@") == true { above.removeLast() }
    let lines = above.reversed().prefix { $0.text.drop { $0 == " " }.hasPrefix("//") }
    return lines.reversed().map(\.comment).joined(separator: " ")
  }

  static func cites(_ comment: String) -> Bool {
    let quoted = comment.split(separator: "\"", omittingEmptySubsequences: false)
    // Every second part stands between marks, the last one only if the marks are paired.
    for index in stride(from: 1, to: quoted.count - 1, by: 2)
    where quoted[index].split(separator: " ").count >= 3 {
      return true
    }
    return comment.contains(/\w\([1-8][a-z]*\)/)
  }
}
