import Signing
import TestSupport
import Testing

struct ScryptTests {
  /// RFC 7914 §12, without its last example, which takes 1 GiB.
  @Test(arguments: [
    (
      "", "", 4, 1, 1,
      "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17"
        + "e8d3e0fb2e0d3628cf35e20c38d18906"
    ),
    (
      "password", "NaCl", 10, 8, 16,
      "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830da"
        + "c727afb94a83ee6d8360cbdfa2cc0640"
    ),
    (
      "pleaseletmein", "SodiumChloride", 14, 8, 1,
      "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9"
        + "e61e85dc0d651e40dfcf017b45575887"
    ),
  ])
  func `scrypt gives the examples of RFC 7914`(
    password: String, salt: String, logN: Int, r: Int, p: Int, expected: String
  ) throws {
    let scrypt = try Scrypt(logN: logN, r: r, p: p)
    let found = try scrypt.derive(Array(password.utf8), salt: Array(salt.utf8), count: 64)
    #expect(found == hex(expected))
  }

  @Test func `what new passwords cost is within the limits, and takes 32 MiB`() throws {
    let cost = Scrypt.standard
    #expect(try Scrypt(logN: cost.logN, r: cost.r, p: cost.p) == cost)
    #expect(128 * cost.r << cost.logN == 32 << 20)
    let password = Array("correct horse battery staple".utf8)
    let found = try cost.derive(password, salt: [1])
    #expect(found.count == 32)
    #expect(try cost.derive(password, salt: [2]) != found, "the salt counts")
    #expect(try cost.derive(password + [0x20], salt: [1]) != found, "every character counts")
  }

  @Test(arguments: [
    (0, 8, 1), (21, 1, 1), (10, 0, 1), (10, 33, 1), (10, 8, 0), (10, 8, 17), (-1, 8, 1), (16, 1, 1),
    (16, 8, 1),
    (20, 8, 1),
  ])
  func `a cost outside the limits is refused`(logN: Int, r: Int, p: Int) {
    #expect(throws: SigningError.self) { try Scrypt(logN: logN, r: r, p: p) }
  }

  @Test(arguments: [0, -1, 65])
  func `a result outside the limits is refused`(count: Int) throws {
    let scrypt = try Scrypt(logN: 4, r: 1, p: 1)
    #expect(throws: SigningError.self) { try scrypt.derive([1], salt: [1], count: count) }
  }

  /// RFC 2202 §3.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8), "b617318655057264e28bc0b6fb378c8ef146be00"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
    ),
    (
      [UInt8](repeating: 0xAA, count: 80),
      Array("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data".utf8),
      "e8e99d0f45237d786d6bbaa7965c7808bbff1a91"
    ),
  ])
  func `HMAC-SHA-1 gives the digests of RFC 2202`(key: [UInt8], message: [UInt8], digest: String) throws {
    #expect(try hmacSHA1(key: key, message) == hex(digest))
  }
}
