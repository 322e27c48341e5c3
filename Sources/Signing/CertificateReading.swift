import COpenSSL

/// What a certificate says, and who signed it. None of this asks what time it is, nor for what purpose the
/// certificate may serve: the TLS handshake checks both before anybody asks here.
extension Certificate {
  /// The DNS names among the subject's alternative names (RFC 5280 §4.2.1.6), in lower case, in their order;
  /// a wildcard stays as it is written, `*.taipei.example`. The common name is never taken for a DNS name
  /// (RFC 9525 §2). Empty if there is no such name, if the extension comes twice or cannot be read, and if
  /// there are more than ``nameLimit`` names.
  public var dnsNames: [String] {
    ErrorQueue.clear()
    defer { ErrorQueue.clear() }
    guard let names = try? alternativeNames() else { return [] }
    return names.lend { names in
      let count = unsafe citycard_name_count(names)
      guard (0...Int32(Self.nameLimit)).contains(count) else { return [] }
      return (0..<count).compactMap { unsafe dnsName(citycard_name_at(names, $0)) }
    }
  }

  /// The most alternative names that are looked at.
  public static let nameLimit = 256

  /// Whether `root` is an authority that signed this certificate: the names and key identifiers match, `root`
  /// may sign certificates, and the signature is of its key. Of a self-signed root, it says so of itself.
  public func isIssued(by root: Certificate) -> Bool {
    ErrorQueue.clear()
    defer { ErrorQueue.clear() }
    guard let subject = try? object(), let issuer = try? root.object() else { return false }
    return subject.lend { subject in
      issuer.lend { issuer in
        // X509_check_issued(3): "takes into account not only matching of issuer field of subject with subject
        // field of issuer, but also compares authorityKeyIdentifier extension of subject with
        // subjectKeyIdentifier of issuer [...] and checks keyUsage field of issuer". X509_verify(3): "Only
        // the signature is checked"; it returns "1 if the signature is valid". X509_get0_pubkey(3) lends the
        // issuer's own key. X509_check_ca(3): 1 is an X.509 v3 authority with CA:TRUE.
        guard unsafe X509_check_ca(issuer) == 1, unsafe X509_check_issued(issuer, subject) == X509_V_OK
        else { return false }
        return unsafe X509_verify(subject, X509_get0_pubkey(issuer)) == 1
      }
    }
  }

  /// Whether this is a root that a partner may pin: an authority's certificate, signed by its own key, which
  /// is on P-256.
  public var isRoot: Bool { isIssued(by: self) && (try? publicKey) != nil }

  /// The key that the certificate is about.
  /// - Throws: `not_p256`, `invalid_key`, `invalid_certificate`.
  public var publicKey: PublicKey {
    get throws(SigningError) {
      ErrorQueue.clear()
      let key = try object().lend { certificate throws(SigningError) in
        // X509_get_pubkey(3) returns a reference of its own, "and must be freed after use".
        try unsafe Owned(
          X509_get_pubkey(certificate), release: { unsafe EVP_PKEY_free($0) }, else: .invalidKey)
      }
      return try PublicKey(KeyHandle(key, isPrivate: false))
    }
  }

  /// When it begins and ends to hold.
  /// - Throws: `invalid_certificate` if one of both is no time.
  public var validity: CertificateValidity {
    get throws(SigningError) {
      ErrorQueue.clear()
      return try object().lend { certificate throws(SigningError) in
        // X509_get0_notBefore(3): the times belong to the certificate.
        CertificateValidity(
          notBefore: try unsafe seconds(of: X509_get0_notBefore(certificate)),
          notAfter: try unsafe seconds(of: X509_get0_notAfter(certificate)))
      }
    }
  }

  private func alternativeNames() throws(SigningError) -> Owned {
    try object().lend { certificate throws(SigningError) in
      // X509_get_ext_d2i(3) returns null if the extension is absent, comes more than once or does not decode;
      // else a structure that the caller frees.
      let names = unsafe X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil)
      return try unsafe Owned(
        names.map { OpaquePointer($0) }, release: { unsafe GENERAL_NAMES_free($0) },
        else: .invalidCertificate)
    }
  }
}

/// The DNS name that `name` is; nil if it is of another kind, or has bytes other than printable ASCII, such
/// as the NUL with which a name once could pretend to end.
private func dnsName(_ name: UnsafeMutablePointer<GENERAL_NAME>?) -> String? {
  var kind: Int32 = -1
  // GENERAL_NAME_get0_value(3): for GEN_DNS the value is an ASN1_IA5STRING, which belongs to the name.
  guard let value = unsafe GENERAL_NAME_get0_value(name, &kind), kind == GEN_DNS else { return nil }
  let string = unsafe value.assumingMemoryBound(to: ASN1_STRING.self)
  // ASN1_STRING_get0_data(3): "an internal pointer to the data"; it has ASN1_STRING_length(3) bytes and need
  // not end with NUL, so the bytes are copied by count.
  let bytes = unsafe Array(
    UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
  guard (1...253).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
  return String(decoding: bytes, as: UTF8.self).lowercased()
}

/// `time` in seconds since 1970.
private func seconds(of time: UnsafePointer<ASN1_TIME>?) throws(SigningError) -> Int64 {
  // ASN1_TIME_set(3) with a null structure allocates one, which ASN1_STRING_free(3) frees.
  guard let epoch = unsafe ASN1_TIME_set(nil, 0) else { throw failure(.libraryFailure) }
  defer { unsafe ASN1_STRING_free(epoch) }
  var days: Int32 = 0
  var rest: Int32 = 0
  // ASN1_TIME_diff(3): days and seconds from the first time to the second; of one sign.
  guard unsafe time != nil, unsafe ASN1_TIME_diff(&days, &rest, epoch, time) == 1 else {
    throw failure(.invalidCertificate)
  }
  return Int64(days) * 86_400 + Int64(rest)
}
