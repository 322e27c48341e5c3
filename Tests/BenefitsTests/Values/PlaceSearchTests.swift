import Benefits
import Testing

@Suite("Where a card counts")
struct PlaceSearchTests {
  private let beinan = Place(town: text("卑南鄉"), latitude: 22_786_000, longitude: 121_123_000)

  private func place(_ id: String, _ town: Place?, closed: Set<Weekday> = [], _ offers: Offer...) -> Venue {
    Venue(
      id: VenueID(unchecked: id), city: taitung, name: text(id), kind: id == "farm" ? .farm : .museum,
      sector: .public, statutory: [], place: town, opening: Opening(closedWeekdays: closed),
      tickets: [ticket(adult, 80)], offers: offers)
  }

  private var venues: [Venue] {
    [
      place(
        "island", Place(town: text("綠島鄉"), latitude: 22_661_000, longitude: 121_490_000),
        offer("island", .percentOff(10), homes: [taipei])),
      place("nowhere", nil, offer("nowhere", .percentOff(10), classes: [.named(.student)])),
      place("farm", beinan, closed: [.monday], offer("farm", .percentOff(10), homes: [taipei])),
      place("own", beinan, offer("own", .percentOff(10), homes: [taitung])),
      place("over", beinan, offer("over", .percentOff(10), until: "2026-11-22")),
    ]
  }

  private func found(_ change: (inout PlaceSearch) -> Void) throws -> [String] {
    var search = PlaceSearch(home: taipei, day: try CivilDate(monday).orThrow())
    change(&search)
    return search.hits(in: venues, holidays: .none).map(\.venue.id.text)
  }

  @Test("only where an offer is for cards of the city and valid on the day")
  func home() throws {
    #expect(try found { _ in } == ["island", "nowhere", "farm"])
    #expect(try found { $0.home = taitung } == ["nowhere", "own"])
    #expect(
      try found { $0.day = CivilDate(daysSinceEpoch: $0.day.daysSinceEpoch - 1) }
        == ["island", "nowhere", "farm", "over"])
  }

  @Test("by kind, by class, and open on the day")
  func filters() throws {
    #expect(try found { $0.kind = .farm } == ["farm"])
    #expect(try found { $0.benefitClass = .named(.student) } == ["nowhere"])
    #expect(try found { $0.openOnly = true } == ["island", "nowhere"])
  }

  @Test("nearest first; what has no coordinates comes last")
  func near() throws { #expect(try found { $0.near = beinan } == ["farm", "island", "nowhere"]) }

  @Test(
    "distances are true to one percent",
    arguments: [
      // Great-circle distances of the haversine formula with a radius of 6,371,009 m.
      (Int64(25_047_900), Int64(121_517_100), Int64(22_755_500), Int64(121_150_100), Int64(257_650)),
      (22_755_500, 121_150_100, 22_661_000, 121_490_000, 36_410),
      (22_755_500, 121_150_100, 22_755_500, 121_150_100, 0),
    ])
  func distance(north: Int64, east: Int64, toNorth: Int64, toEast: Int64, expected: Int64) throws {
    let here = Place(town: text("a"), latitude: north, longitude: east)
    let there = Place(town: text("b"), latitude: toNorth, longitude: toEast)
    let metres = try #require(here.metres(to: there))
    #expect(abs(metres - expected) * 100 <= expected)
    #expect(there.metres(to: here) == metres)
    #expect(here.metres(to: Place(town: text("c"))) == nil)
  }
}
