import Benefits
import Testing
import Wire

@Suite("Sense of a partner file")
struct PartnerSenseTests {
  private static func spoiling(
    _ old: String, _ new: String, _ code: PartnerFault.Code, _ pointer: String
  ) -> Spoiling { Spoiling(old, new, code, line: 0, pointer) }

  static let members: [Spoiling] = [
    spoiling(", \"longitude\": 121066000", "", .missingMember, "/place"),
    // Swapped coordinates are two faults; this is one of them.
    spoiling("\"latitude\": 22764000", "\"latitude\": 121066000", .numberOutOfRange, "/place/latitude"),
    spoiling("\"09:00-12:00\"", "\"9:00-12:00\"", .timeInvalid, "/opening/hours/0"),
    spoiling("\"13:30-17:00\"", "\"09:00-12:00\"", .listDuplicate, "/opening/hours/1"),
    spoiling(
      "\"open_on_holidays\": false", "\"open_on_holidays\": 0", .wrongType, "/opening/open_on_holidays"),
    spoiling("\"closed_weekdays\": [\"monday\"],", "", .withoutEffect, "/opening/open_on_holidays"),
    spoiling("2026-02-16/2026-02-18", "2026-02-18/2026-02-16", .daysReversed, "/opening/closed_days/0"),
    spoiling(
      "2026-02-16/2026-02-18", "2026-02-16/2026-02-17/2026-02-18", .dateInvalid, "/opening/closed_days/0"),
    spoiling("\"redeemable\": 150", "\"redeemable\": 201", .redeemableAbovePrice, "/tickets/0/redeemable"),
    spoiling("\"id\": \"maps\"", "\"id\": \"child\"", .ticketDuplicate, "/goods/1/id"),
    spoiling("\"id\": \"autumn\"", "\"id\": \"spring\"", .eventDuplicate, "/events/1/id"),
    spoiling("\"id\": \"shop\"", "\"id\": \"gate\"", .salesPointDuplicate, "/sales_points/1/id"),
    spoiling("\"14:00\"", "\"24:00\"", .timeInvalid, "/events/0/slots/1"),
    spoiling("\"age_below\": 65", "\"age_below\": 18", .agesReversed, "/offers/0/age_below"),
    spoiling("\"age_below\": 65", "\"age_below\": 151", .numberOutOfRange, "/offers/0/age_below"),
    spoiling("[\"spring\"]", "[\"winter\"]", .eventUnknown, "/offers/0/events/0"),
    spoiling("[\"gate\"]", "[\"bar\"]", .salesPointUnknown, "/offers/0/sales_points/0"),
    spoiling("\"minimum_spend\": 300", "\"minimum_spend\": 0", .numberOutOfRange, "/offers/0/minimum_spend"),
    spoiling(
      "\"minimum_quantity\": 2", "\"minimum_quantity\": 11", .quantitiesReversed, "/offers/0/maximum_quantity"
    ),
    spoiling(
      "\"minimum_quantity\": 2", "\"minimum_quantity\": 101", .numberOutOfRange, "/offers/0/minimum_quantity"),
    spoiling("\"working\"", "\"holiday\"", .valueUnknown, "/offers/0/day_kind"),
    spoiling("\"16:00-18:00\"", "\"16:00\"", .timeInvalid, "/offers/0/windows/1"),
    spoiling("\"companions\"", "\"friends\"", .valueUnknown, "/offers/0/beneficiary"),
    spoiling("\"most\": 1 }", "\"most\": 0 }", .numberOutOfRange, "/offers/0/limits/0/most"),
    spoiling("\"uses\"", "\"visits\"", .valueUnknown, "/offers/0/limits/0/measure"),
    spoiling(
      "\"offer\", \"period\": \"year\", \"measure\": \"amount\"",
      "\"member\", \"period\": \"day\", \"measure\": \"uses\"", .limitDuplicate, "/offers/0/limits/1"),
    spoiling("\"home\": 20", "\"home\": 21", .fundingNotWhole, "/offers/0/funding"),
    spoiling("\"home\": 20", "\"home\": 0", .percentOutOfRange, "/offers/0/funding/home"),
    spoiling("{ \"merchant\": 40, \"host\": 40, \"home\": 20 }", "{}", .fundingNotWhole, "/offers/0/funding"),
    spoiling("{ \"allow_up_to\": 100 }", "\"maybe\"", .valueUnknown, "/offers/0/offline"),
    spoiling("{ \"allow_up_to\": 100 }", "\"deny\"", .withoutEffect, "/offers/0/offline_staleness_hours"),
    spoiling("\"offline_staleness_hours\": 24,", "", .missingMember, "/offers/0/offline"),
    spoiling("{ \"on_top_of\": [\"first\"] }", "\"always\"", .valueUnknown, "/offers/1/stacking"),
    spoiling("{ \"on_top_of\": [\"first\"] }", "3", .wrongType, "/offers/1/stacking"),
    spoiling("[2, 1]", "[2]", .wrongType, "/offers/4/benefit/buy_get"),
    spoiling("[2, 1]", "[2, 0]", .numberOutOfRange, "/offers/4/benefit/buy_get/1"),
    spoiling("[2, 1]", "[99, 2]", .numberOutOfRange, "/offers/4/benefit/buy_get"),
  ]

