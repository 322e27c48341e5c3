import Signing
import TestSupport
import Testing

struct KeyTests {
  @Test func `a signature holds for its message and key alone`() throws {
    let key = try PrivateKey.generate()
    let message = Array("一次查驗".utf8)
    let signature = try key.sign(message)
    #expect(signature.count == 64)
    #expect(key.publicKey.isValid(signature, of: message))
    #expect(!key.publicKey.isValid(signature, of: message + [0]))
    #expect(!(try PrivateKey.generate()).publicKey.isValid(signature, of: message))
    for place in signature.indices {
      var changed = signature
      changed[place] ^= 1
      #expect(!key.publicKey.isValid(changed, of: message))
    }
  }

  @Test func `a signature of any other length is refused`() throws {
    let key = try PrivateKey.generate()
    let signature = try key.sign([])
    #expect(key.publicKey.isValid(signature, of: []))
    for other in [[], Array(signature.dropLast()), signature + [0], [0] + signature, signature + signature] {
      #expect(!key.publicKey.isValid(other, of: []))
    }
  }

  @Test func `keys survive the way through PEM and coordinates`() throws {
    let key = try PrivateKey.generate()
    let again = try PrivateKey(pem: key.pem)
    #expect(again.publicKey == key.publicKey)
    #expect(key.publicKey.isValid(try again.sign([1]), of: [1]))
    #expect(try PublicKey(pem: key.publicKey.pem) == key.publicKey)
    #expect(try PublicKey(x: key.publicKey.x, y: key.publicKey.y).hashValue == key.publicKey.hashValue)
    #expect(try key.pem == again.pem)
    #expect(try PrivateKey(pem: key.pem.replacing("\n", with: "\r\n")).publicKey == key.publicKey)
  }

  @Test func `a point that is not on the curve is no key`() throws {
    let key = try PrivateKey.generate().publicKey
    var y = key.y
    y[31] ^= 1
    let attempts: [([UInt8], [UInt8])] = [
      (key.x, y), (key.x, Array(key.y.dropLast())), ([0] + key.x, key.y),
      ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 32)),
      ([UInt8](repeating: 0xFF, count: 32), key.y),
    ]
    for (x, y) in attempts {
      #expect(throws: SigningError.self) { try PublicKey(x: x, y: y) }
      do { _ = try PublicKey(x: x, y: y) } catch { #expect(error.code == .invalidKey) }
    }
  }

  @Test func `a private key is never printed`() throws {
    let key = try PrivateKey.generate()
    var dumped = ""
    dump(key, to: &dumped)
    #expect("\(key)" == "PrivateKey(withheld)")
    #expect(!dumped.contains("Owned") && !dumped.contains("0x"))
  }

  @Test func `many tasks sign and verify with one key`() async throws {
    let key = try PrivateKey.generate()
    let valid = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<32 {
        group.addTask {
          var valid = 0
          for round in 0..<50 {
            let message = [UInt8(task), UInt8(round)]
            let signature = try key.sign(message)
            if key.publicKey.isValid(signature, of: message) { valid += 1 }
            if key.publicKey.isValid(signature, of: message + [1]) { valid -= 1000 }
          }
          return valid
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(valid == 32 * 50)
  }

  @Test func `errors are equal by code, and say what libcrypto said`() throws {
    let error = #expect(throws: SigningError.self) {
      try PublicKey(x: .init(repeating: 1, count: 32), y: .init(repeating: 1, count: 32))
    }
    #expect(error?.code == .invalidKey)
    #expect(error?.description == "invalid_key")
    #expect(error?.debugDescription.contains("error:") == true)
    let other = #expect(throws: SigningError.self) { try PublicKey(x: [], y: []) }
    #expect(other == error)
    #expect(other?.debugDescription == "invalid_key")
  }
}
