/// Finds the line on which a value of a document begins, so that a fault in a data file is reported with file
/// and line. For documents that the parser accepted; of others it finds lines as far as it can.
///
/// It keeps nothing but the bytes and walks them for each question, without recursion: faults are few, and
/// a table of all places would cost more than the document.
public struct JSONLineMap: Sendable {
  private let bytes: [UInt8]

  /// Takes a document that already parsed.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The line, counted from 1, on which the value at a JSON pointer begins; of a value that does not exist,
  /// that of its nearest ancestor which does.
  public func line(of pointer: String) -> Int {
    var cursor = Cursor(bytes)
    var found = cursor.significant()
    for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard cursor.enter(Self.unescaped(step)) else { break }
      found = cursor.index
    }
    return 1 + bytes[..<found].count { $0 == 0x0A }
  }

  /// A step of a pointer as a name: `~1` is `/`, then `~0` is `~` (RFC 6901 §4).
  private static func unescaped(_ step: Substring) -> String {
    var name = ""
    var afterTilde = false
    for scalar in step.unicodeScalars {
      switch (afterTilde, scalar) {
      case (false, "~"): afterTilde = true
      case (true, "0"), (true, "1"):
        name += scalar == "0" ? "~" : "/"
        afterTilde = false
      default: name.unicodeScalars.append(scalar)
      }
    }
    return name
  }
}

/// A place in the bytes that only moves forward.
private struct Cursor {
  private let bytes: [UInt8]
  private(set) var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Steps over white space, colons and commas to what matters next.
  @discardableResult mutating func significant() -> Int {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: ":")].contains(byte) {
      index += 1
    }
    return index
  }

  /// From the beginning of a value to that of its child called `step`; false if there is none.
  mutating func enter(_ step: String) -> Bool {
    switch current {
    case UInt8(ascii: "{"):
      index += 1
      significant()
      while current == UInt8(ascii: "\"") {
        let start = index
        skipString()
        let end = index
        significant()
        if name(start..<end) == step { return current != nil }
        skipValue()
        significant()
      }
    case UInt8(ascii: "["):
      guard var remaining = Int(step), remaining >= 0 else { return false }
      index += 1
      significant()
      while let byte = current, byte != UInt8(ascii: "]") {
        if remaining == 0 { return true }
        remaining -= 1
        skipValue()
        significant()
      }
    default: break
    }
    return false
  }

  /// The name that a string token spells.
  private func name(_ token: Range<Int>) -> String? {
    guard bytes[token].contains(UInt8(ascii: "\\")) else {
      return String(decoding: bytes[token].dropFirst().dropLast(), as: UTF8.self)
    }
    guard case .string(let name)? = try? JSONParser.parse(Array(bytes[token]), rules: .general) else {
      return nil
    }
    return name
  }

  private mutating func skipString() {
    index += 1
    while let byte = current {
      index += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { break }
    }
    index = min(index, bytes.count)
  }

  /// Steps over one value of any kind, at least one byte.
  private mutating func skipValue() {
    var depth = 0
    repeat {
      switch current {
      case UInt8(ascii: "\""): skipString()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        index += 1
      case nil: return
      default: skipWord()
      }
      if depth > 0 { significant() }
    } while depth > 0
  }

  /// Steps over a number, `true`, `false` or `null`.
  private mutating func skipWord() {
    repeat { index += 1 } while current.map { !Self.endsWord.contains($0) } ?? false
  }

  private static let endsWord = Set(" \t\n\r,:]}".utf8)
}
