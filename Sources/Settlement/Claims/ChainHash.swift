/// SHA-256, brought in by whoever runs the rules: this target holds no cryptography.
public typealias Digest = ([UInt8]) -> [UInt8]

/// The three hash chains of `Federation/SETTLEMENT.md`. Each begins at ``start``, and each has a tag of its own, so that
/// a link of one can't be passed off as a link of another.
public enum ChainHash {
  /// What comes before the first link: 32 zero bytes.
  public static let start = [UInt8](repeating: 0, count: 32)

  /// The hash of a claim line after a line with the hash `previous`.
  public static func line(_ bytes: [UInt8], after previous: [UInt8], digest: Digest) -> [UInt8] {
    digest(joined(lineTag, previous, bytes))
  }

  /// The hash of a window with one line more.
  public static func window(_ line: [UInt8], after previous: [UInt8], digest: Digest) -> [UInt8] {
    digest(joined(windowTag, previous, line))
  }

  /// The hash of a receipt's entry after an entry with the hash `previous`.
  public static func entry(_ bytes: [UInt8], after previous: [UInt8], digest: Digest) -> [UInt8] {
    digest(joined(entryTag, previous, bytes))
  }

  private static let lineTag = Array("citycard/claim-line/1\0".utf8)
  private static let windowTag = Array("citycard/claim-window/1\0".utf8)
  private static let entryTag = Array("citycard/receipt-entry/1\0".utf8)

  private static func joined(_ tag: [UInt8], _ previous: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
    var message: [UInt8] = []
    message.reserveCapacity(tag.count + previous.count + bytes.count)
    message += tag
    message += previous
    message += bytes
    return message
  }
}
