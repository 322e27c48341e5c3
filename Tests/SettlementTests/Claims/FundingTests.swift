import Benefits
import Federation
import Settlement
import TestSupport
import Testing

@Suite("Funding, caps and budgets")
struct FundingTests {
  private let november = ClaimSample.november

  private func fund(
    _ subsidy: Int64, by offer: Funding = .merchant, _ terms: SettlementTerms,
    _ meter: FundingMeter = FundingMeter(),
    window: CivilMonth? = nil, seq: Int64 = 1
  ) -> FundedShares {
    meter.fund(
      Money(subsidy), by: offer, terms: terms, agreement: "taipei-taitung", window: window ?? november,
      seq: seq)
  }

  private func spent(
    _ amount: Int64, _ party: FundingParty, _ terms: SettlementTerms, in window: CivilMonth? = nil
  ) throws -> FundingMeter {
    var shares = Shares.zero
    shares[party] = Money(amount)
    let line = ClaimLine(
      id: ClaimSample.id(1), seq: 1, window: window ?? november, recorded: ClaimSample.now,
      entry: .claim(ClaimSample.claim(shares: shares)))
    var meter = FundingMeter()
    meter.count(line, terms: terms, firstOpen: november)
    return meter
  }

  @Test func `a discount of 13 at 40/40/20 is 5, 5 and 3`() {
    let funded = fund(13, ClaimSample.terms())
    #expect(funded.shares == Shares(merchant: Money(5), host: Money(5), home: Money(3)))
    #expect(funded.unfunded == .zero)
  }

  @Test func `equal remainders rotate by the line's place, and the parts always add up`() throws {
    let halves = try #require(Funding([.host: 50, .home: 50]))
    let terms = SettlementTerms(funding: halves)
    let odd = (1...4).map { fund(7, terms, seq: $0).shares }
    #expect(odd.map(\.host.ntd) == [4, 3, 4, 3])
    #expect(odd.map(\.home.ntd) == [3, 4, 3, 4])
    var random = SeededRandom(seed: 6)
    for _ in 0..<500 {
      let merchant = Int.random(in: 1...98, using: &random)
      let host = Int.random(in: 1...(99 - merchant), using: &random)
      let split = try #require(Funding([.merchant: merchant, .host: host, .home: 100 - merchant - host]))
      let subsidy = Money(.random(in: 0...5_000, using: &random))
      for rotation in 0..<3 as Range<Int64> {
        let parts = split.split(subsidy, rotation: rotation)
        #expect(parts.values.reduce(.zero, +) == subsidy)
        for (party, part) in parts {
          let exact = subsidy.ntd * Int64(split.percent(of: party))
          #expect(abs(part.ntd * 100 - exact) < 100)
        }
      }
      #expect(split.split(subsidy) == split.split(subsidy, rotation: 3))
    }
  }

  @Test func `an offer's own funding counts, and the home city never bears more than the agreement says`() {
    let terms = ClaimSample.terms()
    #expect(terms.funding(of: .merchant) == ClaimSample.funding)
    #expect(terms.funding(of: .host) == .host)
    #expect(terms.funding(of: .home) == Funding([.host: 80, .home: 20]))
    #expect(SettlementTerms().funding(of: .home) == .host)
    #expect(SettlementTerms(funding: .home).funding(of: .home) == .home)
  }

  @Test(arguments: ExhaustionPolicy.allCases)
  func `what a budget has no room for goes where the agreement sends it`(_ policy: ExhaustionPolicy) throws {
    let terms = ClaimSample.terms([.home: FundingBounds(budget: Money(10))], policy)
    let meter = try spent(8, .home, terms)
    let funded = fund(100, terms, meter)
    #expect(funded.split == Shares(merchant: Money(40), host: Money(40), home: Money(20)))
    #expect(funded.shares.total == Money(100))
    switch policy {
    case .merchantAbsorbs:
      #expect(funded.shares == Shares(merchant: Money(58), host: Money(40), home: Money(2)))
      #expect(funded.unfunded == .zero)
    case .stop:
      #expect(funded.shares == Shares(merchant: Money(40), host: Money(58), home: Money(2)))
      #expect(funded.unfunded == .zero)
    case .pendingBudget:
      #expect(funded.shares == funded.split)
      #expect(funded.unfunded == Money(18))
    }
  }

  @Test func `the smallest of the bounds counts, each for its own period`() throws {
    let bounds = FundingBounds(perLine: Money(15), perMonth: Money(12), budget: Money(11))
    let terms = ClaimSample.terms([.home: bounds])
    #expect(fund(100, terms).shares.home == Money(11))
    #expect(fund(100, terms, try spent(6, .home, terms)).shares.home == Money(5))
    // Another month of the same year has its month's cap anew, not the year's budget.
    #expect(fund(100, terms, try spent(6, .home, terms), window: november.previous).shares.home == Money(5))
    #expect(fund(100, terms, try spent(6, .home, terms), window: november.next.next).shares.home == Money(11))
    let onlyLine = ClaimSample.terms([.home: FundingBounds(perLine: Money(15))])
    #expect(fund(100, onlyLine, try spent(500, .home, onlyLine)).shares.home == Money(15))
  }

  @Test func `a fiscal year begins with the month that the agreement names`() throws {
    let july = FundingPeriod.fiscalYear(of: november, from: 7)
    #expect(july.start.description == "2026-07")
    #expect(july.last.description == "2027-06")
    #expect(FundingPeriod.fiscalYear(of: november, from: 12).start.description == "2025-12")
    #expect(FundingPeriod.fiscalYear(of: november, from: 11).start == november)
    #expect(FundingPeriod.month(november) < FundingPeriod(kind: .fiscalYear, start: november))
  }

  @Test func `what is taken back returns only to periods that are open`() throws {
    let terms = ClaimSample.terms()
    let claim = ClaimLine(
      id: ClaimSample.id(1), seq: 1, window: november, recorded: ClaimSample.now,
      entry: .claim(ClaimSample.claim(shares: Shares(home: Money(20)))))
    let standing = try #require(ClaimStanding(claim))
    func void(in window: CivilMonth) -> FundingMeter {
      var meter = FundingMeter()
      meter.count(claim, terms: terms, firstOpen: november)
      let line = ClaimLine(
        id: ClaimSample.id(2), seq: 2, window: window, recorded: ClaimSample.now,
        entry: .void(
          ClaimReversal(
            original: claim.id, at: ClaimSample.now, shares: Shares(home: Money(-20)), reason: nil)))
      meter.count(line, original: standing, terms: terms, firstOpen: window)
      return meter
    }
    let month = MeterKey(agreement: "taipei-taitung", party: .home, period: .month(november))
    let year = MeterKey(
      agreement: "taipei-taitung", party: .home, period: .fiscalYear(of: november, from: 1))
    #expect([void(in: november)[month], void(in: november)[year]] == [.zero, .zero])
    #expect([void(in: november.next)[month], void(in: november.next)[year]] == [Money(20), .zero])
    #expect(void(in: november.next.next)[year] == Money(20))
  }
}
