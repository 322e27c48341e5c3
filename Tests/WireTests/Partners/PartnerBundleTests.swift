import Benefits
import Testing
import Wire

@Suite("A city's registry as one document")
struct PartnerBundleTests {
  private func forged(_ seed: UInt64) -> [PartnerFile] {
    var forge = VenueForge(seed: seed)
    return ["one", "two", "three"].map {
      PartnerFile(venue: forge.venue($0), note: forge.maybe { $0.text() })
    }
  }

  private func read(_ text: String) -> [String] {
    PartnerBundle.read(name: "all.json", bytes: Array(text.utf8), city: PartnerSample.city).faults.map {
      "\($0.line) \($0.code.rawValue) \($0.pointer)"
    }
  }

  @Test("What was written is read as the same files", arguments: 0..<40)
  func roundTrip(_ seed: UInt64) {
    let files = forged(seed)
    let bytes = PartnerBundle.write(files, city: PartnerSample.city)
    let reading = PartnerBundle.read(name: "all.json", bytes: bytes, city: PartnerSample.city)
    #expect(reading.faults.map(\.description) == [])
    #expect(reading.files == files)
  }

  @Test("Faults have their lines in the bundle")
  func faults() throws {
    let text = String(
      decoding: PartnerBundle.write(forged(5), city: PartnerSample.city), as: UTF8.self)
    #expect(read(text) == [])
    #expect(
      read(text.replacing("\"taitung\"", with: "\"taipei\"", maxReplacements: 1)) == ["2 city_unknown /city"])
    let line = try #require(text.split(separator: "\n").firstIndex { $0.contains("\"id\": \"two\"") })
    #expect(
      read(text.replacing("\"id\": \"two\"", with: "\"id\": \"one\"")) == [
        "\(line + 1) list_duplicate /venues/1/id"
      ])
    #expect(read("{}") == ["1 missing_member ", "1 missing_member "])
    #expect(read("{") == ["1 json_invalid "])
  }
}
