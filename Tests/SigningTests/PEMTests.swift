import Foundation
import Signing
import TestSupport
import Testing

struct PEMTests {
  /// Apart from the dashes, so that nothing in the repository looks like a key to whoever searches for keys.
  private let label = "PRIVATE KEY"

  private func code(_ pem: String) -> SigningError.Code? {
    do { _ = try PrivateKey(pem: pem) } catch { return error.code }
    return nil
  }

  @Test func `only one whole PKCS#8 block is read`() throws {
    let good = try PrivateKey.generate().pem
    #expect(code(good) == nil)
    #expect(code(good + "\n \n") == nil, "white space at the end is not content")
    #expect(code("") == .malformedPEM)
    #expect(code("no key") == .malformedPEM)
    #expect(code(good + "x") == .trailingBytes)
    #expect(code(good + good) == .trailingBytes)
    #expect(code("a note\n" + good) == .trailingBytes)
    #expect(code(good.replacing("-----END PRIVATE KEY-----", with: "")) == .malformedPEM)
    #expect(code(good.replacing("END PRIVATE", with: "END PUBLIC")) == .malformedPEM)
    #expect(code(good.replacing("PRIVATE KEY", with: "EC PRIVATE KEY")) == .wrongPEMLabel)
    #expect(code(good.replacing("PRIVATE KEY", with: "PUBLIC KEY")) == .wrongPEMLabel)
    #expect(code(good.replacing("PRIVATE KEY", with: "ENCRYPTED PRIVATE KEY")) == .encryptedPEM)
    let legacy = "-----BEGIN \(label)-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"
    #expect(code(good.replacing("-----BEGIN \(label)-----\n", with: legacy)) == .encryptedPEM)
    #expect(code(good.replacing("MIGHAgEA", with: "MIGHAgEA ")) == .malformedPEM)
    #expect(code(good.replacing("MIGHAgEA", with: "MIGHAgE*")) == .malformedPEM)
    #expect(code(String(repeating: "A", count: 70_000)) == .malformedPEM)
  }

  @Test func `bytes after the key inside the block are refused`() throws {
    let key = try PrivateKey.generate()
    func pem(_ der: Data, _ label: String) -> String {
      let text = der.base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
      return "-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n"
    }
    func der(_ pem: String) throws -> Data {
      try #require(Data(base64Encoded: pem.split(separator: "\n").dropFirst().dropLast().joined()))
    }
    let secret = try der(key.pem)
    let open = try der(key.publicKey.pem)
    #expect(code(pem(secret, "PRIVATE KEY")) == nil)
    #expect(code(pem(secret + [0], "PRIVATE KEY")) == .trailingBytes)
    #expect(code(pem(secret.dropLast(), "PRIVATE KEY")) == .invalidKey)
    #expect(code(pem(open, "PRIVATE KEY")) == .invalidKey)
    #expect(try PublicKey(pem: pem(open, "PUBLIC KEY")) == key.publicKey)
    let error = #expect(throws: SigningError.self) { try PublicKey(pem: pem(open + [0], "PUBLIC KEY")) }
    #expect(error?.code == .trailingBytes)
  }

  @Test func `the halves of a private key must belong together`() throws {
    func der(_ pem: String) throws -> Data {
      try #require(Data(base64Encoded: pem.split(separator: "\n").dropFirst().dropLast().joined()))
    }
    // The public point is the last 64 bytes of PKCS#8 as libcrypto writes it.
    let mixed =
      try der(try PrivateKey.generate().pem).dropLast(64) + der(try PrivateKey.generate().pem).suffix(64)
    let text = mixed.base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    #expect(code("-----BEGIN \(label)-----\n\(text)\n-----END PRIVATE KEY-----\n") == .invalidKey)
  }

  @Test(
    .enabled(if: OpenSSLProgram.present, "the openssl program is not installed"),
    arguments: [
      (["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], nil),
      (["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], .notP256),
      (["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"], .notP256),
      (
        [
          "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt",
          "ec_param_enc:explicit",
        ], .notP256
      ),
      (["genpkey", "-algorithm", "ED25519"], .notP256),
      (["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], .notP256),
      (
        [
          "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes-128-cbc", "-pass",
          "pass:example",
        ], .encryptedPEM
      ),
      (["ecparam", "-name", "prime256v1", "-genkey", "-noout"], .wrongPEMLabel),
    ] as [([String], SigningError.Code?)])
  func `of the keys that openssl makes, only P-256 in PKCS#8 is read`(
    arguments: [String], expected: SigningError.Code?
  ) throws {
    let made = try OpenSSLProgram.run(arguments)
    #expect(made.status == 0)
    #expect(code(made.output) == expected)
  }
}
