/// One place where a house rule is broken.
struct Violation: Hashable, CustomStringConvertible {
  let path: String
  /// Counted from 1; 0 for the file as a whole.
  let line: Int
  /// What is wrong, in words that say how to put it right.
  let text: String

  var description: String { line == 0 ? "\(path): \(text)" : "\(path):\(line): \(text)" }
}

extension [Violation] {
  /// One a line, for a test's message.
  var report: String { map(\.description).joined(separator: "\n") }
}
