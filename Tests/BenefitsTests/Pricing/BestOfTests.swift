import Benefits
import TestSupport
import Testing

@Suite("Best of several offers")
struct BestOfTests {
  private func winner(_ offers: [Offer], _ facts: CardFacts = card(resident)) throws -> String? {
    try decided(at: venue(tickets: [ticket(adult, 100)], offers: offers), oneAdult, facts)
      .lines.first?.offerID?.text
  }

  @Test("the lowest price comes first")
  func price() throws {
    let offers = [
      offer("aa", .percentOff(10), priority: 9), offer("zz", .percentOff(20), funding: .home),
    ]
    #expect(try winner(offers) == "zz")
  }

  @Test("at one price the lowest public cost comes first", arguments: [Funding.home, .host])
  func publicCost(funding: Funding) throws {
    let offers = [
      offer("aa", .percentOff(20), priority: 9, funding: funding), offer("zz", .flatPrice(Money(80))),
    ]
    #expect(try winner(offers) == "zz")
  }

  @Test("at one price and public cost the higher priority comes first")
  func priority() throws {
    #expect(try winner([offer("aa", .percentOff(20)), offer("zz", .percentOff(20), priority: 1)]) == "zz")
  }

  @Test("what is left is settled by the id")
  func id() throws {
    #expect(try winner([offer("bb", .percentOff(20)), offer("aa", .amountOff(Money(20)))]) == "aa")
  }

  @Test("every order of the offers gives the same decision")
  func everyOrder() throws {
    let seed: UInt64 = 0xBE57
    var random = SeededRandom(seed: seed)
    let offers = [
      offer("aa", .percentOff(20), priority: 1, funding: .home), offer("bb", .flatPrice(Money(80))),
      offer("cc", .amountOff(Money(20)), perCheck: 2), offer("dd", .percentOff(20), perCheck: 2, priority: 1),
      offer("ee", .percentOff(10), perCheck: 4), offer("ff", .percentOff(10), perCheck: 3, funding: .host),
    ]
    let lines = [BasketLine(ticket: adult, quantity: 4), BasketLine(ticket: concession, quantity: 4)]
    let tickets = [ticket(adult, 100), ticket(concession, 60)]
    let first = try decided(at: venue(tickets: tickets, offers: offers), lines, card(resident))
    for round in 0..<100 {
      let shuffled = venue(tickets: tickets, offers: offers.shuffled(using: &random))
      #expect(
        try decided(at: shuffled, lines, card(resident)) == first, "seed \(seed), round \(round)")
    }
  }

  @Test("an offer as cheap as the law is not applied, and one as dear as the regular price neither")
  func ties() throws {
    let venue = venue(
      .private, statutory: [.age65], tickets: [ticket(adult, 80)],
      offers: [offer("half", .percentOff(50)), offer("same", .flatPrice(Money(80)), classes: [over65])])
    let law = try decided(at: venue, oneAdult, card(resident, over65))
    #expect(law.rungs == [Rung(1, 40, .statutory)])
    #expect(law.subsidy == .zero)
    #expect(law.lines.first?.offer == Money(40))
    let regular = try decided(
      at: museum(offers: [offer("same", .flatPrice(Money(80)))]), oneAdult, card(resident))
    #expect(regular.rungs == [Rung(1, 80, .regular)])
    #expect(regular.lines.first?.offerID == nil)
  }
}

@Suite("The cardholder's ticket and the party's")
struct PartyTests {
  private let tickets = [ticket(adult, 100), ticket(concession, 60), ticket(exhibition, 200)]

  private func decided(
    _ offers: [Offer], _ lines: [BasketLine], _ facts: CardFacts = card(resident)
  ) throws -> Decision {
    try BenefitsTests.decided(at: venue(tickets: tickets, offers: offers), lines, facts)
  }

  @Test("the cardholder takes the ticket with which the basket costs least")
  func lowestTotal() throws {
    let lines = [BasketLine(ticket: concession), BasketLine(ticket: adult), BasketLine(ticket: exhibition)]
    let decision = try decided([offer("half", .percentOff(50))], lines)
    #expect(decision.lines.map(\.due.ntd) == [60, 100, 100])
  }

  @Test("of equal places the first is taken")
  func earliest() throws {
    let lines = [BasketLine(ticket: concession), BasketLine(ticket: adult), BasketLine(ticket: exhibition)]
    let decision = try decided([offer("less", .amountOff(Money(10)))], lines)
    #expect(decision.lines.map(\.due.ntd) == [50, 100, 200])
  }

