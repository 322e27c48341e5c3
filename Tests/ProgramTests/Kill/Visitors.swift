import Benefits
import CityNode
import Rehearsal
import StrictJSON
import TestSupport

@testable import citycard

/// One counter that works as a good client does: ids of its own choice, and whatever has no answer or is refused for
/// now is sent again, the same bytes, until it is answered.
struct Visitors: Sendable {
  /// So often, with a pause between, before the city is said to be gone for good.
  static let tries = 800
  static let pause = Duration.milliseconds(25)

  let client: CounterClient
  let questions: CheckQuestions
  let ledger: Ledger
  var random: SeededRandom

  /// Serves visitors until the ledger is closed.
  mutating func serve() async throws {
    while !ledger.isClosed { try await visit() }
  }

  /// One visitor: a check; where it is granted, a redemption; sometimes a second one, and sometimes an undo.
  private mutating func visit() async throws {
    let check = NodePorts.system.newID()
    let card = Int.random(in: questions.cards.indices, using: &random)
    let answer = try await ask("/api/v1/checks", questions.body(id: check, card: card))
    keep(answer, answer.status == 200) { $0.checks[check] = answer }
    // An unreachable home city is asked again by the next visitor, who does not come at once.
    guard answer.text("/verdict") == "granted" else { return try await Task.sleep(for: Self.pause) }
    let redemption = NodePorts.system.newID()
    let redeemed = try await redeem(check, as: redemption)
    keep(redeemed, redeemed.status == 200) { $0.redemptions[redemption] = redeemed }
    if Int.random(in: 0..<4, using: &random) == 0 {
      let second = try await redeem(check, as: NodePorts.system.newID())
      keep(second, second.text("/code") == "check_already_redeemed") { _ in }
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      let undone = try await ask("/api/v1/redemptions/\(redemption)/void", Array("{}".utf8))
      keep(undone, undone.text("/state") == "voided") {
        $0.redemptions[redemption] = undone
        $0.voided.insert(redemption)
      }
    }
  }

  private func redeem(_ check: UUIDv7, as id: UUIDv7) async throws -> CounterClient.Reply {
    try await ask(
      "/api/v1/redemptions", CounterClient.redemption(check: check.description, id: id))
  }

  private func keep(
    _ reply: CounterClient.Reply, _ isSound: Bool, _ change: @Sendable (inout Ledger.Page) -> Void
  ) {
    ledger.write { page in
      guard isSound else {
        return page.wrong.append("\(reply.status) \(String(decoding: reply.json.encoded(), as: UTF8.self))")
      }
      change(&page)
    }
  }

  private func ask(_ path: String, _ body: [UInt8]) async throws -> CounterClient.Reply {
    for _ in 0..<Self.tries {
      do {
        let reply = try await client.send(path, body)
        guard reply.status == 503 else { return reply }
        ledger.write { $0.refused[reply.text("/code") ?? "", default: 0] += 1 }
      } catch is CounterClient.Failure {
        ledger.write { $0.lost += 1 }
      }
      try await Task.sleep(for: Self.pause)
    }
    throw RehearsalFailure(message: "no answer for good: \(path)")
  }
}
