import QRCode
import TestSupport
import Testing

struct QRSymbolTests {
  @Test(arguments: ["1", "臺東", "https://a.example", "otpauth://totp/a?secret=JBSWY3DP", "a\u{0}b"])
  func `a reader written from the standard reads the text back`(text: String) throws {
    let symbol = try QRSymbol(text)
    #expect(symbol.rows.allSatisfy { $0.count == symbol.width })
    #expect(QRReader(rows: symbol.rows).text() == Array(text.utf8))
  }

  @Test func `any bytes that fit into three sizes are read back`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for length in 1...42 {
      let text = String(
        (0..<length).map { _ in Character(Unicode.Scalar(UInt8.random(in: 1...127, using: &random))) })
      #expect(try QRReader(rows: QRSymbol(text).rows).text() == Array(text.utf8), "seed \(seed)")
    }
  }

  @Test func `a turned module is noticed by the reader`() throws {
    var rows = try QRSymbol("https://a.example").rows
    rows[12][12].toggle()
    #expect(QRReader(rows: rows).text() == nil)
  }

  /// ISO/IEC 18004, table 7: the most bytes in byte mode with M.
  @Test(arguments: [(14, 21), (15, 25), (26, 25), (27, 29), (42, 29), (43, 33), (QRSymbol.limit, 77)])
  func `the symbol is as small as the text allows`(bytes: Int, width: Int) throws {
    #expect(try QRSymbol(String(repeating: "a", count: bytes)).width == width)
  }

  @Test func `no text and too long a text are refused`() {
    #expect(throws: QRError.emptyText) { try QRSymbol("") }
    #expect(throws: QRError.textTooLong) { try QRSymbol(String(repeating: "a", count: QRSymbol.limit + 1)) }
    #expect(throws: QRError.textTooLong) { try QRSymbol(String(repeating: "臺", count: 134)) }
  }

  @Test func `many tasks encode at once`() async throws {
    let expected = try (0..<16).map { try QRSymbol("text \($0)") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<16 {
        group.addTask {
          for _ in 0..<20 {
            let symbol = try QRSymbol("text \(index)")
            #expect(symbol == expected[index])
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
