import COpenSSL

/// One `EVP_PKEY` on P-256, checked, and never changed again.
///
/// `@unchecked Sendable`: after `init` the key is only read: signing and verifying work on a context of their
/// own. openssl-threads(7): "Objects are thread-safe as long as the API's being invoked don't modify the
/// object"; what libcrypto caches inside falls under "Another instance of thread-safety is when updates to an
/// object's internal state, such as cached values, are done with locks".
@safe final class KeyHandle: @unchecked Sendable {
  private let key: Owned

  /// Takes over a key after checking that it is on the *named* curve P-256 and that its parts are valid.
  init(_ key: consuming Owned, isPrivate: Bool) throws(SigningError) {
    try key.lend { key throws(SigningError) in try unsafe checkP256(key, isPrivate: isPrivate) }
    self.key = key
  }

  /// Lends the key to `body`, which must not change or keep it.
  @safe func lend<R: ~Copyable, E: Error>(_ body: (OpaquePointer) throws(E) -> R) throws(E) -> R {
    try key.lend(body)
  }

  /// The affine coordinates, 32 bytes each, big-endian.
  func coordinates() throws(SigningError) -> (x: [UInt8], y: [UInt8]) {
    (try coordinate(OSSL_PKEY_PARAM_EC_PUB_X), try coordinate(OSSL_PKEY_PARAM_EC_PUB_Y))
  }

  private func coordinate(_ name: String) throws(SigningError) -> [UInt8] {
    ErrorQueue.clear()
    var number: OpaquePointer?
    try require(lend { key in unsafe EVP_PKEY_get_bn_param(key, name, &number) })
    let owned = try unsafe Owned(number, release: { unsafe BN_free($0) })
    return try owned.lend { number throws(SigningError) in try unsafe bytes32(of: number) }
  }
}

/// Checks the group by name, its encoding (an explicit list of parameters is refused even if they are those
/// of P-256, RFC 5480 §2.1.1), and the point; of a private key also that both halves belong together.
private func checkP256(_ key: OpaquePointer, isPrivate: Bool) throws(SigningError) {
  guard unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_EC,
    unsafe textParameter(of: key, OSSL_PKEY_PARAM_GROUP_NAME) == "prime256v1",
    unsafe textParameter(of: key, OSSL_PKEY_PARAM_EC_ENCODING) == "named_curve"
  else { throw failure(.notP256) }
  let context = try unsafe Owned(
    EVP_PKEY_CTX_new_from_pkey(nil, key, nil), release: { unsafe EVP_PKEY_CTX_free($0) })
  let result = context.lend { context in
    isPrivate ? unsafe EVP_PKEY_check(context) : unsafe EVP_PKEY_public_check(context)
  }
  try require(result, else: .invalidKey)
}

private func textParameter(of key: OpaquePointer, _ name: String) -> String? {
  var buffer = [CChar](repeating: 0, count: 64)
  var length = 0
  let result = unsafe buffer.withUnsafeMutableBufferPointer { text in
    unsafe EVP_PKEY_get_utf8_string_param(key, name, text.baseAddress, text.count, &length)
  }
  guard result == 1, length <= buffer.count else { return nil }
  return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// A number below 2^256 as 32 bytes, big-endian.
func bytes32(of number: OpaquePointer?) throws(SigningError) -> [UInt8] {
  var written: Int32 = 0
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
    // BN_bn2binpad(3) writes exactly 32 bytes, or returns -1 if they do not suffice.
    written = unsafe BN_bn2binpad(number, buffer.baseAddress, 32)
    count = written == 32 ? 32 : 0
  }
  guard written == 32 else { throw failure(.libraryFailure) }
  return bytes
}
