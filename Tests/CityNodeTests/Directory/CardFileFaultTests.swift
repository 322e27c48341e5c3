import Benefits
import CityNode
import Store
import Testing

@Suite("Faults of a card file")
struct CardFileFaultTests {
  /// The faults of a file with these lines.
  private func faults(_ lines: [String]) async throws -> [String]? {
    var found: [String]?
    try await DirectoryFixture.with { city in
      let path = try city.file(lines.joined(separator: "\n"))
      found = try await city.importer.run(path: path, asOf: DirectoryFixture.ago(1)).faultCodes
      #expect(try await city.store.liveGeneration() == nil)
    }
    return found
  }

  @Test(
    "Each cell is held to its form, and the fault names line and column",
    arguments: [
      ("m 1,,,c1,city:printed:ABC123,active", "2 member member_invalid"),
      (",,,c1,city:printed:ABC123,active", "2 member member_invalid"),
      ("m1,,,卡,city:printed:ABC123,active", "2 card card_invalid"),
      ("m1,1980-02-30,,c1,city:printed:ABC123,active", "2 birth_date birth_date_invalid"),
      ("m1,1980/02/03,,c1,city:printed:ABC123,active", "2 birth_date birth_date_invalid"),
      ("m1,2026-11-23,,c1,city:printed:ABC123,active", "2 birth_date birth_date_in_future"),
      ("m1,0069-02-03,,c1,city:printed:ABC123,active", "2 birth_date birth_date_too_early"),
      ("m1,1899-12-31,,c1,city:printed:ABC123,active", "2 birth_date birth_date_too_early"),
      ("m1,,vip,c1,city:printed:ABC123,active", "2 classes class_invalid"),
      ("m1,,age_ge_65,c1,city:printed:ABC123,active", "2 classes class_invalid"),
      ("m1,,resident|,c1,city:printed:ABC123,active", "2 classes class_invalid"),
      ("m1,,student:2026-07-31..2025-09-01,c1,city:printed:ABC123,active", "2 classes class_invalid"),
      ("m1,,resident|resident,c1,city:printed:ABC123,active", "2 classes class_doubled"),
      ("m1,,,c1,,active", "2 identifiers identifier_missing"),
      ("m1,,,c1,1234567890123456,active", "2 identifiers identifier_malformed"),
      ("m1,,,c1,easycard:printed:123,active", "2 identifiers identifier_malformed"),
      ("m1,,,c1,easycard:uid:08A1B2C3,active", "2 identifiers identifier_random"),
      ("m1,,,c1,city:printed:ABC123|city:printed:abc-123,active", "2 identifiers doubled_identifier"),
      ("m1,,,c1,city:printed:ABC123,unrecognised", "2 status status_invalid"),
      ("m1,,,c1,city:printed:ABC123,Active", "2 status status_invalid"),
      ("m1,,,c1,city:printed:ABC123", "2 - field_count"),
      ("m1,,,c1,city:printed:ABC123,active,", "2 - field_count"),
      ("m1,,,c1,city:printed:ABC123,act\"ive", "2 - stray_quote"),
    ])
  func cell(row: String, expected: String) async throws {
    #expect(try await faults([CardRows.header, row]) == [expected])
  }

  @Test("Lists in a cell have limits")
  func lists() async throws {
    let identifiers = (1...9).map { CardRows.printed($0) }.joined(separator: "|")
    let classes = (1...17).map { "student:..20\(10 + $0)-07-31" }.joined(separator: "|")
    #expect(
      try await faults([CardRows.header, "m1,,\(classes),c1,\(identifiers),active"])
        == ["2 classes too_many_classes", "2 identifiers too_many_identifiers"])
  }

  @Test("The header names every column once, and a wrong one ends the reading")
  func header() async throws {
    #expect(
      try await faults(["member,birth_date,classes,card,identifier,status", "x"])
        == ["1 - column_unknown", "1 identifiers column_missing"])
    #expect(
      try await faults([CardRows.header + ",card", "x"]) == ["1 card column_doubled"])
    #expect(try await faults([CardRows.row(1)])?.count == 12)
  }

  @Test("A file without a row is refused: it would empty the directory")
  func empty() async throws {
    #expect(try await faults([]) == ["0 - file_empty"])
    #expect(try await faults([CardRows.header, ""]) == ["0 - file_empty"])
  }

  @Test("Rows that contradict earlier ones are all found, together with other faults, by line")
  func contradictions() async throws {
    let found = try await faults([
      CardRows.header, CardRows.row(1), CardRows.row(2),
      "m1,1981-05-17,resident,c3,\(CardRows.printed(3)),active",
      "m4,,vip,c4,\(CardRows.printed(4)),active",
      "m5,,,c1,\(CardRows.printed(5)),active",
      "m6,,,c6,\(CardRows.printed(2)),active",
      "m1,1980-05-17,resident,c7,\(CardRows.printed(7)),lost",
    ])
    #expect(
      found == [
        "4 member member_differs", "5 classes class_invalid", "6 card doubled_card",
        "7 identifiers doubled_identifier",
      ])
  }

  @Test("Contradictions are found across batches")
  func acrossBatches() async throws {
    let count = 2 * DirectoryImport.batch + 500
    let rows = (1...count).map { CardRows.row($0) }
    let found = try await faults([CardRows.header] + rows + ["m0,,,c7,\(CardRows.printed(0)),active"])
    #expect(found == ["\(count + 2) card doubled_card"])
  }

  @Test("At most a hundred faults are listed, and one that says so")
  func manyFaults() async throws {
    let found = try await faults([CardRows.header] + (1...300).map { "m\($0),,vip,c\($0),x,active" })
    #expect(found?.count == CardFileLimits.faults + 1)
    #expect(found?.last == "51 - too_many_faults")
    let exactly = try await faults([CardRows.header] + (1...50).map { "m\($0),,vip,c\($0),x,active" })
    #expect(exactly?.count == CardFileLimits.faults)
    #expect(exactly?.last == "51 identifiers identifier_malformed")
  }

  @Test("No fault quotes the file, and every code has a message in both languages")
  func messages() async throws {
    try await DirectoryFixture.with { city in
      let secret = "A123456789"
      let path = try city.file(
        "\(CardRows.header)\n\(secret) x,\(secret),\(secret),\(secret) x,\(secret),\(secret)\n")
      guard case .faults(let faults) = try await city.importer.run(path: path, asOf: DirectoryFixture.ago(1))
      else {
        Issue.record("the file was taken")
        return
      }
      #expect(faults.count == 6)
      for fault in faults {
        #expect(!fault.description.contains(secret))
        #expect(fault.description.hasSuffix("[\(fault.code.rawValue)]"))
        #expect(!fault.message.zh.isEmpty && !fault.message.en.isEmpty)
      }
    }
  }
}
