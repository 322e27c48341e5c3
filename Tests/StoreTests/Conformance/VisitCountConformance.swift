import Benefits
import Testing

@testable import Store

@Suite("Any engine: closed months")
struct VisitCountConformance {
  private let november = CivilMonth(of: CivilDate(daysSinceEpoch: 20_780))
  private let civil = CivilCalendar.taipei

  private func counted() -> MonthCounts {
    var counts = MonthCounts(month: november)
    let offer = VisitBenefit.offer(
      OfferID(unchecked: "residents"), for: [.named(.lowIncome), .ageAtLeast(65)])
    let forgotten = VisitBenefit.offer(OfferID(unchecked: "forgotten"), for: [])
    counts.benefits[museum] = [offer: 12, forgotten: 1, .law: 3, VisitBenefit.none: 4]
    counts.homes[museum] = [taipei: 15, nil: 5]
    counts.hours[museum] = [WeekHour(.sunday, 0): 19, WeekHour(.monday, 23): 1]
    counts.novelty[museum] = [.new: 6, .returning: 10, .unknown: 4]
    counts.members = [.once: 5, .few: 2, .often: 1]
    return counts
  }

  @Test(
    "What was counted is read as it was kept, and what is kept again changes nothing",
    arguments: EngineUnderTest.all)
  func roundTrip(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        #expect(try await store.countedMonths() == nil)
        try await store.keep(counted(), newMembers: [], at: morning)
        var other = MonthCounts(month: november)
        other.homes[museum] = [taipei: 99]
        try await store.keep(other, newMembers: [], at: morning)
        // A month without a visit is counted too.
        try await store.keep(MonthCounts(month: november.next), newMembers: [], at: morning)
        #expect(try await store.countedMonths() == november...november.next)
        let months = try await store.monthCounts(november...november.next)
        #expect(months == [counted(), MonthCounts(month: november.next)])
        #expect(try await store.monthCounts(november.next...november.next).count == 1)
      }
    }
  }

  @Test(
    "A month's visits come once each; taken back by the cut-off they are none, taken back later they were",
    arguments: EngineUnderTest.all)
  func visits(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store async throws in
        #expect(try await store.firstVisit() == nil)
        for number in 1...4 {
          _ = try await store.submit(try check(number)).get()
          _ = try await store.submit(redeem(100 + number, check: number)).get()
        }
        #expect(try await store.firstVisit() == morning)
        clock.advance(by: .hours(1))
        _ = try await store.submit(void(102, reason: "退票")).get()
        let cutOff = clock.now + .hours(1)
        clock.advance(by: .hours(1))
        _ = try await store.submit(void(103, reason: "退票")).get()
        for page in [1, 2, 3, 500] {
          var found: [UUIDv7] = []
          let period = civil.instants(of: november)
          try await store.eachVisit(of: november, in: period, cutOff: cutOff, page: page) { visit, isKnown in
            #expect(!isKnown && visit.tickets == 2 && visit.member?.subject == "假名")
            found.append(visit.redemption.id)
          }
          #expect(found == [101, 103, 104].map { id($0) }, "\(page)")
        }
        let december = november.next
        var later = 0
        try await store.eachVisit(of: december, in: civil.instants(of: december), cutOff: cutOff) { _, _ in
          later += 1
        }
        #expect(later == 0)
      }
    }
  }

  @Test("A member is known in later months alone, whatever is kept twice", arguments: EngineUnderTest.all)
  func known(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        _ = try await store.submit(try check(1)).get()
        _ = try await store.submit(redeem(101, check: 1)).get()
        func isKnown(in month: CivilMonth) async throws -> Bool? {
          var known: Bool?
          let period = civil.instants(of: november)
          try await store.eachVisit(of: month, in: period, cutOff: civil.cutOff(of: november)) { known = $1 }
          return known
        }
        let member = VisitingMember(home: taipei, subject: "假名")
        let stranger = VisitingMember(home: CityID(unchecked: "taitung"), subject: "假名")
        try await store.keep(MonthCounts(month: november), newMembers: [stranger], at: morning)
        #expect(try await isKnown(in: november.next) == false)
        // As after a stop between the members and their month.
        for month in [november, november.next] {
          try await store.keep(MonthCounts(month: month), newMembers: [member], at: morning)
        }
        #expect(try await isKnown(in: november) == false)
        #expect(try await isKnown(in: november.next) == true)
      }
    }
  }

  @Test("More new members than one transaction keeps are all kept", arguments: EngineUnderTest.all)
  func batches(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        let members = (0...CityStore.visitorBatch).map { VisitingMember(home: taipei, subject: "\($0)") }
        try await store.keep(MonthCounts(month: november), newMembers: members, at: morning)
        #expect(try await store.engine.count("visitor") == Int64(members.count))
      }
    }
  }
}