  static let sense: [Spoiling] = [
    spoiling("\"flat_price\": 90", "\"flat_price\": 100", .withoutEffect, "/offers/2/benefit/flat_price"),
    spoiling(
      "\"classes\": [\"child\"], \"tickets\": [\"child\"]", "\"classes\": [\"child\"]", .buyGetPricesDiffer,
      "/offers/4/benefit/buy_get"),
    spoiling(
      "\"classes\": [\"child\"], \"tickets\": [\"child\"]",
      "\"classes\": [\"child\"], \"tickets\": [\"child\", \"books\"]", .buyGetPricesDiffer,
      "/offers/4/benefit/buy_get"),
    spoiling(
      "\"classes\": [\"senior\"],", "\"classes\": [\"senior\"], \"funding\": \"host\",", .redeemableFunding,
      "/offers/3/funding"),
    spoiling("\"measure\": \"tickets\"", "\"measure\": \"amount\"", .withoutEffect, "/offers/3/limits/0"),
    spoiling("[\"first\"] }", "[\"nobody\"] }", .offerUnknown, "/offers/1/stacking/on_top_of"),
    spoiling("[\"first\"] }", "[\"second\"] }", .stackingCircle, "/offers/1/stacking/on_top_of"),
    spoiling("[\"first\"] }", "[\"third\"] }", .stackingOnExclusive, "/offers/1/stacking/on_top_of"),
    spoiling(
      "[\"10:00\"],\n      \"bene", "[\"10:30\"],\n      \"bene", .slotUnknown, "/offers/0/slots"),
    spoiling("\"16:00-18:00\"", "\"12:00-13:30\"", .unreachable, "/offers/0/windows/1"),
    spoiling("\"16:00-18:00\"", "\"22:00-02:00\"", .unreachable, "/offers/0/windows/1"),
    spoiling("[\"monday\", \"tuesday\", \"sunday\"]", "[\"monday\"]", .unreachable, "/offers/0/weekdays"),
    spoiling("[\"2026-04-04\"]", "[\"2025-12-01/2027-01-01\"]", .unreachable, "/offers/0/blackouts"),
    spoiling(
      "\"valid_from\": \"2026-01-01\"", "\"valid_from\": \"2026-12-30\"", .unreachable, "/offers/0/blackouts"),
    spoiling(
      "\"days\": \"2026-03-01/2026-03-08\"", "\"days\": \"2026-03-04\"", .unreachable, "/offers/0/events"),
    spoiling(
      "\"tickets_per_check\": 2", "\"tickets_per_check\": 2, \"maximum_quantity\": 2", .unreachable,
      "/offers/4/maximum_quantity"),
  ]

  @Test("Each fault is reported alone, with its code and place", arguments: members + sense)
  func oneFault(_ spoiling: Spoiling) throws {
    let text = try #require(PartnerFullSample.spoilt(spoiling.old, spoiling.new))
    let faults = PartnerSample.faults(text)
    #expect(faults.map(\.code) == [spoiling.code])
    #expect(faults.map(\.pointer) == [spoiling.pointer])
    #expect(faults.allSatisfy { $0.line > 1 && !$0.message.zh.isEmpty && !$0.message.en.isEmpty })
  }

