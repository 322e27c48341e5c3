import Foundation
import TestSupport
import Testing

@Suite("citycard")
struct CommandTests {
  @Test("the founding partners are without fault, a spoiled file is named with its line")
  func partners() throws {
    let sound = try Program.run([
      "partners", "check", Repository.root.appendingPathComponent("Partners").path,
    ])
    #expect(sound.status == 0, "\(sound.errors)")
    let folder = try TemporaryFolder()
    let text = String(decoding: try Repository.bytes("Partners/taipei/moca.json"), as: UTF8.self)
    let spoiled = text.replacing(#""price": 50"#, with: #""price": -50"#)
    #expect(spoiled != text)
    try folder.write("moca.json", Array(spoiled.utf8))
    let result = try Program.run(["partners", "check", folder.path])
    #expect(result.status != 0)
  }

  @Test(
    "every command explains itself in both languages",
    arguments: [
      [], ["serve"], ["check"], ["cards"], ["cards", "import"], ["partners"], ["partners", "import"],
      ["partners", "publish"], ["partners", "status"], ["terminals"],
      ["terminals", "add"], ["evidence"], ["evidence", "verify"], ["inspect"], ["inspect", "jws"],
      ["keys"], ["agreement"], ["demo"], ["bench"], ["bench", "verify"], ["bench", "counter"],
    ])
  func help(command: [String]) throws {
    let result = try Program.run(command + ["--help"])
    #expect(result.status == 0)
    #expect(result.output.contains(" / "))
    #expect(result.output.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
  }

  @Test("a node with an unknown setting, or none at all, says so and ends with 1")
  func configuration() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("node.json", Array(#"{"city":"taipei","colour":"red"}"#.utf8))
    let unknown = try Program.run(["serve", "--config", file])
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("colour"))
    let missing = try Program.run(["serve", "--config", folder.path + "/none.json"])
    #expect(missing.status == 1)
    #expect(missing.errors.contains("none.json"))
  }

  @Test(
    "a setting of another type is told by its name, never passed over",
    arguments: [
      ("counter.certificate", #"{"counter":{"certificate":5}}"#),
      ("limits.probes_per_venue", #"{"limits":{"probes_per_venue":"30"}}"#),
      ("peers.taipei.address", #"{"peers":{"taipei":{"address":7}}}"#),
      ("agreements", #"{"agreements":"taipei-taitung.json"}"#),
    ])
  func settingType(name: String, json: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("node.json", Array(json.utf8))
    let result = try Program.run(["serve", "--config", file])
    #expect(result.status == 1)
    #expect(result.errors.contains("\(name): "))
  }

  @Test("a check with a node that is not up says so and ends with 1")
  func nobodyThere() throws {
    // Nothing listens on port 1 (tcpmux).
    let result = try Program.run([
      "check", "--node", "http://127.0.0.1:1", "--token", "cct_none", "--venue", "moca", "--card",
      "easycard:printed:9000010000000011",
    ])
    #expect(result.status == 1)
    #expect(result.errors.contains("http://127.0.0.1:1"))
    #expect(result.output.isEmpty)
  }
}
