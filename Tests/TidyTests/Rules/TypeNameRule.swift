/// ARCHITECTURE, "Targets": no type bears a module's name, since it would shadow the module for all who import
/// both.
enum TypeNameRule {
  /// Our targets and every module that they may import.
  static let modules = Set(ImportRule.own.keys).union(ImportRule.outside.keys).union(["Swift", "TestSupport"])

  private static let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]

  static func violations(in source: SwiftSource) -> [Violation] {
    source.lines.flatMap { line in
      declaredNames(line).filter(modules.contains).map {
        source.violation(line, "type \($0) bears a module's name")
      }
    }
  }

  /// What follows the keywords of type declarations; `import struct X.Y` declares nothing.
  private static func declaredNames(_ line: SwiftSource.Line) -> [String] {
    let words = line.words
    guard !words.contains("import") else { return [] }
    return zip(words, words.dropFirst()).filter { kinds.contains($0.0) }.map { String($0.1) }
  }
}
