import Benefits
import Testing
import Wire

/// What a form makes of an offer.
@Suite("One offer as the cells of a form")
struct OfferCellsTests {
  private func sample() throws -> PartnerFile {
    try PartnerCodec.read(
      name: PartnerSample.name, bytes: Array(PartnerFullSample.text.utf8), city: PartnerSample.city)
  }

  private func put(
    _ cells: [String: String], replacing offer: OfferID? = nil, in file: PartnerFile,
    others: [PartnerFile] = []
  ) -> OfferCells.Reading {
    OfferCells.put(
      cells, replacing: offer, at: file.venue.id, in: others + [file],
      cities: [PartnerSample.city, CityID(unchecked: "taitung"), CityID(unchecked: "taipei")])
  }

  @Test("An offer that is taken up and put back as it is leaves the file as it was", arguments: 0..<60)
  func roundTrip(_ seed: UInt64) throws {
    var forge = VenueForge(seed: seed)
    let file = PartnerFile(venue: forge.venue("one"), note: forge.maybe { $0.text() })
    for offer in file.venue.offers {
      let cells = OfferCells.cells(of: offer.id, in: file.venue)
      let reading = OfferCells.put(cells, replacing: offer.id, at: file.venue.id, in: [file], cities: [])
      // The forge names cities at random; all else has to come back.
      let read = OfferCells.put(
        cells, replacing: offer.id, at: file.venue.id, in: [file],
        cities: Set(file.venue.offers.flatMap(\.audience.homeCities)).union([file.venue.city]))
      #expect(read.file == file, "\(read.faults) \(read.others)")
      #expect(reading.file == nil || reading.file == file)
    }
  }

  @Test("A text that looks like a formula, a date or a mark stays as it was typed")
  func marks() throws {
    let file = try sample()
    let offer = try #require(file.venue.offers.first)
    for name in ["=1+1", "'quoted", "2026/1/1", "-5", "true", "a;b,\"c\""] {
      var cells = OfferCells.cells(of: offer.id, in: file.venue)
      cells["name_zh"] = name
      let put = put(cells, replacing: offer.id, in: file)
      #expect(put.file?.venue.offers.first?.name.zh == name, "\(put.faults)")
    }
  }

  @Test("What is wrong is told at its field, and the file stays as it was")
  func faults() throws {
    let file = try sample()
    let offer = try #require(file.venue.offers.first)
    for (column, value) in [
      ("benefit_value", "0"), ("benefit_value", "x"), ("valid_until", "2020-01-01"), ("classes", "wizard"),
      ("tickets", "nothing"), ("id", "Bad Id"), ("windows", "25:00-26:00"),
      ("funding", "merchant/40;host/40"),
    ] {
      var cells = OfferCells.cells(of: offer.id, in: file.venue)
      cells["benefit"] = "percent_off"
      cells["benefit_value"] = "10"
      cells["valid_from"] = "2026-01-01"
      cells[column] = value
      let reading = put(cells, replacing: offer.id, in: file)
      #expect(reading.file == nil, "\(column)=\(value)")
      #expect(reading.faults.map(\.column).contains(column), "\(column)=\(value): \(reading.faults)")
    }
  }

  @Test("An id that another venue of the city has is refused")
  func idOfAnother() throws {
    let file = try sample()
    var forge = VenueForge(seed: 5)
    let other = PartnerFile(venue: forge.venue("other"))
    let taken = try #require(other.venue.offers.first?.id.text)
    var cells = OfferCells.cells(of: try #require(file.venue.offers.first?.id), in: file.venue)
    cells["id"] = taken
    let reading = put(cells, in: file, others: [other])
    #expect(reading.file == nil)
    #expect(reading.faults.map(\.column) == ["id"])
  }
}
