import Benefits
import CityNode
import Federation
import Foundation
import Rehearsal
import Signing
import Store
import StrictJSON
import TestSupport
import Testing
import Wire

@testable import citycard

/// Two node processes of each city on one database: whatever one of them does binds the other at once.
@Suite(
  "Several nodes of one city on one database", .serialized, .enabled(if: Server.isHere, Server.missing))
struct SiblingTests {
  private struct Scene {
    let bench: BenchScene
    let home: [RehearsedCity]
    let tills: Tills
  }

  /// One terminal of the host city, at each of its nodes.
  private struct Tills: Sendable {
    let questions: CheckQuestions
    let clients: [CounterClient]

    func check(_ id: UUIDv7, card: Int, at till: Int) async throws -> CounterClient.Reply {
      try await clients[till].send("/api/v1/checks", questions.body(id: id, card: card))
    }

    func redeem(_ check: UUIDv7, at till: Int) async throws -> CounterClient.Reply {
      let body = CounterClient.redemption(check: check.description, id: NodePorts.system.newID())
      return try await clients[till].send("/api/v1/redemptions", body)
    }

    /// The replies to `count` requests that are sent at once, to one node and the other in turn.
    func atOnce(
      _ count: Int, _ send: @escaping @Sendable (Tills, Int) async throws -> CounterClient.Reply
    ) async throws -> [CounterClient.Reply] {
      try await withThrowingTaskGroup { group in
        for number in 0..<count { group.addTask { try await send(self, number % clients.count) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
  }

  private func withScene(_ body: (Scene) async throws -> Void) async throws {
    let cluster = try ThrowAwayPostgres()
    defer { cluster.remove() }
    let folder = try TemporaryFolder()
    var plan = RehearsalPlan(root: Repository.root.path, folder: folder.path, program: Program.path)
    plan.store = cluster.store
    plan.limits = ["probes_per_terminal": 1_000_000]
    let bench = try await BenchScene.make(.verify, plan: plan)
    let host = [bench.host, try bench.host.sibling()]
    let home = [bench.home, try bench.home.sibling()]
    let all = home + host
    defer { for city in all.reversed() { city.stop() } }
    for city in all { try await city.start() }
    for city in all { try await city.meetPartner() }
    let desk = bench.host.tokens.keys.sorted()[0]
    let tills = host.map { $0.client(desk) }
    try await tills[0].close(after: {
      try await tills[1].close(after: {
        try await body(
          Scene(bench: bench, home: home, tills: Tills(questions: bench.questions, clients: tills)))
      })
    })
    withExtendedLifetime(folder) {}
  }

  @Test("One check, one redemption, one answer to a request, and one directory")
  func together() async throws {
    try await withScene { scene in
      try await oneCheck(scene.tills)
      try await oneRedemption(scene.tills)
      try await oneAnswer(scene)
      try await oneDirectory(scene)
    }
  }

  /// The same id sent to both nodes at once is one check, and both tell the same of it.
  private func oneCheck(_ tills: Tills) async throws {
    for card in 0..<5 {
      let id = NodePorts.system.newID()
      let replies = try await tills.atOnce(10) { try await $0.check(id, card: card, at: $1) }
      #expect(replies.allSatisfy { $0.status == 200 && $0.text("/verdict") == "granted" })
      #expect(Set(replies.map { $0.json.encoded() }).count == 1)
      // Another visitor under the same id is told so by either.
      let others = try await tills.atOnce(2) { try await $0.check(id, card: 20, at: $1) }
      #expect(others.allSatisfy { $0.text("/code") == "id_conflict" })
    }
  }

  /// One check redeemed at both nodes at once is redeemed once; the other shows it and takes it back.
  private func oneRedemption(_ tills: Tills) async throws {
    for card in 0..<10 {
      let check = NodePorts.system.newID()
      #expect(try await tills.check(check, card: card, at: card % 2).text("/verdict") == "granted")
      let replies = try await tills.atOnce(20) { try await $0.redeem(check, at: $1) }
      #expect(replies.count { $0.status == 200 } == 1)
      #expect(replies.count { $0.text("/code") == "check_already_redeemed" } == 19)
      let redemption = try #require(replies.first { $0.status == 200 }?.text("/id"))
      for path in ["checks/\(check)", "redemptions/\(redemption)"] {
        let shown = try await tills.atOnce(2) { try await $0.clients[$1].send("/api/v1/\(path)") }
        #expect(shown.allSatisfy { $0.text("/state") == "redeemed" })
      }
      let undone = try await tills.atOnce(6) {
        try await $0.clients[$1].send("/api/v1/redemptions/\(redemption)/void", Array("{}".utf8))
      }
      #expect(undone.allSatisfy { $0.text("/state") == "voided" })
      #expect(Set(undone.map { $0.json.encoded() }).count == 1)
    }
  }

  /// The same bytes of a partner have one answer, byte for byte, whichever node they reach, and one disclosure; other
  /// bytes under the same id have none.
  private func oneAnswer(_ scene: Scene) async throws {
    let partner = try await HostCaller(scene.bench)
    var asked: Set<UUIDv7> = []
    try await partner.close(after: {
      for card in scene.bench.questions.cards.prefix(5) {
        let request = try partner.request(about: card)
        asked.insert(request.check)
        let ports = scene.home.map(\.federationPort)
        let replies = try await withThrowingTaskGroup { group in
          for number in 0..<10 {
            group.addTask { try await partner.post(request.body, port: ports[number % 2]) }
          }
          return try await group.reduce(into: [PeerReply]()) { $0.append($1) }
        }
        #expect(replies.allSatisfy { $0.status == 200 })
        #expect(Set(replies.map(\.body)).count == 1)
        for home in scene.home {
          #expect(try await partner.post(request.otherBody, to: home).status == 409)
        }
      }
    })
    let books = try await Books(of: scene.bench.home)
    defer { try? books.close() }
    let lines = try await books.ids(
      "SELECT check_id FROM disclosure GROUP BY check_id HAVING COUNT(*) = 1")
    #expect(lines.isSuperset(of: asked))
  }

  /// What an operator sets, both home nodes answer by at once.
  private func oneDirectory(_ scene: Scene) async throws {
    let card = scene.bench.questions.cards[0]
    let partner = try await HostCaller(scene.bench)
    try await partner.close(after: {
      for status in ["lost", "active", "suspended"] {
        let set = try Program.run([
          "cards", "status", card.text, status, "--config", scene.bench.home.configurationFile,
        ])
        #expect(set.status == 0, "\(set.errors)")
        for home in scene.home {
          let reply = try await partner.post(try partner.request(about: card).body, to: home)
          #expect(try partner.state(in: reply)?.rawValue == status)
        }
      }
    })
  }
}
