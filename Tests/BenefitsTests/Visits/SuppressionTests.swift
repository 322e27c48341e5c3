import Testing

@testable import Benefits

@Suite("What is withheld of counted visits")
struct SuppressionTests {
  private static let seeds: [UInt64] = Array(1...250)

  /// The withheld counts, zeros left out: a zero was never small.
  private func found(_ cells: [Published], in disclosed: Disclosed<Published>) -> [Published] {
    cells.filter { disclosed.truth[$0] != 0 }
  }

  @Test("No withheld count follows from the shown ones, by exact elimination or by bounds", arguments: seeds)
  func protected(seed: UInt64) {
    var months = RandomMonth(seed: seed)
    let counts = months.counts()
    let disclosed = Disclosed(counts, published: PublishedMonths(counts))
    #expect(disclosed.wrongLines == 0)
    #expect(found(disclosed.determined, in: disclosed).isEmpty, "seed \(seed)")
    #expect(found(disclosed.pinned, in: disclosed).isEmpty, "seed \(seed)")
  }

  @Test("The same attack finds small counts in most months where nothing is withheld beside them")
  func unprotected() {
    var (solved, bounded) = (0, 0)
    for seed in Self.seeds {
      var months = RandomMonth(seed: seed)
      let disclosed = Disclosed.smallWithheld(of: months.counts())
      if !found(disclosed.determined, in: disclosed).isEmpty { solved += 1 }
      if !found(disclosed.pinned, in: disclosed).isEmpty { bounded += 1 }
    }
    #expect(solved > Self.seeds.count / 2)
    #expect(bounded >= solved)
  }

  @Test("No small count is shown, and the sums of months with enough visits are", arguments: seeds)
  func smallCounts(seed: UInt64) {
    var months = RandomMonth(seed: seed)
    let counts = months.counts()
    let disclosed = Disclosed(counts, published: PublishedMonths(counts))
    for cell in disclosed.shown { #expect(!SuppressionRule.standard.isSmall(disclosed.truth[cell] ?? 0)) }
    let isEnough = counts.visits >= SuppressionRule.standard.threshold
    #expect(disclosed.shown.contains(Published(table: "visits", row: "all", column: "all")) == isEnough)
  }
}
