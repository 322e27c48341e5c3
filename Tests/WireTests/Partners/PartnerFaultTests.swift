import Benefits
import Testing
import Wire

/// One way to spoil the sample file.
struct Spoiling: CustomTestStringConvertible, Sendable {
  let old: String
  let new: String
  let code: PartnerFault.Code
  let line: Int
  let pointer: String

  init(_ old: String, _ new: String, _ code: PartnerFault.Code, line: Int, _ pointer: String) {
    self.old = old
    self.new = new
    self.code = code
    self.line = line
    self.pointer = pointer
  }

  var testDescription: String { "\(code.rawValue): \(old.prefix(40)) -> \(new.prefix(40))" }
}

@Suite("Faults of a partner file")
struct PartnerFaultTests {
  static let document: [Spoiling] = [
    Spoiling("\"kind\": \"museum\",", "\"kind\": \"museum\"", .jsonInvalid, line: 8, ""),
    Spoiling("\"sector\": \"public\",", "\"kind\": \"museum\",", .jsonInvalid, line: 8, ""),
    Spoiling("樣本館", "樣\\u0000本館", .jsonInvalid, line: 4, ""),
    Spoiling("\"kind\": \"museum\"", "\"kind\": 7", .wrongType, line: 7, "/kind"),
    Spoiling(
      "\"classes\": [\"student\"]", "\"classes\": \"student\"", .wrongType, line: 54, "/offers/1/classes"),
    Spoiling("{ \"zh\": \"全票\", \"en\": \"Adult\" }", "\"Adult\"", .wrongType, line: 17, "/tickets/0/name"),
    Spoiling("\"price\": 80", "\"price\": \"80\"", .wrongType, line: 18, "/tickets/0/price"),
    Spoiling("\"free\": true", "\"free\": false", .wrongType, line: 53, "/offers/1/benefit/free"),
    Spoiling("\"price\": 80", "\"price\": 80.5", .numberNotWhole, line: 18, "/tickets/0/price"),
    Spoiling("\"price\": 80", "\"price\": 8e1", .numberNotWhole, line: 18, "/tickets/0/price"),
    Spoiling("\"version\": 1,", "", .missingMember, line: 30, "/offers/0"),
    Spoiling("\"price\": 40,", "", .missingMember, line: 22, "/tickets/1"),
    Spoiling("\"note\": {", "\"limits\": {", .unknownMember, line: 13, "/limits"),
    Spoiling("\"priority\"", "\"pri/or~ity\"", .unknownMember, line: 44, "/offers/0/pri~1or~0ity"),
  ]

  static let names: [Spoiling] = [
    Spoiling("\"sample\"", "\"Sample\"", .idInvalid, line: 2, "/id"),
    Spoiling("\"child\"", "\"c\"", .idInvalid, line: 23, "/tickets/1/id"),
    Spoiling("\"taipei\"", "\"Taipei\"", .idInvalid, line: 37, "/offers/0/home_cities/0"),
    Spoiling("\"sample\"", "\"other\"", .idNotFileName, line: 2, "/id"),
    Spoiling("\"id\": \"child\"", "\"id\": \"adult\"", .ticketDuplicate, line: 23, "/tickets/1/id"),
    Spoiling("sample-student", "sample-resident", .offerDuplicate, line: 49, "/offers/1/id"),
    Spoiling("[\"adult\"]", "[\"adult\", \"senior\"]", .ticketUnknown, line: 38, "/offers/0/tickets/1"),
    Spoiling("[\"resident\"]", "[\"citizen\"]", .classUnknown, line: 36, "/offers/0/classes/0"),
    Spoiling("[\"resident\"]", "[\"age_ge_065\"]", .classUnknown, line: 36, "/offers/0/classes/0"),
    Spoiling("\"museum\"", "\"zoo\"", .valueUnknown, line: 7, "/kind"),
    Spoiling("\"tuesday\"", "\"Tue\"", .valueUnknown, line: 41, "/offers/0/weekdays/1"),
    Spoiling("\"disability\"", "\"age60\"", .valueUnknown, line: 10, "/statutory/0"),
    Spoiling("\"home\"", "\"everybody\"", .valueUnknown, line: 45, "/offers/0/funding"),
  ]

