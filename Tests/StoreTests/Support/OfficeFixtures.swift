@testable import Store

extension AuditSeal {
  /// A seal for tests: FNV-1a over a key and the bytes. It tells one text from another, which is all that the chain
  /// needs here; that nobody can make one without the key is libcrypto's part.
  static let forTests = AuditSeal { bytes in
    let hash = ([7] + bytes).reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return (0..<8).map { UInt8(truncatingIfNeeded: hash >> UInt64(8 * $0)) }
  }
}
