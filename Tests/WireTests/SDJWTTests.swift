import Benefits
import Signing
import StrictJSON
import TestSupport
import Testing
import Wire

struct SDJWTTests {
  let forge: TokenForge

  init() throws { forge = try TokenForge() }

  /// An SD-JWT over exactly this payload text with these disclosures.
  private func token(_ payload: String, _ disclosures: [Disclosure]) throws -> [UInt8] {
    try SDJWT.sign(
      payload: Array(payload.utf8), disclosures: disclosures, typ: "example+sd-jwt", kid: forge.record.kid,
      key: forge.key)
  }

  private func read(_ token: [UInt8], everything: Bool = false) throws(JOSEError) -> VerifiedSDJWT {
    try SDJWT.verify(
      token, rules: .message(typ: "example+sd-jwt", everythingDisclosed: everything), keys: forge.keys)
  }

  private func broken(_ token: [UInt8], everything: Bool = false) -> JOSERule? {
    do { _ = try read(token, everything: everything) } catch { return error.rule }
    return nil
  }

  private func element(_ text: String) throws -> Disclosure { try Disclosure(element: Array(text.utf8)) }
  private func member(_ name: String, _ text: String) throws -> Disclosure {
    try Disclosure(member: name, Array(text.utf8))
  }

  /// A disclosure over exactly this JSON text.
  private func raw(_ text: String) -> (text: String, digest: String) {
    let encoded = part(text)
    return (encoded, Base64URL.text(sha256(Array(encoded.utf8))))
  }

