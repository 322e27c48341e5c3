public import Benefits

/// Where the home city's chain of receipts stands.
public struct ReceiptHead: Hashable, Sendable {
  /// The last entry's number; 0 before the first.
  public private(set) var number: Int64
  /// The last entry's hash.
  public private(set) var hash: [UInt8]

  /// A head as it was stored; that of an empty chain if nothing is named.
  public init(number: Int64 = 0, hash: [UInt8] = ChainHash.start) {
    self.number = number
    self.hash = hash
  }

  /// The next entry about a line.
  public func entry(_ line: UUIDv7, _ finding: Finding, at now: Instant) -> ReceiptEntry {
    ReceiptEntry(number: number + 1, line: line, finding: finding, at: Instant(seconds: now.seconds))
  }

  /// Takes the next entry.
  /// - Returns: its hash; nil if it is not the next, and then nothing has changed.
  @discardableResult
  public mutating func take(_ entry: ReceiptEntry, bytes: [UInt8], digest: Digest) -> [UInt8]? {
    guard entry.number == number + 1 else { return nil }
    number = entry.number
    hash = ChainHash.entry(bytes, after: hash, digest: digest)
    return hash
  }
}

extension ReceiptEntry {
  /// How the bytes of the entry begin: an object's opening brace and all that the entry says.
  public var prefix: [UInt8] {
    var text = ASCIIText(capacity: 160)
    text.append("{\"number\":")
    text.append(number)
    text.append(",\"at\":")
    text.append(at.seconds)
    text.append(",\"line\":\"")
    text.append(line)
    text.append("\",\"finding\":\"")
    text.append(finding.code)
    text.append("\"")
    return text.bytes
  }
}
