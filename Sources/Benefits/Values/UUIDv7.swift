/// A time-ordered identifier chosen by the client (RFC 9562 §5.7). Time order keeps index pages hot: a
/// random key costs five times as much to insert.
public struct UUIDv7: Hashable, Comparable, Sendable {
  /// The first eight bytes, big-endian.
  public let high: UInt64
  /// The last eight bytes, big-endian.
  public let low: UInt64

  /// Wraps 128 bits, or nil if version is not 7 or the variant not RFC 9562's.
  public init?(high: UInt64, low: UInt64) {
    guard high >> 12 & 0xF == 7, low >> 62 == 0b10 else { return nil }
    self.high = high
    self.low = low
  }

  /// Builds an identifier for `instant` from 74 bits of `randomness` (the rest is ignored).
  public init(at instant: Instant, randomness: (UInt64, UInt64)) {
    let milliseconds = UInt64(clamping: instant.microseconds / 1000) & 0xFFFF_FFFF_FFFF
    high = milliseconds << 16 | 0x7000 | randomness.0 & 0x0FFF
    low = 0x8000_0000_0000_0000 | randomness.1 & 0x3FFF_FFFF_FFFF_FFFF
  }

  /// Parses the canonical form: lower-case hexadecimal, 8-4-4-4-12. Nothing else, so that an id has one
  /// spelling.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    var digits = 0
    for (index, byte) in bytes.enumerated() {
      if [8, 13, 18, 23].contains(index) {
        guard byte == 0x2D else { return nil }
        continue
      }
      let value: UInt64
      switch byte {
      case 0x30...0x39: value = UInt64(byte - 0x30)
      case 0x61...0x66: value = UInt64(byte - 0x61 + 10)
      default: return nil
      }
      if digits < 16 { words.0 = words.0 << 4 | value } else { words.1 = words.1 << 4 | value }
      digits += 1
    }
    self.init(high: words.0, low: words.1)
  }

  /// Reads 16 bytes, big-endian; nil if they are not a UUIDv7.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    let high = bytes[..<8].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    let low = bytes[8...].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    self.init(high: high, low: low)
  }

  /// The 16 bytes, big-endian.
  public var bytes: [UInt8] {
    [high, low].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  /// The time in the identifier, to the millisecond.
  public var instant: Instant { Instant(microseconds: Int64(high >> 16) * 1000) }

  /// Earlier before later.
  public static func < (a: UUIDv7, b: UUIDv7) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension UUIDv7: CustomStringConvertible {
  /// The canonical form.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(0x2D) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 0xF)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
