import COpenSSL

/// A certification authority with a P-256 key: a root that signs TLS certificates and nothing else. Meant for
/// development and for cities that run their own; a city with an HSM uses that instead.
public struct CertificateAuthority: Sendable {
  /// The self-signed root: what partners pin.
  public let certificate: Certificate
  private let key: PrivateKey

  /// Makes a new root: `CA:TRUE`, no further authority below it (`pathlen:0`), for signing certificates only.
  /// - Throws: `invalid_request`, `no_randomness`, `library_failure`.
  public static func selfSigned(
    commonName: String, validity: CertificateValidity, key: PrivateKey
  ) throws(SigningError) -> CertificateAuthority {
    let request = CertificateRequest(commonName: commonName, validity: validity)
    var draft = try CertificateDraft.start(request, key: key.publicKey, issuer: nil)
    try draft.add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
    try draft.add(NID_key_usage, "critical,keyCertSign")
    // No authority key identifier: a self-signed certificate may omit it (RFC 5280 §4.2.1.1), and libcrypto
    // would write an empty one.
    try draft.add(NID_subject_key_identifier, "hash")
    return try CertificateAuthority(certificate: draft.sign(with: key), key: key)
  }

  /// Takes up a root that was made before.
  /// - Throws: `invalid_certificate` if `certificate` is not of `key` or not an authority's.
  public init(certificate: Certificate, key: PrivateKey) throws(SigningError) {
    ErrorQueue.clear()
    let object = try certificate.object()
    let fits = object.lend { root in
      key.handle.lend { key in
        // X509_check_ca(3) returns 1 "if it is proper X509v3 CA certificate with basicConstraints
        // extension CA:TRUE".
        unsafe X509_check_private_key(root, key) == 1 && X509_check_ca(root) == 1
      }
    }
    guard fits else { throw failure(.invalidCertificate) }
    self.certificate = certificate
    self.key = key
  }

  /// Issues a TLS certificate for server and client (mutual TLS), for `publicKey` under the request's names.
  /// - Throws: `invalid_request` if there is no name, too many, or one of another form; `no_randomness`,
  ///   `library_failure`.
  public func issue(
    _ request: CertificateRequest, for publicKey: PublicKey
  ) throws(SigningError) -> Certificate {
    var draft = try CertificateDraft.start(request, key: publicKey, issuer: certificate)
    try draft.add(NID_basic_constraints, "critical,CA:FALSE")
    try draft.add(NID_key_usage, "critical,digitalSignature")
    try draft.add(NID_ext_key_usage, "serverAuth,clientAuth")
    try draft.add(NID_subject_key_identifier, "hash")
    try draft.add(NID_authority_key_identifier, "keyid")
    try draft.addNames(of: request)
    return try draft.sign(with: key)
  }
}
