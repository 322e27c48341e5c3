import Benefits
import Federation
import Foundation
import Signing
import StrictJSON
import TestSupport
import Testing
import Wire

struct AgreementFileTests {
  private let sample: AgreementSample

  init() throws { sample = try AgreementSample() }

  @Test func `what is written is read again, to the byte`() throws {
    let bytes = AgreementFile.write(try AgreementSample.terms().pinned(by: sample.pins))
    let agreement = try AgreementFile.read(bytes)
    #expect(AgreementFile.write(agreement) == bytes)
    #expect(agreement.id == "taipei-taitung")
    #expect(agreement.parties.map(\.city.text) == ["taipei", "taitung"])
    for party in agreement.parties {
      let pins = try #require(sample.pins[party.city])
      #expect(party.federationKeys.all == pins.federationKeys.all.map(KeyRecord.init))
      #expect(party.tlsRoots.all == pins.tlsRoots.all.map(\.pem))
    }
  }

  @Test func `next may be left out`() throws {
    var bytes = try sample.bytes("/parties/0/federation_keys/next", nil)
    #expect(try AgreementFile.read(bytes).parties[0].federationKeys.next == nil)
    bytes = try sample.bytes("/parties/1/tls_roots/next", nil)
    let agreement = try AgreementFile.read(bytes)
    #expect(agreement.parties[1].tlsRoots.next == nil)
    #expect(try AgreementFile.read(AgreementFile.write(agreement)) == agreement)
  }

  @Test func `a city may renew its root with the same key`() throws {
    let key = try PrivateKey.generate()
    let (first, renewed) = (try AgreementSample.root(key: key), try AgreementSample.root(key: key))
    var pins = sample.pins
    let taipei = try #require(CityID("taipei"))
    let keys = try #require(pins[taipei]).federationKeys
    pins[taipei] = PartyPins(
      federationKeys: keys, tlsRoots: .init(current: first.certificate, next: renewed.certificate))
    let agreement = try AgreementSample.terms().pinned(by: pins)
    #expect(agreement.parties[0].tlsRoots.all.count == 2)
  }

  @Test func `the committed terms have no pins, and reading them as an agreement says what to run`() throws {
    let bytes = try Repository.bytes("Federation/agreements/taipei-taitung.json")
    let fault = #expect(throws: AgreementFault.self) { try AgreementFile.read(bytes) }
    #expect(fault?.code == .pinsMissing)
    #expect(fault?.pointer == "/parties/0")
    #expect(fault?.message.zh.contains("certs/issue") == true)
    #expect(fault?.message.en.contains("certs/issue") == true)
  }

  @Test func `every class that a founding offer or the law's prices use is in scope`() throws {
    let scope = try AgreementSample.terms().scope
    var used: Set<BenefitClass> = [.named(.disability), .named(.companion), .ageAtLeast(65)]
    for city in ["taipei", "taitung"] {
      let files = try Repository.files(under: "Partners/\(city)", suffix: ".json").map {
        (name: URL(fileURLWithPath: $0).lastPathComponent, bytes: try Repository.bytes($0))
      }
      let reading = PartnerFolder.read(files: files, city: try #require(CityID(city)), cities: nil)
      #expect(reading.faults.isEmpty)
      for offer in reading.venues.flatMap(\.offers) { used.formUnion(offer.audience.asks) }
    }
    #expect(used.count > 8)
    #expect(used.subtracting(scope).isEmpty, "\(used.subtracting(scope).sorted())")
  }

  @Test func `terms with pins are refused where terms are wanted, whichever party has them`() throws {
    for (bytes, place) in [
      (sample.document.encoded(), "/parties/0"),
      (try bytes(dropping: ["/parties/0/federation_keys", "/parties/0/tls_roots"]), "/parties/1"),
    ] {
      let fault = #expect(throws: AgreementFault.self) { try AgreementFile.readTerms(bytes) }
      #expect(fault?.code == .pinsUnexpected)
      #expect(fault?.pointer == place)
    }
  }

  @Test func `a party without pins is named, not the other`() throws {
    let bytes = try bytes(dropping: ["/parties/1/federation_keys", "/parties/1/tls_roots"])
    let fault = #expect(throws: AgreementFault.self) { try AgreementFile.read(bytes) }
    #expect(fault?.code == .pinsMissing)
    #expect(fault?.pointer == "/parties/1")
  }

  @Test func `the documentation names every fault`() throws {
    let text = String(decoding: try Repository.bytes("Federation/agreements/README.md"), as: UTF8.self)
    for code in AgreementFault.Code.allCases { #expect(text.contains("`\(code.rawValue)`"), "\(code)") }
  }

  private func bytes(dropping pointers: [String]) throws -> [UInt8] {
    var document = sample
    for pointer in pointers {
      document = AgreementSample(
        document: try JSONParser.parse(document.bytes(pointer, nil), rules: .wire), pins: [:])
    }
    return document.document.encoded()
  }
}

extension AgreementSample {
  init(document: JSONValue, pins: [CityID: PartyPins]) {
    self.document = document
    self.pins = pins
  }
}