  /// RFC 9901 §4.2.1, §4.2.2 and §4.2.3: its salts, texts and digests.
  @Test func `disclosures are made as RFC 9901 shows, up to its white space`() throws {
    let name = raw(#"["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]"#)
    #expect(name.text == "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0")
    #expect(name.digest == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0")
    let salt = try #require(Base64URL.decode("lklxF5jMYlGTPUovMNIvCA"))
    let ours = Disclosure(element: Array(#""FR""#.utf8), salt: salt)
    #expect(ours.text == part(#"["lklxF5jMYlGTPUovMNIvCA","FR"]"#))
    #expect(raw(#"["lklxF5jMYlGTPUovMNIvCA", "FR"]"#).digest == "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs")
    #expect(ours.digest == raw(#"["lklxF5jMYlGTPUovMNIvCA","FR"]"#).digest)
  }

  @Test func `256 elements travel with one disclosure each and are read in order`() throws {
    let disclosures = try (0..<256).map { try element(#"{"id":\#($0)}"#) }
    var payload = JSONWriter()
    payload.object {
      $0.member("iss", "https://card.taipei.example")
      $0.disclosureHash()
      $0.array("answers") { list in for disclosure in disclosures { list.hidden(disclosure) } }
    }
    let token = try SDJWT.sign(
      payload: payload.bytes, disclosures: disclosures.shuffled(), typ: "example+sd-jwt",
      kid: forge.record.kid, key: forge.key)
    let read = try read(token, everything: true)
    let answers = read.disclosedElements(of: "answers")
    #expect(answers.map(\.index) == Array(0..<256))
    #expect(answers.map(\.disclosure) == disclosures)
    #expect(try answers.map { try JSONFields($0.value).integer("id", in: 0...255) } == Array(0..<256))
    #expect(read.claims["_sd_alg"] == nil)
    #expect(read.claims["answers"] == .array(answers.map(\.value)))
    #expect(read.jws.payload == payload.bytes)

    // What evidence keeps: the JWS and one answer's disclosure.
    let evidence = SDJWT.combine(jws: read.jws.token, disclosures: [disclosures[200]])
    #expect(broken(evidence, everything: true) == .disclosureMissing)
    let shown = try self.read(evidence)
    #expect(shown.disclosedElements(of: "answers").map(\.index) == [200])
    #expect(shown.hiddenCount == 255)

    let one = try element("257")
    let more = SDJWT.combine(jws: read.jws.token, disclosures: disclosures + [one])
    #expect(broken(more) == .tooManyDisclosures)
  }

  @Test func `members are disclosed into their object`() throws {
    let secret = try member("secret", #"{"a":[1]}"#)
    let other = try member("other", "2")
    var payload = JSONWriter()
    payload.object {
      $0.member("open", 1)
      $0.object("inner") { $0.hidden([secret, other]) }
    }
    let text = String(decoding: payload.bytes, as: UTF8.self)
    let all = try read(try token(text, [other, secret]))
    #expect(try sorted(.object(all.claims)) == json(#"{"inner":{"other":2,"secret":{"a":[1]}},"open":1}"#))
    let one = try read(try token(text, [secret]))
    #expect(try sorted(.object(one.claims)) == json(#"{"inner":{"secret":{"a":[1]}},"open":1}"#))
    #expect(one.hiddenCount == 1)
  }

  /// The nesting of the vector `array_recursive_sd`: a hidden object with a hidden member, and an array of
  /// hidden elements.
  @Test func `disclosures inside disclosures are opened, and need the outer one`() throws {
    let baz = try member("baz", #"{"qux":"quux"}"#)
    let outer = try element(#"{"foo":"bar","_sd":["\#(baz.digest)"]}"#)
    let (foo, bar) = (try element(#""foo""#), try element(#""bar""#))
    let payload = #"""
      {"list":["boring",{"...":"\#(outer.digest)"},[{"...":"\#(foo.digest)"},{"...":"\#(bar.digest)"}]]}
      """#
    let all = try read(try token(payload, [bar, baz, foo, outer]), everything: true)
    let expected = try json(#"{"list":["boring",{"foo":"bar","baz":{"qux":"quux"}},["foo","bar"]]}"#)
    #expect(sorted(.object(all.claims)) == sorted(expected))
    let none = try read(try token(payload, []))
    #expect(try JSONValue.object(none.claims) == json(#"{"list":["boring",[]]}"#))
    #expect(broken(try token(payload, [baz])) == .disclosureUnused)
  }

  @Test func `a disclosure that is changed, doubled, foreign or missing is noticed`() throws {
    let (a, b) = (try element("1"), try element("2"))
    let payload = #"{"list":[{"...":"\#(a.digest)"},{"...":"\#(b.digest)"}]}"#
    let jws = try read(try token(payload, [a, b]), everything: true).jws.token
    #expect(broken(SDJWT.combine(jws: jws, disclosures: [a])) == nil)
    #expect(broken(SDJWT.combine(jws: jws, disclosures: [a]), everything: true) == .disclosureMissing)
    #expect(broken(SDJWT.combine(jws: jws, disclosures: [a, a])) == .disclosureDuplicate)
    #expect(broken(SDJWT.combine(jws: jws, disclosures: [a, try element("1")])) == .disclosureUnused)
    func with(_ text: String) -> JOSERule? { broken(jws + Array("~\(a.text)~\(text)~".utf8)) }
    #expect(with(b.text) == nil)
    #expect(with(part(#"["salt",1.5]"#)) == .disclosureMalformed)
    #expect(with(part(#"["salt",3]"#)) == .disclosureUnused)
    #expect(with(b.text + "=") == .base64URL)
    #expect(with(b.text + " ") == .base64URL)
    #expect(with("") == .disclosureMalformed)
    for text in ["[]", #"["salt"]"#, #"["salt","n",1,2]"#, "[1,2]", #"["salt",1,2]"#, #"{"a":1}"#, "1", "["] {
      #expect(with(part(text)) == .disclosureMalformed, "\(text)")
    }
    for text in [#"["salt","_sd",[]]"#, #"["salt","...","x"]"#] {
      #expect(with(part(text)) == .reservedName, "\(text)")
    }
  }

  @Test func `a digest has one place and a disclosure of its kind`() throws {
    let (one, named) = (try element("1"), try member("name", "1"))
    func broken(_ payload: String, _ disclosures: [Disclosure]) throws -> JOSERule? {
      self.broken(try token(payload, disclosures))
    }
    let place = #"{"...":"\#(one.digest)"}"#
    #expect(try broken(#"{"a":[\#(place),\#(place)]}"#, [one]) == .digestDuplicate)
    #expect(try broken(#"{"a":[\#(place)],"b":[\#(place)]}"#, []) == .digestDuplicate, "also if hidden")
    #expect(try broken(#"{"_sd":["\#(named.digest)","\#(named.digest)"]}"#, [named]) == .digestDuplicate)
    #expect(try broken(#"{"_sd":["\#(one.digest)"]}"#, [one]) == .disclosureMalformed)
    #expect(try broken(#"{"a":[{"...":"\#(named.digest)"}]}"#, [named]) == .disclosureMalformed)
    #expect(try broken(#"{"name":2,"_sd":["\#(named.digest)"]}"#, [named]) == .claimExists)
    let again = try member("name", "2")
    #expect(try broken(#"{"_sd":["\#(named.digest)","\#(again.digest)"]}"#, [named, again]) == .claimExists)
    #expect(try broken(#"{"a":{"...":"\#(one.digest)"}}"#, [one]) == .reservedName)
    #expect(try broken(#"{"...":"\#(one.digest)"}"#, [one]) == .reservedName)
    #expect(try broken(#"{"a":[{"...":"\#(one.digest)","b":1}]}"#, [one]) == .reservedName)
    #expect(try broken(#"{"a":[{"...":1}]}"#, []) == .reservedName)
    #expect(try broken(#"{"_sd":"\#(named.digest)"}"#, [named]) == .reservedName)
    #expect(try broken(#"{"_sd":[1]}"#, []) == .reservedName)
    #expect(try broken(#"{"_sd_alg":"sha-512"}"#, []) == .sdAlgorithm)
    #expect(try broken(#"{"_sd_alg":null}"#, []) == .sdAlgorithm)
    #expect(try broken(#"{"_sd_alg":"sha-256"}"#, []) == nil)
    #expect(try broken(#"{"a":1}"#, []) == nil, "nothing hidden is an SD-JWT too")
    #expect(try broken("[]", []) == .payloadNotJSON)
  }

  @Test func `disclosures do not nest without end`() throws {
    var disclosures = [try element("1")]
    for _ in 0..<128 { disclosures.append(try element(#"[{"...":"\#(disclosures.last?.digest ?? "")"}]"#)) }
    let payload = #"{"a":[{"...":"\#(disclosures.last?.digest ?? "")"}]}"#
    #expect(broken(try token(payload, disclosures)) == .tooDeep)
  }

  @Test func `the form is a token, its disclosures and nothing after them`() throws {
    let one = try element("1")
    let good = try token(#"{"a":[{"...":"\#(one.digest)"}]}"#, [one])
    #expect(broken(good) == nil)
    #expect(SDJWT.isForm(of: good))
    let jws = Array(good.prefix { $0 != UInt8(ascii: "~") })
    #expect(!SDJWT.isForm(of: jws))
    #expect(broken(jws) == .notSDJWT)
    #expect(broken(jws + Array("~".utf8)) == nil)
    #expect(broken(good.dropLast()) == .keyBindingRefused, "the last disclosure without its ~")
    #expect(broken(good + jws) == .keyBindingRefused)
    #expect(broken(Array("~".utf8) + good) == .notThreeParts)
    #expect(broken(good + [0x0A]) == .keyBindingRefused)
    #expect(broken([UInt8](repeating: UInt8(ascii: "~"), count: 1 << 20)) == .tooManyDisclosures)
    #expect(broken([UInt8](repeating: UInt8(ascii: "~"), count: 1 << 20 + 1)) == .tokenTooLarge)
    let wrongTyp = try SDJWT.sign(
      payload: Array("{}".utf8), disclosures: [], typ: "example+jwt", kid: forge.record.kid, key: forge.key)
    #expect(broken(wrongTyp) == .typ)
  }

  private func broken(_ token: ArraySlice<UInt8>) -> JOSERule? { broken(Array(token)) }
}
