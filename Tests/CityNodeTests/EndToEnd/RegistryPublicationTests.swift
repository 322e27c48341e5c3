import Benefits
import CityNode
import Federation
import NIOHTTP1
import Office
import Store
import Testing
import Wire

@testable import CityNode
@testable import CitySupport

extension EndToEnd {
  @Suite("Publishing partners and offers")
  struct RegistryPublication {
    private static let museum = "museum-of-prehistory"

    /// The museum's file with its residents at NT$50 under version 2.
    private static func cheaper(_ city: City) throws -> (name: String, bytes: [UInt8]) {
      let draft = try DocumentDraft(city.id, museum)
        .replacing(#""flat_price": 60"#, with: #""flat_price": 50"#)
        .replacing(
          #""museum-of-prehistory-resident","# + "\n      \"version\": 1",
          with: #""museum-of-prehistory-resident","# + "\n      \"version\": 2")
      return (name: "\(museum).json", bytes: draft.bytes)
    }

    private static func due(_ cities: TwoCities, _ till: Till) async throws -> Int64? {
      let reply = try await till.check(
        cities.card(.adult, of: cities.taipei), home: cities.taipei, id: till.newID())
      return reply.number("/collect/due")
    }

    @Test("A new offer of Taitung holds at its counters, and Taipei judges questions by it")
    func published() async throws {
      try await TwoCities.with { cities in
        let till = try await cities.counter(cities.taitung, Self.museum)
        #expect(try await Self.due(cities, till) == 60)
        let (taipei, taitung) = (try cities.taipei.node, try cities.taitung.node)
        let before = taitung.registry.digest(of: cities.taitung.id)
        let revisions = try await cities.taitung.publish([try Self.cheaper(cities.taitung)])
        #expect(revisions.map(\.state) == [.published])
        await taitung.registryPulse()
        #expect(try await Self.due(cities, till) == 50)
        #expect(taitung.registry.digest(of: cities.taitung.id) != before)
        await taipei.fetchRegistries()
        #expect(taipei.registry[cities.taitung.id]?.seq == 2)
        #expect(
          taipei.registry.digest(of: cities.taitung.id) == taitung.registry.digest(of: cities.taitung.id))
        let ready = try await cities.counter(cities.taipei, "moca").get("/readyz")
        #expect(ready.text("/registries/1/city") == "taitung")
        #expect(ready.number("/registries/1/seq") == 2)
        #expect(ready.value("/registries/1/refused") == nil)
      }
    }

    @Test("A class that only the published offer uses may be asked once it is published, and not before")
    func rights() async throws {
      try await TwoCities.with { cities in
        // No offer and no law of this venue uses low_income until now.
        let till = try await cities.counter(cities.taitung, "chulu-ranch")
        let taipei = try cities.taipei.node
        let asked = BenefitClass.named(.lowIncome)
        let question = CheckQuestion(
          id: till.newID(), card: try cities.card(.adult, of: cities.taipei),
          venue: try #require(VenueID("chulu-ranch")),
          asks: [asked], at: cities.taipei.clock.now)
        await taipei.fetchRegistries()
        let before = try #require(taipei.holder.rights(of: cities.taitung.id))
        #expect(throws: AnswerFault.overAsking) { try before.check(question, at: cities.taipei.clock.now) }
        let founding = try DocumentDraft(cities.taitung.id, "chulu-ranch")
        let offer = """
          "offers": [
              { "id": "chulu-ranch-low-income", "version": 1, "name": { "zh": "低收入戶", "en": "Low income" },
                "source": "illustrative", "benefit": { "percent_off": 50 }, "classes": ["low_income"],
                "valid_until": "2027-06-30" },
          """
        let draft = try founding.replacing(#""offers": ["#, with: offer)
        try await cities.taitung.publish([(name: "chulu-ranch.json", bytes: draft.bytes)])
        await taipei.fetchRegistries()
        let after = try #require(taipei.holder.rights(of: cities.taitung.id))
        try after.check(question, at: cities.taipei.clock.now)
      }
    }

    @Test("The registry and its documents are given to anybody, once: the same tag is not sent again")
    func served() async throws {
      try await TwoCities.with { cities in
        let till = try await cities.counter(cities.taitung, Self.museum)
        let reply = try await till.get("/federation/v1/registry")
        #expect(reply.status == 200 && reply.type == "application/jwt")
        let received = try RegistryCodec.decode(reply.bytes, keys: cities.taitung.protocolKeys)
        #expect(received.registry.seq == 1 && received.registry.venues.count == 9)
        let tag = try #require(reply.header("etag"))
        #expect(tag.hasPrefix("\"1-"))
        let again = try await till.send(.GET, "/federation/v1/registry", headers: [("If-None-Match", tag)])
        #expect(again.status == 304 && again.bytes.isEmpty)
        let entry = try #require(received.registry.venues.first)
        let document = try await till.get("/federation/v1/registry/documents/\(entry.document.text)")
        #expect(document.bytes == (try cities.taitung.foundingDocuments()[entry.venue]))
        #expect(document.header("cache-control")?.contains("immutable") == true)
        for name in ["x", RegistryDocument.hash([1]).text, entry.document.text + "="] {
          let none = try await till.get("/federation/v1/registry/documents/\(name)")
          expectProblem(none, .notFound, 404)
        }
        // The same on the listener for cities.
        let registry = try await FederationCaller.with(
          to: cities.taitung, showing: .city(cities.taipei, "tls")
        ) { try await $0.get("/federation/v1/registry") }
        #expect(registry.bytes == reply.bytes)
      }
    }

    @Test("Another process of the city, and the node after a restart, find what was published")
    func restart() async throws {
      try await TwoCities.with { cities in
        // As an operator's command does, beside the running node.
        let configuration = cities.taitung.configuration(peer: cities.peer(of: cities.taitung))
        let (store, keys) = try await OperatorStore.open(configuration, ports: cities.taitung.clock.ports)
        let clerk = try await RegistryClerk.open(
          configuration, store: store, keys: keys, ports: cities.taitung.clock.ports)
        let ids = try await clerk.draft([try Self.cheaper(cities.taitung)], by: .machine("Lin"))
          .map(\.id)
        try await clerk.submit(ids, by: .machine("Lin"))
        try await clerk.approve(
          ids, by: .machine("Chen"), effective: cities.taitung.clock.now + .hours(2))
        #expect(try await clerk.publishDue().isEmpty)
        try store.close()
        let till = try await cities.counter(cities.taitung, Self.museum)
        await (try cities.taitung.node).registryPulse()
        #expect(try await Self.due(cities, till) == 60)
        // Its day comes, and the node publishes it without being told.
        cities.shift(by: .hours(2) + .minutes(1))
        await (try cities.taitung.node).registryPulse()
        #expect(try await Self.due(cities, till) == 50)
        try await cities.taitung.stop()
        try await cities.taitung.start(cities.taitung.configuration(peer: cities.peer(of: cities.taitung)))
        #expect(try cities.taitung.node.registry[cities.taitung.id]?.seq == 2)
        // What is in force is the store's; that the folder differs is said, with what to do.
        #expect(cities.taitung.log.lines.contains { $0.contains("citycard partners import") })
      }
    }

    @Test("A registry that grows old is signed anew under the next number, and partners take it over")
    func renewal() async throws {
      try await TwoCities.with { cities in
        let (taipei, taitung) = (try cities.taipei.node, try cities.taitung.node)
        await taipei.fetchRegistries()
        #expect(taipei.registry[cities.taitung.id]?.seq == 1)
        cities.shift(by: RegistryLimits.update - RegistryLimits.renewal + .minutes(1))
        await taitung.registryPulse()
        await taitung.registryPulse()
        #expect(taitung.registry[cities.taitung.id]?.seq == 2)
        await taipei.fetchRegistries()
        #expect(taipei.registry[cities.taitung.id]?.seq == 2)
      }
    }
  }
}
