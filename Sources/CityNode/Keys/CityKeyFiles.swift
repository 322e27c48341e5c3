import Benefits
import Federation
import Signing
public import Wire

/// The files of one city's key folder, as `certs/README.md` lists them.
public enum CityKeyFiles {
  /// The longest life of a certificate that is made here: ten years, also the life of its roots.
  public static let dayLimit = 3650

  /// Makes new keys and certificates for a city: name and text of each file.
  ///
  /// - Parameters:
  ///   - party: The city.
  ///   - now: Certificates hold from one hour before, since clocks differ.
  ///   - days: How long the node's certificates hold, 1...``dayLimit``; the roots hold for ten years.
  static func make(
    for party: PartyTerms, now: Instant, days: Int
  ) throws(SigningError) -> [(name: String, text: String)] {
    var files: [(name: String, text: String)] = []
    for name in ["federation", "federation-next"] {
      let key = try PrivateKey.generate()
      files.append(("\(name).pem", try key.pem))
      files.append(("\(name)-public.pem", key.publicKey.pem))
    }
    files.append(("protocol.pem", try PrivateKey.generate().pem))
    for name in ["identifiers", "pairwise"] {
      let secret = try SecureRandom.bytes(32).map { hexadecimal($0) }.joined()
      files.append(("\(name).key", secret + "\n"))
    }
    for (suffix, generation) in [("", "A"), ("-next", "B")] {
      let rootKey = try PrivateKey.generate()
      let root = try CertificateAuthority.selfSigned(
        commonName: commonName(party, "development root \(generation)"),
        validity: validity(now, days: dayLimit), key: rootKey)
      let key = try PrivateKey.generate()
      let leaf = try root.issue(
        CertificateRequest(
          commonName: commonName(party, "node"), dnsNames: [party.entity.host, "localhost"],
          ipAddresses: ["127.0.0.1"], validity: validity(now, days: days)),
        for: key.publicKey)
      files += [
        ("tls-root\(suffix).pem", root.certificate.pem), ("tls-root\(suffix)-key.pem", try rootKey.pem),
        ("tls\(suffix).pem", leaf.pem), ("tls\(suffix)-key.pem", try key.pem),
      ]
    }
    return files
  }

  private static func validity(_ now: Instant, days: Int) -> CertificateValidity {
    CertificateValidity(notBefore: now.seconds - 3600, notAfter: now.seconds + Int64(days) * 86_400)
  }

  /// For people: the city and what it is, within the 64 characters of RFC 5280.
  private static func commonName(_ party: PartyTerms, _ what: String) -> String {
    let room = 64 - what.unicodeScalars.count - 1
    return "\(String(String.UnicodeScalarView(party.name.en.unicodeScalars.prefix(room)))) \(what)"
  }
}

extension PartyPins {
  /// Reads what a partner needs of a city, and nothing secret: `federation-public.pem`, `tls-root.pem` and,
  /// where they are, `federation-next-public.pem` and `tls-root-next.pem`.
  ///
  /// - Throws: `file_missing`, `file_unreadable`, `file_invalid`.
  public static func read(folder: String) throws(KeyFileError) -> PartyPins {
    PartyPins(
      federationKeys: try pair("federation-public.pem", "federation-next-public.pem", in: folder) {
        pem throws(SigningError) in try PublicKey(pem: pem)
      },
      tlsRoots: try pair("tls-root.pem", "tls-root-next.pem", in: folder) {
        pem throws(SigningError) in try Certificate(pem: pem)
      })
  }

  private static func pair<Pin: Hashable & Sendable>(
    _ current: String, _ next: String, in folder: String, _ make: (String) throws(SigningError) -> Pin
  ) throws(KeyFileError) -> CurrentAndNext<Pin> {
    guard let pin = try pin(current, in: folder, make) else {
      throw KeyFileError(.fileMissing, at: "\(folder)/\(current)")
    }
    return CurrentAndNext(current: pin, next: try self.pin(next, in: folder, make))
  }

  private static func pin<Pin>(
    _ name: String, in folder: String, _ make: (String) throws(SigningError) -> Pin
  ) throws(KeyFileError) -> Pin? {
    guard let text = try KeyFolder.text(name, in: folder) else { return nil }
    do { return try make(text) } catch {
      throw KeyFileError(.fileInvalid, at: "\(folder)/\(name)", detail: error.code.rawValue)
    }
  }
}
