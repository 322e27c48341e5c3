import Signing
import TestSupport
import Testing

struct DigestTests {
  /// FIPS 180-4 examples as NIST publishes them.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `SHA-256 gives the published digests`(message: String, digest: String) {
    #expect(sha256(Array(message.utf8)) == hex(digest))
  }

  @Test func `SHA-256 of a million letters is the published digest, whole or in pieces`() {
    let million = [UInt8](repeating: 0x61, count: 1_000_000)
    let digest = hex("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(sha256(million) == digest)
    var pieces = SHA256()
    for start in stride(from: 0, to: million.count, by: 999) {
      pieces.update(Array(million[start..<min(start + 999, million.count)]))
    }
    #expect(pieces.finish() == digest)
  }

  @Test func `a slice hashes like its copy`() {
    let bytes = Array("domain tag and body".utf8)
    let digest = sha256(bytes.span.extracting(7...))
    #expect(digest == sha256(Array(bytes[7...])))
  }

  /// RFC 4231 §4.4, §4.7, §4.8: the cases with keys of 25 and 131 bytes and messages short and long. Its
  /// other keys are shorter than the 32 bytes that we demand; a key of up to 64 bytes is padded with zeros
  /// (RFC 2104 §2), so a short key with zeros added is the same key.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      Array(1...25), [UInt8](repeating: 0xCD, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      Array(
        """
        This is a test using a larger than block-size key and a larger than block-size data. The key \
        needs to be hashed before being used by the HMAC algorithm.
        """.utf8),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ])
  func `HMAC-SHA256 gives the digests of RFC 4231`(key: [UInt8], message: [UInt8], digest: String) throws {
    let padded = key + [UInt8](repeating: 0, count: max(0, 32 - key.count))
    let hash = try KeyedHash(key: padded)
    #expect(hash.hash(message) == hex(digest))
    #expect(hash.hash(message) == hex(digest), "a second use starts afresh")
  }

  @Test func `a keyed hash refuses a short key and never shows a long one`() throws {
    #expect(throws: SigningError.self) { try KeyedHash(key: [UInt8](repeating: 1, count: 31)) }
    do { _ = try KeyedHash(key: []) } catch { #expect(error.code == .keyTooShort) }
    let hash = try KeyedHash(key: Array("an example key of over 32 bytes, not secret".utf8))
    var dumped = ""
    dump(hash, to: &dumped)
    #expect("\(hash)" == "KeyedHash(key withheld)")
    #expect(!dumped.contains("example") && !String(reflecting: hash).contains("example"))
  }

  @Test func `comparison in constant time is comparison`() {
    #expect(equalInConstantTime([], []))
    #expect(equalInConstantTime([1, 2, 3], [1, 2, 3]))
    #expect(!equalInConstantTime([1, 2, 3], [1, 2, 4]))
    #expect(!equalInConstantTime([1, 2, 3], [1, 2]))
  }

  @Test func `random bytes come in the number asked for, and differ`() throws {
    for count in [0, 1, 16, 4096, SecureRandom.limit] {
      #expect(try SecureRandom.bytes(count).count == count)
    }
    #expect(try SecureRandom.bytes(32) != SecureRandom.bytes(32))
    #expect(try SecureRandom.words() != SecureRandom.words())
    for count in [-1, SecureRandom.limit + 1] {
      #expect(throws: SigningError.self) { try SecureRandom.bytes(count) }
    }
  }

  @Test func `many tasks hash at once with one key`() async throws {
    let hash = try KeyedHash(key: [UInt8](repeating: 7, count: 32))
    let expected = (0..<64).map { hash.hash([UInt8($0)]) }
    let found = await withTaskGroup(of: (Int, [[UInt8]]).self) { group in
      for index in 0..<64 {
        group.addTask { (index, (0..<200).map { _ in hash.hash([UInt8(index)]) }) }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = Set($1.1) }
    }
    for index in 0..<64 { #expect(found[index] == [expected[index]]) }
  }
}
