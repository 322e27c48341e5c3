import Benefits
import Testing

@testable import Store

@Suite("Any engine: a venue's visits, refusals and takings")
struct SalesConformance {
  private let garden = VenueID(unchecked: "garden")

  /// A check at the museum or the garden.
  private func check(_ number: Int, at name: VenueID, granted: Bool = true) throws -> CommitCheck {
    let here = Venue(
      id: name, city: venue.city, name: venue.name, kind: venue.kind, sector: venue.sector, statutory: [],
      tickets: venue.tickets, offers: venue.offers)
    return CommitCheck(
      RecordCheck(
        id: id(number), fingerprint: Fingerprint(digest(1)), terminal: TerminalID(1), venue: here,
        basket: try Basket([BasketLine(ticket: adult, quantity: 2)]).orThrow(),
        facts: .answered(
          home: taipei, card: .active, granted: granted ? [.named(.resident)] : [], unknown: []),
        subject: "假名", answerHolds: nil, rules: digest(9), evidence: nil),
      response: nil)
  }

  private func redeem(_ number: Int, check: Int, at venue: VenueID) -> RedeemCheck {
    RedeemCheck(
      id: id(number), fingerprint: Fingerprint(digest(2)), check: id(check), terminal: TerminalID(1),
      venue: venue)
  }

  /// Visits 101 to 105 at the museum, a minute apart, the third taken back after an hour; 201 at the garden; refusals 6,
  /// 7 at the museum and 8 at the garden.
  private func fill(_ store: CityStore, _ clock: TestClock) async throws {
    for number in 1...5 {
      _ = try await store.submit(try check(number, at: museum)).get()
      _ = try await store.submit(redeem(100 + number, check: number, at: museum)).get()
      clock.advance(by: .minutes(1))
    }
    _ = try await store.submit(try check(20, at: garden)).get()
    _ = try await store.submit(redeem(201, check: 20, at: garden)).get()
    for (number, venue) in [(6, museum), (7, museum), (8, garden)] {
      _ = try await store.submit(try check(number, at: venue, granted: false)).get()
      clock.advance(by: .minutes(1))
    }
    clock.advance(by: .hours(1))
    _ = try await store.submit(void(103, reason: "退票")).get()
  }

  @Test(
    "A venue's visits come newest first over all pages, each once, with lines and voiding, and no other venue's",
    arguments: EngineUnderTest.all)
  func sales(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store async throws in
        try await fill(store, clock)
        let day = morning..<(morning + .hours(24))
        for limit in [1, 2, 5, 200] {
          var found: [SoldVisit] = []
          var place: ListPlace?
          while true {
            let page = try await store.sales(at: museum, in: day, before: place, limit: limit)
            found += page
            guard page.count == limit, let last = page.last else { break }
            place = ListPlace(at: last.redemption.at, id: last.redemption.id)
          }
          #expect(found.map(\.redemption.id) == [105, 104, 103, 102, 101].map { id($0) }, "\(limit)")
          #expect(found.map(\.redemption.voiding?.reason) == [nil, nil, "退票", nil, nil])
          for visit in found {
            #expect(try await store.check(visit.check.id) == visit.check)
            #expect(visit.tickets == 2)
          }
        }
        #expect(try await store.sales(at: garden, in: day).map(\.redemption.id) == [id(201)])
        // A place that another venue's visit names opens nothing of that venue.
        let place = ListPlace(at: day.upperBound, id: id(201))
        #expect(try await store.sales(at: museum, in: day, before: place).count == 5)
        // One after the period opens nothing after it.
        let after = ListPlace(at: day.upperBound, id: id(0))
        let early = try await store.sales(at: museum, in: morning..<(morning + .minutes(2)), before: after)
        #expect(early.map(\.redemption.id) == [id(102), id(101)])
        let second = morning + .minutes(1)
        #expect(try await store.sales(at: museum, in: second..<(second + atom)).count == 1)
        #expect(try await store.sales(at: museum, in: day.upperBound..<(day.upperBound + .hours(1))).isEmpty)
      }
    }
  }

  @Test(
    "Refusals come with their reasons and counts; what was granted is none", arguments: EngineUnderTest.all)
  func refusals(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store async throws in
        try await fill(store, clock)
        let day = morning..<(morning + .hours(24))
        let all = try await store.refusals(at: museum, in: day)
        #expect(all.map(\.id) == [id(7), id(6)])
        #expect(all.allSatisfy { $0.decision.reason == .classNotHeld && !$0.decision.lines.isEmpty })
        let place = ListPlace(at: all[0].at, id: all[0].id)
        #expect(try await store.refusals(at: museum, in: day, before: place, limit: 1).map(\.id) == [id(6)])
        #expect(try await store.refusalCounts(at: museum, in: day) == [.classNotHeld: 2])
        #expect(try await store.refusalCounts(at: garden, in: day) == [.classNotHeld: 1])
      }
    }
  }

  @Test(
    "Takings count what was sold in the period, and what was taken back in it", arguments: EngineUnderTest.all
  )
  func takings(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store async throws in
        try await fill(store, clock)
        let day = try await store.takings(at: museum, in: morning..<(morning + .hours(24)))
        // Two adults: the holder's ticket at 60, the other at 80.
        #expect(day.drawer.sold.visits == 5 && day.drawer.sold.money == Money(700))
        #expect(day.drawer.takenBack.visits == 1 && day.drawer.money == Money(560))
        #expect(day.tills["優待B"]?.sold.money == Money(300) && day.tills["全票A"]?.sold.money == Money(400))
        #expect(day.terminals[TerminalID(2)]?.money == Money(-140))
        let beforeVoid = try await store.takings(at: museum, in: morning..<(morning + .minutes(30)))
        #expect(beforeVoid.drawer.money == Money(700) && beforeVoid.drawer.takenBack.visits == 0)
        #expect(beforeVoid.months.values.map(\.visits) == [4])
      }
    }
  }
}
