/// The house rules: no private key is in the repository, and nothing in it is true on one machine alone.
enum SecretRule {
  static func violations(path: String, _ text: String) -> [Violation] {
    var found: [Violation] = []
    if path.split(separator: "/").last == "Package.resolved" {
      found.append(Violation(path: path, line: 0, text: "belongs to a checkout, not to the repository"))
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.contains("PRIVATE KEY-----"), lines[index...].prefix(3).contains(where: holdsKeyText) {
        found.append(Violation(path: path, line: index + 1, text: "a private key: make it when it is needed"))
      }
      if let place = machinePath(line) {
        found.append(Violation(path: path, line: index + 1, text: "\(place) is a path of one machine"))
      }
    }
    return found
  }

  /// Whether a line holds 40 characters of base64 in a row, as PEM does (RFC 7468 §2: 64 a line), whether
  /// it stands alone or inside a string.
  private static func holdsKeyText(_ line: Substring) -> Bool {
    var run = 0
    for byte in line.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
        run += 1
        if run == 40 { return true }
      default: run = 0
      }
    }
    return false
  }

  /// The beginning of an absolute path in a folder that differs from machine to machine. Homebrew's own prefix
  /// is the same on every Mac (https://docs.brew.sh/Installation).
  private static func machinePath(_ line: Substring) -> String? {
    for folder in ["work", "opt", "root"] {
      let place = "/\(folder)/"
      for range in line.ranges(of: place) {
        // A letter before it, as in `https://card.example/work/`, or a point makes it the rest of another path.
        let before = line[..<range.lowerBound].last
        if before.map({ $0.isLetter || $0.isNumber || "._-~})".contains($0) }) == true { continue }
        if !line[range.lowerBound...].hasPrefix("/opt/homebrew/") { return place }
      }
    }
    return nil
  }
}
