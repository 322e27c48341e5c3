import Benefits
import TestSupport
import Testing
import Wire

@Suite("The founding partners")
struct FoundingPartnerTests {
  /// The founding registry, in full.
  static let founding: [String: Set<String>] = [
    "taipei": [
      "臺北市立交響樂團", "西門紅樓", "台北國際藝術村", "當代藝術館", "臺北市中山堂管理所", "士林官邸", "台北故事館", "李國鼎故居",
      "牯嶺街小劇場", "台北之家", "草山行館", "紀州庵新館", "台北二二八紀念館", "林語堂故居",
    ],
    "taitung": [
      "國立臺灣史前文化博物館-康樂本館", "國立臺灣史前文化博物館-卑南文化公園", "超能生化科技股份有限公司台東分公司初鹿牧場", "原生植物園",
      "布農部落休閒農場", "綠島朝日溫泉巨龍渡假集團", "臺東縣農會東遊季溫泉渡假村", "天際航空公司", "鐵花村",
    ],
  ]
  static let cities: Set<CityID> = Set(founding.keys.map { CityID(unchecked: $0) })

  /// Every price that a partner published, and no other.
  static let published: Set<String> = [
    "moca 50", "shilin-residence 100", "story-house 50", "story-house 0", "memorial-228 20",
    "museum-of-prehistory 80", "chulu-ranch 100", "chulu-ranch 80", "botanical-garden 200",
    "botanical-garden 100", "bunun-village 150", "bunun-village 0", "zhaori-hotspring 200", "sky-rainbow 550",
    "sky-rainbow 650",
  ]

  private func read(_ city: CityID) throws -> PartnerFolder.Reading {
    let files = try Repository.files(under: "Partners/\(city)").map { path in
      (name: String(path.dropFirst("Partners/\(city)/".count)), bytes: try Repository.bytes(path))
    }
    return PartnerFolder.read(files: files, city: city, cities: Self.cities)
  }

  private func venue(_ city: String, _ id: String) throws -> Venue {
    try #require(try read(CityID(unchecked: city)).venues.first { $0.id.text == id })
  }

  @Test("All of them load without fault and carry their official names", arguments: Self.cities)
  func names(_ city: CityID) throws {
    let reading = try read(city)
    #expect(reading.faults.map(\.description) == [])
    let read = reading.venues.map(\.name.zh)
    #expect(Set(read) == Self.founding[city.text])
    #expect(read.count == Set(read).count)
    #expect(reading.venues.allSatisfy { $0.city == city })
  }

  @Test("Only prices that partners published are marked so, and no offer is")
  func sources() throws {
    let venues = try Self.cities.flatMap { try read($0).venues }
    let marked = venues.flatMap { venue in
      venue.tickets.filter { $0.source == .published }.map { "\(venue.id) \($0.price.ntd)" }
    }
    #expect(Set(marked) == Self.published)
    #expect(venues.flatMap(\.offers).allSatisfy { $0.source == .illustrative })
  }

  @Test(
    "Every partner has something for the other city's cardholders to the end of 2027", arguments: Self.cities)
  func offers(_ city: CityID) throws {
    let other = try #require(Self.cities.first { $0 != city })
    let last = try #require(CivilDate(year: 2027, month: 12, day: 31))
    for venue in try read(city).venues {
      #expect(
        venue.offers.contains { $0.audience.covers(home: other) && $0.availability.until == last },
        "\(venue.id)")
    }
  }

  @Test("A Taipei resident's ticket to 史前館 is NT$60 in place of 80, rung up as 優待B")
  func museum() throws {
    let venue = try venue("taitung", "museum-of-prehistory")
    let offer = try #require(venue.offers.first { $0.audience.classes == [.named(.resident)] })
    let adult = try #require(venue.tickets.first)
    #expect((adult.id.text, adult.price, adult.tillCode ?? "") == ("adult", Money(80), "全票"))
    #expect(offer.benefit == .flatPrice(Money(60)))
    #expect(offer.audience.homeCities == [CityID(unchecked: "taipei")])
    #expect(offer.purchase.items == [adult.id])
    #expect(offer.tillCode == "優待B")
    #expect(offer.funding == .merchant)
    #expect(venue.sector == .public)
    #expect(venue.statutory == [.disability, .age65, .age65FreeOnWeekdays])
  }

  @Test("A Taitung resident's ticket to 當代藝術館 is NT$30 in place of 50")
  func moca() throws {
    let venue = try venue("taipei", "moca")
    let offer = try #require(venue.offers.first { $0.audience.classes == [.named(.resident)] })
    #expect(venue.tickets.first?.price == Money(50))
    #expect(offer.benefit == .amountOff(Money(20)))
    #expect(offer.audience.homeCities == [CityID(unchecked: "taitung")])
  }

  @Test("The law gives no reductions on a balloon flight")
  func balloon() throws { #expect(try venue("taitung", "sky-rainbow").statutory == []) }

  @Test("Every member of the sample arrives in the venue, and what is left out gets its default")
  func sample() throws {
    let file = try PartnerCodec.read(
      name: PartnerSample.name, bytes: Array(PartnerSample.text.utf8), city: PartnerSample.city)
    let adult = TicketTypeID(unchecked: "adult")
    let expected = Venue(
      id: VenueID(unchecked: "sample"), city: PartnerSample.city,
      name: BilingualText(zh: "樣本館", en: "Sample Hall"), kind: .museum, sector: .public,
      statutory: [.disability, .age65FreeOnWeekdays],
      tickets: [
        TicketType(
          id: adult, name: BilingualText(zh: "全票", en: "Adult"), price: Money(80), source: .published,
          tillCode: "全票", statutoryTillCode: "法優"),
        TicketType(
          id: TicketTypeID(unchecked: "child"), name: BilingualText(zh: "兒童票", en: "Child"),
          price: Money(40), source: .illustrative, tillCode: nil),
      ],
      offers: [
        Offer(
          id: OfferID(unchecked: "sample-resident"), version: 1,
          name: BilingualText(zh: "市民優惠", en: "Resident offer"), source: .illustrative,
          benefit: .percentOff(15),
          audience: Audience(classes: [.named(.resident)], homeCities: [CityID(unchecked: "taipei")]),
          availability: Availability(
            from: CivilDate("2026-01-01"), until: CivilDate("2027-12-31"), weekdays: [.monday, .tuesday]),
          purchase: Purchase(items: [adult]), ticketsPerCheck: 2, rounding: .down, priority: 3,
          funding: .home, tillCode: "優待B"),
        Offer(
          id: OfferID(unchecked: "sample-student"), name: BilingualText(zh: "學生優惠", en: "Student offer"),
          benefit: .free, audience: Audience(classes: [.named(.student)])),
      ])
    #expect(file.venue == expected)
    #expect(file.note == BilingualText(zh: "週一休館。", en: "Closed on Mondays."))
  }
}

