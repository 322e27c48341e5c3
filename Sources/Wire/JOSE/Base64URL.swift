/// base64url without padding (RFC 4648 §5, RFC 7515 §2), in its canonical form alone: each value has exactly
/// one spelling, so equal text is the same as equal bytes.
public enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The value of each ASCII character; 0xFF for what is not of the alphabet.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  /// The ASCII characters that stand for `bytes`.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = alphabet
    var characters: [UInt8] = []
    characters.reserveCapacity((bytes.count * 4 + 2) / 3)
    var index = 0
    while index + 2 < bytes.count {
      let bits = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
      characters.append(alphabet[bits >> 18])
      characters.append(alphabet[bits >> 12 & 63])
      characters.append(alphabet[bits >> 6 & 63])
      characters.append(alphabet[bits & 63])
      index += 3
    }
    switch bytes.count - index {
    case 1:
      let bits = Int(bytes[index]) << 4
      characters.append(alphabet[bits >> 6])
      characters.append(alphabet[bits & 63])
    case 2:
      let bits = (Int(bytes[index]) << 8 | Int(bytes[index + 1])) << 2
      characters.append(alphabet[bits >> 12])
      characters.append(alphabet[bits >> 6 & 63])
      characters.append(alphabet[bits & 63])
    default: break
    }
    return characters
  }

  /// The text that stands for `bytes`.
  public static func text(_ bytes: [UInt8]) -> String { String(decoding: encode(bytes), as: UTF8.self) }

  /// The bytes that `text` stands for; nil for anything but the canonical form.
  public static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)) }

  /// The bytes that `characters` stand for; nil for padding, white space, any other foreign character, a
  /// length that no bytes have, and unused bits at the end that are not zero.
  public static func decode(_ characters: [UInt8]) -> [UInt8]? { decode(characters[...]) }

  /// The bytes that `characters` stand for, by the same rules.
  public static func decode(_ characters: ArraySlice<UInt8>) -> [UInt8]? {
    guard characters.count % 4 != 1 else { return nil }
    let values = values
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count * 3 / 4)
    var bits: UInt32 = 0
    var width = 0
    for character in characters {
      let value = values[Int(character)]
      guard value != 0xFF else { return nil }
      bits = bits << 6 | UInt32(value)
      width += 6
      if width >= 8 {
        width -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(width)))
      }
    }
    guard bits & (1 << UInt32(width) - 1) == 0 else { return nil }
    return bytes
  }
}
