/// Reads a symbol of versions 1 to 3 with error correction M, written from ISO/IEC 18004 alone: such a symbol is
/// one block of bytes, so no blocks are interleaved.
struct QRReader {
  let rows: [[Bool]]
  var width: Int { rows.count }
  var version: Int { (width - 17) / 4 }

  /// Data and error correction bytes of versions 1 to 3 with M (table 9).
  private static let capacity: [Int: (data: Int, check: Int)] = [
    1: (data: 16, check: 10), 2: (data: 28, check: 16), 3: (data: 44, check: 26),
  ]

  /// The text, if every check holds; nil otherwise.
  func text() -> [UInt8]? {
    guard let capacity = Self.capacity[version], let mask = maskPattern(), hasPatterns() else { return nil }
    let bytes = codewords(mask: mask)
    guard bytes.count == capacity.data + capacity.check, Self.isCodeword(bytes, check: capacity.check),
      bytes[0] >> 4 == 0b0100  // byte mode (table 2)
    else { return nil }
    let length = Int(bytes[0] & 0xF) << 4 | Int(bytes[1] >> 4)
    guard length + 2 <= capacity.data else { return nil }
    return (0..<length).map { bytes[$0 + 1] << 4 | bytes[$0 + 2] >> 4 }
  }

  /// Finder patterns in three corners and timing patterns between them (§6.3.3, §6.3.5).
  private func hasPatterns() -> Bool {
    let corners = [(0, 0), (0, width - 7), (width - 7, 0)]
    let finders = corners.allSatisfy { top, left in
      (0..<7).allSatisfy { y in
        (0..<7).allSatisfy { x in
          let ring = max(abs(y - 3), abs(x - 3))
          return rows[top + y][left + x] == (ring != 2)
        }
      }
    }
    let timing = (8..<width - 8).allSatisfy { rows[6][$0] == ($0 % 2 == 0) && rows[$0][6] == ($0 % 2 == 0) }
    return finders && timing && rows[width - 8][8]
  }

  /// The mask, if both copies of the format information agree, are a codeword of BCH(15, 5) and say M (§7.9).
  private func maskPattern() -> Int? {
    let around: [(Int, Int)] =
      [0, 1, 2, 3, 4, 5, 7].map { (8, $0) } + [(8, 8), (7, 8)] + [5, 4, 3, 2, 1, 0].map { ($0, 8) }
    let apart: [(Int, Int)] =
      (0..<7).map { (width - 1 - $0, 8) } + (0..<8).map { (8, width - 8 + $0) }
    let values = [around, apart].map { places in
      places.reduce(0) { $0 << 1 | (rows[$1.0][$1.1] ? 1 : 0) } ^ 0b101_0100_0001_0010
    }
    guard values[0] == values[1] else { return nil }
    var rest = values[0]
    for shift in (0...4).reversed() where rest >> (shift + 10) & 1 == 1 { rest ^= 0b101_0011_0111 << shift }
    guard rest == 0, values[0] >> 13 == 0b00 else { return nil }
    return values[0] >> 10 & 7
  }

  /// The bytes, read in columns of two from the right, upwards and downwards in turn (§7.7.3).
  private func codewords(mask: Int) -> [UInt8] {
    var bits: [Bool] = []
    var right = width - 1
    var upwards = true
    while right > 0 {
      if right == 6 { right -= 1 }
      for step in 0..<width {
        let y = upwards ? width - 1 - step : step
        for x in [right, right - 1] where !isFunction(y, x) {
          bits.append(rows[y][x] != Self.masks(mask, y, x))
        }
      }
      right -= 2
      upwards.toggle()
    }
    return (0..<bits.count / 8).map { place in
      bits[place * 8..<place * 8 + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
  }

  /// Finders with format information, timing, and the one alignment pattern of versions 2 and 3.
  private func isFunction(_ y: Int, _ x: Int) -> Bool {
    if y == 6 || x == 6 { return true }
    if y < 9 && (x < 9 || x >= width - 8) || y >= width - 8 && x < 9 { return true }
    let centre = width - 7
    return version > 1 && abs(y - centre) <= 2 && abs(x - centre) <= 2
  }

  /// Table 10: i is the row, j the column.
  private static func masks(_ mask: Int, _ i: Int, _ j: Int) -> Bool {
    switch mask {
    case 0: (i + j) % 2 == 0
    case 1: i % 2 == 0
    case 2: j % 3 == 0
    case 3: (i + j) % 3 == 0
    case 4: (i / 2 + j / 3) % 2 == 0
    case 5: (i * j) % 2 + (i * j) % 3 == 0
    case 6: ((i * j) % 2 + (i * j) % 3) % 2 == 0
    default: ((i + j) % 2 + (i * j) % 3) % 2 == 0
    }
  }

  /// Whether the bytes, as a polynomial over GF(2⁸), vanish at the first `check` powers of 2 (§7.5.2).
  private static func isCodeword(_ bytes: [UInt8], check: Int) -> Bool {
    var root: UInt8 = 1
    for _ in 0..<check {
      guard bytes.reduce(0 as UInt8, { product($0, root) ^ $1 }) == 0 else { return false }
      root = product(root, 2)
    }
    return true
  }

  private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var result: UInt16 = 0
    for bit in 0..<8 where b >> UInt8(bit) & 1 == 1 { result ^= UInt16(a) << UInt16(bit) }
    for bit in (8..<16).reversed() where result >> UInt16(bit) & 1 == 1 { result ^= 0x11D << UInt16(bit - 8) }
    return UInt8(result)
  }
}
