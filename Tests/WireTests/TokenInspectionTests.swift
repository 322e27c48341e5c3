import Benefits
import Signing
import StrictJSON
import TestSupport
import Testing
import Wire

struct TokenInspectionTests {
  private let anyClaims = ClaimRules(now: nil)

  private func keys() throws -> JSONWebKeySet {
    try JSONWebKeySet(parsing: Array(ReferenceToken.keys.utf8))
  }

  /// `header_mod` gives its tokens `"kid": 42`, which RFC 7515 §4.1.4 forbids; it is refused on purpose.
  private static let refused = ["header_mod"]

  @Test(.enabled(if: Vectors.present, "public vectors not found"))
  func `there is a reference token for each public case`() throws {
    let cases = try Vectors.names(in: "sd-jwt").filter { $0 != "LICENSE" && $0 != "settings.yml" }
    #expect(cases == ReferenceToken.all.map(\.name))
    let settings = String(decoding: try Vectors.bytes("sd-jwt/settings.yml"), as: UTF8.self)
    for key in try keys().keys { #expect(settings.contains("x: \(Base64URL.text(key.key.x))")) }
  }

  @Test(arguments: ReferenceToken.all)
  func `tokens of the reference implementation are read as it reads them`(token: ReferenceToken) throws {
    for (text, expected) in [
      (token.issuance, token.issuanceClaims), (token.presentation, token.presentationClaims),
    ] {
      if Self.refused.contains(token.name) {
        let error = #expect(throws: JOSEError.self) {
          try TokenInspection(Array(text.utf8), keys: keys(), typ: nil, rules: anyClaims)
        }
        #expect(error?.rule == .kidMissing)
        continue
      }
      let rules = ClaimRules(now: Instant(seconds: 1_683_000_000))
      let read = try TokenInspection(Array(text.utf8), keys: keys(), typ: "example+sd-jwt", rules: rules)
      #expect(try sorted(.object(#require(read.claims))) == sorted(json(expected)))
      let binding = try #require(read.disclosed).keyBinding
      #expect((binding != nil) == (token.name == "key_binding" && text == token.presentation))
      if let binding {
        #expect(try JSONFields(.object(binding)).object("claims").string("nonce") == "1234567890")
      }
    }
  }

  @Test func `a key binding for other disclosures does not hold`() throws {
    let token = try #require(ReferenceToken.all.first { $0.name == "key_binding" })
    var parts = token.presentation.split(separator: "~", omittingEmptySubsequences: false)
    parts.remove(at: 1)
    let changed = Array(parts.joined(separator: "~").utf8)
    let error = #expect(throws: JOSEError.self) {
      try TokenInspection(changed, keys: keys(), typ: nil, rules: anyClaims)
    }
    #expect(error?.rule == .keyBinding)
  }

  @Test func `a plain token is inspected by the rules that are stated`() throws {
    let forge = try TokenForge()
    let payload = #"{"iat":1000,"exp":1060,"aud":"b","share":0.5}"#
    let token = try forge.good(payload: payload)
    func broken(typ: String? = nil, now: Int64? = nil, aud: String? = nil) -> JOSERule? {
      let rules = ClaimRules(now: now.map { Instant(seconds: $0) }, audience: aud)
      do { _ = try TokenInspection(token, keys: forge.keys, typ: typ, rules: rules) } catch {
        return error.rule
      }
      return nil
    }
    #expect(broken() == nil, "without stated rules: signature and header alone, reals allowed")
    #expect(broken(typ: "example+jwt", now: 1000, aud: "b") == nil)
    #expect(broken(typ: "other+jwt") == .typ)
    #expect(broken(now: 2000) == .expired)
    #expect(broken(aud: "c") == .audience)
    let read = try TokenInspection(token, keys: forge.keys, typ: nil, rules: anyClaims)
    #expect(try JSONFields(read.report).object("claims").string("aud") == "b")
    #expect(try JSONFields(read.report).object("header").string("typ") == "example+jwt")
  }

  @Test func `a payload that is no object passes only while nothing is asked of its claims`() throws {
    let forge = try TokenForge()
    func read(_ payload: String, typ: String? = nil, aud: String? = nil) throws(JOSEError) -> TokenInspection
    {
      guard let token = try? forge.good(payload: payload) else { throw JOSEError(.signature, "test") }
      return try TokenInspection(
        token, keys: forge.keys, typ: typ, rules: ClaimRules(now: nil, audience: aud))
    }
    let text = try read("It’s a dangerous business")
    #expect(text.claims == nil)
    #expect(try JSONFields(text.report).string("payload") == part("It’s a dangerous business"))
    for attempt in [
      { try read("text", typ: "example+jwt") }, { try read("text", aud: "b") },
      { try read(#"{"a":1,"a":2}"#) },
    ] {
      let error = #expect(throws: JOSEError.self) { try attempt() }
      #expect(error?.rule == .payloadNotJSON)
    }
  }

  @Test func `every rule has a code of its own and both languages`() {
    let rules: [JOSERule] = [
      .tokenTooLarge, .notThreeParts, .base64URL, .headerNotJSON, .headerMemberRefused, .algorithm,
      .kidMissing,
      .kidUnknown, .typ, .signatureLength, .signature, .payloadNotJSON, .claim, .issuedInFuture, .notYetValid,
      .expired, .lifetime, .audience, .jwkMalformed, .jwkUnsupported, .jwkPrivate, .jwkNotOnCurve,
      .jwksMalformed, .jwksEmpty, .kidDuplicate, .notSDJWT, .tooManyDisclosures, .sdAlgorithm,
      .disclosureMalformed, .disclosureDuplicate, .disclosureUnused, .disclosureMissing, .digestDuplicate,
      .reservedName, .claimExists, .tooDeep, .keyBindingRefused, .keyBinding,
    ]
    #expect(Set(rules).count == rules.count)
    for rule in rules {
      #expect(
        rule.code.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
      #expect(!rule.text.zh.isEmpty && !rule.text.en.isEmpty)
    }
  }
}
