import COpenSSL

/// Random bytes fit for keys and salts, from libcrypto's generator seeded by the operating system.
public enum SecureRandom {
  /// The largest number of bytes of one call: 1 MiB.
  public static let limit = 1 << 20

  /// `count` random bytes.
  /// - Throws: `count_out_of_range`, `no_randomness`.
  public static func bytes(_ count: Int) throws(SigningError) -> [UInt8] {
    guard (0...limit).contains(count) else { throw SigningError(.countOutOfRange) }
    ErrorQueue.clear()
    var result: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      // RAND_bytes(3): "return 1 on success, -1 if not supported by the current RAND method, or 0 on other
      // failure"; the limit fits its int.
      result = count == 0 ? 1 : unsafe RAND_bytes(buffer.baseAddress, Int32(count))
      initialized = result == 1 ? count : 0
    }
    try require(result, else: .noRandomness)
    return bytes
  }

  /// 128 random bits, as a UUID takes them.
  /// - Throws: `no_randomness`.
  public static func words() throws(SigningError) -> (UInt64, UInt64) {
    let random = try bytes(16)
    let high = random[..<8].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    let low = random[8...].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    return (high, low)
  }
}
