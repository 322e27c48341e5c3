import Benefits
import Testing

@testable import Store

@Suite("Any engine: visits for a dry run")
struct VisitConformance {
  private func visits(
    _ store: CityStore, at venue: VenueID = museum, _ period: Range<Instant>, page: Int = 2
  ) async throws -> [CheckRecord] {
    var visits: [CheckRecord] = []
    try await store.eachVisit(at: venue, in: period, page: page) { visits.append($0) }
    return visits
  }

  @Test(
    "Each redeemed visit of the venue and the period comes once with its lines, over all pages; no voided one",
    arguments: EngineUnderTest.all)
  func pages(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        // The sixth is never redeemed, the third is voided.
        for number in 1...6 { _ = try await store.submit(try check(number)).get() }
        var times: [Instant] = []
        for number in 1...5 {
          times.append(try await store.submit(redeem(100 + number, check: number)).get().at)
        }
        _ = try await store.submit(void(103)).get()
        let first = try #require(times.min())
        let all = first..<(try #require(times.max()) + atom)
        var kept: [CheckRecord] = []
        for number in [1, 2, 4, 5] { kept.append(try #require(try await store.check(id(number)))) }
        for page in [1, 2, 3, 4, 500] { #expect(try await visits(store, all, page: page) == kept) }
        #expect(try await visits(store, (first - .hours(1))..<first).isEmpty)
        #expect(try await visits(store, all.upperBound..<(all.upperBound + .hours(1))).isEmpty)
        #expect(try await visits(store, at: VenueID(unchecked: "elsewhere"), all).isEmpty)
      }
    }
  }
}
