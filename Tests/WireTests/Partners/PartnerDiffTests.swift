import Benefits
import StrictJSON
import Testing
import Wire

@Suite("Differences between two states of a venue")
struct PartnerDiffTests {
  /// A change of one member: what stands in the sample, what in its place, where, and which member.
  struct Edit: CustomTestStringConvertible, Sendable {
    let old: String
    let new: String
    let subject: String
    let member: String

    init(_ old: String, _ new: String, _ subject: String, _ member: String) {
      (self.old, self.new, self.subject, self.member) = (old, new, subject, member)
    }

    var testDescription: String { "\(subject) \(member)" }
  }

  static let venueEdits: [Edit] = [
    Edit("樣本館", "樣本二館", "", "name"), Edit("\"orchestra\"", "\"arts\"", "", "kind"),
    Edit("\"private\"", "\"public\"", "", "sector"), Edit("[\"disability\"]", "[]", "", "statutory"),
    Edit("22764000", "22764001", "", "place"), Edit("13:30-17:00", "13:30-18:00", "", "opening"),
    Edit("\"price\": 200", "\"price\": 201", "/tickets/adult", "price"),
    Edit("\"en\": \"Adult\"", "\"en\": \"Adults\"", "/tickets/adult", "name"),
    Edit("\"source\": \"published\"", "\"source\": \"illustrative\"", "/tickets/adult", "source"),
    Edit("\"redeemable\": 150", "\"redeemable\": 100", "/tickets/adult", "redeemable"),
    Edit(", \"redeemable\": 150", "", "/tickets/adult", "redeemable"),
    Edit("\"redeemable\": 150", "\"redeemable\": 150, \"till_code\": \"1\"", "/tickets/adult", "till_code"),
    Edit(
      "\"redeemable\": 150", "\"redeemable\": 150, \"statutory_till_code\": \"1\"", "/tickets/adult",
      "statutory_till_code"),
    Edit("\"Books\"", "\"Book\"", "/goods/books", "name"),
    Edit("\"B\"", "\"C\"", "/goods/books", "till_code"),
    Edit("\"Spring\"", "\"Spring!\"", "/events/spring", "name"),
    Edit("\"Hall\"", "\"Halls\"", "/events/spring", "place"),
    Edit("2026-03-01/2026-03-08", "2026-03-01/2026-03-09", "/events/spring", "days"),
    Edit("\"14:00\"", "\"14:30\"", "/events/spring", "slots"),
    Edit("\"Gate\"", "\"Gates\"", "/sales_points/gate", "name"),
  ]

  static let offerEdits: [Edit] = [
    Edit("\"version\": 1", "\"version\": 2", "/offers/first", "version"),
    Edit("\"First\"", "\"Firstly\"", "/offers/first", "name"),
    Edit("\"source\": \"illustrative\"", "\"source\": \"published\"", "/offers/first", "source"),
    Edit("\"percent_off\": 20", "\"percent_off\": 30", "/offers/first", "benefit"),
    Edit("[\"resident\"]", "[\"resident\", \"student\"]", "/offers/first", "classes"),
    Edit("\"home_cities\": [\"taipei\"],", "", "/offers/first", "home_cities"),
    Edit("\"age_at_least\": 18", "\"age_at_least\": 19", "/offers/first", "age_at_least"),
    Edit("\"age_below\": 65", "\"age_below\": 66", "/offers/first", "age_below"),
    Edit("[\"adult\", \"books\"]", "[\"adult\"]", "/offers/first", "tickets"),
    Edit("[\"spring\"]", "[\"spring\", \"autumn\"]", "/offers/first", "events"),
    Edit("[\"gate\"]", "[\"gate\", \"shop\"]", "/offers/first", "sales_points"),
    Edit("\"minimum_spend\": 300", "\"minimum_spend\": 301", "/offers/first", "minimum_spend"),
    Edit("\"minimum_quantity\": 2", "\"minimum_quantity\": 3", "/offers/first", "minimum_quantity"),
    Edit("\"maximum_quantity\": 10", "\"maximum_quantity\": 11", "/offers/first", "maximum_quantity"),
    Edit("2026-01-01", "2026-01-02", "/offers/first", "valid_from"),
    Edit(
      "\"valid_until\": \"2026-12-31\"", "\"valid_until\": \"2026-12-30\"", "/offers/first", "valid_until"),
    Edit("[\"monday\", \"tuesday\", \"sunday\"]", "[\"tuesday\", \"sunday\"]", "/offers/first", "weekdays"),
    Edit("\"working\"", "\"off\"", "/offers/first", "day_kind"),
    Edit("16:00-18:00", "16:00-18:30", "/offers/first", "windows"),
    Edit("2026-04-04", "2026-04-05", "/offers/first", "blackouts"),
    Edit("\"slots\": [\"10:00\"],", "", "/offers/first", "slots"),
    Edit("\"companions\"", "\"holder\"", "/offers/first", "beneficiary"),
    Edit("\"beneficiary\"", "\"rounding\": \"up\", \"beneficiary\"", "/offers/first", "rounding"),
    Edit("\"tickets_per_check\": 4", "\"tickets_per_check\": 5", "/offers/first", "tickets_per_check"),
    Edit("\"beneficiary\"", "\"priority\": 1, \"beneficiary\"", "/offers/first", "priority"),
    Edit("\"most\": 50000", "\"most\": 50001", "/offers/first", "limits"),
    Edit("\"merchant\": 40, \"host\": 40", "\"merchant\": 30, \"host\": 50", "/offers/first", "funding"),
    Edit("{ \"allow_up_to\": 100 }", "\"allow\"", "/offers/first", "offline"),
    Edit(
      "\"offline_staleness_hours\": 24", "\"offline_staleness_hours\": 25", "/offers/first",
      "offline_staleness_hours"),
    Edit("\"look\":", "\"till_code\": \"9\", \"look\":", "/offers/first", "till_code"),
    Edit("Compare the photo", "Compare the name", "/offers/first", "look"),
    Edit("{ \"on_top_of\": [\"first\"] }", "\"exclusive\"", "/offers/second", "stacking"),
  ]

