import Benefits
import Office
import Settlement
import TestSupport
import Testing

private let taipei = CityID(unchecked: "taipei")
private let ranch = MerchantID(unchecked: "ranch")
private let museum = VenueID(unchecked: "museum")
private let month = CivilMonth(of: CivilDate(daysSinceEpoch: 20_780))

@Suite("What merchants are owed")
struct MerchantDuesTests {
  @Test func `lines are grouped by merchant, voids take back, and a venue without a merchant waits`() {
    let farm = VenueID(unchecked: "farm")
    var fold = DueFold(owners: [farm: ranch])
    let shares = Shares(merchant: Money(5), host: Money(5), home: Money(3))
    for _ in 0..<3 { fold.add(.claim, at: farm, shares) }
    fold.add(.void, at: farm, -shares)
    fold.add(.correction, at: farm, Shares(home: Money(-1)))
    fold.add(.claim, at: museum, shares)
    #expect(fold.dues[.merchant(ranch)] == Due(claims: 2, owed: Money(15)))
    #expect(fold.dues[.venue(museum)] == Due(claims: 1, owed: Money(8)))
    #expect(fold.owed.values.reduce(.zero, +) == fold.shares.owedToMerchant)
  }

  private func dues(_ amounts: [Int64]) -> [WindowDue] {
    var month = month
    return amounts.map { amount in
      defer { month = month.next }
      return WindowDue(home: taipei, month: month, due: Due(claims: 1, owed: Money(amount)))
    }
  }

  @Test func `a payment covers the oldest windows first, and what came back leaves the newest open`() {
    let paid = WindowDue.allocate(Money(15), to: dues([10, 10, 10]).reversed())
    #expect(paid.map(\.paid.ntd) == [10, 5, 0])
    #expect(paid.map(\.payable.ntd) == [0, 5, 10])
    #expect(WindowDue.allocate(.zero, to: dues([10])).map(\.payable.ntd) == [10])
  }

  @Test func `a window that took back more than it brought is set off against the oldest that are open`() {
    #expect(WindowDue.allocate(Money(10), to: dues([10, -4, 10])).map(\.payable.ntd) == [0, 0, 6])
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `what is payable and what was paid is what is owed`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let amounts = (0..<9).map { _ in Int64.random(in: -20...100, using: &random) }
    let owed = amounts.reduce(0, +)
    guard owed > 0 else { return }
    let paid = Int64.random(in: 0...owed, using: &random)
    let dues = WindowDue.allocate(Money(paid), to: dues(amounts))
    #expect(dues.reduce(Money.zero) { $0 + $1.payable }.ntd == owed - paid, "seed \(seed)")
  }
}
