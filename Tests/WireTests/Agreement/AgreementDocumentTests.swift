import Benefits
import Federation
import Signing
import StrictJSON
import Testing
import Wire

struct AgreementDocumentTests {
  private static func version() throws -> AgreementVersion {
    let terms = try AgreementSample.terms()
    let contact = AgreementContact(
      role: .settlement, name: "主計處", email: "accounts@taipei.example", phone: nil)
    var settlement = SettlementTerms(
      funding: try #require(Funding([.merchant: 40, .home: 60])),
      bounds: [.home: FundingBounds(perLine: Money(50), perMonth: Money(5_000), budget: Money(40_000))],
      onExhaustion: .pendingBudget, fiscalYearStart: 7, mode: .multilateralNet,
      coordinator: CityID("taitung"),
      offlineRisk: .home)
    settlement.days.void = 60
    return AgreementVersion(
      id: terms.id, number: 2, previous: DocumentHash(digest: Array(repeating: 7, count: 32)),
      parties: terms.parties.map {
        AgreementCity(city: $0.city, entity: $0.entity, name: $0.name, contacts: [contact])
      },
      scope: terms.scope, settlement: settlement, starts: CivilDate("2027-01-01"),
      ends: CivilDate("2028-12-31"))
  }

  private func refuses(
    _ change: String, _ new: JSONValue?, _ code: AgreementFault.Code, at place: String? = nil,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let sample = AgreementSample(
      document: try JSONParser.parse(
        AgreementDocument.write(try Self.version()), rules: .wire))
    let bytes = try sample.bytes(change, new)
    let fault = #expect(throws: AgreementFault.self, sourceLocation: location) {
      try AgreementDocument.read(bytes)
    }
    #expect(fault?.code == code, "\(change)", sourceLocation: location)
    #expect(fault?.pointer == place ?? change, "\(change)", sourceLocation: location)
  }

  @Test func `a version is read as it was written`() throws {
    let version = try Self.version()
    let bytes = AgreementDocument.write(version)
    #expect(try AgreementDocument.read(bytes) == version)
    #expect(AgreementDocument.write(try AgreementDocument.read(bytes)) == bytes)
  }

  @Test func `the first version is the file without its pins, whatever the pins are`() throws {
    let terms = try AgreementSample.terms()
    let (one, other) = try (
      terms.pinned(by: AgreementSample().pins), terms.pinned(by: AgreementSample().pins)
    )
    let bytes = AgreementFile.writeTerms(one)
    #expect(one != other && bytes == AgreementFile.writeTerms(other))
    #expect(try AgreementDocument.read(bytes) == AgreementVersion(first: one))
  }

  @Test func `a hash is of the exact bytes, under the name of what is hashed`() throws {
    let bytes = AgreementDocument.write(try Self.version())
    let hash = AgreementDocument.hash(bytes)
    #expect(hash != AgreementDocument.hash(bytes + [0x0A]))
    #expect(hash.bytes == sha256(Array("citycard/agreement/1\0".utf8) + bytes))
  }

  @Test func `each member has its form`() throws {
    try refuses("/version", .integer(1), .versionInvalid)
    try refuses("/version", .string("2"), .versionInvalid)
    try refuses("/previous", .string("AAAA"), .hashInvalid)
    try refuses("/previous", nil, .missingMember)
    try refuses("/starts", .string("2027-02-29"), .dateInvalid)
    try refuses("/starts", nil, .missingMember)
    try refuses("/ends", .string("2026-12-31"), .datesReversed)
    try refuses("/funding", .string("merchant"), .unknownMember)
    try refuses("/settlement/mode", .string("net"), .wordUnknown)
    try refuses("/settlement/mode", .string("gross"), .coordinatorWrong, at: "/settlement/coordinator")
    try refuses("/settlement/coordinator", nil, .coordinatorWrong)
    try refuses("/settlement/fiscal_year_start", .integer(13), .outOfRange)
    try refuses("/settlement/days/late", .integer(401), .outOfRange)
    try refuses("/settlement/days/void", .integer(0), .outOfRange)
    try refuses("/settlement/days/answer", nil, .missingMember)
    try refuses("/parties/0/contacts", .array([]), .contactsMissing)
    try refuses("/parties/0/contacts/0/email", nil, .contactInvalid, at: "/parties/0/contacts/0")
    try refuses("/parties/1/contacts/0/email", .string("nobody"), .contactInvalid)
    try refuses("/parties/0/federation_keys", .object(JSONObject()), .unknownMember)
  }

  @Test func `shares add up, and caps grow with their span`() throws {
    let funding = "/settlement/funding"
    try refuses("\(funding)/0/share", .integer(41), .fundingSum, at: funding)
    try refuses("\(funding)/0/share", .integer(101), .outOfRange)
    try refuses("\(funding)/0/party", .string("home"), .fundingDuplicate, at: "\(funding)/1/party")
    try refuses("\(funding)/1/cap_per_line", .integer(-1), .outOfRange)
    try refuses("\(funding)/1/cap_per_line", .integer(10_000_001), .outOfRange)
    try refuses("\(funding)/1/budget", .integer(100_000_000_001), .outOfRange)
    try refuses("\(funding)/1/cap_per_month", .integer(49), .capsOrder)
    try refuses("\(funding)/1/budget", .integer(4_999), .capsOrder)
  }
}

