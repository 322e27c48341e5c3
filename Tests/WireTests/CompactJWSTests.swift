import Foundation
import Signing
import StrictJSON
import TestSupport
import Testing
import Wire

struct CompactJWSTests {
  let forge: TokenForge

  init() throws { forge = try TokenForge() }

  @Test func `what was signed is read back byte for byte`() throws {
    let token = try forge.good()
    let verified = try CompactJWS.verify(token, rules: .message(typ: "example+jwt"), keys: forge.keys)
    #expect(verified.payload == Array(TokenForge.payload.utf8))
    #expect(verified.token == token)
    #expect(verified.kid == forge.record.kid)
    #expect(verified.typ == "example+jwt")
    #expect(verified.header.members.map(\.name) == ["alg", "kid", "typ"])
    #expect(try verified.claims()["n"] == .integer(1))
  }

  @Test func `every header rule is enforced`() throws {
    func broken(_ header: String) throws -> JOSERule? { forge.broken(try forge.token(header: header)) }
    #expect(try broken(forge.header()) == nil)
    #expect(try broken(forge.header(more: #","iss":"x","trust_chain":[]"#)) == nil, "others are ignored")
    for name in CompactJWS.refusedHeaderMembers {
      #expect(try broken(forge.header(more: #","\#(name)":[]"#)) == .headerMemberRefused, "\(name)")
      #expect(try broken(forge.header(more: #","\#(name)":null"#)) == .headerMemberRefused, "\(name)")
    }
    for alg in [#""none""#, #""HS256""#, #""ES512""#, #""es256""#, "null", #"["ES256"]"#, #""""#] {
      #expect(try broken(forge.header(alg: alg)) == .algorithm, "\(alg)")
    }
    #expect(try broken(#"{"kid":"\#(forge.record.kid)","typ":"example+jwt"}"#) == .algorithm)
    for typ in ["Example+jwt", "example+jwt ", "application/example+jwt", "example", "JWT", ""] {
      #expect(try broken(forge.header(typ: typ)) == .typ, "\(typ)")
    }
    #expect(try broken(#"{"alg":"ES256","kid":"\#(forge.record.kid)"}"#) == .typ)
    #expect(try broken(#"{"alg":"ES256","typ":"example+jwt"}"#) == .kidMissing)
    #expect(try broken(#"{"alg":"ES256","typ":"example+jwt","kid":42}"#) == .kidMissing)
    #expect(try broken(#"{"alg":"ES256","typ":"example+jwt","kid":"another"}"#) == .kidUnknown)
    #expect(try broken(forge.header(more: #","alg":"ES256""#)) == .headerNotJSON)
    #expect(try broken(forge.header(more: #","kid":"another""#)) == .headerNotJSON)
    #expect(try broken(forge.header(more: #","x":1.5"#)) == .headerNotJSON)
    for text in ["", "[]", "null", "{", forge.header() + "x", "\u{FEFF}" + forge.header()] {
      #expect(try broken(text) == .headerNotJSON, "\(text)")
    }
    let long = String(repeating: "a", count: 4096)
    #expect(try broken(forge.header(more: #","x":"\#(long)""#)) == .headerNotJSON)
  }

