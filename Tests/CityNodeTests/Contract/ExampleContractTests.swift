import Benefits
import CityNode
import StrictJSON
import TestSupport
import Testing
import Wire

@testable import Web

@Suite("The contract's examples")
struct ExampleContractTests {
  let document: OpenAPIDocument

  init() throws { document = try OpenAPIDocument.shared.get() }

  /// A content's examples with its schema, by where they stand.
  private func examples() throws -> [(place: String, value: JSONValue, schema: JSONValue)] {
    try document.operations.flatMap { operation in
      let bodies =
        [("request", operation.value["requestBody"])]
        + operation.value["responses"].members.map { ($0.name, $0.value) }
      return try bodies.flatMap { name, body in
        try document.resolved(body)["content"].members.flatMap { content in
          try content.value["examples"].members.map { example in
            (
              "\(operation.method) \(operation.path) \(name) \(example.name)",
              try document.resolved(example.value)["value"], content.value["schema"]
            )
          }
        }
      }
    }
  }

  @Test("Every example is as its schema says, and every example of the components is shown somewhere")
  func schemas() throws {
    let examples = try examples()
    for (place, value, schema) in examples {
      let faults = try SchemaCheck(document: document).faults(value, schema)
      #expect(faults.isEmpty, "\(place)")
    }
    for member in document.root["components"]["examples"].members {
      #expect(examples.contains { $0.value == member.value["value"] }, "\(member.name) is shown nowhere")
    }
  }

  @Test("A wrong example would be noticed")
  func checker() throws {
    let granted = try document.example("GrantedCheck")
    let wrong: [(JSONValue, String)] = [
      (granted.with("state", .string("done")), "enum"), (granted.with("at", nil), "required"),
      (granted.with("price", .integer(60)), "additionalProperties"),
      (granted.with("id", .string("1")), "pattern"),
      (granted.with("evidence", .string("yes")), "type"), (granted.with("lines", .array([])), "minItems"),
      (granted.with("collect", granted["collect"].with("due", .integer(-1))), "minimum"),
    ]
    for (value, keyword) in wrong {
      let faults = try SchemaCheck(document: document).faults(value, document.schema("Check"))
      #expect(faults.count == 1)
      #expect(faults.first?.contains("breaks \(keyword)") == true, "\(faults)")
    }
  }

