import Benefits
import TestSupport
import Testing
import Wire

@Suite("Offers and ticket types as sheets")
struct PartnerSheetTests {
  private func sample() throws -> PartnerFile {
    try PartnerCodec.read(
      name: PartnerSample.name, bytes: Array(PartnerFullSample.text.utf8), city: PartnerSample.city)
  }

  private func text(_ content: PartnerSheet.Content, of file: PartnerFile) -> String {
    String(decoding: PartnerSheet.write(content, of: [file.venue]), as: UTF8.self)
  }

  /// What a sheet of the sample gives after `edits` of its text.
  private func read(
    _ content: PartnerSheet.Content, _ edits: (String, String)...
  ) throws -> PartnerSheet.Reading {
    let file = try sample()
    var text = text(content, of: file)
    for (old, new) in edits {
      try #require(text.contains(old), "\(old)")
      text = text.replacing(old, with: new, maxReplacements: 1)
    }
    return PartnerSheet.read(content, name: "sheet.csv", bytes: Array(text.utf8), into: [file])
  }

  private func places(_ reading: PartnerSheet.Reading) -> [String] {
    reading.faults.map { "\($0.line):\($0.column?.name ?? "-") \($0.code.rawValue)" }
  }

  @Test("What was written is read as the same venues, whatever they hold", arguments: 0..<150)
  func roundTrip(_ seed: UInt64) throws {
    var forge = VenueForge(seed: seed)
    let files = ["one", "two", "mar-3"].map { name in
      PartnerFile(venue: forge.venue(name), note: forge.maybe { $0.text() })
    }
    let venues = files.map(\.venue)
    // The city's files before: the same venues with other offers and prices.
    let before = files.map { file in
      PartnerFile(venue: file.venue.with(offers: []), note: file.note)
    }
    let offers = PartnerSheet.read(
      .offers, name: "offers.csv", bytes: PartnerSheet.write(.offers, of: venues), into: before)
    #expect(offers.faults.map(\.description) == [])
    #expect(offers.files == files)
    let tickets = PartnerSheet.read(
      .tickets, name: "tickets.csv", bytes: PartnerSheet.write(.tickets, of: venues), into: files)
    #expect(tickets.faults.map(\.description) == [])
    #expect(tickets.files == files)
  }

  @Test("The founding partners go through both sheets unchanged", arguments: FoundingPartnerTests.cities)
  func founding(_ city: CityID) throws {
    let files = try Repository.files(under: "Partners/\(city)").map { path in
      try PartnerCodec.read(
        name: String(path.split(separator: "/").last ?? ""), bytes: try Repository.bytes(path), city: city)
    }
    for content in PartnerSheet.Content.allCases {
      let sheet = PartnerSheet.write(content, of: files.map(\.venue))
      let reading = PartnerSheet.read(content, name: "s.csv", bytes: sheet, into: files)
      #expect(reading.faults.map(\.description) == [])
      #expect(reading.files == files)
    }
  }

  @Test("A sheet begins with the byte order mark and ends its lines as Excel does")
  func form() throws {
    let bytes = PartnerSheet.write(.tickets, of: [try sample().venue])
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let lines = String(decoding: bytes.dropFirst(3), as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      lines == [
        "venue,id,name_zh,name_en,price,source,redeemable,till_code,statutory_till_code",
        "sample,adult,全票,Adult,200,published,150,,", "sample,child,童票,Child,100,published,,,", "",
      ])
  }

  @Test(
    "A text that a spreadsheet would run or change has an apostrophe in front, and comes back without",
    arguments: [
      "=1+1", "+886", "-5", "@x", "＝1", "'a", "007", "2026/1/1", "1e5", "9:00", "Mar 3", "TRUE", "NT$70",
    ])
  func marks(_ code: String) throws {
    let venue = try sample().venue
    let old = venue.tickets[0]
    let ticket = TicketType(id: old.id, name: old.name, price: old.price, source: old.source, tillCode: code)
    let file = PartnerFile(venue: venue.with(tickets: [ticket] + venue.tickets.dropFirst()))
    let sheet = PartnerSheet.write(.tickets, of: [file.venue])
    #expect(String(decoding: sheet, as: UTF8.self).contains(",'\(code),"))
    #expect(PartnerSheet.read(.tickets, name: "s.csv", bytes: sheet, into: [file]).files == [file])
  }