struct AgreementMessageTests {
  private let taipei = EntityID("https://card.taipei.example")!
  private let taitung = EntityID("https://card.taitung.example")!
  private let now = Instant(seconds: 1_795_000_000)
  private let id = UUIDv7(at: Instant(seconds: 1_795_000_000), randomness: (1, 2))

  private func message(_ act: AgreementAct, document: [UInt8]? = nil) -> AgreementMessage {
    AgreementMessage(
      issuer: taipei, audience: taitung, issued: now, id: id, agreement: "taipei-taitung", act: act,
      document: document)
  }

  @Test func `each act is read as it was signed`() throws {
    let signer = MessageSigner(try PrivateKey.generate())
    let keys = try JSONWebKeySet([signer.publicKey])
    let document = AgreementFile.writeTerms(try AgreementSample.terms().pinned(by: AgreementSample().pins))
    let hash = AgreementDocument.hash(document)
    let messages = [
      message(.propose(try AgreementDocument.read(document), hash: hash), document: document),
      message(.accept(hash)), message(.decline(hash)),
      message(.end(number: 1, lastDay: try #require(CivilDate("2027-01-31")))),
    ]
    for message in messages {
      let token = try AgreementMessageCodec.encode(message, signer: signer)
      #expect(
        try AgreementMessageCodec.decode(token, of: taipei, to: taitung, pinned: keys, at: now) == message)
    }
  }

  @Test func `another key, another city, the future and a changed document are refused`() throws {
    let signer = MessageSigner(try PrivateKey.generate())
    let keys = try JSONWebKeySet([signer.publicKey])
    let others = try JSONWebKeySet([MessageSigner(try PrivateKey.generate()).publicKey])
    let hash = DocumentHash(digest: Array(repeating: 1, count: 32))
    let token = try AgreementMessageCodec.encode(message(.accept(hash)), signer: signer)
    func refused(
      _ token: [UInt8], of issuer: EntityID, to audience: EntityID, _ keys: JSONWebKeySet, at time: Instant
    ) -> String? {
      do {
        _ = try AgreementMessageCodec.decode(token, of: issuer, to: audience, pinned: keys, at: time)
        return nil
      } catch { return error.code }
    }
    #expect(refused(token, of: taipei, to: taitung, keys, at: now) == nil)
    #expect(refused(token, of: taipei, to: taitung, others, at: now) == "kid_unknown")
    #expect(refused(token, of: taipei, to: taipei, keys, at: now) == "aud_mismatch")
    #expect(refused(token, of: taitung, to: taitung, keys, at: now) == "claim_malformed")
    #expect(refused(token, of: taipei, to: taitung, keys, at: now - .minutes(2)) == "iat_in_future")
    let document = AgreementFile.writeTerms(try AgreementSample.terms().pinned(by: AgreementSample().pins))
    let other = message(.propose(try AgreementDocument.read(document), hash: hash), document: document)
    let changed = try AgreementMessageCodec.encode(other, signer: signer)
    #expect(refused(changed, of: taipei, to: taitung, keys, at: now) == "claim_malformed")
  }
}
