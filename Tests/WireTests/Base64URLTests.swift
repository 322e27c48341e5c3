import Foundation
import TestSupport
import Testing
import Wire

struct Base64URLTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
    ("foobar", "Zm9vYmFy"),
  ])
  func `the vectors of RFC 4648 without padding hold both ways`(text: String, characters: String) {
    #expect(Base64URL.text(Array(text.utf8)) == characters)
    #expect(Base64URL.decode(characters) == Array(text.utf8))
  }

  @Test func `any bytes come back, and look as Foundation writes them`() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for length in 0..<300 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      let text = Base64URL.text(bytes)
      let expected = Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
      #expect(text == expected, "seed \(seed)")
      #expect(Base64URL.decode(text) == bytes, "seed \(seed)")
    }
  }

  /// Canonical: whatever is read is written the same way again, so no two texts mean the same bytes.
  @Test func `whatever is accepted is its own only spelling`() {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var accepted = 0
    for first in alphabet {
      for second in alphabet {
        for text in [[first, second], alphabet.prefix(1) + [first, second]] {
          guard let bytes = Base64URL.decode(text) else { continue }
          accepted += 1
          #expect(Base64URL.encode(bytes) == text)
        }
      }
    }
    #expect(accepted == 256 + 64 * 16)
  }

  @Test(arguments: [
    "A", "AAAAA", "Zg==", "Zg=", "Zm9v=", "Zh", "Zm9", " Zg", "Zg ", "Zg\n", "Z g", "Zm+v", "Zm/v", "Zg.",
    "Zm9vYg\u{0}", "臺",
  ])
  func `anything but the canonical form is refused`(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }
}
