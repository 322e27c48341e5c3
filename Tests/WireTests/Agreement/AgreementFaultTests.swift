import Benefits
import Signing
import StrictJSON
import Testing
import Wire

struct AgreementFaultTests {
  private let sample: AgreementSample

  init() throws { sample = try AgreementSample() }

  /// Expects the document with `new` at `change` to be refused at `place` (else `change`).
  private func refuses(
    _ change: String, _ new: JSONValue?, _ code: AgreementFault.Code, at place: String? = nil,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let bytes = try sample.bytes(change, new)
    let fault = #expect(throws: AgreementFault.self, sourceLocation: location) {
      try AgreementFile.read(bytes)
    }
    #expect(fault?.code == code, "\(change)", sourceLocation: location)
    #expect(fault?.pointer == place ?? change, "\(change)", sourceLocation: location)
    #expect(
      fault?.message.zh.isEmpty == false && fault?.message.en.isEmpty == false, sourceLocation: location)
  }

  @Test func `a document that is no strict JSON is refused`() throws {
    let text = String(decoding: sample.document.encoded(), as: UTF8.self)
    let doubled = text.replacing("{\"id\":", with: "{\"id\":\"a\",\"id\":", maxReplacements: 1)
    let huge = text + String(repeating: " ", count: AgreementFile.byteLimit)
    for document in ["", "[]", text + "x", doubled, huge] {
      let fault = #expect(throws: AgreementFault.self) { try AgreementFile.read(Array(document.utf8)) }
      #expect(fault?.code == .jsonInvalid)
    }
  }

  @Test func `members that nobody defined are refused everywhere`() throws {
    for place in [
      "/note", "/parties/0/url", "/parties/0/name/ja", "/parties/1/federation_keys/previous",
      "/parties/1/federation_keys/next/x5c", "/parties/0/tls_roots/former",
    ] { try refuses(place, .string("x"), .unknownMember) }
  }

  @Test func `members that are needed are missed by name`() throws {
    for place in [
      "/id", "/parties", "/scope", "/funding", "/parties/0/city", "/parties/1/entity_id",
      "/parties/0/name", "/parties/0/name/en", "/parties/0/federation_keys", "/parties/1/tls_roots",
      "/parties/0/federation_keys/current", "/parties/1/tls_roots/current",
    ] { try refuses(place, nil, .missingMember) }
  }

  @Test func `there are exactly two parties, and they differ`() throws {
    try refuses("/parties/1", nil, .outOfRange, at: "/parties")
    try refuses("/parties/2", try sample.value("/parties/0"), .outOfRange, at: "/parties")
    try refuses("/parties/1/city", .string("taipei"), .partyDuplicate)
    try refuses("/parties/1/entity_id", .string("https://card.taipei.example"), .entityDuplicate)
  }

  @Test func `the terms' values have their forms`() throws {
    try refuses("/id", .string("../taipei"), .idInvalid)
    try refuses("/id", .integer(1), .wrongType)
    try refuses("/parties/0/city", .string("Taipei"), .idInvalid)
    try refuses("/parties/0/entity_id", .string("https://card.taipei.example/"), .entityInvalid)
    try refuses("/parties/0/name/zh", .string("臺北\u{202E}市"), .textInvalid)
    try refuses("/parties/0/name/zh", .string(" "), .textInvalid)
    try refuses("/scope", .array([]), .outOfRange)
    try refuses("/scope/3", .string("rich"), .classUnknown)
    try refuses("/scope/3", .string("age_ge_065"), .classUnknown)
    try refuses("/scope/12", .string("resident"), .classDuplicate)
    try refuses("/funding", .string("state"), .fundingUnknown)
  }

  @Test func `a private key is never taken for a pin`() throws {
    let secret = Base64URL.text([UInt8](repeating: 7, count: 32))
    try refuses(
      "/parties/0/federation_keys/next/d", .string(secret), .keyPrivate,
      at: "/parties/0/federation_keys/next")
    let pem = try PrivateKey.generate().pem
    try refuses("/parties/1/tls_roots/current", .string(pem), .rootPrivate)
    guard case .string(let root) = try sample.value("/parties/1/tls_roots/current") else { return }
    try refuses("/parties/1/tls_roots/current", .string(root + pem), .rootPrivate)
  }

  @Test func `a federation key is a public key on P-256 under its thumbprint`() throws {
    let key = "/parties/0/federation_keys/current"
    let other = try sample.value("/parties/0/federation_keys/next/x")
    try refuses("\(key)/x", other, .keyInvalid, at: key)
    try refuses("\(key)/crv", .string("P-384"), .keyInvalid, at: key)
    try refuses("\(key)/alg", .string("ES384"), .keyInvalid, at: key)
    try refuses("\(key)/kid", .string("taipei-2026"), .kidNotThumbprint)
    try refuses(key, .string("key"), .wrongType)
  }

  @Test func `a key stands in one place alone`() throws {
    let current = try sample.value("/parties/0/federation_keys/current")
    for place in ["/parties/0/federation_keys/next", "/parties/1/federation_keys/current"] {
      try refuses(place, current, .keyDuplicate)
    }
  }

  @Test func `a root is one certificate of an authority on P-256, self-signed`() throws {
    let place = "/parties/0/tls_roots/next"
    let authority = try AgreementSample.root()
    let leaf = try authority.issue(
      CertificateRequest(
        commonName: "node", dnsNames: ["card.taipei.example"], validity: AgreementSample.validity),
      for: PrivateKey.generate().publicKey)
    try refuses(place, .string(leaf.pem), .rootNotPinnable)
    try refuses(place, .string(Self.rootOnP384), .rootNotPinnable)
    let pem = authority.certificate.pem
    for text in ["root", pem + pem, try PrivateKey.generate().publicKey.pem] {
      try refuses(place, .string(text), .rootInvalid)
    }
    try refuses(place, .integer(1), .wrongType)
    try refuses(place, .string(pem + String(repeating: "\n", count: 16_384)), .outOfRange)
  }

  @Test func `two places never hold the same root, nor two cities the same root key`() throws {
    let current = try sample.value("/parties/0/tls_roots/current")
    for place in ["/parties/0/tls_roots/next", "/parties/1/tls_roots/current"] {
      try refuses(place, current, .rootDuplicate)
    }
    let key = try PrivateKey.generate()
    let bytes = try sample.bytes(
      "/parties/0/tls_roots/next", .string(AgreementSample.root(key: key).certificate.pem))
    let shared = AgreementSample(document: try JSONParser.parse(bytes, rules: .wire), pins: [:])
    let both = try shared.bytes(
      "/parties/1/tls_roots/next", .string(AgreementSample.root(key: key).certificate.pem))
    let fault = #expect(throws: AgreementFault.self) { try AgreementFile.read(both) }
    #expect(fault?.code == .rootDuplicate)
    #expect(fault?.pointer == "/parties/1/tls_roots/next")
  }

  @Test func `a fault shows no escape sequences of the file`() throws {
    let bytes = try sample.bytes("/scope/3", .string("\u{1B}[2Jrich"))
    let fault = #expect(throws: AgreementFault.self) { try AgreementFile.read(bytes) }
    #expect(fault?.description.unicodeScalars.contains("\u{1B}") == false)
  }

  /// Made with `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:secp384r1 -nodes -subj /CN=Root`.
  private static let rootOnP384 = """
    -----BEGIN CERTIFICATE-----
    MIIBsDCCATagAwIBAgIUaywEDMpACgVTTA5odomXoLi6FO8wCgYIKoZIzj0EAwIw
    DzENMAsGA1UEAwwEUm9vdDAeFw0yNjExMjIyMzAxNDVaFw0zNjExMTkyMzAxNDVa
    MA8xDTALBgNVBAMMBFJvb3QwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAARDHHVWiFNo
    uQEVunilhehJOyzhTU/j4JmHsCa27RGmvwGYPEbjaAkTnnsf9EW7E2VEQ/dRoIyQ
    wdvja3DvS9ONQ1hOl3Go8Okq2887CAFowTo0SAv5ET9XsJ9MdIBTt1ejUzBRMB0G
    A1UdDgQWBBR7E0+4+MIZ2PLdFTdaXwsJ61vkBjAfBgNVHSMEGDAWgBR7E0+4+MIZ
    2PLdFTdaXwsJ61vkBjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA2gAMGUC
    MCdfQaXydJCZ+z5pzv97rZP+6hU+5vpIFuOtkEzQA8UmD4gu1sEXUATHIzM8S0mG
    /wIxAPSFqTLWTYH9rxURlnPFAMKQmkNpwoiysfEnVytwUCooGb72lssxdGI+HuS9
    +x4psQ==
    -----END CERTIFICATE-----
    """
}
