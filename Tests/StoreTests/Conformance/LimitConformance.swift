import Benefits
import Synchronization
import TestSupport
import Testing

@testable import Store

/// Quotas, budgets and limits: reserved at the check, consumed at the redemption, given back by a lapse or a void, and
/// never oversold, however many processes of the city sell at once.
@Suite("Any engine: limited offers")
struct LimitConformance {
  static let free = OfferID(unchecked: "free-entry")

  /// A farm at NT$100 whose one offer lets residents in free, within `limits`.
  private func farm(_ limits: [Limit], tickets: Int = 4) -> Venue {
    Venue(
      id: museum, city: CityID(unchecked: "taitung"), name: BilingualText(zh: "牧場", en: "Farm"),
      kind: .farm, sector: .private, statutory: [],
      tickets: [
        TicketType(
          id: adult, name: BilingualText(zh: "全票", en: "Adult"), price: Money(100), source: .published,
          tillCode: nil)
      ],
      offers: [
        Offer(
          id: Self.free, name: BilingualText(zh: "免費入場", en: "Free entry"), benefit: .free,
          audience: Audience(classes: [.named(.resident)]), ticketsPerCheck: tickets, limits: limits)
      ])
  }

  private func check(
    _ number: Int, at venue: Venue, member: String, card: String? = nil, tickets: Int = 1, terminal: Int64 = 1
  ) throws -> CommitCheck {
    CommitCheck(
      RecordCheck(
        id: id(number), fingerprint: Fingerprint(digest(number)), terminal: TerminalID(terminal),
        venue: venue, basket: try Basket([BasketLine(ticket: adult, quantity: tickets)]).orThrow(),
        facts: .answered(home: taipei, card: .active, granted: [.named(.resident)], unknown: []),
        identity: HolderIdentity(card: card ?? "card-\(member)", member: member), subject: member,
        answerHolds: nil, rules: digest(9), evidence: nil),
      response: nil)
  }

  /// What the counter of the whole offer holds, by period.
  private func counted(_ store: CityStore) async throws -> [String: [Int64]] {
    let rows = try await store.engine.read([SQLQuery(UsageTable.ofOffer, [.text(Self.free.text)])])[0]
    return try rows.reduce(into: [:]) { $0[try $1.text(0)] = try (2..<8).map($1.integer) }
  }

