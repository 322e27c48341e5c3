import COpenSSL

/// An X.509 certificate as its exact DER bytes.
public struct Certificate: Hashable, Sendable {
  /// The certificate's bytes.
  public let der: [UInt8]

  /// Reads exactly one `CERTIFICATE` block (RFC 7468 §5).
  /// - Throws: `malformed_pem`, `wrong_pem_label`, `trailing_bytes`, `invalid_certificate`.
  public init(pem: String) throws(SigningError) {
    let der = try PEMBlock(pem, label: "CERTIFICATE").der
    ErrorQueue.clear()
    _ = try Self.decode(der)
    self.der = der
  }

  /// Takes a certificate from its bytes, as a TLS connection hands them out; nothing may follow it.
  /// - Throws: `invalid_certificate`, `trailing_bytes`.
  public init(der: [UInt8]) throws(SigningError) {
    ErrorQueue.clear()
    _ = try Self.decode(der)
    self.der = der
  }

  /// Takes the bytes that libcrypto wrote.
  init(written der: [UInt8]) { self.der = der }

  /// The certificate as a `CERTIFICATE` block.
  public var pem: String { PEMBlock(label: "CERTIFICATE", der: der).text }

  /// SHA-256 of the DER: what an agreement pins, and what `openssl x509 -fingerprint -sha256` shows.
  public var fingerprint: [UInt8] { sha256(der) }

  /// The certificate as libcrypto's object.
  func object() throws(SigningError) -> Owned { try Self.decode(der) }

  private static func decode(_ der: [UInt8]) throws(SigningError) -> Owned {
    // d2i_X509(3): "attempts to decode len bytes at *ppin. [...] The caller owns the returned object and
    // needs to free it when it is no longer needed".
    try unsafe decoded(der, release: { unsafe X509_free($0) }, else: .invalidCertificate) {
      unsafe d2i_X509(nil, $0, $1)
    }
  }
}

/// When a certificate begins and ends to hold, both inclusive (RFC 5280 §4.1.2.5).
public struct CertificateValidity: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let notBefore: Int64
  /// Seconds since 1970-01-01T00:00:00Z.
  public let notAfter: Int64

  /// Makes a validity from two times in seconds since 1970.
  public init(notBefore: Int64, notAfter: Int64) {
    self.notBefore = notBefore
    self.notAfter = notAfter
  }
}

/// What a TLS certificate is to say: the subject's name and every name under which it is reached.
public struct CertificateRequest: Hashable, Sendable {
  /// The most names of all kinds together.
  public static let nameLimit = 32

  /// The subject's common name, 1 to 64 characters (RFC 5280 appendix A.1, ub-common-name); for people only.
  public var commonName: String
  /// DNS names, in ASCII.
  public var dnsNames: [String]
  /// IP addresses in their usual text form, version 4 or 6.
  public var ipAddresses: [String]
  /// URIs, such as a city's entity id, in ASCII.
  public var uris: [String]
  /// When it holds.
  public var validity: CertificateValidity

  /// Makes a request.
  public init(
    commonName: String, dnsNames: [String] = [], ipAddresses: [String] = [], uris: [String] = [],
    validity: CertificateValidity
  ) {
    self.commonName = commonName
    self.dnsNames = dnsNames
    self.ipAddresses = ipAddresses
    self.uris = uris
    self.validity = validity
  }
}
