import Benefits
import Office
import Testing

struct TOTPTests {
  /// RFC 6238, appendix B, computes with HMAC-SHA-1 under "12345678901234567890"; these are the hashes of the
  /// counters 0 and 1 that RFC 4226, appendix D, prints under the same secret, with the codes that follow.
  private static let hashes: [Int64: [UInt8]] = [
    0: bytes("cc93cf18508d94934c64b65d8ba7667fb7cde4b0"),
    1: bytes("75a48a19d4cbe100644e8ac1397eea747a2d33ab"),
    2: bytes("0bacb7fa082fef30782211938bc1c5e70416ff44"),
    3: bytes("66c28227d03a2d5529262ff016a1e6ef76557ece"),
    4: bytes("a904c900a64b35909874b33e61c5938a8e15ed1c"),
    5: bytes("a37e783d7b7233c083d4f62926c7a25f238d0316"),
    6: bytes("bc9cd28561042c83f219324d3c607256c03272ae"),
    7: bytes("a4fb960c0bc06e1eabb804e5b397cdc4b45596fa"),
    8: bytes("1b3c89f65e6c9e883012052823443f048b4332db"),
    9: bytes("1637409809a679dc698207310c8c7fc07290d9e5"),
  ]
  private static let codes = [
    "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
  ]

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = Array(text)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
  }

  /// Gives the hash of a counter, and nothing for a message that is none.
  private func hmac(_ message: [UInt8]) -> [UInt8] {
    let counter = message.reduce(0 as Int64) { $0 << 8 | Int64($1) }
    return message.count == 8 ? Self.hashes[counter] ?? [UInt8](repeating: 0, count: 20) : []
  }

  @Test(arguments: 0..<10)
  func `the codes are those of RFC 4226`(step: Int64) {
    #expect(TOTP.code(of: step, hmac) == Self.codes[Int(step)])
  }

  @Test func `a step is thirty seconds`() {
    for (seconds, step) in [(0, 0), (29, 0), (30, 1), (59, 1), (1_111_111_109, 37_037_036)]
      as [(Int64, Int64)]
    {
      #expect(TOTP.step(at: Instant(seconds: seconds)) == step)
    }
  }

  @Test func `a code of the step before, this one and the next is taken, and no other`() {
    let now = Instant(seconds: 5 * 30 + 7)
    for step in 0..<10 as Range<Int64> {
      let taken = TOTP.accept(Self.codes[Int(step)], at: now, after: nil, hmac)
      #expect(taken == ((4...6).contains(step) ? step : nil), "\(step)")
    }
    #expect(TOTP.accept(" 254 676 ", at: now, after: nil, hmac) == 5, "blanks are nothing")
    for wrong in ["", "25467", "2546760", "25467a", "２５４６７６"] {
      #expect(TOTP.accept(wrong, at: now, after: nil, hmac) == nil)
    }
  }

  @Test func `no code is taken twice, nor one from before the last`() {
    let now = Instant(seconds: 5 * 30)
    for last in 4...6 as ClosedRange<Int64> {
      for step in 4...6 as ClosedRange<Int64> {
        let taken = TOTP.accept(Self.codes[Int(step)], at: now, after: last, hmac)
        #expect(taken == (step > last ? step : nil), "\(step) after \(last)")
      }
    }
  }
}