  @Test("the law and the offer are weighed together when the place is chosen")
  func lawAndOffer() throws {
    // Half of 200 by law beats 60 off 100 by the offer.
    let venue = venue(
      .private, statutory: [.age65], tickets: tickets,
      offers: [offer("off", .amountOff(Money(60)), tickets: [adult])])
    let lines = [BasketLine(ticket: adult), BasketLine(ticket: exhibition)]
    let decision = try BenefitsTests.decided(at: venue, lines, card(resident, over65))
    #expect(decision.rungs == [Rung(1, 100, .regular), Rung(1, 100, .statutory)])
  }

  @Test("an offer for three reduces three, across lines, the dearest first where that saves most")
  func three() throws {
    let lines = [
      BasketLine(ticket: concession, quantity: 2), BasketLine(ticket: exhibition, quantity: 2),
    ]
    let decision = try decided([offer("three", .percentOff(10), perCheck: 3)], lines)
    #expect(
      decision.rungs == [Rung(1, 54, .offer), Rung(1, 60, .regular), Rung(2, 180, .offer)])
  }

  @Test("the cardholder's place in an offer is not passed on when the law serves the cardholder better")
  func placeStaysTheHolders() throws {
    let lines = [BasketLine(ticket: adult, quantity: 2)]
    let decision = try BenefitsTests.decided(
      at: venue(
        .public, statutory: [.disability], tickets: tickets, offers: [offer("one", .percentOff(50))]),
      lines, card(resident, disabled))
    #expect(decision.rungs == [Rung(1, 0, .statutory), Rung(1, 100, .regular)])
  }

  @Test("scarce offers are shared out so that the party pays least, not by the largest saving first")
  func notGreedy() throws {
    // The holder's exhibition ticket is settled by its own offer; 18 can be saved on the other two, where
    // giving the largest saving (10 by `both`) first would end at 10.
    let offers = [
      offer("holder", .free, tickets: [exhibition]),
      offer("both", .percentOff(10), tickets: [adult, concession], perCheck: 2),
      offer("only", .amountOff(Money(9)), tickets: [adult], perCheck: 2),
    ]
    let lines = [BasketLine(ticket: exhibition), BasketLine(ticket: adult), BasketLine(ticket: concession)]
    let decision = try decided(offers, lines)
    #expect(decision.lines.map(\.due.ntd) == [0, 91, 54])
    #expect(decision.lines.map { $0.offerID?.text } == ["holder", "only", "both"])
  }

  @Test("an exhausted offer is not shown on the tickets it could not reduce")
  func exhausted() throws {
    let decision = try decided(
      [offer("two", .percentOff(10), perCheck: 2)], [BasketLine(ticket: adult, quantity: 3)])
    #expect(decision.rungs == [Rung(2, 90, .offer), Rung(1, 100, .regular)])
    #expect(decision.lines.map(\.offer) == [Money(90), nil])
  }

  @Test("an offer that reduces nothing splits no line")
  func unsplit() throws {
    let decision = try decided(
      [offer("dear", .flatPrice(Money(100)))], [BasketLine(ticket: adult, quantity: 3)])
    #expect(decision.rungs == [Rung(3, 100, .regular)])
    #expect(decision.reason == .offerNotCheaper)
  }

  @Test("the largest basket is priced: 20 lines, 100 tickets, scarce offers that overlap")
  func largest() throws {
    let types = (0..<20).map { ticket(TicketTypeID(unchecked: "t\($0)"), Int64(100 + 7 * $0)) }
    let offers = (0..<20).map { number in
      let covered = (0..<20).filter { ($0 * 7 + number) % 3 != 0 }.map { types[$0].id }
      return offer(
        "o\(number)", .percentOff(5 + number), tickets: Set(covered), perCheck: 2 + number % 4)
    }
    let lines = types.map { BasketLine(ticket: $0.id, quantity: 5) }
    let decision = try BenefitsTests.decided(
      at: venue(tickets: types, offers: offers), lines, card(resident))
    let reduced = decision.lines.filter { $0.basis == .offer }.reduce(0) { $0 + $1.quantity }
    #expect(reduced == 1 + (0..<20).reduce(0) { $0 + 1 + $1 % 4 })
  }
}
