/// A Markdown file of chapters (`# …`), sections (`## …`) and tables.
struct MarkdownCatalogue {
  struct Section {
    let title: String
    var lines: [String] = []

    /// The cells of the rows below the dashes of its first table.
    var rows: [[String]] {
      lines.drop { !$0.hasPrefix("|--") }.dropFirst().prefix { $0.hasPrefix("|") }
        .map { line in
          line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
            .map { $0.drop { $0 == " " } }
            .map { String($0.last == " " ? $0.dropLast() : $0) }
        }
    }
  }

  /// What stands under `# …`, up to the first section.
  private(set) var chapters: [Section] = []
  /// What stands under `## …`.
  private(set) var sections: [Section] = []

  init(_ text: String) {
    var inSection = false
    for line in text.split(separator: "\n").map(String.init) {
      if line.hasPrefix("## ") {
        sections.append(Section(title: String(line.dropFirst(3))))
        inSection = true
      } else if line.hasPrefix("# ") {
        chapters.append(Section(title: String(line.dropFirst(2))))
        inSection = false
      } else if inSection {
        sections[sections.count - 1].lines.append(line)
      } else if !chapters.isEmpty {
        chapters[chapters.count - 1].lines.append(line)
      }
    }
  }
}

extension StringProtocol {
  /// Whether it holds a Chinese character (CJK Unified Ideographs).
  var holdsHan: Bool { unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
}
