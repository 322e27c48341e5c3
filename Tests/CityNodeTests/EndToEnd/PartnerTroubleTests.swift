import Benefits
import CityNode
import Federation
import Signing
import Store
import Testing
import Wire

@testable import CitySupport

extension EndToEnd {
  @Suite("A partner in trouble")
  struct PartnerTrouble {
    /// Two cities, of which Taitung takes a fake for Taipei.
    private static func withFake(
      timeout: TimeSpan = .seconds(20), _ body: (TwoCities, FakePartner, Till) async throws -> Void
    ) async throws {
      let cities = try await TwoCities.start(City.Settings(limits: NodeLimits(peerTimeout: timeout)))
      let fake = FakePartner(cities.taipei, towards: cities.taitung)
      do {
        try await fake.start()
        try cities.taitung.node.move(peer: cities.taipei.id, to: fake.url)
        try await body(cities, fake, try await cities.counter(cities.taitung, "museum-of-prehistory"))
      } catch {
        try? await cities.stop()
        try? await fake.stop()
        throw error
      }
      try await cities.stop()
      try await fake.stop()
    }

    /// A visitor's check that must not be decided, for `reason`: the price of the law, and recorded.
    private static func expectUndecided(
      _ reason: String, _ cities: TwoCities, _ till: Till, _ comment: Comment? = nil
    ) async throws {
      let id = till.newID()
      let before = try await cities.taitung.books
      let reply = try await till.check(cities.card(.adult, of: cities.taipei), home: cities.taipei, id: id)
      #expect(reply.status == 200, comment)
      #expect(reply.text("/verdict") == "indeterminate", comment)
      #expect(reply.text("/reason") == reason, comment)
      #expect(reply.number("/collect/due") == 80, comment)
      #expect(reply.text("/message/zh")?.isEmpty == false, comment)
      #expect(reply.text("/next/en")?.isEmpty == false, comment)
      #expect(try await till.get("/api/v1/checks/\(id)").text("/reason") == reason, "recorded")
      expectProblem(try await till.redeem(id, id: till.newID()), .checkNotGranted, 409)
      let after = try await cities.taitung.books
      #expect(after["answer_evidence"] == before["answer_evidence"], "no evidence of what was not answered")
      #expect(after["redemption"] == before["redemption"])
    }

    private static func expectGranted(_ cities: TwoCities, _ till: Till, _ comment: Comment? = nil)
      async throws
    {
      let reply = try await till.check(
        cities.card(.adult, of: cities.taipei), home: cities.taipei, id: till.newID())
      #expect(reply.text("/verdict") == "granted", comment)
    }

    private static func health(_ city: City) throws -> String? { try city.node.peerHealth().first?.health }

    @Test("A partner that answers nonsense, in any of many ways, is home_unsound and never a grant")
    func nonsense() async throws {
      try await Self.withFake { cities, fake, till in
        for (comment, behaviour) in try Nonsense.unsigned + Nonsense.signed(by: cities.taipei) {
          fake.behave(ResponseDraft.sound(cities.taipei))
          try await Self.expectGranted(cities, till, comment)
          fake.behave(behaviour)
          try await Self.expectUndecided("home_unsound", cities, till, comment)
          #expect(try Self.health(cities.taitung) == "failing", comment)
        }
      }
    }

    @Test("A partner's signed refusal is home_refused, and does not count against its health")
    func refused() async throws {
      try await Self.withFake { cities, fake, till in
        for code in RefusalCode.allCases where code != .temporarilyUnavailable {
          fake.behave(
            ResponseDraft.behaviour(of: cities.taipei) { draft, _ in draft.content = .refusal(code) })
          try await Self.expectUndecided("home_refused", cities, till, "\(code)")
        }
        fake.behave(ResponseDraft.sound(cities.taipei))
        try await Self.expectGranted(cities, till)
      }
    }

    @Test("A partner that never answers, or never finishes, is home_slow within the timeout; own cards go on")
    func slow() async throws {
      try await Self.withFake(timeout: .milliseconds(1500)) { cities, fake, till in
        for behaviour in [FakePartner.Behaviour.silence, .halfAReply] {
          fake.behave(behaviour)
          // A check of an own card does not wait behind a visitor's.
          async let visitor: Void = Self.expectUndecided("home_slow", cities, till)
          let own = try await till.check(cities.card(.disability, of: cities.taitung), id: till.newID())
          #expect(own.text("/verdict") == "granted")
          try await visitor
          fake.behave(ResponseDraft.sound(cities.taipei))
          try await Self.expectGranted(cities, till, "whoever waited holds nobody up")
        }
      }
    }

    @Test("Checks that wait behind a silent partner are all answered, none is lost")
    func queueBehindSilence() async throws {
      try await Self.withFake(timeout: .milliseconds(800)) { cities, fake, till in
        fake.behave(.silence)
        let replies = try await withThrowingTaskGroup { group in
          for _ in 0..<40 {
            group.addTask {
              try await till.check(
                cities.card(.adult, of: cities.taipei), home: cities.taipei, id: till.newID())
            }
          }
          return try await group.reduce(into: [Reply]()) { $0.append($1) }
        }
        #expect(replies.count == 40)
        for reply in replies {
          #expect(reply.text("/verdict") == "indeterminate")
          #expect(["home_slow", "home_unavailable"].contains(reply.text("/reason")))
        }
      }
    }

    @Test(
      "A partner that is down is home_unavailable, own cards go on, and it is asked again once it is back")
    func downAndBack() async throws {
      let cities = try await TwoCities.start()
      do {
        let (taipei, taitung) = (cities.taipei, cities.taitung)
        let till = try await cities.counter(taitung, "museum-of-prehistory")
        try await Self.expectGranted(cities, till)
        let port = taipei.federationPort
        try await taipei.stop()
        for attempt in 1...5 {
          try await Self.expectUndecided("home_unavailable", cities, till, "attempt \(attempt)")
          let own = try await till.check(cities.card(.disability, of: taitung), id: till.newID())
          #expect(own.text("/verdict") == "granted")
          #expect(try await till.redeem(Self.id(own), id: till.newID()).status == 200)
        }
        #expect(try Self.health(taitung) == "dead")
        // It is back under its old address: a probe finds it alive, without a restart here.
        try await taipei.start(taipei.configuration(peer: cities.peer(of: taipei), port: port))
        try await eventually("the partner is found alive") { try Self.health(taitung) == "alive" }
        try await Self.expectGranted(cities, till)
      } catch {
        try? await cities.stop()
        throw error
      }
      try await cities.stop()
    }

    private static func id(_ reply: Reply) throws -> UUIDv7 {
      try #require(reply.text("/id").flatMap { UUIDv7($0) })
    }
  }
}