  @Test("Dates and times are read as Excel saves them")
  func excel() throws {
    let reading = try read(
      .offers, (",2026-01-01,", ",2026/1/1,"), (",2026-12-31,", ",2026/12/31,"),
      (",2026-04-04,", ",2026/4/4,"), (",10:00,", ",10:00:00,"), ("09:30-11:00", "9:30-11:00"))
    #expect(places(reading) == [])
    #expect(reading.files == [try sample()])
    let spans = try read(.offers, (",2026-04-04,", ",2026/4/4/2026/4/5; 2026-05-01,"))
    #expect(
      spans.files.first?.venue.offers.first?.availability.blackouts.map(\.description) == [
        "2026-04-04/2026-04-05", "2026-05-01",
      ])
  }

  @Test("A fault names line, column and what to do")
  func printed() throws {
    #expect(
      try read(.tickets, (",200,", ",\"1,200\",")).faults.map(\.description) == [
        "sheet.csv:2:5: price: 「1,200」不是整數；請用半形數字，不加千分位、小數點、單位或百分號"
          + " / “1,200” is no whole number; write plain digits without separators, point, unit or percent sign"
          + " [cell_invalid]"
      ])
  }

  @Test(
    "Every fault is at its cell",
    arguments: [
      ("sample,first,1,", "sample,first,１,", "2:version cell_invalid"),
      ("sample,first,1,", "sample,first,,", "2:version missing_member"),
      ("sample,first,1,", "sample,First,1,", "2:id id_invalid"),
      ("sample,first,1,", "museum,first,1,", "2:venue venue_unknown"),
      ("percent_off,20,", "percent_off,120,", "2:benefit_value percent_out_of_range"),
      ("percent_off,20,", "per_cent,20,", "2:benefit unknown_member"),
      ("percent_off,20,", "percent_off,,", "2:benefit_value missing_member"),
      ("percent_off,20,", "free,20,", "2:benefit_value cell_invalid"),
      (",2026-01-01,", ",115/1/1,", "2:valid_from date_invalid"),
      (",2026-01-01,", ",2027/1/1,", "2:valid_until validity_reversed"),
      ("member/day/uses/1", "member/day/1", "2:limits cell_invalid"),
      ("member/day/uses/1", "member/day/uses/0", "2:limits number_out_of_range"),
      ("merchant/40;", "merchant/41;", "2:funding funding_not_whole"),
      ("merchant/40;", "merchant/host/40;", "2:funding cell_invalid"),
      ("allow_up_to/100,24", "allow_up_to/100,", "2:offline missing_member"),
      ("on_top_of:first", "on_top_of:frist", "3:stacking offer_unknown"),
      ("monday;tuesday;sunday", "monday;Tue;sunday", "2:weekdays value_unknown"),
      ("核對照片", "", "2:look_zh text_empty"), ("adult;books", "adult;book", "2:tickets ticket_unknown"),
    ])
  func cell(_ old: String, _ new: String, _ place: String) throws {
    let reading = try read(.offers, (old, new))
    #expect(places(reading).first == place)
    #expect(reading.faults.allSatisfy { $0.column != nil })
    #expect(reading.files == [try sample()])
  }

  @Test(
    "A header has every column once, and nothing else",
    arguments: [
      ("price,", "", ["1:- column_missing"]),
      ("price,", "cost,", ["1:cost column_unknown", "1:- column_missing"]),
      ("redeemable,", "price,", ["1:price column_duplicate", "1:- column_missing"]),
    ])
  func header(_ old: String, _ new: String, _ places: [String]) throws {
    #expect(self.places(try read(.tickets, (old, new))) == places)
  }

  @Test("The columns may stand in any order, and empty rows do not matter")
  func order() throws {
    let file = try sample()
    let sheet = """
      price,venue,id,name_en,name_zh,source,till_code,redeemable,statutory_till_code
      200,sample,adult,Adult,全票,published,,150,
      ,,,,,,,,
      110,sample,child,Child,童票,published,,,
      """
    let reading = PartnerSheet.read(.tickets, name: "s.csv", bytes: Array(sheet.utf8), into: [file])
    #expect(places(reading) == [])
    #expect(reading.files.first?.venue.tickets.map(\.price.ntd) == [200, 110])
    #expect(reading.files.first?.venue.offers == file.venue.offers)
  }

  @Test("Rows that are no CSV, too short, or make an offer elsewhere senseless are named by their line")
  func rows() throws {
    #expect(places(try read(.tickets, ("Adult", "\"Adult"))) == ["2:- csv_invalid"])
    #expect(places(try read(.tickets, ("published,150,,", "published,150,"))) == ["2:- row_length"])
    // The child's ticket is now cheaper than the flat price of an offer that is not in this sheet.
    #expect(places(try read(.tickets, (",100,", ",80,"))) == ["2:- flat_price_above_regular"])
    let empty = PartnerSheet.read(.offers, name: "s.csv", bytes: [], into: [])
    #expect(places(empty) == ["1:- column_missing"])
    let large = PartnerSheet.read(
      .offers, name: "s.csv", bytes: [UInt8](repeating: 0x20, count: PartnerLimits.sheetBytes + 1), into: [])
    #expect(places(large) == ["1:- file_too_large"])
  }

  @Test("An offer id that another venue of the city has is refused")
  func duplicate() throws {
    var forge = VenueForge(seed: 3)
    let file = try sample()
    let other = PartnerFile(venue: forge.venue("other").with(offers: []))
    let sheet = text(.offers, of: file)
    let row = "other,fifth,1,五,Fifth,illustrative,free,,child" + String(repeating: ",", count: 28)
    let reading = PartnerSheet.read(
      .offers, name: "s.csv", bytes: Array((sheet + row).utf8), into: [file, other])
    #expect(places(reading) == ["7:id offer_duplicate_in_city"])
  }

  @Test("After the last fault that is listed comes the notice that there are more")
  func tooMany() throws {
    let header = "venue,id,name_zh,name_en,price,source,redeemable,till_code,statutory_till_code\n"
    let rows = String(repeating: "sample,x1,票,T,many,published,,,\n", count: 300)
    let reading = PartnerSheet.read(
      .tickets, name: "s.csv", bytes: Array((header + rows).utf8), into: [try sample()])
    #expect(reading.faults.count == PartnerLimits.faults + 1)
    #expect(reading.faults.last?.code == .tooManyFaults)
  }
}
