import Benefits
import CityNode
import Federation
import Foundation
import Rehearsal
import StrictJSON

/// A scripted day in two cities, through the public API alone: each step says what is expected and what came.
final class DemoDay {
  let taipei: RehearsedCity
  let taitung: RehearsedCity
  private var number = 0
  private var failed = 0

  init(taipei: RehearsedCity, taitung: RehearsedCity) {
    self.taipei = taipei
    self.taitung = taitung
  }

  /// Runs the day and gives the number of steps that were not as expected.
  func run() async -> Int {
    do {
      try await taipei.start()
      try await taitung.start()
      try await taipei.meetPartner()
      try await taitung.meetPartner()
      await step("兩個節點都已就緒 / both nodes are ready", expect: "ready") { "ready" }
      let visit = try await mainJob()
      try await otherCards()
      try await refusals()
      try await newOffer()
      try await evidence(of: visit)
      // From here on the city has accounts: names that commands give have to be logins.
      try await office()
      try await partnerDown()
      try await restart(after: visit)
    } catch let failure as RehearsalFailure {
      fail("\(failure.message)")
    } catch {
      fail("\(error)")
    }
    for city in [taitung, taipei] {
      let status = city.stop()
      await step("\(city.name.zh)節點正常停止 / \(city.name.en)'s node stops cleanly", expect: "0") {
        "\(status)"
      }
    }
    return failed
  }

  /// One line: what is expected against what came.
  func step(_ title: String, expect want: String, _ actual: () async throws -> String) async {
    guard !Task.isCancelled else { return }
    let got: String
    do { got = try await actual() } catch { got = "\(error)" }
    // Ctrl-C came: nothing is as expected any more.
    guard !Task.isCancelled else { return }
    number += 1
    let mark = want == got ? "✓" : "✕"
    print("\(mark) \(number < 10 ? " " : "")\(number)  \(title): \(got)")
    if want != got {
      failed += 1
      print("       預期 / expected: \(want)")
    }
    // Line by line also into a file or a pipe: who waits wants to see how far it is.
    fflush(nil)
  }

  private func fail(_ message: String) {
    guard !Task.isCancelled else { return }
    failed += 1
    print("✕ \(message)")
  }

  /// The number of a demonstration card.
  func card(_ role: DemoRole, of city: RehearsedCity) throws -> CardIdentifier {
    guard let synthetic = SyntheticMembers.City(rawValue: city.id.text),
      let card = SyntheticMembers.demoCards(of: synthetic).first(where: { $0.role == role })
    else { throw RehearsalFailure(message: "no card for \(role)") }
    return card.identifier
  }

  /// Checks a card and gives `verdict/reason due` in one word group, as the steps compare it.
  func check(
    _ card: CardIdentifier, at host: RehearsedCity, _ desk: String, home: RehearsedCity?,
    ticket: String = "adult",
    id: UUIDv7? = nil
  ) async throws -> CounterClient.Reply {
    let client = host.client(desk)
    let venue = String(desk.prefix { $0 != "/" })
    var reply: CounterClient.Reply?
    try await client.close(after: {
      reply = try await client.check(
        card: card, city: home?.id.text, venue: venue, basket: [CounterClient.Line(ticket)], id: id)
    })
    guard let reply else { throw RehearsalFailure(message: "no reply") }
    return reply
  }

  /// Sends a body and gives the reply, whatever its status.
  func send(_ host: RehearsedCity, _ desk: String, _ path: String, _ body: [UInt8]?) async throws
    -> CounterClient.Reply
  {
    let client = host.client(desk)
    var reply: CounterClient.Reply?
    try await client.close(after: { reply = try await client.send(path, body) })
    guard let reply else { throw RehearsalFailure(message: "no reply") }
    return reply
  }

  func outcome(_ reply: CounterClient.Reply) -> String {
    "\(reply.text("/verdict") ?? "?") \(reply.text("/reason") ?? "?") \(reply.number("/collect/due") ?? -1)"
  }
}
