import Benefits
import CityNode
import Federation
import Foundation
import Signing
import Store
import Synchronization
import Testing
import Wire

@testable import CitySupport

extension EndToEnd {
  /// The redemptions that were answered with 200.
  private final class Acknowledged: Sendable {
    private let ids = Mutex<Set<UUIDv7>>([])

    var all: Set<UUIDv7> { ids.withLock { $0 } }

    func insert(_ id: UUIDv7) { ids.withLock { _ = $0.insert(id) } }
  }

  @Suite("Stop, start and rotate")
  struct Lifecycle {
    /// Two cities for one test, stopped and removed after it.
    private static func with(_ body: (TwoCities) async throws -> Void) async throws {
      var folder = ""
      try await TwoCities.with { cities in
        folder = cities.folder
        try await body(cities)
      }
      #expect(!folder.isEmpty && !FileManager.default.fileExists(atPath: folder), "nothing is left")
    }

    /// Stops `city` and starts it under the same address.
    private static func restart(_ city: City, of cities: TwoCities) async throws {
      let port = city.federationPort
      try await city.stop()
      try await city.start(city.configuration(peer: cities.peer(of: city), port: port))
    }

    @Test(
      "A restart keeps checks, redemptions, evidence and the partner's keys, also while the partner is down")
    func restart() async throws {
      try await Self.with { cities in
        let (taipei, taitung) = (cities.taipei, cities.taitung)
        let till = try await cities.counter(taitung, "museum-of-prehistory")
        let (redeemed, open, redemption) = (till.newID(), till.newID(), till.newID())
        let card = try cities.card(.adult, of: taipei)
        for id in [redeemed, open] {
          #expect(try await till.check(card, home: taipei, id: id).text("/verdict") == "granted")
        }
        #expect(try await till.redeem(redeemed, id: redemption).status == 200)
        let kept = try await till.get("/api/v1/checks/\(redeemed)")
        let evidence = try await EvidenceService(store: taitung.node.store).export(redeemed)
        let peer = cities.peer(of: taitung)
        try await taipei.stop()
        try await taitung.stop()
        let before = try await taitung.books
        try await taitung.start(taitung.configuration(peer: peer))
        #expect(
          try await taitung.node.store.terminalContacts()[till.terminal] != nil,
          "when it was last heard is written at the stop")
        #expect(try taitung.node.peerHealth().first?.keysKnown == true, "from the store, for Taipei is down")
        #expect(try await till.get("/readyz").text("/status") == "ready")
        #expect(try await till.get("/api/v1/checks/\(redeemed)").bytes == kept.bytes)
        #expect(try await EvidenceService(store: taitung.node.store).export(redeemed) == evidence)
        #expect(try await till.redeem(redeemed, id: redemption).status == 200, "a retry after the restart")
        expectProblem(try await till.redeem(redeemed, id: till.newID()), .checkAlreadyRedeemed, 409)
        #expect(try await taitung.books == before)
        #expect(try await till.redeem(open, id: till.newID()).status == 200)
      }
    }

    @Test("A replay that was answered before the home node restarted gets the same bytes after it")
    func replayAfterRestart() async throws {
      try await Self.with { cities in
        let (taipei, taitung) = (cities.taipei, cities.taitung)
        let body = try RequestForge(
          from: taitung, to: taipei, cards: [cities.card(.adult, of: taipei)], venue: "museum-of-prehistory"
        ).encoded()
        func send() async throws -> Reply {
          try await FederationCaller.with(to: taipei, showing: .city(taitung, "tls")) {
            try await $0.verify(body)
          }
        }
        let first = try await send()
        try await Self.restart(taipei, of: cities)
        let before = try await taipei.books
        #expect(try await send().bytes == first.bytes)
        #expect(try await taipei.books == before)
      }
    }

    @Test(
      "A partner's new protocol key is heard without a restart here, as a home city's and as a host city's")
    func rotation() async throws {
      try await Self.with { cities in
        let (taipei, taitung) = (cities.taipei, cities.taitung)
        let (visit, home) = (
          try await cities.counter(taitung, "museum-of-prehistory"), try await cities.counter(taipei, "moca")
        )
        func bothWays(_ comment: Comment) async throws {
          let out = try await visit.check(
            cities.card(.adult, of: taipei), home: taipei, id: visit.newID())
          #expect(out.text("/reason") == "offer_applied", comment)
          let back = try await home.check(
            cities.card(.adult, of: taitung), home: taitung, id: home.newID())
          #expect(back.text("/reason") == "offer_applied", comment)
        }
        try await bothWays("before")
        let old = try taipei.signer.kid
        try taipei.replace("protocol.pem", by: PrivateKey.generate().pem)
        #expect(try taipei.signer.kid != old)
        try await Self.restart(taipei, of: cities)
        // Beyond the time in which a stranger's unknown key would make a node fetch only once.
        cities.shift(by: .seconds(11))
        try await bothWays("after")
        let statements = try await taitung.node.store.statements(of: taipei.entity, limit: 10)
        let kids = try statements.map { kept in
          try EvidenceVerifier.publishedKeys(Array(kept.statement.utf8)).keys[old] != nil
        }
        #expect(kids.first == false, "the newest statement has the new key")
        #expect(kids.contains(true), "and evidence of before finds the old one")
      }
    }

