/// The repository's top level is a table of contents: what is not in it belongs somewhere below.
enum TopLevelRule {
  static let entries: Set<String> = [
    "Package.swift", "Sources", "Tests", "Federation", "Partners", "certs", "README.md",
  ]

  /// - Parameter files: Every file of the repository; hidden ones are not looked at.
  static func violations(in files: [String]) -> [Violation] {
    let present = Set(files.compactMap { $0.split(separator: "/").first.map(String.init) })
      .filter { !$0.hasPrefix(".") }
    return present.subtracting(entries).sorted().map {
      Violation(path: $0, line: 0, text: "does not belong at the top of the repository")
    } + entries.subtracting(present).sorted().map { Violation(path: $0, line: 0, text: "is missing") }
  }
}
