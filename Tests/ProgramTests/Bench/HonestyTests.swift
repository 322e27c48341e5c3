import Benefits
import CityNode
import Federation
import Foundation
import Rehearsal
import Store
import TestSupport
import Testing
import Wire

@testable import citycard

/// A benchmark that could not find anything wrong would prove nothing: after real checks between two real nodes,
/// each kind of record is spoiled in a copy of the books, and must be missed.
@Suite("The benchmark's honesty", .serialized)
struct HonestyTests {
  @Test("books that hold what was told are found whole; each record that is gone or altered is told")
  func spoiledBooks() async throws {
    let scene = try await HonestyScene.make()
    let whole = try await scene.report(spoiling: nil)
    #expect(whole.faults == 0, "\(whole.examples)")
    let figures = [whole.acknowledged, whole.kept, whole.verified, whole.disclosed]
    #expect(figures.allSatisfy { $0 == HonestyScene.checks })
    #expect(whole.remembered == whole.responses && whole.responses >= 1)

    for spoiling in Spoiling.all {
      let report = try await scene.report(spoiling: spoiling)
      #expect(report.faults > 0, "\(spoiling.name)")
      #expect(spoiling.figure(report) < spoiling.figure(whole), "\(spoiling.name)")
      #expect(!report.examples.isEmpty)
    }
  }

  @Test("a check that was never made, and one that is told as another decision, are told")
  func otherDecision() async throws {
    let scene = try await HonestyScene.make()
    let stranger = try await scene.report(spoiling: nil, also: NodePorts.system.newID())
    #expect(stranger.kept == HonestyScene.checks && stranger.faults == 1)
    let cheaper = ExpectedAnswer(
      verdict: .granted, reason: .offerApplied, due: Money(scene.expected.due.ntd - 1), evidence: true)
    let other = try await scene.report(spoiling: nil, expected: cheaper)
    #expect(other.kept == 0 && other.faults == HonestyScene.checks)
  }
}

/// One way in which books can fail to hold what was told.
struct Spoiling: Sendable {
  let name: String
  let city: String
  let sql: String
  /// What must then be less.
  let figure: @Sendable (HonestyReport) -> Int

  static let all = [
    Spoiling(
      name: "a check is gone", city: "taitung",
      sql: "DELETE FROM counter_check WHERE id = (SELECT max(id) FROM counter_check)", figure: { $0.kept }),
    Spoiling(
      name: "a check says another amount", city: "taitung",
      sql: "UPDATE check_line SET due = due + 1 WHERE check_id = (SELECT max(id) FROM counter_check)",
      figure: { $0.kept }),
    Spoiling(
      name: "a check has no evidence", city: "taitung",
      sql: """
        UPDATE counter_check SET issuer = NULL, response = NULL, disclosure = NULL
        WHERE id = (SELECT max(id) FROM counter_check)
        """, figure: { $0.verified }),
    Spoiling(
      name: "the signed responses are gone", city: "taitung", sql: "DELETE FROM answer_evidence",
      figure: { $0.verified }),
    Spoiling(
      name: "a signature is altered", city: "taitung",
      sql: "UPDATE answer_evidence SET jws = substr(jws, 1, length(jws) - 6) || 'AAAAAA'",
      figure: { $0.verified }),
    Spoiling(
      name: "a check rests on another check's answer", city: "taitung",
      sql: """
        UPDATE counter_check SET
          response = (SELECT response FROM counter_check ORDER BY id LIMIT 1),
          disclosure = (SELECT disclosure FROM counter_check ORDER BY id LIMIT 1)
        WHERE id = (SELECT max(id) FROM counter_check)
        """, figure: { $0.verified }),
    Spoiling(
      name: "the home city logged no disclosure", city: "taipei",
      sql: "DELETE FROM disclosure WHERE id = (SELECT max(id) FROM disclosure)", figure: { $0.disclosed }),
    Spoiling(
      name: "the home city logged other facts", city: "taipei",
      sql: "UPDATE disclosure SET granted = '' WHERE id = (SELECT max(id) FROM disclosure)",
      figure: { $0.disclosed }),
    Spoiling(
      name: "the home city forgot too soon", city: "taipei", sql: "DELETE FROM answered_request",
      figure: { $0.remembered }),
    Spoiling(
      name: "the home city keeps other bytes", city: "taipei",
      sql: "UPDATE answered_request SET response = CAST('x' AS BLOB)", figure: { $0.remembered }),
  ]
}

