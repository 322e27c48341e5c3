import Benefits
import TestSupport
import Testing
import Wire

@Suite("Writing partner files")
struct PartnerWriterTests {
  @Test("What was written is read as the same file, whatever it holds", arguments: 0..<400)
  func roundTrip(_ seed: UInt64) throws {
    var forge = VenueForge(seed: seed)
    let file = PartnerFile(venue: forge.venue(), note: forge.maybe { $0.text() })
    let bytes = PartnerCodec.write(file)
    let faults = PartnerSample.faults(String(decoding: bytes, as: UTF8.self), name: "forged.json")
    #expect(faults.map(\.description) == [])
    let read = try PartnerCodec.read(name: "forged.json", bytes: bytes, city: PartnerSample.city)
    #expect(read == file)
    #expect(PartnerCodec.write(read) == bytes)
  }

  @Test(
    "The founding files are in the form that the writer gives them", arguments: FoundingPartnerTests.cities)
  func founding(_ city: CityID) throws {
    for path in Repository.files(under: "Partners/\(city)") {
      let name = String(path.split(separator: "/").last ?? "")
      let bytes = try Repository.bytes(path)
      let written = PartnerCodec.write(try PartnerCodec.read(name: name, bytes: bytes, city: city))
      #expect(String(decoding: written, as: UTF8.self) == String(decoding: bytes, as: UTF8.self), "\(path)")
    }
  }

  @Test("What is left out of a file because it is the default stays left out")
  func defaults() throws {
    let file = try PartnerCodec.read(
      name: PartnerSample.name, bytes: Array(PartnerSample.text.utf8), city: PartnerSample.city)
    let text = String(decoding: PartnerCodec.write(file), as: UTF8.self)
    let student = try #require(text.split(separator: "sample-student").last)
    for member in ["home_cities", "rounding", "stacking", "limits", "funding", "offline", "weekdays", "look"]
    {
      #expect(!student.contains(member), "\(member)")
    }
  }

  @Test("A list that is too long for a line stands on several")
  func longLists() throws {
    let blackouts = (0..<20).map { CivilDate(daysSinceEpoch: 20_500 + 7 * $0) }.map { DateSpan($0, $0) }
    let offer = Offer(
      id: OfferID(unchecked: "long"), name: BilingualText(zh: "長", en: "Long"), benefit: .free,
      audience: Audience(classes: [.named(.resident)]), availability: Availability(blackouts: blackouts))
    var forge = VenueForge(seed: 1)
    let text = String(
      decoding: PartnerCodec.write(PartnerFile(venue: forge.venue().with(offers: [offer]))), as: UTF8.self)
    #expect(text.contains("\"blackouts\": [\n        \"\(blackouts[0])\",\n"))
    let tooLong = text.split(separator: "\n").filter { $0.unicodeScalars.count > 110 }
    #expect(tooLong.allSatisfy { $0.contains("\"zh\"") })
  }
}
