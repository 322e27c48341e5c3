import Foundation
import Signing
import TestSupport
import Testing

struct IssuerTests {
  /// 2026-01-01 to 2036-01-01, UTC.
  private let validity = CertificateValidity(notBefore: 1_767_225_600, notAfter: 2_082_758_400)

  private func root(_ name: String, key: PrivateKey? = nil) throws -> CertificateAuthority {
    try CertificateAuthority.selfSigned(
      commonName: name, validity: validity, key: key ?? PrivateKey.generate())
  }

  private func leaf(
    of authority: CertificateAuthority, dnsNames: [String] = ["card.taipei.example"]
  ) throws -> Certificate {
    try authority.issue(
      CertificateRequest(
        commonName: "card.taitung.example", dnsNames: dnsNames, ipAddresses: ["127.0.0.1"],
        uris: ["https://card.hualien.example"], validity: validity),
      for: PrivateKey.generate().publicKey)
  }

  @Test func `a certificate is its own root's and nobody else's, even under the same name`() throws {
    let (a, b) = (try root("Root"), try root("Root"))
    let leaf = try leaf(of: a)
    #expect(leaf.isIssued(by: a.certificate))
    #expect(!leaf.isIssued(by: b.certificate))
    #expect(a.certificate.isIssued(by: a.certificate))
    #expect(!a.certificate.isIssued(by: b.certificate))
    #expect(!leaf.isIssued(by: leaf))
    #expect(!a.certificate.isIssued(by: leaf))
  }

  @Test func `a root with the same name and key but of an earlier issue still vouches`() throws {
    let key = try PrivateKey.generate()
    let (first, renewed) = (try root("Root", key: key), try root("Root", key: key))
    #expect(first.certificate != renewed.certificate)
    #expect(try leaf(of: first).isIssued(by: renewed.certificate))
  }

  @Test func `a changed bit anywhere in what is signed, or in the signature, ends the vouching`() throws {
    let authority = try root("Root")
    let leaf = try leaf(of: authority)
    var still = 0
    for place in leaf.der.indices {
      var der = leaf.der
      der[place] ^= 1
      guard let changed = try? Certificate(der: der) else { continue }
      if changed.isIssued(by: authority.certificate) { still += 1 }
    }
    #expect(still == 0)
  }

  @Test func `the key of an authority alone does not make a certificate an authority's`() throws {
    // A leaf for the root's own key and name: it verifies the signature, but may not sign certificates.
    let key = try PrivateKey.generate()
    let authority = try root("Root", key: key)
    let pretender = try authority.issue(
      CertificateRequest(commonName: "Root", dnsNames: ["localhost"], validity: validity), for: key.publicKey)
    #expect(try !leaf(of: authority).isIssued(by: pretender))
    #expect(!pretender.isRoot)
    #expect(authority.certificate.isRoot)
  }

  @Test func `only the alternative names of the kind DNS are DNS names, in lower case`() throws {
    let names = ["card.taipei.example", "LocalHost", "*.taipei.example"]
    #expect(
      try leaf(of: root("Root"), dnsNames: names).dnsNames
        == ["card.taipei.example", "localhost", "*.taipei.example"])
    #expect(try leaf(of: root("Root"), dnsNames: []).dnsNames == [])
    #expect(try root("card.taipei.example").certificate.dnsNames == [])
  }

  @Test func `a certificate from bytes says what it was made for`() throws {
    let key = try PrivateKey.generate()
    let made = try root("Root", key: key).certificate
    let read = try Certificate(der: made.der)
    #expect(read == made)
    #expect(try read.publicKey == key.publicKey)
    #expect(try read.validity == validity)
    for (bytes, code) in [
      ([], SigningError.Code.invalidCertificate), (made.der + [0], .trailingBytes),
      (made.der.dropLast(), .invalidCertificate),
    ] {
      let error = #expect(throws: SigningError.self) { try Certificate(der: Array(bytes)) }
      #expect(error?.code == code)
    }
  }

  @Test func `a time after 2050 and one before 1970 are read as they were written`() throws {
    let far = CertificateValidity(notBefore: -86_399, notAfter: 4_102_444_800)
    let authority = try CertificateAuthority.selfSigned(
      commonName: "Root", validity: far, key: PrivateKey.generate())
    #expect(try authority.certificate.validity == far)
  }

  @Test(.enabled(if: OpenSSLProgram.present, "the openssl program is not installed"))
  func `a root on another curve or with RSA is not one that may be pinned`() throws {
    for kind in [["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"], ["-newkey", "rsa:2048"]] {
      let pem = try OpenSSLProgram.run(
        ["req", "-x509", "-nodes", "-subj", "/CN=Root", "-keyout", "/dev/null", "-days", "30"] + kind
      ).output
      let certificate = try Certificate(pem: pem)
      #expect(certificate.isIssued(by: certificate))
      #expect(!certificate.isRoot)
      let error = #expect(throws: SigningError.self) { try certificate.publicKey }
      #expect(error?.code == .notP256)
    }
  }
}
