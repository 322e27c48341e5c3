import Benefits
import Federation
import Testing

@Suite("What a published offer allows its successors")
struct OfferRuleTests {
  private let today = CivilDate(daysSinceEpoch: 20_780)

  /// The offer "residents" in force under version 3, and of "gone" version 5 used up.
  private let past = PublishedPast(
    venue: venue([offer("residents", version: 3)]),
    records: [
      slug("residents"): OfferRecord(offer: slug("residents"), venue: slug("museum"), version: 3),
      slug("gone"): OfferRecord(offer: slug("gone"), venue: slug("museum"), version: 5),
      slug("theirs"): OfferRecord(offer: slug("theirs"), venue: slug("theatre"), version: 1),
    ])

  private func rules(_ offers: Offer...) -> [OfferFinding.Rule] {
    past.findings(in: venue(offers)).map(\.rule)
  }

  private func warnings(_ offers: Offer..., in past: PublishedPast? = nil) -> [OfferWarning.Rule] {
    (past ?? self.past).warnings(in: venue(offers), on: today).map(\.rule)
  }

  @Test("It may stay as it is, change under a higher version, or go")
  func allowed() {
    #expect(rules(offer("residents", version: 3)) == [])
    #expect(rules(offer("residents", version: 4, percent: 20)) == [])
    #expect(rules() == [])
  }

  @Test("It does not change under its version, nor under a lower one")
  func changed() {
    #expect(rules(offer("residents", version: 3, percent: 20)) == [.changedWithoutVersion])
    #expect(rules(offer("residents", version: 2)) == [.versionLower])
  }

  @Test("An id that was used comes back under a higher version alone, and at its own venue")
  func comesBack() {
    #expect(rules(offer("gone", version: 5)) == [.idUsed])
    #expect(rules(offer("gone", version: 6)) == [])
    #expect(rules(offer("theirs", version: 9)) == [.ofOtherVenue])
  }

  @Test("Findings come in the order of offer ids")
  func order() {
    let findings = past.findings(in: venue([offer("residents", version: 1), offer("gone", version: 1)]))
    #expect(findings.map(\.offer.text) == ["gone", "residents"])
  }

  @Test("An offer that stays warns of nothing, even when it is over")
  func standing() {
    let over = venue([offer("old", until: "2026-01-31")])
    let past = PublishedPast(venue: over, records: [:])
    #expect(past.warnings(in: over, on: today).isEmpty)
  }

  @Test("A new offer that is over before it begins is warned of, and so is a changed one")
  func over() {
    #expect(warnings(offer("fresh", from: nil, until: "2026-11-22")) == [.validityOver])
    #expect(warnings(offer("fresh", from: nil, until: "2026-11-23")) == [])
    #expect(warnings(offer("residents", version: 4, until: "2026-11-22")) == [.validityOver])
  }

  @Test("A copy that keeps the days of its model is warned of, with the model")
  func copied() throws {
    let copy = venue([offer("residents", version: 3), offer("residents-2", percent: 30)])
    let warning = try #require(past.warnings(in: copy, on: today).first)
    #expect(warning == OfferWarning(offer: slug("residents-2"), rule: .datesCopied, model: slug("residents")))
    // Other days, other people: no copy.
    #expect(warnings(offer("fresh", until: "2028-12-31")) == [])
    #expect(warnings(offer("fresh", classes: [.named(.student)])) == [])
  }

  @Test("A new offer without end is warned of; a change does not have to be told again")
  func noEnd() {
    #expect(warnings(offer("fresh", until: nil)) == [.noEnd])
    #expect(warnings(offer("residents", version: 4, until: nil)) == [])
  }

  @Test("Warnings keep a draft back until each offer is named, and what was named is kept")
  func acknowledged() throws {
    let next = venue([offer("residents"), offer("fresh", until: nil)])
    var desk = foundedDesk(reading: [document(2): next])
    let id = try desk.draft(slug("museum"), document: document(2), by: "Lin", at: morning).orThrow()
    let warning = OfferWarning(offer: slug("fresh"), rule: .noEnd)
    #expect(throws: RegistryFault.unacknowledged(id, [warning])) {
      try desk.submit(id, acknowledging: [slug("residents")], at: morning)
    }
    try desk.submit(id, acknowledging: [slug("fresh"), slug("residents")], at: morning)
    #expect(desk.revisions[id]?.acknowledged == [slug("fresh")])
  }
}
