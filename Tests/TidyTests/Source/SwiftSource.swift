/// A Swift file, line by line, with what is code and what is comment told apart.
struct SwiftSource {
  /// One line.
  struct Line {
    /// Counted from 1.
    let number: Int
    /// The line as it stands.
    let text: String
    /// Its code, in place: comments, quoted names and the contents of strings are blank,
    /// interpolations are code.
    let code: String
    /// Its comment, if any, without slashes or stars.
    let comment: String

    /// The number of leading spaces.
    var indentation: Int { text.prefix { $0 == " " }.count }

    /// The words of the code: names and keywords, in order.
    var words: [Substring] {
      code.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    }
  }

  /// From the repository's root, such as `Sources/Store/CityStore.swift`.
  let path: String
  let lines: [Line]

  init(path: String, _ text: String) {
    self.path = path
    var scanner = SwiftScanner(Array(text.utf8))
    scanner.scan()
    let parts = [text.utf8.map { $0 }, scanner.code, scanner.comments].map { bytes in
      bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
    var lines = parts[0].indices.map { index in
      Line(
        number: index + 1, text: parts[0][index], code: parts[1][index],
        comment: parts[2][index].split(separator: " ").joined(separator: " "))
    }
    if lines.last?.text.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  /// The target or test target whose folder holds the file: the second part of the path.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// A violation in `line`.
  func violation(_ line: Line, _ text: String) -> Violation {
    Violation(path: path, line: line.number, text: text)
  }
}