    @Test("A statement that another federation key signed is not taken up: the old one goes on")
    func strangersStatement() async throws {
      try await Self.with { cities in
        let (taipei, taitung) = (cities.taipei, cities.taitung)
        let till = try await cities.counter(taitung, "museum-of-prehistory")
        _ = try await till.check(cities.card(.adult, of: taipei), home: taipei, id: till.newID())
        let kept = try await taitung.node.store.statements(of: taipei.entity, limit: 10)
        try taipei.replace("federation.pem", by: PrivateKey.generate().pem)
        try taipei.replace("protocol.pem", by: PrivateKey.generate().pem)
        try await Self.restart(taipei, of: cities)
        cities.shift(by: .seconds(11))
        let reply = try await till.check(cities.card(.adult, of: taipei), home: taipei, id: till.newID())
        #expect(reply.text("/reason") == "home_unsound")
        #expect(try await taitung.node.store.statements(of: taipei.entity, limit: 10) == kept)
      }
    }

    @Test("A graceful stop under load loses no acknowledged redemption, and half-does none")
    func stopUnderLoad() async throws {
      try await Self.with { cities in
        let taitung = cities.taitung
        let till = try await cities.counter(taitung, "museum-of-prehistory")
        let card = try cities.card(.disability, of: taitung)
        let work = (0..<400).map { _ in (check: till.newID(), redemption: till.newID()) }
        try await withThrowingTaskGroup { group in
          for item in work {
            group.addTask {
              let reply = try await till.check(card, id: item.check)
              #expect(reply.text("/verdict") == "granted")
            }
          }
          try await group.waitForAll()
        }
        let store = try taitung.node.store
        let acknowledged = Acknowledged()
        await withTaskGroup { group in
          for item in work {
            group.addTask {
              // What comes back while the node stops is a refusal or a broken connection; neither promises.
              guard let reply = try? await till.redeem(item.check, id: item.redemption) else { return }
              if reply.status == 200 { acknowledged.insert(item.redemption) }
              if reply.status != 200 { #expect(reply.status == 503) }
            }
          }
          group.addTask {
            do {
              try await eventually { acknowledged.all.count >= 20 }
              try await taitung.stop()
            } catch {
              Issue.record(error)
            }
          }
        }
        #expect(store.waiting == 0, "the queue is drained")
        let promised = acknowledged.all
        #expect(promised.count >= 20)
        try await taitung.start(taitung.configuration(peer: cities.peer(of: taitung)))
        let reopened = try taitung.node.store
        for item in work {
          let redemption = try await reopened.redemption(item.redemption)
          let check = try await reopened.check(item.check)
          #expect((redemption != nil) == (check?.state == .redeemed), "both or neither")
          if promised.contains(item.redemption) { #expect(redemption != nil) }
        }
        // Whoever got no answer tries again under the same ids, and all are redeemed once.
        for item in work {
          #expect(try await till.redeem(item.check, id: item.redemption).status == 200)
        }
        #expect(try await taitung.books["redemption"] == Int64(work.count))
      }
    }
  }

  @Suite("Many at once", .runningCities)
  struct ManyAtOnce {
    @Test(
      "Two hundred visitors at once share signatures: far fewer requests than checks, each answered as if alone"
    )
    func batching() async throws {
      let cities = try TwoCities.shared
      let (taipei, taitung) = (cities.taipei, cities.taitung)
      let till = try await cities.counter(taitung, "museum-of-prehistory")
      let roles = DemoRole.allCases
      @Sendable func check(_ role: DemoRole, _ id: UUIDv7) async throws -> [String?] {
        let reply = try await till.check(cities.card(role, of: taipei), home: taipei, id: id)
        return [reply.text("/verdict"), reply.text("/reason"), reply.number("/collect/due").map { "\($0)" }]
      }
      var alone: [DemoRole: [String?]] = [:]
      for role in roles { alone[role] = try await check(role, till.newID()) }
      let expected = alone
      #expect(Set(expected.values).count >= 4, "the roles differ")
      let before = try await taipei.books
      let work = (0..<200).map { (role: roles[$0 % roles.count], id: till.newID()) }
      try await withThrowingTaskGroup { group in
        for item in work {
          group.addTask {
            let answer = try await check(item.role, item.id)
            #expect(answer == expected[item.role], "\(item.role)")
          }
        }
        try await group.waitForAll()
      }
      let after = try await taipei.books
      let requests = after["answered_request"] - before["answered_request"]
      #expect(requests >= 1 && requests <= 100, "\(requests) requests for 200 checks")
      #expect(after["disclosure"] == before["disclosure"] + 200)
      let evidence = try await taitung.books
      #expect(evidence["answer_evidence"] == requests + Int64(roles.count), "a response is kept once")
      // Each check's evidence is about its own check and holds.
      let service = EvidenceService(store: try taitung.node.store)
      for item in work {
        let file = try await service.export(item.id)
        #expect(
          try EvidenceVerifier.verify(
            file, keys: PublishedKeys(owner: taipei.entity, keys: taipei.protocolKeys)
          ).check == item.id)
      }
    }

    @Test("Both cities ask each other at the same moment, and neither waits for the other")
    func bothDirections() async throws {
      let cities = try TwoCities.shared
      let (there, here) = (
        try await cities.counter(cities.taitung, "museum-of-prehistory"),
        try await cities.counter(cities.taipei, "moca")
      )
      try await withThrowingTaskGroup { group in
        for index in 0..<100 {
          group.addTask {
            let (till, home, due) =
              index % 2 == 0 ? (there, cities.taipei, 60 as Int64) : (here, cities.taitung, 30)
            let reply = try await till.check(cities.card(.adult, of: home), home: home, id: till.newID())
            #expect(reply.number("/collect/due") == due)
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