  private func venue(_ text: String) throws -> Venue {
    try PartnerCodec.read(name: PartnerSample.name, bytes: Array(text.utf8), city: PartnerSample.city).venue
  }

  @Test("A change of one member is one change, whichever member it is", arguments: venueEdits + offerEdits)
  func one(_ edit: Edit) throws {
    let before = try venue(PartnerFullSample.text)
    let after = try venue(try #require(PartnerFullSample.spoilt(edit.old, edit.new)))
    #expect(before != after)
    for (old, new) in [(before, after), (after, before)] {
      let changes = PartnerDiff.between(old: old, new: new)
      #expect(changes.map(\.subject) == [edit.subject])
      #expect(changes.map(\.member) == [edit.member])
      #expect(changes.map(\.kind) == [.changed])
    }
  }

  @Test("Every member of an offer is among the changes above")
  func complete() throws {
    let readme = PartnerFullSample.text
    let document = try JSONFields(JSONParser.parse(Array(readme.utf8), rules: .general))
    let first = try document.element("offers").array(count: 1...9)[0].object()
    let edited = Set(Self.offerEdits.map(\.member))
    let known = Set(first.members.members.map(\.name)).union([
      "rounding", "priority", "stacking", "till_code",
    ])
    #expect(edited == known.subtracting(["id"]))
    let properties = Mirror(reflecting: try venue(readme).offers[0]).children.count
    // A property that the model gains has to be written, read, compared, and counted here.
    #expect(properties == 18)
  }

  @Test(
    "Equal venues have no differences, random ones are compared without a word too many", arguments: 0..<60)
  func random(_ seed: UInt64) throws {
    var forge = VenueForge(seed: seed)
    let (one, other) = (forge.venue(), forge.venue())
    #expect(PartnerDiff.between(old: one, new: one) == [])
    #expect(!PartnerDiff.between(old: one, new: other).isEmpty)
    #expect(PartnerDiff.between(old: one, new: other) == PartnerDiff.between(old: one, new: other))
  }

  @Test("What came and went is named with what it gives")
  func whole() throws {
    let full = try venue(PartnerFullSample.text)
    let less = full.with(offers: Array(full.offers.dropLast()))
    #expect(
      PartnerDiff.between(old: less, new: full).map(\.description) == [
        "新增優惠 fifth：買 2 送 1 / added offer fifth: 1 free with 2"
      ])
    #expect(PartnerDiff.between(old: full, new: less).map(\.kind) == [.removed])
    #expect(PartnerDiff.between(old: nil, new: full).map(\.text.zh) == ["新增夥伴 sample「樣本館」：票種 2、優惠 5"])
    #expect(PartnerDiff.between(old: full, new: nil).map(\.kind) == [.removed])
    #expect(PartnerDiff.between(old: nil, new: nil) == [])
  }

  @Test("A change reads as people speak, with the version before and after")
  func words() throws {
    let before = try venue(PartnerFullSample.text)
    func line(_ edits: (String, String)...) throws -> [String] {
      var text = PartnerFullSample.text
      for (old, new) in edits { text = text.replacing(old, with: new, maxReplacements: 1) }
      return PartnerDiff.between(old: before, new: try venue(text)).map(\.description)
    }
    #expect(
      try line(("\"flat_price\": 90", "\"flat_price\": 80")) == [
        "優惠 third v1（版次未變）：優惠內容 優惠價 90 元 → 優惠價 80 元"
          + " / offer third v1 (version unchanged): benefit NT$90 → NT$80"
      ])
    #expect(
      try line(("\"version\": 1", "\"version\": 2"), ("\"most\": 1 }", "\"most\": 2 }")) == [
        "優惠 first v1→v2：上限 每人每日最多 1 次、全部每年最多 50000 元 → 每人每日最多 2 次、全部每年最多 50000 元"
          + " / offer first v1→v2: limits at most 1 uses per member and day, at most 50000 amount per offer and year"
          + " → at most 2 uses per member and day, at most 50000 amount per offer and year"
      ])
    #expect(
      try line(("\"price\": 200", "\"price\": 210")) == [
        "票種 adult：票價 200 元 → 210 元 / ticket type adult: price NT$200 → NT$210"
      ])
  }

  @Test("Another order of the price board is a change of its own")
  func order() throws {
    let full = try venue(PartnerFullSample.text)
    let turned = full.with(tickets: full.tickets.reversed())
    #expect(PartnerDiff.between(old: full, new: turned).map(\.member) == ["tickets"])
  }
}
