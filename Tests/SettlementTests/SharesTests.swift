import Benefits
import Settlement
import Testing

@Suite("Shares, pairs and findings")
struct SharesTests {
  @Test func `what a line takes back cancels what it refers to`() {
    let shares = Shares(merchant: Money(5), host: Money(5), home: Money(3))
    #expect(shares + -shares == .zero)
    #expect(shares.total == Money(13))
    #expect(shares.owedToMerchant == Money(8))
    for party in FundingParty.allCases { #expect((-shares)[party].ntd == -shares[party].ntd) }
  }

  @Test func `a city claims nothing from itself, and two cities make two pairs`() throws {
    let (taipei, taitung) = (CityID(unchecked: "taipei"), CityID(unchecked: "taitung"))
    #expect(DirectedPair(host: taipei, home: taipei) == nil)
    let pair = try #require(DirectedPair(host: taitung, home: taipei))
    #expect(pair.reversed.reversed == pair)
    #expect(pair.reversed != pair)
    #expect(pair.other(than: taipei) == taitung)
    #expect(pair.description == "taitung>taipei")
  }

  @Test func `each finding has one word, read back as itself`() {
    let all = [Finding.matched, .awaiting, .rejected] + ExceptionReason.allCases.map(Finding.exception)
    #expect(Set(all.map(\.code)).count == all.count)
    for finding in all { #expect(Finding(code: finding.code) == finding) }
    #expect(Finding(code: "paid") == nil)
  }
}
