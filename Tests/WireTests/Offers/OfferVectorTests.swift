import Benefits
import StrictJSON
import TestSupport
import Testing

/// The vectors of `Federation/vectors/offers/`, as another implementation would run them.
@Suite struct OfferVectorTests {
  static let paths = Repository.files(under: OfferVectorFile.folder, suffix: ".json")
  static let files = paths.compactMap { try? OfferVectorFile(path: $0) }
  static let cases = files.flatMap(\.cases)

  @Test(arguments: paths) func `every file can be read`(_ path: String) throws {
    #expect(try OfferVectorFile(path: path).cases.isEmpty == false)
  }

  @Test(arguments: cases) func `the visit comes to what the case says`(_ vector: OfferVector) throws {
    let (stated, actual) = (JSONValue.object(vector.expected), vector.outcome())
    #expect(
      agrees(stated, with: actual),
      """
      \(vector.testDescription)
      expected \(String(decoding: stated.encoded(), as: UTF8.self))
      actual   \(String(decoding: actual.encoded(), as: UTF8.self))
      """)
  }

  @Test(arguments: cases) func `a case states verdict, reason and amount, or a fault`(_ vector: OfferVector) {
    let stated = Set(vector.expected.members.map(\.name))
    if stated.contains("fault") {
      #expect(stated.isSubset(of: ["fault", "line"]))
    } else {
      #expect(stated.isSuperset(of: ["verdict", "reason", "due"]))
      #expect(
        stated.isSubset(of: [
          "verdict", "reason", "due", "regular", "subsidy", "redeemable", "lines", "funding", "holds",
          "needed",
        ]))
    }
  }

  @Test func `names are sentences in both languages, and no two alike`() {
    for vector in Self.cases {
      let parts = vector.name.split(separator: " / ")
      #expect(parts.count == 2, "\(vector.name)")
      #expect(parts.first?.contains { !$0.isASCII } == true, "\(vector.name)")
      #expect(parts.last?.allSatisfy { $0.isASCII } == true, "\(vector.name)")
    }
    #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
  }

  @Test func `the usage that a case states is what the core asks for`() {
    for vector in Self.cases where !vector.used.isEmpty {
      let keys = usageKeys(
        venue: vector.venue, basket: vector.basket, salesPoint: vector.salesPoint, facts: vector.facts,
        identity: vector.identity, at: vector.instant, calendar: vector.calendar)
      let offers = Set(vector.venue.offers.map(\.id))
      #expect(Set(vector.used.keys.map(\.offer)).isSubset(of: offers), "\(vector.name)")
      // A counter of another holder, period or day changes nothing, and a few cases state just that.
      #expect(vector.outcome() == vector.outcome(reading: keys), "\(vector.name)")
    }
  }
}