  @Test(
    "A reservation becomes a consumption, and a void or a lapse gives it back", arguments: EngineUnderTest.all
  )
  func life(engine: EngineUnderTest) async throws {
    let farm = farm([
      Limit(.offer, .day, .tickets, most: 5), Limit(.offer, .year, .amount, most: 450),
      Limit(.member, .day, most: 1),
    ])
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store in
        let first = try await store.submit(check(1, at: farm, member: "a", tickets: 3)).get()
        #expect((first.decision.verdict, first.decision.due) == (.granted, .zero))
        #expect(first.decision.holds.count == 3)
        #expect(try await store.check(first.id) == first)
        #expect(try await counted(store) == ["day": [1, 3, 300, 0, 0, 0], "year": [1, 3, 300, 0, 0, 0]])
        // Two tickets are left by the quota, but NT$150 let in one more alone.
        let second = try await store.submit(check(2, at: farm, member: "b", tickets: 3, terminal: 2)).get()
        #expect(second.decision.lines.map(\.quantity) == [1, 2])
        #expect(second.decision.due == Money(200))
        let third = try await store.submit(check(3, at: farm, member: "c", terminal: 3)).get()
        #expect((third.decision.verdict, third.decision.reason) == (.denied, .offerLimitReached))
        let redemption = try await store.submit(redeem(11, check: 1)).get()
        #expect(try await store.redemption(redemption.id)?.holds == first.decision.holds)
        #expect(try await counted(store)["day"] == [1, 1, 100, 1, 3, 300])
        #expect(try await store.submit(void(11)).get().voiding != nil)
        #expect(try await store.submit(void(11)).get().voiding != nil)
        #expect(try await counted(store)["day"] == [1, 1, 100, 0, 0, 0])
        clock.advance(by: .minutes(11))
        #expect(try await store.submit(LapseChecks()) == 1)
        #expect(try await counted(store)["day"] == [0, 0, 0, 0, 0, 0])
        // The member may come again, for the first visit was taken back.
        #expect(try await store.submit(check(4, at: farm, member: "a")).get().decision.verdict == .granted)
        #expect(try await store.submit(redeem(12, check: 2)) == .failure(.checkLapsed))
      }
    }
  }

  @Test(
    "A member's second card, and a card's second member, meet the limit that counts them",
    arguments: EngineUnderTest.all)
  func scopes(engine: EngineUnderTest) async throws {
    let farm = farm([Limit(.member, .week, most: 1), Limit(.card, .week, most: 1)])
    try await engine.withDatabase { database in
      try await database.withStore { store in
        let first = try await store.submit(check(1, at: farm, member: "a", card: "one")).get()
        #expect(first.decision.verdict == .granted)
        let otherCard = try await store.submit(check(2, at: farm, member: "a", card: "two", terminal: 2))
          .get()
        #expect(otherCard.decision.reason == .memberLimitReached)
        let otherMember = try await store.submit(
          check(3, at: farm, member: "b", card: "one", terminal: 2)
        ).get()
        #expect(otherMember.decision.reason == .cardLimitReached)
      }
    }
  }

  @Test(
    "The same visitor at the same counter is checked anew without meeting the own reservation",
    arguments: EngineUnderTest.all)
  func again(engine: EngineUnderTest) async throws {
    let farm = farm([Limit(.member, .day, most: 1), Limit(.offer, .day, .tickets, most: 3)])
    try await engine.withDatabase { database in
      try await database.withStore { store in
        #expect(
          try await store.submit(check(1, at: farm, member: "a", tickets: 3)).get().decision.due == .zero)
        let changed = try await store.submit(check(2, at: farm, member: "a", tickets: 2)).get()
        #expect((changed.decision.verdict, changed.decision.due) == (.granted, .zero))
        #expect(try await store.check(id(1))?.state == .lapsed)
        #expect(try await store.submit(redeem(11, check: 1)) == .failure(.checkLapsed))
        #expect(try await counted(store)["day"] == [1, 2, 200, 0, 0, 0])
        // Once redeemed it is a visit, and the day's one is used.
        _ = try await store.submit(redeem(12, check: 2)).get()
        let later = try await store.submit(check(3, at: farm, member: "a")).get()
        #expect(later.decision.reason == .memberLimitReached)
      }
    }
  }

  @Test("A terminal reserves for so many visitors and no more", arguments: EngineUnderTest.all)
  func terminal(engine: EngineUnderTest) async throws {
    let farm = farm([Limit(.offer, .total, .tickets, most: 1_000)])
    try await engine.withDatabase { database in
      try await database.withStore { store in
        for number in 0..<CounterDesk.reservationLimit {
          _ = try await store.submit(check(100 + number, at: farm, member: "m\(number)")).get()
        }
        let over = try await store.submit(check(200, at: farm, member: "x"))
        #expect(over == .failure(.tooManyReservations))
        #expect(try await store.check(id(200)) == nil)
        #expect(
          try await store.submit(check(201, at: farm, member: "x", terminal: 2)).get().decision.due == .zero)
        _ = try await store.submit(redeem(300, check: 100)).get()
        #expect(try await store.submit(check(202, at: farm, member: "x")).get().decision.due == .zero)
      }
    }
  }

  @Test(
    "However many processes sell at once, a quota and a budget are never oversold, and never left unsold",
    arguments: EngineUnderTest.all)
  func concurrent(engine: EngineUnderTest) async throws {
    let seed = UInt64.random(in: 0..<UInt64.max)
    let farm = farm([
      Limit(.offer, .day, .tickets, most: 60), Limit(.offer, .month, .amount, most: 5_500),
      Limit(.member, .day, most: 2),
    ])
    try await engine.withDatabase { database in
      try await database.withStore { one in
        try await database.withStore { two in
          try await withThrowingTaskGroup { group in
            for clerk in 0..<8 {
              let store = clerk % 2 == 0 ? one : two
              group.addTask { try await sell(at: farm, clerk: clerk, store, seed: seed) }
            }
            try await group.waitForAll()
          }
          let (reserved, redeemed) = try await held(one)
          let counters = try await counted(one)
          let day = try #require(counters["day"])
          #expect(day[0...2] == reserved[...], "seed \(seed)")
          #expect(day[3...5] == redeemed[...], "seed \(seed)")
          #expect(counters["month"] == day, "seed \(seed)")
          #expect(day[2] + day[5] <= 5_500 && day[1] + day[4] <= 60, "seed \(seed)")
          // NT$5,500 is the tighter one: what is left is less than a ticket.
          #expect(day[2] + day[5] == 5_500, "seed \(seed)")
        }
      }
    }
  }

  /// One counter's day: checks, redemptions and voids at random, until the offer is used up for good.
  private func sell(at farm: Venue, clerk: Int, _ store: CityStore, seed: UInt64) async throws {
    var random = SeededRandom(seed: seed &+ UInt64(clerk))
    for visitor in 0..<60 {
      let number = 1_000 * (clerk + 1) + visitor
      let member = "m\(Int.random(in: 0..<40, using: &random))"
      let record = try await store.submit(
        check(
          number, at: farm, member: member, tickets: .random(in: 1...4, using: &random),
          terminal: Int64(clerk + 1)))
      // The last visitors' reservations must not be given back, or the end would depend on who came last.
      guard case .success(let check) = record, !check.decision.holds.isEmpty else { continue }
      let outcome = try await store.submit(
        redeem(100_000 + number, check: number, terminal: Int64(clerk + 1)))
      guard case .success = outcome, visitor < 20, Bool.random(using: &random) else { continue }
      _ = try await store.submit(void(100_000 + number)).get()
    }
  }

  /// What the open checks and the standing redemptions hold, by their own records.
  private func held(_ store: CityStore) async throws -> (reserved: [Int64], redeemed: [Int64]) {
    let open = "SELECT holds FROM counter_check WHERE state = 'open' AND holds IS NOT NULL"
    let standing = "SELECT holds FROM redemption WHERE voided_at IS NULL AND holds IS NOT NULL"
    let results = try await store.engine.read([SQLQuery(SQLText(open)), SQLQuery(SQLText(standing))])
    let sums = try results.map { rows in
      try rows.reduce(into: [0, 0, 0] as [Int64]) { sum, row in
        for hold in try DecisionColumns.holds(row.text(0))
        where hold.key.scope == .offer && hold.key.period == .day {
          sum = [sum[0] + hold.usage.uses, sum[1] + hold.usage.tickets, sum[2] + hold.usage.amount]
        }
      }
    }
    return (sums[0], sums[1])
  }
}