  @Test("The sample that is spoilt is without fault, and written and read it stays the same")
  func sample() throws {
    #expect(PartnerSample.faults(PartnerFullSample.text).map(\.description) == [])
    let name = PartnerSample.name
    let file = try PartnerCodec.read(
      name: name, bytes: Array(PartnerFullSample.text.utf8), city: PartnerSample.city)
    #expect(file.venue.offers.count == 5)
    #expect(
      try PartnerCodec.read(name: name, bytes: PartnerCodec.write(file), city: PartnerSample.city) == file)
  }

  // MARK: offers together

  private func faults(_ offers: [String]) -> [String] {
    let text = #"""
      { "id": "sample", "name": { "zh": "館", "en": "V" }, "kind": "farm", "sector": "private", "statutory": [],
        "tickets": [{ "id": "t1", "name": { "zh": "票", "en": "T" }, "price": 10, "source": "published" }],
        "offers": [\#(offers.joined(separator: ",\n"))] }
      """#
    return PartnerSample.faults(text).map { "\($0.code.rawValue) \($0.pointer)" }
  }

  private func offer(_ id: String, _ more: String...) -> String {
    let members = more.map { ", \($0)" }.joined()
    return #"{ "id": "\#(id)", "version": 1, "name": { "zh": "惠", "en": "O" }, "source": "illustrative", "#
      + #""benefit": { "free": true }, "classes": ["resident"]\#(members) }"#
  }

  private func on(_ bases: String...) -> String {
    "\"stacking\": { \"on_top_of\": [\(bases.map { "\"\($0)\"" }.joined(separator: ", "))] }"
  }

  @Test("A circle of offers is reported at each of its offers, and nowhere else")
  func circle() {
    let offers = [
      offer("aa", on("cc")), offer("bb", on("aa")), offer("cc", on("bb")), offer("dd", on("aa")), offer("ee"),
    ]
    #expect(
      faults(offers) == (0...2).map { "stacking_circle /offers/\($0)/stacking/on_top_of" })
  }

  @Test("Four offers may stand on one another, and not five")
  func depth() {
    let four = [offer("aa"), offer("bb", on("aa")), offer("cc", on("aa", "bb")), offer("dd", on("cc"))]
    #expect(faults(four) == [])
    #expect(
      faults(four + [offer("ee", on("dd"))]) == ["stacking_too_deep /offers/4/stacking/on_top_of"])
  }

  @Test("Two offers for the same people, tickets and times are one too many")
  func overlap() {
    #expect(faults([offer("aa"), offer("bb")]) == ["offers_overlap /offers/1/id"])
    #expect(
      faults([
        offer("aa", #""valid_until": "2026-06-30""#), offer("bb", #""valid_from": "2026-06-30""#),
      ]) == ["offers_overlap /offers/1/id"])
    #expect(
      faults([offer("aa", #""windows": ["22:00-02:00"]"#), offer("bb", #""windows": ["01:00-05:00"]"#)])
        == ["offers_overlap /offers/1/id"])
  }

  @Test(
    "Whatever tells two offers apart makes them two",
    arguments: [
      (#""priority": 1"#, #""priority": 2"#), (#""home_cities": ["taipei"]"#, #""priority": 0"#),
      (#""age_at_least": 60"#, #""priority": 0"#), (#""minimum_quantity": 10"#, #""priority": 0"#),
      (#""beneficiary": "holder""#, #""beneficiary": "companions""#),
      (#""stacking": "exclusive""#, #""priority": 0"#),
      (#""valid_until": "2026-06-30""#, #""valid_from": "2026-07-01""#),
      (#""weekdays": ["monday"]"#, #""weekdays": ["friday"]"#),
      (#""day_kind": "off""#, #""day_kind": "working""#),
      (#""windows": ["22:00-02:00"]"#, #""windows": ["02:00-05:00"]"#),
    ])
  func apart(_ one: String, _ other: String) {
    #expect(faults([offer("aa", one), offer("bb", other)]) == [])
  }

  @Test("A closed day of the week that opens on public holidays can be reached")
  func holidays() throws {
    var text = try #require(
      PartnerFullSample.spoilt("[\"monday\", \"tuesday\", \"sunday\"]", "[\"monday\"]"))
    text.replace("\"open_on_holidays\": false", with: "\"open_on_holidays\": true")
    text.replace("\"events\": [\"spring\"],", with: "")
    #expect(PartnerSample.faults(text).map(\.description) == [])
  }

  @Test("An offer that a faulty one is stacked on is not reported as unknown")
  func faultyBase() throws {
    let text = try #require(PartnerFullSample.spoilt("\"percent_off\": 20", "\"percent_off\": 200"))
    #expect(PartnerSample.faults(text).map(\.code) == [.percentOutOfRange])
  }
}
