import Benefits
import TestSupport
import Testing

@Suite("Verdict and reason")
struct ReasonTests {
  private func outcome(
    _ offers: [Offer], _ facts: CardFacts = card(resident), _ lines: [BasketLine] = oneAdult,
    on date: String = monday
  ) throws -> [String] {
    let venue = venue(tickets: [ticket(adult, 80), ticket(concession, 50)], offers: offers)
    let decision = try decided(at: venue, lines, facts, on: date)
    return [decision.verdict.rawValue, decision.reason.rawValue]
  }

  @Test("the order of precedence is the contract's")
  func order() {
    #expect(
      Reason.allCases.map(\.rawValue) == [
        "city_not_named", "home_unavailable", "home_slow", "home_unsound", "home_limited", "home_refused",
        "offer_applied",
        "statutory_applied", "already_free", "card_unrecognised", "card_lost", "card_suspended",
        "card_expired", "venue_has_no_offer", "city_not_covered", "ticket_not_covered",
        "sales_point_not_covered", "event_not_covered", "slot_not_covered", "outside_validity",
        "blackout_day", "venue_closed", "weekday_not_covered", "day_kind_not_covered", "time_not_covered",
        "class_unknown", "class_not_held", "age_not_met", "offline_denied", "offline_too_stale",
        "offline_cap_reached", "quantity_too_small", "quantity_too_large", "spend_too_small",
        "card_limit_reached", "member_limit_reached", "offer_limit_reached", "offer_not_cheaper",
      ])
  }

  @Test("a city that nobody named is asked for, even where the tickets cost nothing")
  func cityNotNamed() throws {
    #expect(try outcome([], .cityNotNamed) == ["needs_city", "city_not_named"])
    let free = venue(tickets: [ticket(adult, 0)])
    #expect(try decided(at: free, oneAdult, .cityNotNamed).reason == .cityNotNamed)
  }

  @Test(
    "without an answer nothing is granted, whatever the law takes off",
    arguments: zip(
      Unanswered.allCases, [Reason.homeUnavailable, .homeSlow, .homeUnsound, .homeLimited, .homeRefused]))
  func unanswered(why: Unanswered, reason: Reason) throws {
    let facts = CardFacts.unanswered(home: taipei, why: why)
    let decision = try decided(at: museum(), [BasketLine(ticket: adult, seen: .disability)], facts)
    #expect(decision.verdict == .indeterminate)
    #expect(decision.reason == reason)
    #expect(decision.due == .zero)
    #expect(decision.card == nil)
  }

  @Test("an offer that applies comes before the law that applies to another ticket")
  func offerBeforeLaw() throws {
    let lines = [BasketLine(ticket: adult, seen: .disability), BasketLine(ticket: adult)]
    let decision = try decided(at: museum(), lines, card(resident))
    #expect(decision.reason == .offerApplied)
    #expect(try decided(at: museum(), lines, card()).reason == .statutoryApplied)
  }

  @Test("the law's price is granted with a lost card too, and the card's state is told beside it")
  func lawWithLostCard() throws {
    let decision = try decided(
      at: museum(), [BasketLine(ticket: adult, seen: .disability)], card(resident, state: .lost))
    #expect(decision.verdict == .granted)
    #expect(decision.reason == .statutoryApplied)
    #expect(decision.card == .lost)
  }

  @Test("what is free for anybody is granted as such, before any fault of the card")
  func alreadyFree() throws {
    let free = venue(tickets: [ticket(adult, 0)], offers: [offer("free", .free)])
    for state in CardState.allCases {
      let decision = try decided(at: free, oneAdult, card(resident, state: state))
      #expect(decision.verdict == .granted)
      #expect(decision.reason == .alreadyFree)
    }
  }

  @Test(
    "a card that is not active is the reason before any lack of offers",
    arguments: [
      (CardState.unrecognised, "card_unrecognised"), (.lost, "card_lost"), (.suspended, "card_suspended"),
      (.expired, "card_expired"),
    ])
  func cardState(state: CardState, reason: String) throws {
    #expect(try outcome([], card(resident, state: state)) == ["denied", reason])
    #expect(try outcome([offer("it", .free)], card(resident, state: state)) == ["denied", reason])
  }

  /// Offers that fail at one sieve after the other; each would also fail at all later ones, so that adding
  /// one that gets further moves the reason on by one.
  @Test("the reason is the sieve that the offer which got furthest failed at")
  func funnel() throws {
    let student = BenefitClass.named(.student)
    let never = "2020-01-01"
    let stages: [(Offer?, String)] = [
      (nil, "venue_has_no_offer"),
      (
        offer(
          "a-city", .percentOff(1), classes: [student], homes: [taitung], tickets: [concession],
          until: never, weekdays: [.sunday]), "city_not_covered"
      ),
      (
        offer(
          "b-ticket", .percentOff(1), classes: [student], homes: [taipei], tickets: [concession],
          until: never, weekdays: [.sunday]), "ticket_not_covered"
      ),
      (
        offer(
          "c-date", .percentOff(1), classes: [student], tickets: [adult], until: never, weekdays: [.sunday]),
        "outside_validity"
      ),
      (offer("d-day", .percentOff(1), classes: [student], weekdays: [.sunday]), "weekday_not_covered"),
      (offer("e-class", .percentOff(1), classes: [student]), "class_not_held"),
      (offer("f-price", .flatPrice(Money(80)), classes: [resident]), "offer_not_cheaper"),
    ]
    var random = SeededRandom(seed: 7)
    var offers: [Offer] = []
    for (next, reason) in stages {
      if let next { offers.append(next) }
      #expect(try outcome(offers.shuffled(using: &random)) == ["denied", reason])
    }
    offers.append(offer("g-granted", .percentOff(25)))
    #expect(try outcome(offers) == ["granted", "offer_applied"])
  }

  @Test("a class that the home city has no basis for comes before one that is not held")
  func classUnknown() throws {
    let offers = [
      offer("old", .free, classes: [over65]), offer("young", .free, classes: [.named(.student)]),
    ]
    #expect(try outcome(offers, card(resident, unknown: [over65])) == ["denied", "class_unknown"])
    #expect(try outcome(offers, card(resident)) == ["denied", "class_not_held"])
    #expect(
      try outcome(offers, card(resident, unknown: [.named(.indigenous)])) == ["denied", "class_not_held"])
  }

  @Test("an offer that ends before or begins after today does not hold; its first and last days do")
  func validity() throws {
    let offers = [offer("it", .free, from: "2026-11-23", until: "2026-11-24")]
    for (date, reason) in [
      ("2026-11-22", "outside_validity"), ("2026-11-23", "offer_applied"), ("2026-11-24", "offer_applied"),
      ("2026-11-25", "outside_validity"),
    ] {
      #expect(try outcome(offers, on: date).last == reason)
    }
  }

  @Test("any one of an offer's classes is enough, and an empty list of cities or tickets means all")
  func anyClass() throws {
    let offers = [offer("it", .free, classes: [.named(.student), resident, over65])]
    #expect(try outcome(offers).first == "granted")
    #expect(try outcome(offers, card(over65, home: taitung)).first == "granted")
  }

  @Test("a ticket that the venue does not sell is refused before anything else")
  func unknownTicket() throws {
    let lines = [BasketLine(ticket: adult), BasketLine(ticket: exhibition)]
    let fault = #expect(throws: BasketFault.self) { try decided(at: museum(), lines, .cityNotNamed) }
    #expect(fault == .unknownTicket(line: 1, exhibition))
    #expect(fault?.code == "unknown_ticket")
  }

  @Test("a basket is neither empty nor over its limits")
  func basketLimits() {
    let line = BasketLine(ticket: adult)
    #expect(Basket([]) == nil)
    #expect(Basket([BasketLine(ticket: adult, quantity: 0)]) == nil)
    #expect(Basket([BasketLine(ticket: adult, quantity: -1), line]) == nil)
    #expect(Basket(Array(repeating: line, count: 20)) != nil)
    #expect(Basket(Array(repeating: line, count: 21)) == nil)
    #expect(Basket([BasketLine(ticket: adult, quantity: 100)]) != nil)
    #expect(Basket([BasketLine(ticket: adult, quantity: 100), line]) == nil)
    #expect(Basket(Array(repeating: BasketLine(ticket: adult, quantity: .max), count: 2)) == nil)
  }
}

