import COpenSSL

/// HMAC-SHA256 (RFC 2104) under a secret key: how card identifiers are stored and pairwise subjects made.
/// The key lives inside libcrypto alone; nothing here can print it.
public struct KeyedHash: Sendable {
  private let template: HMACTemplate

  /// Takes a key of at least 32 bytes, the strength of the hash (RFC 2104 §3).
  /// - Throws: `key_too_short`, `library_failure`.
  public init(key: [UInt8]) throws(SigningError) {
    guard key.count >= 32 else { throw SigningError(.keyTooShort) }
    template = try HMACTemplate(key: key)
  }

  /// The 32 bytes of the keyed hash of `bytes`.
  public func hash(_ bytes: [UInt8]) -> [UInt8] { template.hash(bytes.span) }

  /// The 32 bytes of the keyed hash of `bytes`, which are not copied.
  public func hash(_ bytes: Span<UInt8>) -> [UInt8] { template.hash(bytes) }
}

extension KeyedHash: CustomStringConvertible, CustomReflectable {
  /// Says that there is a key, and nothing about it.
  public var description: String { "KeyedHash(key withheld)" }
  /// No children: dumps show nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// An HMAC state that has taken its key and no message; each hash works on a duplicate of it.
///
/// `@unchecked Sendable`: after `init` the state is only the source of EVP_MAC_CTX_dup, which takes it as
/// `const`; openssl-threads(7): "Objects are thread-safe as long as the API's being invoked don't modify the
/// object; in this case the parameter is usually marked in the API as const".
@safe private final class HMACTemplate: @unchecked Sendable {
  private let context: OpaquePointer

  init(key: [UInt8]) throws(SigningError) {
    ErrorQueue.clear()
    let mac = try unsafe Owned(EVP_MAC_fetch(nil, "HMAC", nil), release: { unsafe EVP_MAC_free($0) })
    guard let context = mac.lend({ unsafe EVP_MAC_CTX_new($0) }) else {
      throw failure(.libraryFailure)
    }
    unsafe self.context = unsafe context
    var digest = Array("SHA256".utf8CString)
    // EVP_MAC_init(3) reads the parameters during the call and copies key and digest name.
    let result = unsafe digest.withUnsafeMutableBufferPointer { name in
      unsafe key.withUnsafeBufferPointer { key in
        let parameters = unsafe [
          OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.baseAddress, 0),
          OSSL_PARAM_construct_end(),
        ]
        return unsafe EVP_MAC_init(context, key.baseAddress, key.count, parameters)
      }
    }
    try require(result)
  }

  deinit { unsafe EVP_MAC_CTX_free(context) }

  func hash(_ bytes: Span<UInt8>) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
      let copy = unsafe EVP_MAC_CTX_dup(context)
      defer { unsafe EVP_MAC_CTX_free(copy) }
      // As for SHA-256 itself: only a lack of memory can make this fail, and a wrong hash would be worse
      // than stopping.
      precondition(unsafe copy != nil, "no memory for an HMAC context")
      var result = unsafe bytes.withUnsafeBufferPointer {
        unsafe EVP_MAC_update(copy, $0.baseAddress, $0.count)
      }
      precondition(result == 1, "libcrypto cannot compute HMAC-SHA256")
      result = unsafe EVP_MAC_final(copy, digest.baseAddress, &count, 32)
      precondition(result == 1 && count == 32, "libcrypto cannot compute HMAC-SHA256")
    }
  }
}