/// Two cities after a few checks, their nodes stopped.
struct HonestyScene {
  static let checks = 6

  let folder: TemporaryFolder
  let acknowledged: [UUIDv7]
  let venue: VenueID
  let expected: ExpectedAnswer
  let keys: PublishedKeys
  let entities: (home: EntityID, host: EntityID)
  let members: [[UInt8]]

  static func make() async throws -> HonestyScene {
    let folder = try TemporaryFolder()
    let plan = RehearsalPlan(root: Repository.root.path, folder: folder.path, program: Program.path)
    let scene = try await BenchScene.make(.verify, plan: plan)
    defer { for city in [scene.host, scene.home] { city.stop() } }
    for city in [scene.home, scene.host] { try await city.start() }
    for city in [scene.home, scene.host] { try await city.meetPartner() }
    let health = HealthClient()
    let published = await health.get(scene.home.url + PeerDirectory.wellKnownPath) ?? []
    await health.close()
    let client = scene.host.client(scene.host.tokens.keys.sorted()[0])
    var ids: [UUIDv7] = []
    try await client.close(after: {
      for card in scene.questions.cards.prefix(checks) {
        ids.append(NodePorts.system.newID())
        let reply = try await client.check(
          card: card, city: "taipei", venue: scene.questions.venue.text,
          basket: [CounterClient.Line("adult")], id: ids.last)
        #expect(reply.text("/verdict") == "granted")
      }
    })
    let keys = try EvidenceVerifier.publishedKeys(published, agreement: scene.agreement)
    return HonestyScene(
      folder: folder, acknowledged: ids, venue: scene.questions.venue, expected: scene.questions.expected,
      keys: keys,
      entities: (
        try #require(scene.agreement.partner(of: scene.host.id)?.entity),
        try #require(scene.agreement.partner(of: scene.home.id)?.entity)
      ), members: scene.members)
  }

  /// The report on a copy of the books, one record of which is spoiled first.
  func report(
    spoiling: Spoiling?, also more: UUIDv7? = nil, expected: ExpectedAnswer? = nil
  ) async throws -> HonestyReport {
    let copy = try TemporaryFolder()
    // With their logs: who closes a database last may have had no right to write it back.
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where file.contains(".sqlite") {
      try FileManager.default.copyItem(atPath: "\(folder.path)/\(file)", toPath: "\(copy.path)/\(file)")
    }
    if let spoiling {
      let engine = try SQLiteEngine(path: "\(copy.path)/\(spoiling.city).sqlite")
      _ = try await engine.write { try $0.rows(SQLText(spoiling.sql)) }
      try engine.close()
    }
    let host = try store("\(copy.path)/taitung.sqlite")
    let home = try store("\(copy.path)/taipei.sqlite")
    defer { for store in [host, home] { try? store.close() } }
    return try await HonestyCheck(
      host: host, expected: expected ?? self.expected, venue: venue,
      home: HonestyCheck.HomeBooks(
        store: home, keys: keys, entity: entities.home, host: entities.host, members: members,
        stopped: NodePorts.system.now())
    ).run(acknowledged + (more.map { [$0] } ?? []))
  }

  private func store(_ path: String) throws -> CityStore {
    CityStore(engine: try SQLiteEngine(path: path), now: NodePorts.system.now)
  }
}