@Suite("Classes to ask")
struct ClassesToAskTests {
  private let offers = [
    offer("adults", .free, classes: [resident, .named(.student)], tickets: [adult]),
    offer("shows", .free, classes: [.named(.indigenous)], tickets: [exhibition]),
    offer("taitung", .free, classes: [.named(.child)], homes: [taitung]),
    offer("past", .free, classes: [.ageBelow(7)], until: "2020-01-01"),
  ]

  private func asked(_ rules: Set<StatutoryRule> = [], home: CityID = taipei) throws -> [String] {
    let venue = venue(
      .public, statutory: rules, tickets: [ticket(adult, 80), ticket(exhibition, 200)], offers: offers)
    let basket = try #require(Basket(oneAdult))
    return classesToAsk(venue: venue, basket: basket, home: home).map(\.description)
  }

  @Test("only what offers for these tickets and this city use is asked, whatever their dates")
  func offersOnly() throws {
    #expect(try asked() == ["age_lt_7", "resident", "student"])
    #expect(try asked(home: taitung) == ["age_lt_7", "child", "resident", "student"])
  }

  @Test("the venue's statutory rules add theirs")
  func statutory() throws {
    #expect(try asked([.disability]) == ["age_lt_7", "companion", "disability", "resident", "student"])
    #expect(
      try asked([.age65, .age65FreeOnWeekdays]) == ["age_ge_65", "age_lt_7", "resident", "student"])
  }
}
