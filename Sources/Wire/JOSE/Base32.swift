/// Base32 without padding (RFC 4648 §6), as authenticators take a secret: letters and the digits 2 to 7, so
/// that a person can type it.
public enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// The text that stands for `bytes`.
  public static func text(_ bytes: [UInt8]) -> String {
    var characters: [UInt8] = []
    characters.reserveCapacity((bytes.count * 8 + 4) / 5)
    var bits: UInt32 = 0
    var width: UInt32 = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      width += 8
      while width >= 5 {
        width -= 5
        characters.append(alphabet[Int(bits >> width & 31)])
      }
    }
    if width > 0 { characters.append(alphabet[Int(bits << (5 - width) & 31)]) }
    return String(decoding: characters, as: UTF8.self)
  }

  /// The bytes that `text` stands for, whatever its case; nil for padding, white space, any other foreign
  /// character, a length that no bytes have, and unused bits at the end that are not zero.
  public static func decode(_ text: String) -> [UInt8]? {
    let characters = text.utf8
    guard ![1, 3, 6].contains(characters.count % 8) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count * 5 / 8)
    var bits: UInt32 = 0
    var width: UInt32 = 0
    for character in characters {
      guard let value = value(of: character) else { return nil }
      bits = bits << 5 | UInt32(value)
      width += 5
      if width >= 8 {
        width -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> width))
      }
    }
    return bits & (1 << width - 1) == 0 ? bytes : nil
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a")
    case UInt8(ascii: "2")...UInt8(ascii: "7"): character - UInt8(ascii: "2") + 26
    default: nil
    }
  }
}
