/// ARCHITECTURE, "Targets", and the house rules: errors are typed and handled; nothing stops the process or
/// writes to standard output behind the back of the program.
enum CallRule {
  /// Where `preconditionFailure` may stand, and why.
  static let mayStop = [
    "Sources/CityNode/Ports/Ports.swift": "without randomness a node may sign nothing",
    "Sources/Signing/Digest.swift": "no memory for a hash; a wrong digest would be worse",
  ]

  static func violations(in source: SwiftSource) -> [Violation] {
    let processes = source.lines.compactMap(process)
    return source.lines.flatMap { line -> [Violation] in
      var found: [Violation] = []
      if line.code.contains("try!") { found.append(source.violation(line, "try!: handle the error")) }
      if line.code.contains("as!") { found.append(source.violation(line, "as!: cast with as?")) }
      if calls("fatalError", line) { found.append(source.violation(line, "fatalError: throw an error")) }
      if let starts = processes.first(where: { line.code.contains("\($0).run()") }) {
        found.append(
          source.violation(line, "\(starts).run: programs are started by Process.start, one at a time"))
      }
      if source.path.hasPrefix("Sources/") {
        if calls("print", line), source.target != "citycard" {
          found.append(source.violation(line, "print: only citycard writes to standard output"))
        }
        if calls("preconditionFailure", line), mayStop[source.path] == nil {
          found.append(source.violation(line, "preconditionFailure: not in the list of those with a reason"))
        }
      }
      return found
    }
  }

  /// The name that the line gives to a `Process`.
  private static func process(_ line: SwiftSource.Line) -> String? {
    line.code.firstMatch(of: /(\w+)(?:: Process)? = (?:\w+\.)?[Pp]rocess\(/).map { String($0.1) }
  }

  /// Whether the line calls `function`: not a method of that name, nor its declaration.
  static func calls(_ function: String, _ line: SwiftSource.Line) -> Bool {
    line.code.ranges(of: function + "(").contains { range in
      let before = line.code[..<range.lowerBound]
      guard let last = before.last else { return true }
      return !(last.isLetter || last.isNumber || last == "_" || last == "." || before.hasSuffix("func "))
    }
  }
}
