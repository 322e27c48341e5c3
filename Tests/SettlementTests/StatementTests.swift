import Benefits
import Settlement
import TestSupport
import Testing

private let taitung = CityID(unchecked: "taitung")
private let taipei = CityID(unchecked: "taipei")
private let pair = DirectedPair(host: taitung, home: taipei)!
private let november = CivilMonth("2026-11")!
private let now = CivilCalendar.taipei.start(of: november.first)

private func line(_ number: Int, home: Int64, unfunded: Int64 = 0, _ finding: Finding?) -> StatementLine {
  StatementLine(
    id: UUIDv7(at: now, randomness: (0, UInt64(number))), seq: Int64(number),
    shares: Shares(merchant: Money(3), host: Money(2), home: Money(home)), unfunded: Money(unfunded),
    finding: finding)
}

@Suite("Statements and obligations")
struct StatementTests {
  @Test func `each line of a window is payable or excluded, never both, and to the dollar`() {
    var random = SeededRandom(seed: 20_261_124)
    let findings: [Finding?] =
      [nil, .matched, .awaiting, .rejected] + ExceptionReason.allCases.map(Finding.exception)
    for _ in 0..<50 {
      var sorter = StatementSorter()
      var excluded = Money.zero
      var count = 0
      let lines = (1...40).map { number in
        line(
          number, home: Int64.random(in: -50...50, using: &random),
          unfunded: Int64.random(in: 0...5, using: &random), findings.randomElement(using: &random)!)
      }
      for line in lines {
        for (kind, entry) in sorter.take(line) where kind == .excluded {
          excluded += entry.amount
          count += 1
        }
      }
      #expect(sorter.claimed.lines == 40)
      #expect(sorter.payable.lines + Int64(count) == 40)
      #expect(sorter.payable.home + excluded == sorter.claimed.home)
    }
  }

  @Test func `what nobody answered counts, marked so; what has no money is listed beside`() {
    var sorter = StatementSorter()
    let entries = sorter.take(line(1, home: 9, unfunded: 4, .awaiting)) + sorter.take(line(2, home: 7, nil))
    #expect(entries.map(\.0) == [.bySilence, .unfunded, .bySilence])
    #expect(entries.map(\.1.reason) == ["awaiting", "pending_budget", "unanswered"])
    #expect(sorter.payable.home == Money(12))
  }

  @Test func `an excluded line comes in once it is matched, drops once it is rejected, and else waits`() {
    let sorter = StatementSorter()
    #expect(sorter.takeExcluded(line(1, home: 9, .matched)).map(\.0) == [.carriedIn])
    #expect(sorter.takeExcluded(line(1, home: 9, .rejected)).map(\.0) == [.dropped])
    #expect(sorter.takeExcluded(line(1, home: 9, .exception(.overCap))).isEmpty)
  }

  @Test func `the difference of two cities is explained by reason down to zero`() {
    let result = Reconciliation(
      [
        .matched: line(1, home: 30, .matched).tally,
        .exception(.overCap): line(2, home: 8, .exception(.overCap)).tally,
        nil: line(3, home: 5, nil).tally, .rejected: line(4, home: -2, .rejected).tally,
      ], closed: StatementTally(lines: 5))
    #expect(result.reasons.map(\.code) == ["unanswered", "over_cap", "rejected"])
    #expect(result.difference.home == Money(11) && result.rest == .zero)
    #expect(result.onTheWay?.lines == 1)
  }

  @Test func `two people of one city approve one hash, the maker first`() throws {
    let hash = [UInt8](repeating: 7, count: 32)
    let lin = SignOff.Approval(name: "lin", at: now)
    var signOff = SignOff(hash: hash)
    #expect(throws: SettlementFault.makerFirst) { try signOff.approve(hash, as: .checker, by: lin) }
    #expect(throws: SettlementFault.hashDiffers) { try signOff.approve([1], as: .maker, by: lin) }
    try signOff.approve(hash, as: .maker, by: lin)
    #expect(throws: SettlementFault.approvedAlready) { try signOff.approve(hash, as: .maker, by: lin) }
    #expect(throws: SettlementFault.samePerson) { try signOff.approve(hash, as: .checker, by: lin) }
    #expect(!signOff.isComplete)
    try signOff.approve(hash, as: .checker, by: SignOff.Approval(name: "chen", at: now))
    #expect(signOff.isComplete)
  }

  @Test func `a statement below zero turns the obligation round, and one of zero makes none`() throws {
    func stated(_ pair: DirectedPair, _ net: Int64) -> StatedNet {
      StatedNet(
        reference: StatementReference(pair: pair, number: 3), window: november, net: Money(net))
    }
    let owed = try #require(Obligation.gross(stated(pair, 12)))
    #expect(
      (owed.id, owed.debtor, owed.creditor, owed.amount) == ("taitung>taipei:3", taipei, taitung, Money(12)))
    let back = try #require(Obligation.gross(stated(pair, -12)))
    #expect((back.debtor, back.creditor, back.amount) == (taitung, taipei, Money(12)))
    #expect(Obligation.gross(stated(pair, 0)) == nil)
  }

  @Test func `both cities net two statements of a month to the same obligation, and no others`() throws {
    func stated(_ pair: DirectedPair, _ net: Int64, _ month: CivilMonth = november) -> StatedNet {
      StatedNet(reference: StatementReference(pair: pair, number: 3), window: month, net: Money(net))
    }
    let one = stated(pair, 100)
    for (net, debtor, amount) in [(30, taipei, 70), (170, taitung, 70)] as [(Int64, CityID, Int64)] {
      let other = stated(pair.reversed, net)
      let obligation = try #require(Obligation.bilateralNet(one, other))
      #expect(obligation == Obligation.bilateralNet(other, one))
      #expect(obligation.debtor == debtor && obligation.amount == Money(amount))
      #expect(obligation.statements.count == 2)
    }
    #expect(Obligation.bilateralNet(one, stated(pair.reversed, 100)) == nil)
    #expect(Obligation.bilateralNet(one, stated(pair.reversed, 30, november.next)) == nil)
    #expect(Obligation.bilateralNet(one, stated(pair, 30)) == nil)
  }
}