  static let values: [Spoiling] = [
    Spoiling("樣本館", "", .textEmpty, line: 4, "/name/zh"),
    Spoiling("樣本館", "\u{3000}", .textEmpty, line: 4, "/name/zh"),
    Spoiling("\"優待B\"", "\"\"", .textEmpty, line: 46, "/offers/0/till_code"),
    Spoiling("樣本館", String(repeating: "館", count: 201), .textTooLong, line: 4, "/name/zh"),
    Spoiling("優待B", String(repeating: "9", count: 21), .textTooLong, line: 46, "/offers/0/till_code"),
    Spoiling("Sample Hall", "Sample\\nHall", .textUnprintable, line: 5, "/name/en"),
    Spoiling("Sample Hall", "Sample \u{202E}Hall", .textUnprintable, line: 5, "/name/en"),
    Spoiling("[\"resident\"]", "[]", .listEmpty, line: 36, "/offers/0/classes"),
    Spoiling("[\"monday\", \"tuesday\"]", "[]", .listEmpty, line: 41, "/offers/0/weekdays"),
    Spoiling("[\"taipei\"]", "[]", .listEmpty, line: 37, "/offers/0/home_cities"),
    Spoiling("\"tuesday\"", "\"monday\"", .listDuplicate, line: 41, "/offers/0/weekdays/1"),
    Spoiling("\"price\": 80", "\"price\": -1", .priceOutOfRange, line: 18, "/tickets/0/price"),
    Spoiling("\"price\": 80", "\"price\": 10000001", .priceOutOfRange, line: 18, "/tickets/0/price"),
    Spoiling(
      "\"percent_off\": 15", "\"flat_price\": 0", .priceOutOfRange, line: 35, "/offers/0/benefit/flat_price"),
    Spoiling("15", "0", .percentOutOfRange, line: 35, "/offers/0/benefit/percent_off"),
    Spoiling("15", "101", .percentOutOfRange, line: 35, "/offers/0/benefit/percent_off"),
    Spoiling("\"version\": 1", "\"version\": 0", .numberOutOfRange, line: 32, "/offers/0/version"),
    Spoiling(
      "\"tickets_per_check\": 2", "\"tickets_per_check\": 101", .numberOutOfRange, line: 43,
      "/offers/0/tickets_per_check"),
    Spoiling("\"priority\": 3", "\"priority\": -1001", .numberOutOfRange, line: 44, "/offers/0/priority"),
    Spoiling("2026-01-01", "2026-02-30", .dateInvalid, line: 39, "/offers/0/valid_from"),
    Spoiling("2026-01-01", "2026/01/01", .dateInvalid, line: 39, "/offers/0/valid_from"),
    Spoiling("2026-01-01", "2028-01-01", .validityReversed, line: 40, "/offers/0/valid_until"),
    Spoiling("{ \"percent_off\": 15 }", "{}", .benefitNotOne, line: 35, "/offers/0/benefit"),
    Spoiling("15 }", "15, \"amount_off\": 5 }", .benefitNotOne, line: 35, "/offers/0/benefit"),
    Spoiling(
      "\"percent_off\": 15", "\"flat_price\": 81", .flatPriceAboveRegular, line: 35,
      "/offers/0/benefit/flat_price"),
    Spoiling(
      "\"free\": true", "\"flat_price\": 41", .flatPriceAboveRegular, line: 53, "/offers/1/benefit/flat_price"
    ),
    Spoiling(
      "\"percent_off\": 15", "\"amount_off\": 81", .amountOffAbovePrice, line: 35,
      "/offers/0/benefit/amount_off"),
    Spoiling("\"public\"", "\"private\"", .statutoryNotPublic, line: 11, "/statutory/1"),
  ]

