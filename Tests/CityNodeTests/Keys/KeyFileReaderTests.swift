import Benefits
import CityNode
import Federation
import Foundation
import Signing
import Testing

@Suite("Key files")
struct KeyFileReaderTests {
  private static let hex = String(repeating: "0a", count: 32)

  /// Writes the four files with `changed` in place of the sound one, and gives the error's text.
  private func load(_ changed: [String: String] = [:], mode: Int = 0o600) throws -> String? {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pem = try PrivateKey.generate().pem
    let sound = ["federation": pem, "protocol": pem, "identifiers": Self.hex + "\n", "pairwise": Self.hex]
    for (name, text) in sound.merging(changed, uniquingKeysWith: { $1 }) {
      let file = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: file)
      let permissions = name == "pairwise" ? mode : 0o600
      try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file.path)
    }
    let path = { folder.appendingPathComponent($0).path }
    do throws(ConfigurationError) {
      _ = try NodeKeys.load(
        KeyFiles(
          federation: path("federation"), protocol: path("protocol"), identifiers: path("identifiers"),
          pairwise: path("pairwise")))
      return nil
    } catch {
      #expect(error.place.hasPrefix(folder.path))
      return "\(error.place.dropFirst(folder.path.count + 1)) \(error.message.en)"
    }
  }

  @Test("Sound files are read")
  func sound() throws {
    #expect(try load() == nil)
    #expect(try load(["pairwise": Self.hex.uppercased() + "\n"]) == nil)
    #expect(try load(mode: 0o400) == nil)
  }

  @Test("A file that the group or others may use is refused", arguments: [0o640, 0o604, 0o660, 0o610, 0o777])
  func modes(mode: Int) throws {
    #expect(try load(mode: mode)?.contains("pairwise Others may use this key file") == true)
  }

  @Test(
    "A hash key is 64 hexadecimal digits and at most one line end",
    arguments: ["", hex.dropLast() + "g", hex + "0", hex + "\n\n", hex + "\r\n", " " + hex.dropFirst()])
  func hashKeys(text: String) throws {
    #expect(try load(["identifiers": text])?.hasPrefix("identifiers Write 64") == true)
  }

  @Test("A key that is no PKCS#8 key is refused by its rule")
  func privateKeys() throws {
    #expect(try load(["protocol": Self.hex])?.contains("malformed_pem") == true)
  }

  @Test("A missing file and a folder are refused")
  func missing() {
    for path in ["/nonexistent/key", FileManager.default.temporaryDirectory.path] {
      #expect(throws: ConfigurationError.self) {
        try NodeKeys.load(KeyFiles(federation: path, protocol: path, identifiers: path, pairwise: path))
      }
    }
  }
}
