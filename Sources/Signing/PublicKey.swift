import COpenSSL

/// A public key on P-256: verifies ES256 signatures (RFC 7518 §3.4). Equal if the points are.
public final class PublicKey: Sendable {
  /// The x coordinate: 32 bytes, big-endian.
  public let x: [UInt8]
  /// The y coordinate: 32 bytes, big-endian.
  public let y: [UInt8]
  let handle: KeyHandle

  /// The DER of a SubjectPublicKeyInfo on P-256 up to the coordinates of an uncompressed point (RFC 5480 §2):
  /// SEQUENCE { SEQUENCE { id-ecPublicKey, secp256r1 }, BIT STRING 04 ‖ x ‖ y }.
  private static let prefix: [UInt8] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86,
    0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
  ]

  /// The key with these coordinates, 32 bytes each.
  /// - Throws: `invalid_key` if they are not 32 bytes or not a point of P-256.
  public init(x: [UInt8], y: [UInt8]) throws(SigningError) {
    guard x.count == 32, y.count == 32 else { throw SigningError(.invalidKey) }
    ErrorQueue.clear()
    handle = try Self.decode(Self.prefix + x + y)
    self.x = x
    self.y = y
  }

  /// Reads exactly one `PUBLIC KEY` block (RFC 7468 §13).
  /// - Throws: `malformed_pem`, `wrong_pem_label`, `trailing_bytes`, `not_p256`, `invalid_key`.
  public convenience init(pem: String) throws(SigningError) {
    let der = try PEMBlock(pem, label: "PUBLIC KEY").der
    ErrorQueue.clear()
    try self.init(try Self.decode(der))
  }

  init(_ handle: KeyHandle) throws(SigningError) {
    (x, y) = try handle.coordinates()
    self.handle = handle
  }

  private static func decode(_ der: [UInt8]) throws(SigningError) -> KeyHandle {
    let key = try unsafe decoded(der, release: { unsafe EVP_PKEY_free($0) }, else: .invalidKey) {
      unsafe d2i_PUBKEY(nil, $0, $1)
    }
    return try KeyHandle(key, isPrivate: false)
  }

  /// The SubjectPublicKeyInfo (RFC 5480) in DER, with the named curve and the uncompressed point: 91 bytes.
  public var der: [UInt8] { Self.prefix + x + y }

  /// The key as a `PUBLIC KEY` block (RFC 7468 §13).
  public var pem: String { PEMBlock(label: "PUBLIC KEY", der: der).text }

  /// Whether `signature`, 64 bytes r ‖ s, is this key's signature of SHA-256 of `message`. Anything else than
  /// a valid signature is false, also one that libcrypto could not check.
  public func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    isValid(signature, of: message.span)
  }

  /// Whether `signature` is this key's signature of `message`, which is not copied.
  public func isValid(_ signature: [UInt8], of message: Span<UInt8>) -> Bool {
    ErrorQueue.clear()
    defer { ErrorQueue.clear() }
    guard let der = try? SignatureForm.der(fromP1363: signature) else { return false }
    let result = handle.lend { key in
      let context = unsafe EVP_MD_CTX_new()
      defer { unsafe EVP_MD_CTX_free(context) }
      guard unsafe EVP_DigestVerifyInit(context, nil, citycard_sha256(), nil, key) == 1 else {
        return 0 as Int32
      }
      return unsafe der.withUnsafeBufferPointer { signature in
        unsafe message.withUnsafeBufferPointer { message in
          // EVP_DigestVerify(3): "return 1 for success; any other value indicates failure". libcrypto checks
          // that r and s are in [1, n - 1].
          unsafe EVP_DigestVerify(
            context, signature.baseAddress, signature.count, message.baseAddress, message.count)
        }
      }
    }
    return result == 1
  }
}

extension PublicKey: Hashable {
  /// Whether both are the same point.
  public static func == (a: PublicKey, b: PublicKey) -> Bool { a.x == b.x && a.y == b.y }
  /// Hashes the point.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(x)
    hasher.combine(y)
  }
}
