import COpenSSL

/// HMAC-SHA-1 (RFC 2104) of `message` under `key`: 20 bytes. For one-time passwords alone (RFC 4226), which
/// every authenticator understands in this form; that SHA-1 has collisions is no matter in HMAC.
/// - Throws: `library_failure`.
public func hmacSHA1(key: [UInt8], _ message: [UInt8]) throws(SigningError) -> [UInt8] {
  ErrorQueue.clear()
  var written = 0
  let digest = unsafe [UInt8](unsafeUninitializedCapacity: 20) { digest, count in
    unsafe key.withUnsafeBufferPointer { key in
      unsafe message.withUnsafeBufferPointer { message in
        // EVP_MAC(3) on EVP_Q_mac: "it places the result in the memory pointed at by out, but only if outsize is
        // sufficient", and its length in *outlen, which stays 0 if it fails.
        _ = unsafe EVP_Q_mac(
          nil, "HMAC", nil, "SHA1", nil, key.baseAddress, key.count, message.baseAddress, message.count,
          digest.baseAddress, 20, &written)
      }
    }
    count = written
  }
  guard written == 20 else { throw failure(.libraryFailure) }
  return digest
}
