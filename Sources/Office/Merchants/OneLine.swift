/// Texts that people type into one line.
enum OneLine {
  /// Whether `text` has something to read, no more than `limit` characters, and no line end, control or character that
  /// turns the direction of what follows it.
  static func holds(_ text: String, limit: Int) -> Bool {
    guard (1...limit).contains(text.count), text.utf8.count <= limit * 8,
      text.contains(where: { !$0.isWhitespace })
    else { return false }
    return text.unicodeScalars.allSatisfy {
      ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
  }
}