  @Test(
    "Each fault is reported alone, with its code, line and place",
    arguments: Self.document + Self.names + Self.values)
  func oneFault(_ spoiling: Spoiling) throws {
    let text = try #require(PartnerSample.spoilt(spoiling.old, spoiling.new))
    let faults = PartnerSample.faults(text)
    #expect(faults.map(\.code) == [spoiling.code])
    #expect(faults.map(\.line) == [spoiling.line])
    #expect(faults.map(\.pointer) == [spoiling.pointer])
    #expect(faults.map(\.file) == [PartnerSample.name])
    #expect(faults.allSatisfy { !$0.message.zh.isEmpty && !$0.message.en.isEmpty })
  }

  @Test("Every code is produced by some file of these suites")
  func complete() {
    let single = Set((Self.document + Self.names + Self.values).map(\.code))
      .union((PartnerSenseTests.members + PartnerSenseTests.sense).map(\.code))
    let others: Set<PartnerFault.Code> = [
      .folderEmpty, .tooManyFiles, .fileNameInvalid, .fileTooLarge, .offerDuplicateInCity, .tooManyFaults,
      .listTooLong, .cityUnknown, .stackingTooDeep, .offersOverlap, .csvInvalid, .columnMissing,
      .columnUnknown, .columnDuplicate, .rowLength, .cellInvalid, .venueUnknown, .holidayInvalid,
    ]
    #expect(single.isDisjoint(with: others))
    #expect(single.union(others) == Set(PartnerFault.Code.allCases))
  }

  @Test("All faults of a file are reported at once, in the order of its lines")
  func all() throws {
    var text = PartnerSample.text
    for (old, new) in [
      ("\"museum\"", "\"zoo\""), ("\"price\": 80", "\"price\": -5"), ("[\"resident\"]", "[\"citizen\", 4]"),
      ("\"funding\"", "\"founding\""), ("{ \"free\": true }", "{ \"gratis\": true }"),
    ] { text.replace(old, with: new) }
    #expect(
      PartnerSample.faults(text).map { "\($0.line) \($0.code.rawValue)" } == [
        "7 value_unknown", "18 price_out_of_range", "36 class_unknown", "36 wrong_type", "45 unknown_member",
        "53 unknown_member",
      ])
  }

  @Test("An offer id that is used again is found also where the offers are faulty otherwise")
  func cascade() throws {
    var text = try #require(PartnerSample.spoilt("sample-student", "sample-resident"))
    text.replace("\"version\": 1,", with: "")
    #expect(
      PartnerSample.faults(text).map { "\($0.line) \($0.code.rawValue)" } == [
        "30 missing_member", "48 missing_member", "49 offer_duplicate",
      ])
  }

  @Test("After the last fault that is listed comes the notice that there are more")
  func tooMany() {
    let entries = (0..<300).map { "\"x\($0)\": 0" }.joined(separator: ",\n")
    let faults = PartnerSample.faults("{\n\(entries)\n}")
    #expect(faults.count == PartnerLimits.faults + 1)
    #expect(faults.last?.code == .tooManyFaults)
    #expect(faults.filter { $0.code == .tooManyFaults }.count == 1)
  }

  @Test(
    "A document that is no object, or nothing, is refused on line 1", arguments: ["[]", "7", "null", "", " "])
  func notObject(_ text: String) {
    let faults = PartnerSample.faults(text)
    #expect(faults.map(\.line) == [1])
    #expect(faults.allSatisfy { [.wrongType, .jsonInvalid].contains($0.code) })
  }

  @Test("Text of the file cannot send escape sequences to the terminal")
  func terminal() throws {
    let text = try #require(PartnerSample.spoilt("\"note\"", "\"\\u001b[2Jnote\""))
    let fault = try #require(PartnerSample.faults(text).first)
    #expect(fault.code == .unknownMember)
    #expect(fault.message.en.contains("\\u{1b}[2Jnote"))
    #expect(!fault.description.unicodeScalars.contains("\u{1B}"))
  }

  @Test("A fault prints as file, line, Chinese, English, code")
  func printed() throws {
    let text = try #require(PartnerSample.spoilt("\"version\": 1,", ""))
    #expect(
      PartnerSample.faults(text).map(\.description) == [
        "sample.json:30: 缺少欄位「version」；請補上 / the member “version” is missing; add it [missing_member]"
      ])
  }
}
