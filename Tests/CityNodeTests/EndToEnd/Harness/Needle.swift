import Benefits
import Foundation
import Wire

/// Looks for a text in bytes, in every form in which it could have been kept by mistake.
enum Needle {
  /// Whether `text` stands in `bytes`: as it is, in hexadecimal digits, or within a longer base64url text.
  static func found(_ text: String, in bytes: [UInt8]) -> Bool {
    let data = Data(bytes)
    return forms(of: text).contains { data.range(of: Data($0)) != nil }
  }

  /// The bytes with everything in them that is base64url opened beside it, twice over: parts of tokens, and
  /// disclosures within parts.
  static func opened(_ bytes: [UInt8]) -> [UInt8] {
    var all = bytes
    var layer = bytes
    for _ in 0..<2 {
      let words = layer.split { !isBase64URL($0) }.filter { $0.count >= 8 }
      layer = words.flatMap { (Base64URL.decode(Array($0)) ?? []) + [0x0A] }
      all += [0x0A] + layer
    }
    return all
  }

  private static func forms(of text: String) -> [[UInt8]] {
    let raw = Array(text.utf8)
    let hex = raw.map { String($0, radix: 16) }.joined()
    // A text inside a longer one has three base64 forms, by where it begins; the letters at either end that
    // depend on the neighbours are left out.
    let shifted = (0..<3).map { shift -> [UInt8] in
      let letters = Base64URL.encode([UInt8](repeating: 0, count: shift) + raw)
      return Array(letters.dropFirst([0, 2, 3][shift]).dropLast(2))
    }
    return [raw, Array(hex.utf8), Array(hex.uppercased().utf8)] + shifted
  }

  private static func isBase64URL(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }
}
