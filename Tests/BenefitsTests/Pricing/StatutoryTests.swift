import Benefits
import Testing

@Suite("Statutory prices")
struct StatutoryTests {
  private let all: Set<StatutoryRule> = [.disability, .age65]

  private func due(
    _ sector: Sector, _ rules: Set<StatutoryRule>, price: Int64 = 85, seen: SeenDocument?,
    on date: String = monday
  ) throws -> Int64 {
    let venue = venue(sector, statutory: rules, tickets: [ticket(adult, price)])
    return try decided(at: venue, [BasketLine(ticket: adult, seen: seen)], .cityNotNamed, on: date).due.ntd
  }

  @Test("a disabled person enters a public venue free, a private one at half, rounded down")
  func disability() throws {
    #expect(try due(.public, all, seen: .disability) == 0)
    #expect(try due(.private, all, seen: .disability) == 42)
    #expect(try due(.private, all, price: 1, seen: .disability) == 0)
  }

  @Test("a person of 65 pays half, rounded down, at either")
  func age65() throws {
    #expect(try due(.public, all, seen: .age65) == 42)
    #expect(try due(.private, all, seen: .age65) == 42)
  }

  @Test(
    "a central museum is free for them Monday to Friday and half price at the weekend",
    arguments: [
      ("2026-11-23", Int64(0)), ("2026-11-24", 0), ("2026-11-25", 0), ("2026-11-26", 0), ("2026-11-27", 0),
      ("2026-11-28", 40), ("2026-11-29", 40),
    ])
  func centralMuseum(date: String, expected: Int64) throws {
    #expect(
      try due(.public, [.age65, .age65FreeOnWeekdays], price: 80, seen: .age65, on: date) == expected)
  }

  @Test("the weekday follows Taipei's midnight, not UTC's")
  func midnight() throws {
    let basket = try #require(Basket([BasketLine(ticket: adult, seen: .age65)]))
    let calendar = CityCalendar()
    let start = calendar.civil.start(of: try #require(CivilDate(saturday)))
    for (instant, expected) in [(start - .milliseconds(1), Money(0)), (start, Money(40))] {
      let decision = try decide(
        venue: museum(), basket: basket, facts: .cityNotNamed, at: instant, calendar: calendar)
      #expect(decision.due == expected)
    }
  }

  @Test("a rule that the venue does not have reduces nothing", arguments: SeenDocument.allCases)
  func absentRule(seen: SeenDocument) throws {
    #expect(try due(.public, [], seen: seen) == 85)
  }

  @Test("free on weekdays alone gives no half price at the weekend")
  func weekdaysAlone() throws {
    #expect(try due(.public, [.age65FreeOnWeekdays], seen: .age65, on: saturday) == 85)
  }

  @Test("what the clerk saw counts for every ticket of the line, what the card says for one")
  func whoseTicket() throws {
    let venue = venue(.private, statutory: all, tickets: [ticket(adult, 85)])
    let three = { BasketLine(ticket: adult, quantity: 3, seen: $0) }
    #expect(try decided(at: venue, [three(.age65)], .cityNotNamed).rungs == [Rung(3, 42, .statutory)])
    #expect(
      try decided(at: venue, [three(nil)], card(over65)).rungs
        == [Rung(1, 42, .statutory), Rung(2, 85, .regular)])
  }

  @Test("a card that is not active grants nothing", arguments: CardState.allCases.filter { $0 != .active })
  func inactive(state: CardState) throws {
    let decision = try decided(at: museum(), oneAdult, card(resident, disabled, over65, state: state))
    #expect(decision.rungs == [Rung(1, 80, .regular)])
    #expect(decision.verdict == .denied)
    #expect(decision.card == state)
  }

  @Test("the senior card is not an age: Taipei issues it from 55 to indigenous holders")
  func seniorIsNoAge() throws {
    #expect(try decided(at: museum(), oneAdult, card(.named(.senior))).due == Money(80))
  }

  @Test("a disabled person of 65 gets the better of the two")
  func both() throws {
    let venue = venue(.public, statutory: all, tickets: [ticket(adult, 85)])
    let line = [BasketLine(ticket: adult, seen: .age65)]
    #expect(try decided(at: venue, line, card(disabled)).due == .zero)
  }
}

@Suite("Companions")
struct CompanionTests {
  private func line(_ quantity: Int, _ seen: SeenDocument?, _ ticket: TicketTypeID = adult) -> BasketLine {
    BasketLine(ticket: ticket, quantity: quantity, seen: seen)
  }

  @Test("there are as many companions as disabled persons")
  func oneEach() throws {
    let decision = try decided(at: museum(), [line(2, .disability), line(3, .companion)], .cityNotNamed)
    #expect(decision.rungs == [Rung(2, 0, .statutory), Rung(2, 0, .statutory), Rung(1, 80, .regular)])
  }

  @Test("nobody accompanies nobody")
  func alone() throws {
    #expect(try decided(at: museum(), [line(2, .companion)], .cityNotNamed).due == Money(160))
    #expect(try decided(at: museum(), oneAdult, card(companion)).due == Money(80))
  }

  @Test("the order of disabled person and companion in the basket does not matter")
  func eitherOrder() throws {
    let decision = try decided(at: museum(), [line(1, .companion), line(1, .disability)], .cityNotNamed)
    #expect(decision.due == .zero)
  }

  @Test("places go out in basket order")
  func basketOrder() throws {
    let venue = venue(
      .public, statutory: [.disability], tickets: [ticket(adult, 80), ticket(concession, 50)])
    let lines = [line(1, .disability), line(1, .companion, concession), line(1, .companion)]
    #expect(try decided(at: venue, lines, .cityNotNamed).lines.map(\.due.ntd) == [0, 0, 80])
  }

  @Test("a private venue gives the companion half as well")
  func privateVenue() throws {
    let venue = venue(.private, statutory: [.disability], tickets: [ticket(adult, 85)])
    let decision = try decided(at: venue, [line(1, .disability), line(1, .companion)], .cityNotNamed)
    #expect(decision.due == Money(84))
  }

  @Test("a disabled cardholder's companion enters free with him")
  func cardholder() throws {
    let decision = try decided(at: museum(), [line(1, nil), line(1, .companion)], card(disabled))
    #expect(decision.rungs == [Rung(1, 0, .statutory), Rung(1, 0, .statutory)])
  }

  @Test("a cardholder who is a companion enters free with a disabled person whose certificate was seen")
  func companionCard() throws {
    let decision = try decided(at: museum(), [line(1, .disability), line(2, nil)], card(companion))
    #expect(
      decision.rungs == [Rung(1, 0, .statutory), Rung(1, 0, .statutory), Rung(1, 80, .regular)])
  }

  @Test("a companion who enters free by age leaves the place to the next")
  func placeNotWasted() throws {
    let lines = [line(1, .disability), line(1, nil), line(1, .companion)]
    #expect(try decided(at: museum(), lines, card(companion, over65)).due == .zero)
  }

  @Test("without the rule there are no companions")
  func withoutRule() throws {
    let venue = venue(.public, statutory: [.age65], tickets: [ticket(adult, 80)])
    #expect(
      try decided(at: venue, [line(1, .disability), line(1, .companion)], .cityNotNamed).due == Money(160))
  }
}
