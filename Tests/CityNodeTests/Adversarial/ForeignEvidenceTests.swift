import Benefits
import CityNode
import Federation
import Foundation
import Signing
import Testing
import Wire

@Suite("Evidence in another city's name")
struct ForeignEvidenceTests {
  private let folder: IssuedFolder
  private let taipei: EntityID
  private let taitung: EntityID
  private let check: UUIDv7

  init() throws {
    folder = try IssuedFolder()
    try folder.issue()
    taipei = try #require(EntityID("https://card.taipei.example"))
    taitung = try #require(EntityID("https://card.taitung.example"))
    check = UUIDv7(at: IssuedFolder.now, randomness: (1, 1))
  }

  private func signer(_ city: String, _ name: String) throws -> MessageSigner {
    MessageSigner(try PrivateKey(pem: folder.text("\(city)/\(name).pem")))
  }

  /// A statement of `entity` that publishes `city`'s protocol key and is signed by its federation key.
  private func statement(of entity: EntityID, by city: String) throws -> [UInt8] {
    let federation = try signer(city, "federation")
    return try EntityStatementCodec.encode(
      EntityStatement(
        entity: entity, issued: IssuedFolder.now, expires: IssuedFolder.now + .hours(24),
        federationKeys: JSONWebKeySet([federation.publicKey]),
        protocolKeys: JSONWebKeySet([signer(city, "protocol").publicKey]),
        verificationEndpoint: entity.text + "/federation/v1/verifications"),
      signer: federation)
  }

  /// Evidence that `issuer` knows a card, signed by `city`'s protocol key.
  private func evidence(from issuer: EntityID, by city: String) throws -> EvidenceFile {
    let now = IssuedFolder.now
    let card = KnownCard(
      state: .active, subject: "0123456789abcdef", grants: [.named(.resident)], unknown: [],
      until: now + .minutes(10), statusAsOf: now)
    let response = VerificationResponse(
      issuer: issuer, audience: taitung, id: check, issued: now, expires: now + .seconds(60),
      requestID: check, requestHash: Array(repeating: 0, count: 32),
      content: .answers([Answer(id: check, content: .known(card))]))
    let body = try VerificationResponseCodec.encode(response, signer: signer(city, "protocol")) {
      Array(repeating: 7, count: $0)
    }
    let parts = String(decoding: body, as: UTF8.self).split(separator: "~").map(String.init)
    return EvidenceFile(check: check, response: parts[0], disclosure: parts[1], statement: nil)
  }

  @Test("A city vouches with its own keys for its own cardholders")
  func sound() throws {
    for agreement in [nil, try folder.agreement] {
      let keys = try EvidenceVerifier.publishedKeys(
        statement(of: taipei, by: "taipei"), agreement: agreement)
      let report = try EvidenceVerifier.verify(evidence(from: taipei, by: "taipei"), keys: keys)
      #expect(report.issuer == taipei.text)
      #expect(report.ownerKnown)
    }
  }

  @Test("What one city's key signed in the name of another proves nothing")
  func otherIssuer() throws {
    let forged = try evidence(from: taipei, by: "taitung")
    let keys = try EvidenceVerifier.publishedKeys(
      statement(of: taitung, by: "taitung"), agreement: folder.agreement)
    #expect(throws: EvidenceFault.otherIssuer(claimed: taipei, owner: taitung)) {
      try EvidenceVerifier.verify(forged, keys: keys)
    }
  }

  @Test("Under an agreement a party's federation key signs its own statement alone")
  func partnersKey() throws {
    let forged = try statement(of: taipei, by: "taitung")
    let fault = #expect(throws: EvidenceFault.self) {
      try EvidenceVerifier.publishedKeys(forged, agreement: folder.agreement)
    }
    #expect(fault?.code == "kid_unknown")
  }

  @Test("Neither a stranger's statement nor a bare key set stands in for a party's")
  func notAParty() throws {
    let stranger = try #require(EntityID("https://card.elsewhere.example"))
    let bare = try JSONWebKeySet([signer("taipei", "protocol").publicKey]).encoded
    for bytes in [try statement(of: stranger, by: "taipei"), bare] {
      #expect(throws: EvidenceFault.notAParty) {
        try EvidenceVerifier.publishedKeys(bytes, agreement: folder.agreement)
      }
    }
    let report = try EvidenceVerifier.verify(
      evidence(from: taipei, by: "taipei"), keys: EvidenceVerifier.publishedKeys(bare))
    #expect(!report.ownerKnown)
  }
}
