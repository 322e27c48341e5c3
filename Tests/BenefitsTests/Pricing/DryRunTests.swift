import Testing

@testable import Benefits

/// Hand figures at NT$80 with a quarter off for Taipei's residents.
@Suite("A dry run over recorded visits")
struct DryRunTests {
  private func visit(
    _ lines: [BasketLine], _ facts: CardFacts = card(resident), at venue: Venue = museum(),
    home: CityID? = taipei
  ) throws -> CheckRecord {
    let day = try CivilDate(monday).orThrow()
    let at = CivilCalendar.taipei.start(of: day) + .hours(10)
    return CheckRecord(
      id: UUIDv7(at: at, randomness: (0, 1)), fingerprint: Fingerprint([]), terminal: TerminalID(1),
      venue: venue.id, home: home, subject: nil, decision: try decided(at: venue, lines, facts), at: at,
      expires: at, rules: [], evidence: nil, state: .redeemed)
  }

  private func run(_ after: Venue, _ visits: CheckRecord..., before: Venue = museum()) -> DryRun {
    var run = DryRun(before: before, after: after, calendar: CityCalendar())
    for visit in visits { run.add(visit) }
    return run
  }

  private func half(classes: Set<BenefitClass> = [resident]) -> Venue {
    museum(offers: [offer("taipei-residents", .percentOff(50), classes: classes, homes: [taipei])])
  }

  @Test("A better offer takes from each visit that it reduces, and leaves those that the law makes free")
  func better() throws {
    // The holder's ticket falls from 60 to 40, the other stays at 80; a disabled visitor's is free before and after.
    let run = run(
      half(), try visit([BasketLine(ticket: adult, quantity: 2)]), try visit(oneAdult),
      try visit([BasketLine(ticket: adult, seen: .disability)]))
    #expect((run.visits, run.altered, run.change, run.unjudged) == (3, 2, Money(-40), 0))
  }

  @Test("An offer for a class that the visitor is not known to have takes the reduction away")
  func otherClass() throws {
    let run = run(half(classes: [.named(.student)]), try visit(oneAdult))
    #expect((run.altered, run.change) == (1, Money(20)))
  }

  @Test("The same venue alters nothing, though prices rose since the visits")
  func same() throws {
    let dearer = venue(
      .public, statutory: Set(StatutoryRule.allCases), tickets: [ticket(adult, 120)], offers: museum().offers)
    let run = run(dearer, try visit(oneAdult), before: dearer)
    #expect((run.visits, run.altered, run.change, run.unjudged) == (1, 0, .zero, 0))
  }

  @Test("On a line that the law priced in two ways, each ticket keeps its ground")
  func law() throws {
    // 65 or over pays half at a private venue; the other visitor of the line pays NT$100, then NT$120.
    let old = venue(statutory: [.age65], tickets: [ticket(adult, 100)])
    let new = venue(statutory: [.age65], tickets: [ticket(adult, 120)])
    let seen = try visit([BasketLine(ticket: adult, quantity: 2)], card(over65), at: old)
    #expect(seen.decision.due == Money(150))
    let run = run(new, seen, before: old)
    #expect((run.altered, run.change) == (1, Money(30)))
  }

  @Test("A visit whose offer, ticket or ground is gone, or whose city is not kept, is counted and not judged")
  func unjudged() throws {
    let bare = museum(offers: [])
    let other = venue(tickets: [ticket(concession, 40)], offers: museum().offers)
    #expect(run(half(), try visit(oneAdult), before: bare).unjudged == 1)
    #expect(run(other, try visit(oneAdult)).unjudged == 1)
    #expect(run(half(), try visit(oneAdult, home: nil)).unjudged == 1)
    let lawless = venue(tickets: [ticket(adult, 80)])
    let seen = try visit([BasketLine(ticket: adult, seen: .disability)])
    let run = run(half(), seen, before: lawless)
    #expect((run.visits, run.altered, run.change, run.unjudged) == (1, 0, .zero, 1))
  }
}
