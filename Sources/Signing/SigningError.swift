/// Why an operation on keys, certificates or randomness failed. Two errors are equal if their ``code`` is.
public struct SigningError: Error, Sendable {
  /// What went wrong, for programs.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The text is not exactly one PEM block of the kind expected.
    case malformedPEM = "malformed_pem"
    /// Something other than white space stands before or after the PEM block or inside it after the value.
    case trailingBytes = "trailing_bytes"
    /// The key file is encrypted; a node reads only keys that the file system protects.
    case encryptedPEM = "encrypted_pem"
    /// The PEM block is of another kind, such as `EC PRIVATE KEY` (SEC 1) where PKCS#8 is wanted.
    case wrongPEMLabel = "wrong_pem_label"
    /// The key is not on the named curve P-256.
    case notP256 = "not_p256"
    /// The coordinates are not a point of P-256, or the private and the public half do not belong together.
    case invalidKey = "invalid_key"
    /// The certificate cannot be read, or does not belong to the key.
    case invalidCertificate = "invalid_certificate"
    /// A name, validity or number of names in a certificate request is outside the limits.
    case invalidRequest = "invalid_request"
    /// A key for ``KeyedHash`` has fewer than 32 bytes.
    case keyTooShort = "key_too_short"
    /// More random bytes were asked for than ``SecureRandom/limit``, or a negative number.
    case countOutOfRange = "count_out_of_range"
    /// A cost for ``Scrypt`` is outside the limits.
    case costOutOfRange = "cost_out_of_range"
    /// The system's random source does not work.
    case noRandomness = "no_randomness"
    /// libcrypto failed for a reason of its own, such as memory.
    case libraryFailure = "library_failure"
  }

  /// What went wrong, for programs.
  public let code: Code
  /// libcrypto's own error texts, oldest first; for a developer, never for a user.
  let libraryErrors: [String]

  init(_ code: Code, libraryErrors: [String] = []) {
    self.code = code
    self.libraryErrors = libraryErrors
  }
}

extension SigningError: Hashable {
  /// Whether the codes are equal.
  public static func == (a: SigningError, b: SigningError) -> Bool { a.code == b.code }
  /// Hashes the code.
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension SigningError: CustomStringConvertible, CustomDebugStringConvertible {
  /// The code.
  public var description: String { code.rawValue }
  /// The code, and what libcrypto said.
  public var debugDescription: String {
    libraryErrors.isEmpty ? code.rawValue : "\(code.rawValue) [\(libraryErrors.joined(separator: "; "))]"
  }
}
