import TestSupport
import Testing
import Wire

struct Base32Tests {
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
    ("foobar", "MZXW6YTBOI"),
  ])
  func `the vectors of RFC 4648 without padding hold both ways`(text: String, characters: String) {
    #expect(Base32.text(Array(text.utf8)) == characters)
    #expect(Base32.decode(characters) == Array(text.utf8))
    #expect(Base32.decode(characters.lowercased()) == Array(text.utf8), "a person may type small letters")
  }

  @Test func `any bytes come back`() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for length in 0..<200 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(Base32.decode(Base32.text(bytes)) == bytes, "seed \(seed)")
    }
  }

  @Test(arguments: ["M", "MZX", "MZXW6Y", "MY======", "MZ", "M1", "M0", "M8", " MY", "MY\n", "M-", "臺"])
  func `anything else is refused`(text: String) {
    #expect(Base32.decode(text) == nil)
  }
}
