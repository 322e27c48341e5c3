import Benefits

/// Writes what a column's canonical spelling needs straight into bytes. It is for the members that every line begins
/// with, and the audit of a million lines spends much of its time here: no strings in between.
struct ASCIIText {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func append(_ literal: String) { bytes.append(contentsOf: literal.utf8) }

  /// In decimal, the shortest spelling.
  mutating func append(_ number: Int64) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// In decimal, with leading zeros.
  mutating func append(_ number: Int, digits: Int) {
    var divisor = 1
    for _ in 1..<digits { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  /// In the canonical form: lower-case hexadecimal, 8-4-4-4-12.
  mutating func append(_ id: UUIDv7) {
    append(id.high, hyphensAfter: (32, 16))
    bytes.append(UInt8(ascii: "-"))
    append(id.low, hyphensAfter: (48, 48))
  }

  /// Sixteen digits, with a hyphen after those at two places, counted in bits from the end.
  private mutating func append(_ word: UInt64, hyphensAfter places: (Int, Int)) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift) & 0xF)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
      if shift == places.0 || shift == places.1 { bytes.append(UInt8(ascii: "-")) }
    }
  }
}
