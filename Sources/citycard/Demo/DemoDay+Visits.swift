import Benefits
import CityNode
import Federation
import Rehearsal
import StrictJSON

extension DemoDay {
  /// The main job both ways; gives the museum visit's check and redemption.
  func mainJob() async throws -> (check: String, redemption: UUIDv7) {
    let visitor = try card(.adult, of: taipei)
    let id = NodePorts.system.newID()
    let visit = try await check(visitor, at: taitung, "museum-of-prehistory", home: taipei, id: id)
    await step("臺北卡在史前館，原價 80 / a Taipei card at the museum, regular 80", expect: "granted offer_applied 60")
    { outcome(visit) }
    await step("同一識別碼重送，同一答案 / the same id again gives the same answer", expect: visit.text("/at") ?? "") {
      try await check(visitor, at: taitung, "museum-of-prehistory", home: taipei, id: id).text("/at") ?? "?"
    }
    let checkID = visit.text("/id") ?? ""
    let redemption = try await redeemOnce(checkID)
    try await voided(checkID)
    let back = try await check(try card(.adult, of: taitung), at: taipei, "moca", home: taitung)
    await step(
      "臺東卡在當代藝術館，原價 50 / a Taitung card at MOCA Taipei, regular 50", expect: "granted offer_applied 30"
    ) { outcome(back) }
    await step("核銷 / redeem it", expect: "redeemed") {
      try await redeem(back.text("/id") ?? "", at: taipei, "moca", NodePorts.system.newID())
    }
    return (checkID, redemption)
  }

  private func redeemOnce(_ check: String) async throws -> UUIDv7 {
    let desks = ["museum-of-prehistory", "museum-of-prehistory/2"]
    let ids = desks.map { _ in NodePorts.system.newID() }
    let clients = desks.map(taitung.client)
    async let first = Self.redeem(check, clients[0], ids[0])
    async let second = Self.redeem(check, clients[1], ids[1])
    let results = try await [first, second]
    await step(
      "兩台終端機同時核銷，只有一台成功 / two terminals redeem at once, one succeeds",
      expect: "check_already_redeemed redeemed"
    ) { results.sorted().joined(separator: " ") }
    let winner = results[0] == "redeemed" ? 0 : 1
    await step("成功的那台重送，同一答案 / the winner sends it again", expect: "redeemed") {
      try await redeem(check, at: taitung, desks[winner], ids[winner])
    }
    return ids[winner]
  }

  /// A second visit that is taken back.
  private func voided(_ first: String) async throws {
    let visit = try await check(
      try card(.student, of: taipei), at: taitung, "museum-of-prehistory", home: taipei)
    let id = NodePorts.system.newID()
    _ = try await redeem(visit.text("/id") ?? "", at: taitung, "museum-of-prehistory", id)
    let path = "/api/v1/redemptions/\(id)/void"
    await step("十分鐘內取消 / undo within ten minutes", expect: "voided voided") {
      let once = try await send(taitung, "museum-of-prehistory", path, Array("{}".utf8))
      let twice = try await send(taitung, "museum-of-prehistory", path, Array("{}".utf8))
      return "\(once.text("/state") ?? "?") \(twice.text("/state") ?? "?")"
    }
  }

  /// Redeems, and gives the state or the problem's code.
  func redeem(_ check: String, at host: RehearsedCity, _ desk: String, _ id: UUIDv7) async throws -> String {
    try await Self.redeem(check, host.client(desk), id)
  }

  private static func redeem(
    _ check: String, _ client: CounterClient, _ id: UUIDv7
  ) async throws -> String {
    var outcome = "?"
    try await client.close(after: {
      let reply = try await client.send(
        "/api/v1/redemptions", CounterClient.redemption(check: check, id: id))
      outcome = reply.text(reply.status == 200 ? "/state" : "/code") ?? "?"
    })
    return outcome
  }

  /// Own cards, cards of which the clerk does not know the city, seniors, and cards that no longer count.
  func otherCards() async throws {
    let museum = "museum-of-prehistory"
    let visitor = try card(.adult, of: taipei)
    await step("沒說哪個城市，本市也不認得 / no city named, and unknown here", expect: "needs_city taipei") {
      let reply = try await check(visitor, at: taitung, museum, home: nil)
      return "\(reply.text("/verdict") ?? "?") \(reply.text("/cities/0/id") ?? "?")"
    }
    await step("臺東卡在臺東，不必問別的城市 / an own card, nobody is asked", expect: "taitung false") {
      let own = try await check(try card(.adult, of: taitung), at: taitung, museum, home: nil)
      return "\(own.text("/home_city") ?? "?") \(own.value("/evidence") == .bool(true))"
    }
    let configuration = try await NodeConfiguration.load(path: taitung.configurationFile, environment: [:])
    let calendar = try CityCalendar.load(configuration.partners)
    let weekday = calendar.holidays.kind(of: calendar.civil.date(NodePorts.system.now())) == .working
    await step(
      "70 歲的臺北長者，法定優惠先於卡片優惠 / a Taipei senior of 70: the law comes first",
      expect: weekday ? "granted statutory_applied 0" : "granted statutory_applied 40"
    ) {
      outcome(try await check(try card(.senior, of: taipei), at: taitung, museum, home: taipei))
    }
    for (role, reason) in [(DemoRole.suspended, "card_suspended"), (.lost, "card_lost")] {
      await step("\(role.description.zh) / \(role.description.en)", expect: "denied \(reason) 80") {
        outcome(try await check(try card(role, of: taipei), at: taitung, museum, home: taipei))
      }
    }
    await step("臺北查無此卡 / a number that Taipei does not know", expect: "denied card_unrecognised 80") {
      let stranger = try CardIdentifier(text: "easycard:printed:1111222233334444")
      return outcome(try await check(stranger, at: taitung, museum, home: taipei))
    }
  }

  /// Bad input: a stable code each.
  func refusals() async throws {
    let museum = "museum-of-prehistory"
    let id = NodePorts.system.newID()
    let card = #""card":{"scheme":"easycard","kind":"printed","number":"9000010000000011"}"#
    let bodies = [
      ("malformed_json", #"{"id":"\#(id)""#),
      ("malformed_json", #"{"id":"\#(id)","id":"\#(id)"}"#),
      ("empty_basket", #"{"id":"\#(id)","venue":"\#(museum)",\#(card),"basket":[]}"#),
      ("unknown_ticket", #"{"id":"\#(id)","venue":"\#(museum)",\#(card),"basket":[{"ticket":"moon"}]}"#),
      ("unknown_venue", #"{"id":"\#(id)","venue":"nowhere",\#(card),"basket":[{"ticket":"adult"}]}"#),
      (
        "venue_of_other_terminal",
        #"{"id":"\#(id)","venue":"chulu-ranch",\#(card),"basket":[{"ticket":"adult"}]}"#
      ),
      (
        "invoice_carrier",
        #"{"id":"\#(id)","venue":"\#(museum)","card":{"scheme":"easycard","kind":"printed","#
          + #""number":"/ABC1234"},"basket":[{"ticket":"adult"}]}"#
      ),
    ]
    for (code, body) in bodies {
      await step("不正確的請求 / bad input", expect: code) {
        try await send(taitung, museum, "/api/v1/checks", Array(body.utf8)).text("/code") ?? "?"
      }
    }
    await step("權杖不正確 / a wrong token", expect: "terminal_token_unknown") {
      let client = CounterClient(node: taitung.url, token: "cct_wrong")
      var code: String?
      try await client.close(after: {
        code = try await client.send("/api/v1/checks/\(id)").text("/code")
      })
      return code ?? "?"
    }
  }
}
