import Benefits
import Signing
import TestSupport
import Testing
import Wire

@Suite("Limits of a partner file and folder")
struct PartnerLimitTests {
  private func ticket(_ n: Int) -> String {
    #"{ "id": "t\#(n)", "name": { "zh": "票", "en": "T" }, "price": 10, "source": "illustrative" }"#
  }

  private func offer(_ n: Int, classes: String = #"["resident"]"#) -> String {
    #"{ "id": "o\#(n)", "version": 1, "name": { "zh": "惠", "en": "O" }, "source": "illustrative", "#
      + #""benefit": { "free": true }, "priority": \#(n), "classes": \#(classes) }"#
  }

  private func file(
    id: String = "sample", zh: String = "館", tickets: [String]? = nil, offers: [String] = []
  ) -> String {
    let tickets = (tickets ?? [ticket(0)]).joined(separator: ",\n")
    return #"{ "id": "\#(id)", "name": { "zh": "\#(zh)", "en": "V" }, "kind": "farm", "sector": "private", "#
      + #""statutory": [], "tickets": [\#(tickets)], "offers": [\#(offers.joined(separator: ",\n"))] }"#
  }

  private func codes(_ text: String) -> [PartnerFault.Code] { PartnerSample.faults(text).map(\.code) }

  @Test("Lists may be as long as the limit and no longer")
  func lists() {
    #expect(codes(file(tickets: (0..<64).map(ticket))) == [])
    #expect(codes(file(tickets: (0..<65).map(ticket))) == [.listTooLong])
    #expect(codes(file(tickets: [])) == [.listEmpty])
    #expect(codes(file(offers: (0..<256).map { offer($0) })) == [])
    #expect(codes(file(offers: (0..<257).map { offer($0) })) == [.listTooLong])
    func ages(_ count: Int) -> String { "[\((1...count).map { "\"age_ge_\($0)\"" }.joined(separator: ","))]" }
    #expect(codes(file(offers: [offer(0, classes: ages(64))])) == [])
    #expect(codes(file(offers: [offer(0, classes: ages(65))])) == [.listTooLong])
  }

  @Test("Texts may be as long as the limit, counted in Unicode scalars, and no longer")
  func texts() {
    #expect(codes(file(zh: String(repeating: "𡘙", count: 200))) == [])
    #expect(codes(file(zh: String(repeating: "𡘙", count: 201))) == [.textTooLong])
  }

  @Test(
    "Figures at their limits are accepted",
    arguments: [
      ("\"price\": 80", "\"price\": 10000000"), ("15", "1"), ("15", "100"),
      ("\"version\": 1", "\"version\": 1000000"), ("\"priority\": 3", "\"priority\": -1000"),
      ("\"priority\": 3", "\"priority\": 1000"), ("\"tickets_per_check\": 2", "\"tickets_per_check\": 100"),
      ("\"percent_off\": 15", "\"flat_price\": 79"), ("\"percent_off\": 15", "\"amount_off\": 80"),
      (
        "2026-01-01\",\n      \"valid_until\": \"2027-12-31",
        "2026-01-05\",\n      \"valid_until\": \"2026-01-05"
      ),
    ])
  func figures(_ old: String, _ new: String) throws {
    #expect(codes(try #require(PartnerSample.spoilt(old, new))) == [])
  }

  @Test("A file may be 1 MiB long, and not a byte longer")
  func bytes() {
    let text = file()
    let padding = String(repeating: " ", count: PartnerLimits.fileBytes - text.utf8.count)
    #expect(codes(text + padding) == [])
    #expect(codes(text + padding + " ") == [.fileTooLarge])
  }

  @Test("A folder may hold 1000 files and no more; an empty one is refused")
  func folder() {
    func files(_ count: Int) -> [(name: String, bytes: [UInt8])] {
      (0..<count).map { ("v\($0).json", Array(file(id: "v\($0)").utf8)) }
    }
    func faults(_ count: Int) -> [PartnerFault] {
      PartnerFolder.read(files: files(count), city: PartnerSample.city).faults
    }
    #expect(faults(1000).isEmpty)
    #expect(faults(1001).map(\.code) == [.tooManyFiles])
    #expect(faults(0).map(\.code) == [.folderEmpty])
  }

  @Test(
    "A file whose name is not an id and .json is refused",
    arguments: [
      "Sample.json", "sample.JSON", "sample.json.bak", "sample", ".json", "a.json", "../sample.json", "",
    ])
  func names(_ name: String) {
    #expect(PartnerSample.faults(PartnerSample.text, name: name).map(\.code) == [.fileNameInvalid])
  }

  @Test("An offer id that another file of the city uses is refused, with the line, in the later file")
  func offerInCity() {
    let first = file(id: "aa", offers: [offer(1)])
    let second = file(id: "bb", tickets: [ticket(0), ticket(1)], offers: [offer(0), offer(1)])
    let reading = PartnerFolder.read(
      files: [("bb.json", Array(second.utf8)), ("aa.json", Array(first.utf8))], city: PartnerSample.city)
    #expect(
      reading.faults.map { "\($0.file):\($0.line) \($0.code.rawValue) \($0.pointer)" } == [
        "bb.json:3 offer_duplicate_in_city /offers/1/id"
      ])
    #expect(reading.faults.first?.message.en.contains("aa.json") == true)
    #expect(reading.venues.map(\.id.text) == ["aa"])
  }

  @Test("Where the cities are known, an offer may name those alone")
  func cities() throws {
    let both: Set = [CityID(unchecked: "taipei"), CityID(unchecked: "taitung")]
    let misspelt = try #require(PartnerSample.spoilt("[\"taipei\"]", "[\"tiapei\"]"))
    #expect(PartnerSample.faults(PartnerSample.text, cities: both) == [])
    #expect(PartnerSample.faults(misspelt) == [])
    let faults = PartnerSample.faults(misspelt, cities: both)
    #expect(faults.map { "\($0.line) \($0.code.rawValue)" } == ["37 city_unknown"])
  }

  @Test("What identifies a registry depends on names and bytes, not on the order in which they were read")
  func digest() {
    let a = (name: "aa.json", bytes: Array(file(id: "aa").utf8))
    let b = (name: "bb.json", bytes: Array(file(id: "bb").utf8))
    func digest(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
      PartnerFolder.read(files: files, city: PartnerSample.city).digest
    }
    #expect(digest([a, b]) == digest([b, a]))
    #expect(digest([a]) != digest([a, b]))
    #expect(digest([(a.name, a.bytes + [0x20])]) != digest([a]))
    #expect(
      digest([("x", [0x79])])
        == sha256(
          Array("citycard-partners-v1\0".utf8) + [0, 0, 0, 0, 0, 0, 0, 1, 0x78] + sha256([0x79])))
  }
}
