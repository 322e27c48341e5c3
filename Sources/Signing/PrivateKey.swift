import COpenSSL

/// A private key on P-256: signs with ES256 (RFC 7518 §3.4). It is never printed; only ``pem`` gives it out.
public final class PrivateKey: Sendable {
  /// The half that others verify with.
  public let publicKey: PublicKey
  let handle: KeyHandle

  private init(_ handle: KeyHandle) throws(SigningError) {
    self.handle = handle
    let (x, y) = try handle.coordinates()
    publicKey = try PublicKey(x: x, y: y)
  }

  /// Makes a new key from libcrypto's random generator.
  /// - Throws: `library_failure`.
  public static func generate() throws(SigningError) -> PrivateKey {
    ErrorQueue.clear()
    let key = try unsafe Owned(citycard_generate_p256(), release: { unsafe EVP_PKEY_free($0) })
    return try PrivateKey(KeyHandle(key, isPrivate: true))
  }

  /// Reads exactly one `PRIVATE KEY` block: PKCS#8, not encrypted (RFC 7468 §10).
  /// - Throws: `malformed_pem`, `wrong_pem_label` (SEC 1 `EC PRIVATE KEY`: convert it with
  ///   `openssl pkcs8 -topk8 -nocrypt`), `encrypted_pem`, `trailing_bytes`, `not_p256`, `invalid_key`.
  public convenience init(pem: String) throws(SigningError) {
    let der = try PEMBlock(pem, label: "PRIVATE KEY").der
    ErrorQueue.clear()
    let info = try unsafe decoded(der, release: { unsafe PKCS8_PRIV_KEY_INFO_free($0) }, else: .invalidKey) {
      unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, $0, $1)
    }
    let key = try info.lend { info throws(SigningError) in
      try unsafe Owned(EVP_PKCS82PKEY(info), release: { unsafe EVP_PKEY_free($0) }, else: .invalidKey)
    }
    try self.init(KeyHandle(key, isPrivate: true))
  }

  /// The key as a `PRIVATE KEY` block (PKCS#8, RFC 7468 §10), not encrypted: only for a file that its owner
  /// alone can read.
  /// - Throws: `library_failure`.
  public var pem: String {
    get throws(SigningError) {
      ErrorQueue.clear()
      let der = try handle.lend { key throws(SigningError) in
        let info = try unsafe Owned(EVP_PKEY2PKCS8(key), release: { unsafe PKCS8_PRIV_KEY_INFO_free($0) })
        return try info.lend { info throws(SigningError) in
          try unsafe encoded { unsafe i2d_PKCS8_PRIV_KEY_INFO(info, $0) }
        }
      }
      return PEMBlock(label: "PRIVATE KEY", der: der).text
    }
  }

  /// Signs SHA-256 of `message`: 64 bytes r ‖ s.
  /// - Throws: `library_failure`.
  public func sign(_ message: [UInt8]) throws(SigningError) -> [UInt8] {
    ErrorQueue.clear()
    let der = try handle.lend { key throws(SigningError) in
      let context = try unsafe Owned(EVP_MD_CTX_new(), release: { unsafe EVP_MD_CTX_free($0) })
      return try context.lend { context throws(SigningError) in
        try unsafe require(EVP_DigestSignInit(context, nil, citycard_sha256(), nil, key))
        // EVP_DigestSign(3): siglen holds the buffer's length on the way in, the signature's on the way out.
        // A signature on P-256 has at most 72 bytes in DER: two INTEGERs of 33 with their headers, in one
        // SEQUENCE.
        var count = 72
        var result: Int32 = 0
        let der = unsafe [UInt8](unsafeUninitializedCapacity: 72) { buffer, initialized in
          result = unsafe message.withUnsafeBufferPointer { message in
            unsafe EVP_DigestSign(context, buffer.baseAddress, &count, message.baseAddress, message.count)
          }
          initialized = result == 1 ? count : 0
        }
        try require(result)
        return der
      }
    }
    return try SignatureForm.p1363(fromDER: der)
  }
}

extension PrivateKey: CustomStringConvertible, CustomReflectable {
  /// Says that there is a key, and nothing about it.
  public var description: String { "PrivateKey(withheld)" }
  /// No children: dumps show nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
