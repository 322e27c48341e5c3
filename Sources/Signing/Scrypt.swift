import COpenSSL

/// scrypt (RFC 7914): turns a password into bytes, at a price in memory and time that whoever tries out
/// passwords pays for each of them.
public struct Scrypt: Hashable, Sendable {
  /// The binary logarithm of the cost N: the memory is 128 · r · N bytes.
  public let logN: Int
  /// The size r of a block, in 128 bytes.
  public let r: Int
  /// How often (p) it is done, one after the other.
  public let p: Int

  /// What new passwords cost: N = 2¹⁵, r = 8, p = 3, the third of the settings that OWASP's "Password Storage
  /// Cheat Sheet" calls equal in strength; 32 MiB, so that two at once fit any machine.
  public static let standard = Scrypt(checkedLogN: 15, r: 8, p: 3)

  /// The most memory that a derivation may take: 64 MiB. Costs are stored with each password, and what is
  /// stored must not decide how much memory the node takes.
  public static let memoryLimit = 64 << 20

  /// The most bytes of a result (RFC 7914 would allow far more).
  public static let resultLimit = 64

  /// A cost within the limits.
  /// - Throws: `cost_out_of_range` unless 1 ≤ logN ≤ 20, 1 ≤ r ≤ 32, 1 ≤ p ≤ 16, N < 2^(128 · r / 8) (RFC 7914
  ///   §6) and the memory is at most ``memoryLimit``.
  public init(logN: Int, r: Int, p: Int) throws(SigningError) {
    guard (1...20).contains(logN), (1...32).contains(r), (1...16).contains(p), logN < 16 * r,
      Self.memory(logN: logN, r: r, p: p) <= Self.memoryLimit
    else { throw SigningError(.costOutOfRange) }
    self.init(checkedLogN: logN, r: r, p: p)
  }

  private init(checkedLogN logN: Int, r: Int, p: Int) {
    self.logN = logN
    self.r = r
    self.p = p
  }

  /// What libcrypto allocates: p blocks, N blocks, and two to work with.
  private static func memory(logN: Int, r: Int, p: Int) -> Int { 128 * r * (1 << logN + p + 2) }

  /// `count` bytes that follow from `password` and `salt`. NULs at the end of a short password make no difference
  /// (RFC 2104 §2, by which HMAC fills its key up), so a rule for passwords has to refuse them.
  /// - Throws: `count_out_of_range`; `library_failure`, as when there is no memory.
  public func derive(_ password: [UInt8], salt: [UInt8], count: Int = 32) throws(SigningError) -> [UInt8] {
    guard (1...Self.resultLimit).contains(count) else { throw SigningError(.countOutOfRange) }
    ErrorQueue.clear()
    let limit = UInt64(Self.memory(logN: logN, r: r, p: p))
    var result: Int32 = 0
    // EVP_PBE_scrypt is the direct form of the function that EVP_KDF-SCRYPT(7) describes: it reads password
    // and salt during the call (NULL counts as empty, which is what an empty array gives), writes `count` bytes,
    // refuses to take more memory than the limit, and returns 1 for success alone.
    let key = unsafe [UInt8](unsafeUninitializedCapacity: count) { key, initialized in
      result = unsafe password.withUnsafeBytes { password in
        unsafe salt.withUnsafeBufferPointer { salt in
          unsafe EVP_PBE_scrypt(
            password.bindMemory(to: CChar.self).baseAddress, password.count, salt.baseAddress, salt.count,
            1 << UInt64(logN), UInt64(r), UInt64(p), limit, key.baseAddress, count)
        }
      }
      initialized = result == 1 ? count : 0
    }
    try require(result)
    return key
  }
}
