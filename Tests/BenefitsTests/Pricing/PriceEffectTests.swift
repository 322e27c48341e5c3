import Testing

@testable import Benefits

@Suite("What an offer does to the prices")
struct PriceEffectTests {
  private func effect(
    _ offer: Offer, before: Venue?, tickets: [TicketType]? = nil, from day: String = monday
  ) throws -> PriceEffect? {
    let place = before ?? museum()
    let others = (before?.offers ?? []).filter { $0.id != offer.id }
    let after = Venue(
      id: place.id, city: place.city, name: place.name, kind: place.kind, sector: place.sector,
      statutory: place.statutory, opening: place.opening, tickets: tickets ?? place.tickets,
      goods: place.goods, events: place.events, offers: others + [offer])
    return PriceEffect(
      of: offer.id, before: before, after: after, from: try CivilDate(day).orThrow(), calendar: CityCalendar()
    )
  }

  private func lines(_ effect: PriceEffect?) -> [String] {
    (effect?.rows ?? []).map { row in
      "\(row.item)\(row.quantity > 1 ? "×\(row.quantity)" : "") \(row.seen?.rawValue ?? "-") \(row.before.ntd)→\(row.after.ntd)"
    }
  }

  @Test("The issue's example: adults 80 to 60, persons of 65 from 40 to 30")
  func example() throws {
    let hall = venue(
      .private, statutory: [.age65], tickets: [ticket(adult, 80), ticket(concession, 40)])
    let adults = offer("adults", .flatPrice(Money(60)), tickets: [adult])
    #expect(lines(try effect(adults, before: hall)) == ["adult - 80→60", "adult age65 40→40"])
    let everybody = offer("all", .flatPrice(Money(30)))
    #expect(
      lines(try effect(everybody, before: hall)) == [
        "adult - 80→30", "adult age65 40→30", "concession - 40→30", "concession age65 20→20",
      ])
  }

  @Test("What the law makes free stays free, and a changed offer is compared with the one in force")
  func changed() throws {
    // On a Monday the law lets persons of 65 and disabled persons into this museum for nothing.
    let better = offer("taipei-residents", .percentOff(50), homes: [taipei])
    #expect(
      lines(try effect(better, before: museum())) == [
        "adult - 60→40", "adult disability 0→0", "adult age65 0→0",
      ])
  }

  @Test("As many are bought as the offer takes to hold")
  func quantities() throws {
    let hall = venue(tickets: [ticket(adult, 80)])
    #expect(
      lines(try effect(offer("b", .buyGet(buy: 2, get: 1), perCheck: 3), before: hall)) == [
        "adult×3 - 240→160"
      ])
    let spend = Offer(
      id: OfferID(unchecked: "spend"), name: text("spend"), benefit: .amountOff(Money(10)),
      audience: Audience(classes: [resident]), purchase: Purchase(minimumSpend: Money(200)),
      ticketsPerCheck: 3)
    #expect(lines(try effect(spend, before: hall)) == ["adult×3 - 240→210"])
  }

  @Test("It is reckoned for the first day on which the offer holds; where there is none, nothing is claimed")
  func days() throws {
    let hall = venue(tickets: [ticket(adult, 80)])
    let weekend = offer("w", .percentOff(10), weekdays: [.saturday])
    #expect(try effect(weekend, before: hall)?.day == CivilDate(saturday))
    let later = offer("l", .percentOff(10), from: "2027-03-01")
    #expect(try effect(later, before: hall)?.day == CivilDate("2027-03-01"))
    #expect(try effect(offer("o", .percentOff(10), until: "2026-11-22"), before: hall) == nil)
  }

  @Test("A new venue has nothing to compare with but its regular prices")
  func newVenue() throws {
    let first = offer("first", .percentOff(25))
    #expect(lines(try effect(first, before: nil)).first == "adult - 80→60")
  }

  @Test("Goods are reckoned at NT$100, for they have no price of their own")
  func goods() throws {
    let shop = Venue(
      id: VenueID(unchecked: "shop"), city: taitung, name: text("shop"), kind: .arts, sector: .private,
      statutory: [],
      tickets: [ticket(adult, 80)], goods: [GoodsCategory(id: concession, name: text("books"))], offers: [])
    let books = offer("books", .percentOff(15), tickets: [concession])
    #expect(lines(try effect(books, before: shop)) == ["concession - 100→85"])
  }
}

@Suite("The calendar of offers")
struct OfferCalendarTests {
  private func days(_ venue: Venue, home: CityID? = nil) throws -> [OfferCalendar.Day] {
    let holiday = try CivilDate("2026-11-12").orThrow()
    return OfferCalendar(
      of: try CivilMonth("2026-11").orThrow(), at: venue, home: home,
      holidays: Holidays(off: [holiday: text("holiday")])
    ).days
  }

  @Test("Every day of the month is there once, with what holds, begins and ends on it")
  func month() throws {
    let days = try days(
      venue(
        tickets: [ticket(adult, 80)], offers: [offer("o", .free, from: "2026-11-10", until: "2026-11-20")]))
    #expect(days.map(\.date.day) == Array(1...30))
    #expect(days.filter { !$0.offers.isEmpty }.map(\.date.day) == Array(10...20))
    #expect(days.filter { !$0.begins.isEmpty }.map(\.date.day) == [10])
    #expect(days.filter { !$0.ends.isEmpty }.map(\.date.day) == [20])
    #expect(days[11].kind == .off && days[11].holiday != nil)
    #expect(days[10].kind == .working && days[13].kind == .off, "a Wednesday and a Saturday")
  }

  @Test("Closed days have no offer, and only those of the city that was asked for are listed")
  func closed() throws {
    let hall = Venue(
      id: VenueID(unchecked: "hall"), city: taitung, name: text("hall"), kind: .museum, sector: .private,
      statutory: [], opening: Opening(closedWeekdays: [.monday]), tickets: [ticket(adult, 80)],
      offers: [offer("here", .free, homes: [taipei]), offer("there", .free, homes: [taitung])])
    let days = try days(hall, home: taipei)
    #expect(days.filter { !$0.isOpen }.map(\.date.day) == [2, 9, 16, 23, 30])
    #expect(days.allSatisfy { $0.offers.map(\.text) == ($0.isOpen ? ["here"] : []) })
  }
}