@Suite("Partners/README.md")
struct PartnerReadmeTests {
  private let readme: String
  init() throws { readme = String(decoding: try Repository.bytes("Partners/README.md"), as: UTF8.self) }

  @Test("Its example, without the comments, is a partner file without fault")
  func example() throws {
    let block = try #require(readme.split(separator: "```jsonc\n").last?.split(separator: "```").first)
    let json = block.split(separator: "\n").map { line in line.prefix(upTo: comment(in: line)) }
    let text = json.joined(separator: "\n")
    #expect(PartnerSample.faults(text, name: "example-museum.json").map(\.description) == [])
    #expect(text.contains("\"till_code\""))
  }

  /// Where the comment of a line begins; the example's texts hold no `//`.
  private func comment(in line: Substring) -> Substring.Index {
    line.indices.first { line[$0...].hasPrefix("//") } ?? line.endIndex
  }

  @Test("It lists every code, and no other")
  func codes() {
    let table = readme.split(separator: "| code | what is wrong |").last ?? ""
    // The first cell of a row holds one code or several.
    let listed = table.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { line in
      (line.split(separator: "|").first ?? "").split(separator: "`").filter { $0.contains { $0 != " " } }
    }.map(String.init)
    #expect(listed.sorted() == PartnerFault.Code.allCases.map(\.rawValue).sorted())
  }

  @Test("It names every word that a file may hold")
  func words() {
    let words =
      VenueKind.allCases.map(\.rawValue) + StatutoryRule.allCases.map(\.rawValue)
      + Rounding.allCases.map(\.rawValue) + FundingParty.allCases.map(\.rawValue)
      + NamedClass.allCases.map(\.rawValue) + DayKind.allCases.map(\.rawValue)
      + Beneficiary.allCases.map(\.rawValue) + LimitScope.allCases.map(\.rawValue)
      + LimitPeriod.allCases.map(\.rawValue) + LimitMeasure.allCases.map(\.rawValue)
    for word in words { #expect(readme.contains("`\(word)`"), "\(word)") }
  }

  @Test("It states the limits as the code has them")
  func limits() {
    for text in [
      "list, 1 to \(PartnerLimits.tickets) ", "list, 0 to \(PartnerLimits.offers) ",
      "at most \(PartnerLimits.files) files", "1 to \(PartnerLimits.textCharacters) characters",
      "1 to \(PartnerLimits.tillCodeCharacters) characters", "at most \(PartnerLimits.faults) a file",
      "at most \(PartnerLimits.entries) unless", "0 to \(Money.limit.ntd) ", "1 to \(Basket.ticketLimit) ",
      "list of up to \(PartnerLimits.goods) `{ \"id\", \"name\", \"till_code\" }`",
      "list of up to \(PartnerLimits.events), see",
      "list of up to \(PartnerLimits.salesPoints) `{ \"id\", \"name\" }`",
      "list of up to \(PartnerLimits.hours) parts", "list of up to \(PartnerLimits.windows) parts",
      "list of up to \(PartnerLimits.spans) days", "list of up to \(PartnerLimits.limits), see",
    ] { #expect(readme.contains(text), "\(text)") }
    #expect(PartnerLimits.fileBytes == 1_048_576 && readme.contains("at most 1 MiB"))
  }
}
