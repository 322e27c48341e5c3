/// Tells code from comments and the contents of strings, byte by byte. It knows nested comments, raw and
/// multi-line strings, interpolations, quoted names and regular expressions between `#/` and `/#`; more it
/// need not know.
struct SwiftScanner {
  private enum Mode: Equatable {
    case code
    /// Inside `\(…)`, with the parentheses that are open.
    case interpolation(open: Int)
    case string(hashes: Int, quotes: Int)
    case expression
    /// Between the backquotes of a name such as `a // b`, which may hold almost anything.
    case quotedName
    case lineComment
    case blockComment(depth: Int)
  }

  private let bytes: [UInt8]
  private var position = 0
  private var modes: [Mode] = [.code]

  /// As long as the text; blank where there is no code.
  private(set) var code: [UInt8]
  /// As long as the text; blank where there is no comment.
  private(set) var comments: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    code = bytes.map { $0 == 0x0A ? 0x0A : 0x20 }
    comments = code
  }

  mutating func scan() {
    while position < bytes.count {
      switch modes[modes.count - 1] {
      case .code: scanCode(open: nil)
      case .interpolation(let open): scanCode(open: open)
      case .string(let hashes, let quotes): scanString(hashes, quotes)
      case .expression: if starts("/#") { leave(2) } else { position += 1 }
      case .quotedName: if starts("`") { leave(1) } else { position += 1 }
      case .lineComment: if bytes[position] == 0x0A { leave(1) } else { takeComment() }
      case .blockComment(let depth): scanBlockComment(depth)
      }
    }
  }

  private mutating func scanCode(open: Int?) {
    if starts("//") { return enter(.lineComment, 2) }
    if starts("/*") { return enter(.blockComment(depth: 1), 2) }
    if starts("#/") { return enter(.expression, 2) }
    if starts("`") { return enter(.quotedName, 1) }
    let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
    // Three open a string of many lines only at a line's end: `#""""#` is a raw string of two.
    let quotes = starts("\"\"\"\n", at: position + hashes) ? 3 : 1
    if starts("\"", at: position + hashes) {
      return enter(.string(hashes: hashes, quotes: quotes), hashes + quotes)
    }
    if let open {
      if starts("(") { modes[modes.count - 1] = .interpolation(open: open + 1) }
      if starts(")") {
        if open == 1 { return leave(1) }
        modes[modes.count - 1] = .interpolation(open: open - 1)
      }
    }
    code[position] = bytes[position]
    position += 1
  }

  private mutating func scanString(_ hashes: Int, _ quotes: Int) {
    let marks = String(repeating: "#", count: hashes)
    if starts(String(repeating: "\"", count: quotes) + marks) { return leave(quotes + hashes) }
    if starts("\\\(marks)(") { return enter(.interpolation(open: 1), hashes + 2) }
    // What is escaped cannot end the string.
    position += starts("\\\(marks)") ? hashes + 2 : 1
  }

  private mutating func scanBlockComment(_ depth: Int) {
    if starts("/*") {
      modes[modes.count - 1] = .blockComment(depth: depth + 1)
      position += 2
    } else if starts("*/") {
      if depth == 1 { return leave(2) }
      modes[modes.count - 1] = .blockComment(depth: depth - 1)
      position += 2
    } else {
      takeComment()
    }
  }

  private mutating func takeComment() {
    // A third slash, as in documentation, belongs to the mark.
    let isMark = starts("/") && position > 0 && bytes[position - 1] == UInt8(ascii: "/")
    if !isMark { comments[position] = bytes[position] }
    position += 1
  }

  private mutating func enter(_ mode: Mode, _ count: Int) {
    modes.append(mode)
    position += count
  }

  private mutating func leave(_ count: Int) {
    modes.removeLast()
    position += count
  }

  private func starts(_ text: String, at start: Int? = nil) -> Bool {
    bytes[min(start ?? position, bytes.count)...].starts(with: text.utf8)
  }
}
