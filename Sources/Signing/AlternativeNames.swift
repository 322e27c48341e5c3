import COpenSSL

/// The list of a certificate's names (`GENERAL_NAMES`), built value by value, so that no name is ever parsed
/// as configuration.
func alternativeNames(of request: CertificateRequest) throws(SigningError) -> Owned {
  let count = request.dnsNames.count + request.ipAddresses.count + request.uris.count
  guard (1...CertificateRequest.nameLimit).contains(count),
    request.dnsNames.allSatisfy(isDNSName), request.uris.allSatisfy(isURI)
  else { throw SigningError(.invalidRequest) }
  let list = try unsafe Owned(GENERAL_NAMES_new(), release: { unsafe GENERAL_NAMES_free($0) })
  for name in request.dnsNames { try unsafe append(GEN_DNS, ia5String(name), to: list) }
  for address in request.ipAddresses { try unsafe append(GEN_IPADD, octets(ofAddress: address), to: list) }
  for uri in request.uris { try unsafe append(GEN_URI, ia5String(uri), to: list) }
  return list
}

/// Appends a name of `kind`; takes over `value`, also when it fails.
private func append(
  _ kind: Int32, _ value: UnsafeMutablePointer<ASN1_STRING>, to list: borrowing Owned
) throws(SigningError) {
  guard let name = unsafe GENERAL_NAME_new() else {
    unsafe ASN1_STRING_free(value)
    throw failure(.libraryFailure)
  }
  // The name owns the value from here on, and the list the name once it took it.
  unsafe GENERAL_NAME_set0_value(name, kind, value)
  guard list.lend({ unsafe citycard_append_name($0, name) }) > 0 else {
    unsafe GENERAL_NAME_free(name)
    throw failure(.libraryFailure)
  }
}

/// Letters, digits, hyphens and dots in ASCII, labels of 1 to 63, at most 253; `*.` may stand first.
private func isDNSName(_ name: String) -> Bool {
  guard (1...253).contains(name.utf8.count) else { return false }
  let labels = name.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
  return labels.enumerated().allSatisfy { index, label in
    if index == 0, labels.count > 1, label.elementsEqual("*".utf8) { return true }
    return (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
      && label.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
      }
  }
}

/// Printable ASCII without spaces, with a scheme, at most 2,048.
private func isURI(_ uri: String) -> Bool {
  (3...2048).contains(uri.utf8.count) && uri.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    && uri.utf8.contains(0x3A) && uri.utf8.first != 0x3A
}

private func ia5String(_ text: String) throws(SigningError) -> UnsafeMutablePointer<ASN1_STRING> {
  guard let string = unsafe ASN1_STRING_type_new(V_ASN1_IA5STRING) else { throw failure(.libraryFailure) }
  let bytes = Array(text.utf8)
  // ASN1_STRING_set(3) copies the bytes.
  guard unsafe ASN1_STRING_set(string, bytes, Int32(bytes.count)) == 1 else {
    unsafe ASN1_STRING_free(string)
    throw failure(.libraryFailure)
  }
  return unsafe string
}

private func octets(ofAddress text: String) throws(SigningError) -> UnsafeMutablePointer<ASN1_STRING> {
  // Reads as a C string, so a NUL inside would hide what follows it.
  guard !text.utf8.contains(0), let octets = unsafe a2i_IPADDRESS(text) else {
    throw failure(.invalidRequest)
  }
  return unsafe octets
}
