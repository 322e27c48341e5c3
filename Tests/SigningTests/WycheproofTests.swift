import Foundation
import Signing
import TestSupport
import Testing

/// C2SP/wycheproof, `ecdsa_secp256r1_sha256_p1363_test.json`: signatures in JOSE's form, good and bad. The
/// file has no `acceptable` results: each is `valid` or `invalid`, and both are held to exactly.
struct WycheproofTests {
  struct File: Decodable {
    let numberOfTests: Int
    let testGroups: [Group]
  }
  struct Group: Decodable {
    let publicKey: Key
    let publicKeyPem: String
    let tests: [Case]
  }
  struct Key: Decodable { let uncompressed: String }
  struct Case: Decodable {
    let tcId: Int
    let comment: String
    let msg: String
    let sig: String
    let result: String
  }

  @Test(.enabled(if: Vectors.present, "public vectors not found"))
  func `every valid signature is accepted and every invalid one refused`() throws {
    let data = Data(try Vectors.bytes("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json"))
    let file = try JSONDecoder().decode(File.self, from: data)
    var seen: [String: Int] = [:]
    for group in file.testGroups {
      let point = hex(group.publicKey.uncompressed)
      let key = try PublicKey(x: Array(point[1..<33]), y: Array(point[33...]))
      #expect(try PublicKey(pem: group.publicKeyPem) == key)
      for test in group.tests {
        let holds = key.isValid(hex(test.sig), of: hex(test.msg))
        #expect(holds == (test.result == "valid"), "\(test.tcId): \(test.comment)")
        seen[test.result, default: 0] += 1
      }
    }
    #expect(file.numberOfTests == 262)
    #expect(seen == ["valid": 173, "invalid": 89])
  }
}

/// The bytes that pairs of hexadecimal digits stand for.
func hex(_ text: String) -> [UInt8] {
  let digits = text.utf8.map { UInt8($0 < 0x3A ? $0 - 0x30 : $0 - 0x61 + 10) }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
