import COpenSSL

/// SHA-256 as libcrypto implements it, looked up once: a lookup by name costs more than hashing 300 bytes.
///
/// `@unchecked Sendable`: an `EVP_MD` is never modified after EVP_MD_fetch, and openssl-threads(7) says
/// "Objects are thread-safe as long as the API's being invoked don't modify the object". It lives as long as
/// the process, so it is never freed.
@safe private struct FetchedDigest: @unchecked Sendable {
  let pointer: OpaquePointer?

  static let sha256 = FetchedDigest()

  private init() { unsafe pointer = EVP_MD_fetch(nil, "SHA256", nil) }
}

/// Hashing cannot fail short of two things: no memory, where Swift stops the process as well, and a libcrypto
/// without SHA-256, which stops it at its first hash. To go on with a wrong digest would be worse than either.
private func mustSucceed(_ result: Int32) {
  precondition(result == 1, "libcrypto cannot compute SHA-256")
}

/// The SHA-256 digest (FIPS 180-4) of `bytes`: 32 bytes.
public func sha256(_ bytes: [UInt8]) -> [UInt8] { sha256(bytes.span) }

/// The SHA-256 digest (FIPS 180-4) of `bytes`, which are not copied: 32 bytes.
public func sha256(_ bytes: Span<UInt8>) -> [UInt8] {
  unsafe [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
    unsafe bytes.withUnsafeBufferPointer { input in
      // EVP_DigestInit(3): "Hashes count bytes of data at data using a digest type … The digest value is
      // placed in md"; of SHA-256 that is 32 bytes, the capacity here.
      let result = unsafe EVP_Digest(
        input.baseAddress, input.count, digest.baseAddress, nil, FetchedDigest.sha256.pointer, nil)
      mustSucceed(result)
    }
    count = 32
  }
}

/// SHA-256 over pieces, for what should not be joined first. One owner, used from one place at a time.
///
/// `@safe`: the context has this one owner, is freed exactly once, and never leaves it.
@safe public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// Starts an empty hash.
  public init() {
    guard let made = unsafe EVP_MD_CTX_new() else {
      preconditionFailure("no memory for a SHA-256 context")  // see mustSucceed
    }
    unsafe context = unsafe made
    mustSucceed(unsafe EVP_DigestInit_ex2(made, FetchedDigest.sha256.pointer, nil))
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Adds `bytes`.
  public mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { input in
      mustSucceed(unsafe EVP_DigestUpdate(context, input.baseAddress, input.count))
    }
  }

  /// Adds `bytes`.
  public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

  /// The 32 bytes of the digest of all that was added.
  public consuming func finish() -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
      mustSucceed(unsafe EVP_DigestFinal_ex(context, digest.baseAddress, nil))
      count = 32
    }
  }
}

/// Whether `a` and `b` are the same bytes, in a time that their contents do not change. CRYPTO_memcmp(3): "It
/// takes an amount of time dependent on len, but independent of the contents of the memory regions".
public func equalInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  guard a.count == b.count else { return false }
  guard !a.isEmpty else { return true }
  return unsafe a.withUnsafeBytes { left in
    unsafe b.withUnsafeBytes { right in
      unsafe CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
    }
  }
}
