import Foundation
import Signing
import StrictJSON
import TestSupport
import Testing
import Wire

@Suite("citycard inspect")
struct InspectTests {
  @Test(
    "JSON is accepted or refused with the rule that broke",
    arguments: [
      (#"{"a":1}"#, false, 0, ""), (#"{"a":1}"#, true, 0, ""), ("[1.5]", false, 0, ""),
      (#"{"a":1.5}"#, true, 1, "real_not_allowed"), ("[]", true, 1, "top_level_not_object"),
      (#"{"a":1,"a":2}"#, false, 1, "duplicate_name"), ("{", false, 1, "truncated"),
      (#"{"a":"\u0000"}"#, false, 1, "nul"), ("", false, 1, "empty"),
    ])
  func json(text: String, wire: Bool, status: Int, rule: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("document.json", Array(text.utf8))
    let result = try Program.run(["inspect", "json"] + (wire ? ["--wire"] : []) + [file])
    #expect(result.status == Int32(status))
    #expect(rule.isEmpty ? result.errors.isEmpty : result.errors.contains(rule))
    #expect(result.output.contains("OK") == (status == 0))
  }

  /// A token of ours with its key set.
  struct Sample {
    let folder: TemporaryFolder
    let keys: String
    let token: [UInt8]

    init(payload: String = #"{"aud":"https://b.example","iat":1000,"exp":1060}"#) throws {
      let key = try PrivateKey.generate()
      let signer = MessageSigner(key)
      folder = try TemporaryFolder()
      keys = try folder.write("jwks.json", try JSONWebKeySet([signer.publicKey]).encoded)
      token = try CompactJWS.sign(
        payload: Array(payload.utf8), typ: "test+jwt", kid: signer.kid, key: key)
    }
  }

  @Test("a token holds with every rule that is stated, from a file and from standard input")
  func tokenHolds() throws {
    let sample = try Sample()
    let file = try sample.folder.write("token", sample.token + [0x0A])
    let rules = ["--typ", "test+jwt", "--aud", "https://b.example", "--at", "1030"]
    let fromFile = try Program.run(["inspect", "jws", "--jwks", sample.keys] + rules + [file])
    #expect(fromFile.status == 0, "\(fromFile.errors)")
    let printed = try JSONParser.parse(Array(fromFile.output.utf8), rules: .general)
    let claims = try JSONFields(printed).object("claims")
    #expect(try claims.integer("iat", in: 0...9999) == 1000)
    let fromInput = try Program.run(["inspect", "jws", "--jwks", sample.keys], input: sample.token)
    #expect(fromInput.status == 0, "\(fromInput.errors)")
  }

  @Test(
    "a token that breaks a rule ends with 1 and says which",
    arguments: [
      (["--typ", "other+jwt"], "typ_mismatch"), (["--aud", "https://c.example"], "aud_mismatch"),
      (["--at", "1121"], "expired"), (["--at", "939"], "iat_in_future"),
    ])
  func ruleBroken(options: [String], rule: String) throws {
    let sample = try Sample()
    let result = try Program.run(
      ["inspect", "jws", "--jwks", sample.keys] + options, input: sample.token)
    #expect(result.status == 1)
    #expect(result.errors.contains(rule))
  }

  @Test("what a token says cannot steer the terminal of whoever inspects it, and is still the same JSON")
  func controlCharacters() throws {
    let hostile = "a\u{1B}[2Jb\u{9B}31mc\u{202E}d\u{7F}e\u{E0001}"
    let sample = try Sample(
      payload: String(
        decoding: JSONValue.object(JSONObject([("x", .string(hostile))])).encoded(), as: UTF8.self))
    let result = try Program.run(["inspect", "jws", "--jwks", sample.keys], input: sample.token)
    #expect(result.status == 0, "\(result.errors)")
    let steering = result.output.unicodeScalars.filter {
      $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
    }
    #expect(steering.isEmpty)
    let printed = try JSONParser.parse(Array(result.output.utf8), rules: .general)
    #expect(try JSONFields(printed).object("claims").string("x") == hostile)
  }

  @Test("a tampered token and a stranger's key are refused")
  func tampered() throws {
    let sample = try Sample()
    var token = sample.token
    token[token.count - 10] ^= 1
    let tampered = try Program.run(["inspect", "jws", "--jwks", sample.keys], input: token)
    #expect(tampered.status == 1)
    let other = try Sample()
    let stranger = try Program.run(["inspect", "jws", "--jwks", other.keys], input: sample.token)
    withExtendedLifetime(other) {}
    #expect(stranger.status == 1)
    #expect(stranger.errors.contains("kid_unknown"))
  }
}
