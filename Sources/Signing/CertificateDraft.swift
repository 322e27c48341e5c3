import COpenSSL

/// A certificate while it is made: libcrypto's object with everything but the signature.
struct CertificateDraft: ~Copyable {
  private let draft: Owned
  private let issuer: Owned?

  /// Starts a version 3 certificate for `key`, issued by `issuer`, or by itself if that is nil.
  static func start(
    _ request: CertificateRequest, key: PublicKey, issuer: Certificate?
  ) throws(SigningError) -> CertificateDraft {
    let serial = try serialNumber()
    ErrorQueue.clear()
    guard (1...64).contains(request.commonName.unicodeScalars.count),
      request.commonName.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }),
      request.validity.notBefore < request.validity.notAfter,
      years1To9999.contains(request.validity.notBefore), years1To9999.contains(request.validity.notAfter)
    else { throw SigningError(.invalidRequest) }
    let issuerObject: Owned? = if let issuer { try issuer.object() } else { nil }
    let draft = try unsafe Owned(X509_new(), release: { unsafe X509_free($0) })
    try draft.lend { draft throws(SigningError) in
      try unsafe require(X509_set_version(draft, Int(X509_VERSION_3)))
      try unsafe setSerialNumber(serial, of: draft)
      try unsafe setTime(request.validity.notBefore, of: X509_getm_notBefore(draft))
      try unsafe setTime(request.validity.notAfter, of: X509_getm_notAfter(draft))
      let name = Array(request.commonName.utf8)
      // X509_NAME_add_entry_by_txt(3): the bytes are copied; -1 and 0 append one entry with a set of its own.
      try unsafe require(
        X509_NAME_add_entry_by_NID(
          X509_get_subject_name(draft), NID_commonName, MBSTRING_UTF8, name, Int32(name.count), -1, 0),
        else: .invalidRequest)
      try key.handle.lend { key throws(SigningError) in try unsafe require(X509_set_pubkey(draft, key)) }
    }
    let started = CertificateDraft(draft: draft, issuer: issuerObject)
    try started.setIssuerName()
    return started
  }

  private init(draft: consuming Owned, issuer: consuming Owned?) {
    self.draft = draft
    self.issuer = issuer
  }

  private borrowing func setIssuerName() throws(SigningError) {
    try withIssuer { draft, issuer throws(SigningError) in
      // Copies the name (X509_set_issuer_name(3)).
      try unsafe require(X509_set_issuer_name(draft, X509_get_subject_name(issuer)))
    }
  }

  /// Lends the draft together with the issuer's certificate, which for a root is the draft itself.
  @safe private borrowing func withIssuer(
    _ body: (OpaquePointer, OpaquePointer) throws(SigningError) -> Void
  ) throws(SigningError) {
    try draft.lend { draft throws(SigningError) in
      switch issuer {
      case .some(let issuer):
        try issuer.lend { issuer throws(SigningError) in try unsafe body(draft, issuer) }
      case nil:
        try unsafe body(draft, draft)
      }
    }
  }

  /// 16 random bytes of which the first is 0x40...0x7F: positive, never shorter, 126 bits of entropy
  /// (RFC 5280 §4.1.2.2 allows 20 bytes; the CA/Browser Forum asks for 64 bits).
  private static func serialNumber() throws(SigningError) -> [UInt8] {
    var bytes = try SecureRandom.bytes(16)
    bytes[0] = bytes[0] & 0x3F | 0x40
    return bytes
  }

  /// Adds an extension in the notation of x509v3_config(5). Only ever called with constants, so nothing that
  /// a person typed is parsed as configuration.
  mutating func add(_ nid: Int32, _ value: StaticString) throws(SigningError) {
    try withIssuer { draft, issuer throws(SigningError) in
      var context = unsafe X509V3_CTX()
      unsafe X509V3_set_ctx(&context, issuer, draft, nil, nil, 0)
      let made = unsafe X509V3_EXT_conf_nid(nil, &context, nid, "\(value)")
      let `extension` = try unsafe Owned(made, release: { unsafe X509_EXTENSION_free($0) })
      // X509_add_ext(3) adds a copy.
      try `extension`.lend { `extension` throws(SigningError) in
        try unsafe require(X509_add_ext(draft, `extension`, -1))
      }
    }
  }

  /// Adds the subject's alternative names (RFC 5280 §4.2.1.6).
  mutating func addNames(of request: CertificateRequest) throws(SigningError) {
    let names = try alternativeNames(of: request)
    try draft.lend { draft throws(SigningError) in
      try names.lend { names throws(SigningError) in
        try unsafe require(
          X509_add1_ext_i2d(draft, NID_subject_alt_name, UnsafeMutableRawPointer(names), 0, 0))
      }
    }
  }

  /// Signs with ECDSA and SHA-256, and ends the draft.
  consuming func sign(with key: PrivateKey) throws(SigningError) -> Certificate {
    let der = try draft.lend { draft throws(SigningError) in
      try key.handle.lend { key throws(SigningError) in
        // X509_sign(3) returns the size of the signature, 0 for failure.
        guard unsafe X509_sign(draft, key, citycard_sha256()) > 0 else { throw failure(.libraryFailure) }
      }
      return try unsafe encoded { unsafe i2d_X509(draft, $0) }
    }
    return Certificate(written: der)
  }
}

private func setSerialNumber(_ bytes: [UInt8], of draft: OpaquePointer) throws(SigningError) {
  let number = try unsafe Owned(
    BN_bin2bn(bytes, Int32(bytes.count), nil), release: { unsafe BN_free($0) })
  try number.lend { number throws(SigningError) in
    // BN_to_ASN1_INTEGER(3) overwrites the integer it is given, here the draft's own.
    guard unsafe BN_to_ASN1_INTEGER(number, X509_get_serialNumber(draft)) != nil else {
      throw failure(.libraryFailure)
    }
  }
}

/// Seconds since 1970 of the years that have four digits, as a certificate needs them (RFC 5280
/// §4.1.2.5.2); libcrypto would write five.
private let years1To9999: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

private func setTime(
  _ seconds: Int64, of time: UnsafeMutablePointer<ASN1_TIME>?
) throws(SigningError) {
  // ASN1_TIME_set(3) chooses UTCTime or GeneralizedTime as RFC 5280 §4.1.2.5 asks.
  guard unsafe time != nil, unsafe ASN1_TIME_set(time, time_t(seconds)) != nil else {
    throw failure(.invalidRequest)
  }
}
