import Benefits
import Federation
import Signing
import Store
import StrictJSON
import Testing
import Wire

@testable import CityNode
@testable import CitySupport

extension EndToEnd {
  @Suite("A partner's registry in trouble")
  struct RegistryTrouble {
    /// Two cities, of which Taipei takes a fake for Taitung that has shown a sound registry under number 5.
    private static func withFake(
      _ body: (TwoCities, FakePartner, Node) async throws -> Void
    ) async throws {
      let cities = try await TwoCities.start()
      let fake = FakePartner(cities.taitung, towards: cities.taipei)
      do {
        try await fake.start()
        let node = try cities.taipei.node
        node.move(peer: cities.taitung.id, to: fake.url)
        _ = await node.peers[cities.taitung.id]?.directory.refresh()
        try fake.show(RegistryDraft(cities.taitung, seq: 5))
        await node.fetchRegistries()
        #expect(node.registry[cities.taitung.id]?.seq == 5)
        try await body(cities, fake, node)
      } catch {
        try? await cities.stop()
        try? await fake.stop()
        throw error
      }
      try await cities.stop()
      try await fake.stop()
    }

    /// Fetches, and expects that it is refused for this reason and that what was in force stays so.
    private static func expectRefused(
      _ refusal: RegistryRefusal, _ cities: TwoCities, _ node: Node, _ comment: Comment? = nil
    ) async throws {
      let before = node.registry.digest(of: cities.taitung.id)
      await node.fetchRegistries()
      #expect(node.fetchers[cities.taitung.id]?.check.refusal == refusal, comment)
      #expect(node.registry[cities.taitung.id]?.seq == 5, comment)
      #expect(node.registry.digest(of: cities.taitung.id) == before, comment)
      #expect(try await node.store.registryPulse().peers == [cities.taitung.id: 5], comment)
    }

    private static func sound(_ cities: TwoCities, seq: Int64 = 6) throws -> RegistryDraft {
      try RegistryDraft(cities.taitung, seq: seq)
    }

    @Test("A lower number and the same number with other bytes are refused and alarmed")
    func numbers() async throws {
      try await Self.withFake { cities, fake, node in
        try fake.show(Self.sound(cities, seq: 4))
        try await Self.expectRefused(.rolledBack, cities, node)
        // Signed anew with the same content: other bytes all the same.
        try fake.show(Self.sound(cities, seq: 5))
        try await Self.expectRefused(.equivocation, cities, node)
        let ready = try await cities.counter(cities.taipei, "moca").get("/readyz")
        #expect(ready.text("/status") == "ready")
        #expect(ready.text("/registries/1/refused/code") == "equivocation")
        #expect(ready.number("/registries/1/seq") == 5)
        #expect((ready.number("/registries/1/age_seconds") ?? -1) >= 0)
        #expect(cities.taipei.log.lines.contains { $0.contains("equivocation") })
        // The reason is in the store too, for the operator's command.
        #expect(try await node.store.registryCheck(of: cities.taitung.id).refusal == .equivocation)
        try fake.show(Self.sound(cities))
        await node.fetchRegistries()
        #expect(node.registry[cities.taitung.id]?.seq == 6)
        #expect(node.fetchers[cities.taitung.id]?.check.refusal == nil)
      }
    }

    @Test("A wrong signature, another city's, one from the future and one that is over are refused")
    func envelope() async throws {
      try await Self.withFake { cities, fake, node in
        var token = try Self.sound(cities).token()
        token[token.count - 4] = token[token.count - 4] == 0x41 ? 0x42 : 0x41
        fake.show(token, documents: [])
        try await Self.expectRefused(.unsound, cities, node, "a changed signature")
        var draft = try Self.sound(cities)
        draft.signer = MessageSigner(try PrivateKey.generate())
        try fake.show(draft)
        try await Self.expectRefused(.unsound, cities, node, "a key that is not Taitung's")
        draft = try Self.sound(cities)
        draft.issuer = cities.taipei.entity
        try fake.show(draft)
        try await Self.expectRefused(.wrongIssuer, cities, node)
        draft = try Self.sound(cities)
        draft.issued = draft.issued + .minutes(5)
        try fake.show(draft)
        try await Self.expectRefused(.issuedInFuture, cities, node)
        draft = try Self.sound(cities)
        draft.issued = draft.issued - .hours(15 * 24)
        try fake.show(draft)
        try await Self.expectRefused(.expired, cities, node)
        draft = try Self.sound(cities)
        draft.life = .hours(15 * 24)
        try fake.show(draft)
        try await Self.expectRefused(.lifetimeTooLong, cities, node)
        fake.show([UInt8](repeating: 0x41, count: (1 << 20) + 1), documents: [])
        try await Self.expectRefused(.unavailable, cities, node, "more bytes than a body may have")
      }
    }

    @Test(
      "Documents that are missing, other, faulty, doubled or of another city's form are refused, all or nothing"
    )
    func documents() async throws {
      try await Self.withFake { cities, fake, node in
        let museum = try #require(VenueID("museum-of-prehistory"))
        let cheaper = try DocumentDraft(cities.taitung.id, museum.text)
          .replacing(#""flat_price": 60"#, with: #""flat_price": 1"#)
        func with(_ bytes: [UInt8]) throws -> RegistryDraft {
          var draft = try Self.sound(cities)
          draft.documents = draft.documents.map { $0.venue == museum ? ($0.venue, bytes) : $0 }
          return draft
        }
        var draft = try with(cheaper.bytes)
        fake.show(try draft.token(), documents: [])
        try await Self.expectRefused(.documentUnavailable, cities, node)
        let name = RegistryDocument.hash(cheaper.bytes).text
        fake.show(try draft.token(), named: [name: cheaper.bytes + [0x20]])
        try await Self.expectRefused(.documentDiffers, cities, node)
        try fake.show(with(Array("{}".utf8)))
        try await Self.expectRefused(.documentInvalid, cities, node)
        try fake.show(with(cheaper.replacing(museum.text, with: "museum-elsewhere").bytes))
        try await Self.expectRefused(.documentInvalid, cities, node, "the venue's id is another")
        let stolen = try cheaper.replacing("museum-of-prehistory-resident", with: "chulu-ranch-resident")
        try fake.show(with(stolen.bytes))
        try await Self.expectRefused(.doubledOffer, cities, node)
        draft = try Self.sound(cities)
        draft.entries = draft.registry().venues + [try #require(draft.registry().venues.first)]
        try fake.show(draft)
        try await Self.expectRefused(.doubledVenue, cities, node)
      }
    }

    @Test("A registry past its end stays in force, and its state can be seen")
    func expired() async throws {
      try await Self.withFake { cities, fake, node in
        fake.show([], documents: [])
        cities.shift(by: RegistryLimits.life + .hours(1))
        // The statement, which ended too, is fetched anew; what stands at its address for a registry is none.
        try await Self.expectRefused(.unsound, cities, node)
        let ready = try await cities.counter(cities.taipei, "moca").get("/readyz")
        #expect(ready.value("/registries/1/expired") == .bool(true))
        #expect(node.holder.rights(of: cities.taitung.id) != nil)
      }
    }
  }
}