  @Test func `a token changed in any one character is refused`() throws {
    let token = try forge.good()
    for index in token.indices {
      var changed = token
      changed[index] = token[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      #expect(forge.broken(changed) != nil, "character \(index)")
    }
    for length in 0..<token.count { #expect(forge.broken(Array(token.prefix(length))) != nil) }
  }

  @Test func `parts of two good tokens do not make a third`() throws {
    let first = parts(try forge.good())
    let second = parts(try forge.good(payload: #"{"n":2}"#))
    #expect(forge.broken(joined(first[0], first[1], second[2])) == .signature)
    #expect(forge.broken(joined(first[0], second[1], first[2])) == .signature)
    let typed = try CompactJWS.sign(
      payload: Array(TokenForge.payload.utf8), typ: "other+jwt", kid: forge.record.kid, key: forge.key)
    #expect(forge.broken(typed) == .typ)
    #expect(forge.broken(joined(first[0], parts(typed)[1], parts(typed)[2])) == .signature)
  }

  @Test func `a key of the same name but another issuer does not fit`() throws {
    let other = try JSONWebKeySet(parsing: Array(namedLikeOurs(try PrivateKey.generate().publicKey).utf8))
    #expect(forge.broken(try forge.good(), keys: other) == .signature)
    #expect(forge.broken(try forge.good(), keys: try TokenForge().keys) == .kidUnknown)
  }

  private func namedLikeOurs(_ key: PublicKey) -> String {
    let (x, y) = (Base64URL.text(key.x), Base64URL.text(key.y))
    return #"{"keys":[{"kty":"EC","crv":"P-256","kid":"\#(forge.record.kid)","x":"\#(x)","y":"\#(y)"}]}"#
  }

  @Test func `only three canonical parts are a token`() throws {
    let good = parts(try forge.good())
    let text = good.joined(separator: ".")
    func broken(_ text: String) -> JOSERule? { forge.broken(Array(text.utf8)) }
    for other in [
      "", ".", good[0], "\(good[0]).\(good[1])", text + ".", "." + text, text + ".x", text + "." + text,
      "..\(text)",
    ] { #expect(broken(other) == .notThreeParts, "\(other)") }
    for (index, rule) in [(0, JOSERule.base64URL), (1, .base64URL), (2, .base64URL)] {
      for change in ["=", "==", " ", "\n", "\u{0}", "+", "/", "臺"] {
        var changed = good
        changed[index] += change
        #expect(broken(changed.joined(separator: ".")) == rule, "part \(index) and \(change)")
      }
    }
    #expect(broken(text + "\n") == .base64URL)
    // The last of 86 characters holds 4 bits of the signature and 2 that must be zero.
    let last = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let place = try #require(last.firstIndex(of: Character(String(good[2].suffix(1)))))
    #expect(broken("\(good[0]).\(good[1]).\(good[2].dropLast())\(last[place + 1])") == .base64URL)
  }

  @Test func `a signature of another form is refused for its length`() throws {
    let good = parts(try forge.good())
    let signature = try #require(Base64URL.decode(good[2]))
    func broken(_ signature: [UInt8]) -> JOSERule? {
      forge.broken(joined(good[0], good[1], Base64URL.text(signature)))
    }
    #expect(broken([]) == .signatureLength)
    #expect(broken(Array(signature.dropLast())) == .signatureLength)
    #expect(broken(signature + [0]) == .signatureLength)
    // The same r and s in DER: SEQUENCE of two INTEGERs, each with a leading zero where its first bit is set.
    let integers = [signature[..<32], signature[32...]].flatMap { half -> [UInt8] in
      let number = Array(half.drop { $0 == 0 })
      let body = (number.first ?? 0) & 0x80 != 0 ? [0] + number : number
      return [0x02, UInt8(body.count)] + body
    }
    #expect(broken([0x30, UInt8(integers.count)] + integers) == .signatureLength)
    #expect(broken([UInt8](repeating: 0, count: 64)) == .signature)
    #expect(broken(Array(signature[32...] + signature[..<32])) == .signature)
  }

  @Test func `the size is looked at before anything else`() throws {
    let rules = JWSRules.message(typ: "example+jwt", maximumBytes: 100)
    #expect(forge.broken([UInt8](repeating: 0, count: 101), rules: rules) == .tokenTooLarge)
    #expect(forge.broken([UInt8](repeating: 0, count: 100), rules: rules) == .notThreeParts)
    let token = try forge.good()
    #expect(forge.broken(token, rules: .message(typ: "example+jwt", maximumBytes: token.count)) == nil)
  }

  @Test(arguments: [
    #"{"a":1,"a":2}"#, #"{"a":1.5}"#, "[]", "", "{} ", #"{"a":"\u0000"}"#, "{\"a\":\"\u{0}\"}", "null",
  ])
  func `a signed payload is still read strictly`(payload: String) throws {
    let verified = try CompactJWS.verify(
      try forge.good(payload: payload), rules: .message(typ: "example+jwt"), keys: forge.keys)
    #expect(verified.payload == Array(payload.utf8))
    if payload == "{} " {
      #expect(try verified.claims().members.isEmpty, "white space is JSON")
    } else {
      let error = #expect(throws: JOSEError.self) { try verified.claims() }
      #expect(error?.rule == .payloadNotJSON)
    }
  }

  /// The cookbook's section 4.3 is ES512: its key is none of ours, and its token is refused for its algorithm
  /// whatever the key set.
  @Test(.enabled(if: Vectors.present, "public vectors not found"))
  func `the cookbook's ES512 token is refused for its algorithm`() throws {
    let file = try json(
      String(decoding: try Vectors.bytes("jose-cookbook/jws/4_3.ecdsa_signature.json"), as: UTF8.self))
    let token = try JSONFields(file).object("output").string("compact")
    #expect(forge.broken(Array(token.utf8), rules: .inspection(typ: nil)) == .algorithm)
    #expect(forge.broken(Array(token.utf8)) == .algorithm)
  }

  /// RFC 7515 appendix A.3: an ES256 token of others, without `typ` and `kid`.
  @Test func `the ES256 token of RFC 7515 is read for inspection alone`() throws {
    let keys = try JSONWebKeySet(
      parsing: Array(
        #"""
        {"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
        """#.utf8))
    let token = Array(
      """
      eyJhbGciOiJFUzI1NiJ9\
      .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
      .DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q
      """.utf8)
    let verified = try CompactJWS.verify(token, rules: .inspection(typ: nil), keys: keys)
    #expect(try verified.claims()["iss"] == .string("joe"))
    #expect(forge.broken(token, rules: .message(typ: "JWT"), keys: keys) == .typ)
    let two = try JSONWebKeySet(keys.keys + forge.keys.keys)
    #expect(forge.broken(token, rules: .inspection(typ: nil), keys: two) == .kidMissing)
  }
}