  @Test(
    "The example requests are accepted by the strict parser and the reader",
    arguments: ["VisitorCheck", "UnnamedCheck", "FamilyCheck"])
  func checks(_ name: String) throws {
    let example = try document.example(name)
    let rules = JSONRules(
      maximumBytes: 16 << 10, maximumDepth: 8, maximumValues: 512, reals: false, topLevelObject: true)
    let check = try CounterRequests.check(JSONFields(JSONParser.parse(example.encoded(), rules: rules)))
    #expect(check.id.description == example["id"].text)
    #expect(check.venue.text == example["venue"].text)
    #expect(check.home?.text == example["home_city"].text)
    #expect(
      check.basket.lines.map(\.ticket.text) == example["basket"].elements.compactMap { $0["ticket"].text })
    let venue = try Self.museum()
    #expect(throws: Never.self) {
      try decide(
        venue: venue, basket: check.basket, facts: .cityNotNamed, at: check.id.instant,
        calendar: CityCalendar())
    }
  }

  @Test("The example redemption redeems the example check, and both voids are read")
  func redemption() throws {
    let asked = try CounterRequests.redemption(JSONFields(document.example("VisitorRedemption")))
    #expect(asked.check.description == (try document.example("GrantedCheck"))["id"].text)
    #expect(asked.id.description == (try document.example("Redeemed"))["id"].text)
    #expect(try CounterRequests.voidReason(JSONFields(document.example("Undo"))) == nil)
    #expect(try CounterRequests.voidReason(JSONFields(document.example("VoidWithReason"))) == "旅客改期，已退款")
  }

  @Test("A Taipei resident's adult ticket at the Museum of Prehistory costs 60 in place of 80, as shown")
  func museum() throws {
    let request = try CounterRequests.check(JSONFields(document.example("VisitorCheck")))
    let home = try #require(request.home)
    let check = try decision(
      request,
      .answered(home: home, card: .active, granted: [.named(.resident)], unknown: []))
    let shown = try document.example("GrantedCheck")
    try compare(shown, check, city: BilingualText(zh: "臺北市", en: "Taipei City"))
    #expect(shown["collect"]["due"] == .integer(60))
    #expect(shown["expires"].text == CivilCalendar.taipei.format(request.id.instant + CounterDesk.checkLife))
  }

  @Test("Without a city the clerk sees the regular price and the question, as shown")
  func unnamed() throws {
    let request = try CounterRequests.check(JSONFields(document.example("UnnamedCheck")))
    try compare(document.example("NeedsCityCheck"), try decision(request, .cityNotNamed), city: nil)
  }

  @Test("The example problems are the table's rows", arguments: ["UnknownTicket", "Busy"])
  func problems(_ name: String) throws {
    let shown = try document.example(name)
    let code = try #require(shown["code"].text.flatMap(ProblemCode.init))
    #expect(shown["type"].text == code.type)
    #expect(shown["title"].text == code.title.zh)
    #expect(shown["title_en"].text == code.title.en)
    #expect(shown["status"].number == Int64(code.status))
    #expect(shown["retry"].text == code.retry.rawValue)
    #expect(shown["retry_after"].number == code.retryAfter.map(Int64.init))
  }

  private func decision(_ request: CheckRequest, _ facts: CardFacts) throws -> Decision {
    try decide(
      venue: Self.museum(), basket: request.basket, facts: facts, at: request.id.instant,
      calendar: CityCalendar())
  }

  private func compare(_ shown: JSONValue, _ decision: Decision, city: BilingualText?) throws {
    let text = decision.reason.clerkText(city: city)
    for (name, expected) in [
      ("band", decision.verdict.band), ("message", text.message), ("next", text.next),
    ] {
      #expect(shown[name]["zh"].text == expected.zh)
      #expect(shown[name]["en"].text == expected.en)
    }
    #expect(shown["verdict"].text == decision.verdict.rawValue)
    #expect(shown["reason"].text == decision.reason.rawValue)
    #expect(shown["card"].text == decision.card?.rawValue)
    #expect(shown["collect"]["regular"].number == decision.regular.ntd)
    #expect(shown["collect"]["discount"].number == decision.discount.ntd)
    #expect(shown["collect"]["due"].number == decision.due.ntd)
    let id = try #require(shown["id"].text.flatMap { UUIDv7($0) })
    #expect(shown["at"].text == CivilCalendar.taipei.format(id.instant))
    try #require(shown["lines"].elements.count == decision.lines.count)
    for (shown, line) in zip(shown["lines"].elements, decision.lines) { try compare(shown, line) }
  }

  private func compare(_ shown: JSONValue, _ line: PricedLine) throws {
    #expect(shown["basket_line"].number == Int64(line.basketLine))
    #expect(shown["ticket"].text == line.ticket.text)
    #expect(shown["quantity"].number == Int64(line.quantity))
    #expect(shown["regular"].number == line.regular.ntd)
    #expect(shown["statutory"].number == line.statutory.ntd)
    #expect(shown["offer"].number == line.offer?.ntd)
    #expect(shown["due"].number == line.due.ntd)
    #expect(shown["basis"].text == line.basis.rawValue)
    #expect(shown["offer_id"].text == line.offerID?.text)
    #expect(shown["offer_version"].number == line.offerVersion.map(Int64.init))
    #expect(shown["subsidy"].number == line.subsidy.ntd)
    #expect(shown["till_code"].text == line.tillCode)
    let venue = try Self.museum()
    #expect(shown["name"]["zh"].text == venue.ticket(line.ticket)?.name.zh)
    #expect(shown["offer_name"]["zh"].text == venue.offers.first { $0.id == line.offerID }?.name.zh)
  }

  private static func museum() throws -> Venue {
    let name = "museum-of-prehistory.json"
    let reading = PartnerFolder.read(
      files: [(name: name, bytes: try Repository.bytes("Partners/taitung/\(name)"))],
      city: CityID(unchecked: "taitung"),
      cities: ["taipei", "taitung"].reduce(into: []) { $0.insert(CityID(unchecked: $1)) })
    return try #require(reading.venues.first)
  }
}
