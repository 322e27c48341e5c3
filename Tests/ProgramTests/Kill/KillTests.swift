import Benefits
import Foundation
import Rehearsal
import Store
import TestSupport
import Testing

/// The promise of the books: what a client was told of is there, whatever became of the processes. Real nodes are
/// killed while counters work, and both cities' books are then held to what the counters were told.
@Suite("No acknowledged redemption is lost", .serialized)
struct KillTests {
  /// Of each city's node.
  static let kills = 3
  /// Of the database server.
  static let crashes = 2

  @Test("whichever node is killed, and when: SQLite")
  func sqlite() async throws { try await kill(on: .sqlite) }

  @Test("whichever node is killed, and when: PostgreSQL", .enabled(if: Server.isHere, Server.missing))
  func postgres() async throws {
    let cluster = try ThrowAwayPostgres()
    defer { cluster.remove() }
    try await kill(on: cluster.store)
  }

  @Test(
    "nor when the database server crashes under both, and they recover by themselves",
    .enabled(if: Server.isHere, Server.missing))
  func serverCrash() async throws {
    let cluster = try ThrowAwayPostgres()
    defer { cluster.remove() }
    let seed = UInt64.random(in: 0..<UInt64.max)
    let scene = try await KillScene.start(cluster.store)
    var random = SeededRandom(seed: seed)
    var processes: Set<Int32?> = [scene.host.processID, scene.home.processID]
    try await scene.underLoad(seed: seed) {
      for _ in 0..<Self.crashes {
        try await scene.ledger.grows(by: Int.random(in: 1...30, using: &random))
        cluster.halt(crashing: true)
        // While the server is gone every counter is told so.
        let before = scene.ledger.page.refused["store_unavailable", default: 0]
        for _ in 0..<1_000 where scene.ledger.page.refused["store_unavailable", default: 0] < before + 10 {
          try await Task.sleep(for: .milliseconds(10))
        }
        #expect(scene.ledger.page.refused["store_unavailable", default: 0] >= before + 10, "seed \(seed)")
        try cluster.start()
      }
      try await scene.ledger.grows(by: 30)
      processes.formUnion([scene.host.processID, scene.home.processID])
    }
    #expect(processes.count == 2 && !processes.contains(nil), "no node was started anew")
    try await expectNothingLost(scene, seed: seed)
  }

  @Test("the books' check itself finds each kind of loss")
  func spoiled() async throws {
    let scene = try await KillScene.start(.sqlite)
    try await scene.underLoad(seed: 1) { try await scene.ledger.grows(by: 30) }
    var before = try await scene.faults()
    #expect(before.isEmpty)
    for (city, sql) in Self.losses {
      let engine = try SQLiteEngine(path: "\(scene.folder.path)/\(city).sqlite")
      _ = try await engine.write { try $0.rows(SQLText(sql)) }
      try engine.close()
      let after = try await scene.faults()
      #expect(after.count > before.count, "\(sql)")
      before = after
    }
  }

  private static let losses = [
    ("taitung", "DELETE FROM redemption WHERE id = (SELECT max(id) FROM redemption)"),
    ("taitung", "UPDATE redemption SET at = at - 2000000 WHERE id = (SELECT min(id) FROM redemption)"),
    (
      "taitung",
      """
      UPDATE redemption SET voided_at = at, voided_by = terminal WHERE id =
        (SELECT max(id) FROM redemption WHERE voided_at IS NULL)
      """
    ),
    ("taitung", "DELETE FROM counter_check WHERE id = (SELECT min(id) FROM counter_check)"),
    (
      "taitung",
      "UPDATE check_line SET due = due + 1 WHERE check_id = (SELECT max(check_id) FROM check_line)"
    ),
    (
      "taitung",
      "UPDATE counter_check SET state = 'open' WHERE id = (SELECT max(check_id) FROM redemption)"
    ),
    ("taitung", "DELETE FROM answer_evidence WHERE response = (SELECT max(response) FROM answer_evidence)"),
    // Of a check that no other loss here touches: the smallest id is deleted above, and hides what else is wrong with it.
    (
      "taipei",
      """
      DELETE FROM disclosure WHERE check_id =
        (SELECT DISTINCT check_id FROM disclosure ORDER BY check_id LIMIT 1 OFFSET 5)
      """
    ),
    ("taipei", "DELETE FROM answered_request WHERE request = (SELECT min(request) FROM answered_request)"),
    (
      "taipei",
      "UPDATE answered_request SET response = x'00' WHERE request = (SELECT min(request) FROM answered_request)"
    ),
  ]

  private func kill(on store: RehearsalStore) async throws {
    let seed = UInt64.random(in: 0..<UInt64.max)
    let scene = try await KillScene.start(store)
    var random = SeededRandom(seed: seed)
    let victims =
      (Array(repeating: scene.host, count: Self.kills)
      + Array(repeating: scene.home, count: Self.kills)).shuffled(using: &random)
    var killed = 0
    try await scene.underLoad(seed: seed) {
      for victim in victims {
        try await scene.ledger.grows(by: Int.random(in: 1...30, using: &random))
        try await Task.sleep(for: .microseconds(Int.random(in: 0..<50_000, using: &random)))
        #expect(victim.processID != nil)
        victim.kill()
        killed += 1
        try await victim.start()
        try await victim.meetPartner()
      }
      try await scene.ledger.grows(by: 30)
    }
    #expect(killed == 2 * Self.kills)
    #expect(scene.ledger.page.lost > 0, "seed \(seed): the counters noticed")
    try await expectNothingLost(scene, seed: seed)
  }

  private func expectNothingLost(_ scene: KillScene, seed: UInt64) async throws {
    let told = scene.ledger.page
    #expect(told.checks.count > 0 && told.redemptions.count > 30 && told.voided.count > 0, "seed \(seed)")
    #expect(told.wrong.isEmpty, "seed \(seed)")
    let faults = try await scene.faults()
    #expect(faults.isEmpty, "seed \(seed)")
  }
}
