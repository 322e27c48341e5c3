import Foundation
import Signing
import TestSupport
import Testing

struct CertificateTests {
  /// 2026-01-01 to 2036-01-01, UTC.
  private let validity = CertificateValidity(notBefore: 1_767_225_600, notAfter: 2_082_758_400)

  private func request() -> CertificateRequest {
    CertificateRequest(
      commonName: "臺北市城市卡節點", dnsNames: ["localhost", "card.taipei.example", "*.taipei.example"],
      ipAddresses: ["127.0.0.1", "::1"], uris: ["https://card.taipei.example"], validity: validity)
  }

  @Test(.enabled(if: OpenSSLProgram.present, "the openssl program is not installed"))
  func `openssl verifies an issued certificate for both roles and every name`() throws {
    let authority = try CertificateAuthority.selfSigned(
      commonName: "Taipei development root", validity: validity, key: .generate())
    let leaf = try authority.issue(request(), for: try PrivateKey.generate().publicKey)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let root = folder.appendingPathComponent("root.pem").path
    let file = folder.appendingPathComponent("leaf.pem").path
    try authority.certificate.pem.write(toFile: root, atomically: true, encoding: .utf8)
    try leaf.pem.write(toFile: file, atomically: true, encoding: .utf8)

    let strict = ["verify", "-x509_strict", "-check_ss_sig", "-attime", "1790000000", "-CAfile", root]
    #expect(try OpenSSLProgram.run(strict + [root]).status == 0)
    for more in [
      ["-purpose", "sslserver", "-verify_hostname", "localhost"],
      ["-purpose", "sslserver", "-verify_hostname", "node.taipei.example"],
      ["-purpose", "sslserver", "-verify_ip", "127.0.0.1"], ["-purpose", "sslserver", "-verify_ip", "::1"],
      ["-purpose", "sslclient"],
    ] {
      #expect(try OpenSSLProgram.run(strict + more + [file]).status == 0, "\(more)")
    }
    for wrong in [
      ["-verify_hostname", "card.taitung.example"], ["-verify_ip", "127.0.0.2"],
      ["-purpose", "timestampsign"],
    ] {
      #expect(try OpenSSLProgram.run(strict + wrong + [file]).status != 0, "\(wrong)")
    }
    for time in ["1767225599", "2082758401"] {
      let result = try OpenSSLProgram.run(["verify", "-attime", time, "-CAfile", root, file])
      #expect(result.status != 0)
    }
    let text = try OpenSSLProgram.run(["x509", "-noout", "-text", "-fingerprint", "-sha256", "-in", file])
      .output
    for part in ["URI:https://card.taipei.example", "CA:FALSE", "Digital Signature", "ecdsa-with-SHA256"] {
      #expect(text.contains(part), "\(part)")
    }
    let digits = leaf.fingerprint.map { String(format: "%02X", $0) }.joined(separator: ":")
    #expect(text.contains(digits))
    let rootText = try OpenSSLProgram.run(["x509", "-noout", "-text", "-in", root]).output
    for part in ["CA:TRUE, pathlen:0", "Certificate Sign"] { #expect(rootText.contains(part), "\(part)") }
  }

  @Test func `an authority is taken up again with its own key alone`() throws {
    let key = try PrivateKey.generate()
    let authority = try CertificateAuthority.selfSigned(commonName: "Root", validity: validity, key: key)
    let again = try CertificateAuthority(certificate: Certificate(pem: authority.certificate.pem), key: key)
    #expect(again.certificate.fingerprint == authority.certificate.fingerprint)
    let leaf = try again.issue(request(), for: key.publicKey)
    for (certificate, key) in [(authority.certificate, try PrivateKey.generate()), (leaf, key)] {
      let error = #expect(throws: SigningError.self) {
        try CertificateAuthority(certificate: certificate, key: key)
      }
      #expect(error?.code == .invalidCertificate)
    }
  }

  @Test func `serial numbers differ`() throws {
    let authority = try CertificateAuthority.selfSigned(
      commonName: "Root", validity: validity, key: .generate())
    let key = try PrivateKey.generate().publicKey
    #expect(try authority.issue(request(), for: key) != authority.issue(request(), for: key))
  }

  @Test func `a request outside the limits is refused`() throws {
    let authority = try CertificateAuthority.selfSigned(
      commonName: "Root", validity: validity, key: .generate())
    let key = try PrivateKey.generate().publicKey
    let changes: [(inout CertificateRequest) -> Void] = [
      { $0.commonName = "" }, { $0.commonName = String(repeating: "臺", count: 65) },
      { $0.commonName = "a\nb" }, { $0.dnsNames = ["a b"] }, { $0.dnsNames = ["a,DNS:b"] },
      { $0.dnsNames = [""] }, { $0.dnsNames = ["-a"] }, { $0.dnsNames = ["a..b"] },
      { $0.dnsNames = ["臺北.example"] }, { $0.ipAddresses = ["127.0.0.256"] },
      { $0.ipAddresses = ["127.0.0.1\u{0}x"] }, { $0.uris = ["no scheme"] }, { $0.uris = ["https://臺北"] },
      { $0.dnsNames = (0..<33).map { "n\($0)" } },
      {
        $0.dnsNames = []
        $0.ipAddresses = []
        $0.uris = []
      },
      { $0.validity = CertificateValidity(notBefore: 2, notAfter: 2) },
      { $0.validity = CertificateValidity(notBefore: 0, notAfter: .max) },
      { $0.validity = CertificateValidity(notBefore: 0, notAfter: 253_402_300_800) },
    ]
    for (index, change) in changes.enumerated() {
      var request = request()
      change(&request)
      let error = #expect(throws: SigningError.self, "\(index)") { try authority.issue(request, for: key) }
      #expect(error?.code == .invalidRequest, "\(index)")
    }
  }

  @Test func `a certificate file must hold one certificate`() throws {
    let authority = try CertificateAuthority.selfSigned(
      commonName: "Root", validity: validity, key: .generate())
    let pem = authority.certificate.pem
    #expect(try Certificate(pem: pem) == authority.certificate)
    for (text, code) in [
      (pem + pem, SigningError.Code.trailingBytes), ("", .malformedPEM),
      (try PrivateKey.generate().pem, .wrongPEMLabel),
      (
        try PrivateKey.generate().publicKey.pem.replacing("PUBLIC KEY", with: "CERTIFICATE"),
        .invalidCertificate
      ),
    ] {
      let error = #expect(throws: SigningError.self) { try Certificate(pem: text) }
      #expect(error?.code == code)
    }
  }
}
