import Benefits
import TestSupport
import Testing

@Suite("A venue's takings")
struct TakingsTests {
  private func takings(_ visits: [SoldVisit], in days: ClosedRange<Int> = 1...30) throws -> Takings {
    let period = try instant(day: days.lowerBound, hour: 0)..<instant(day: days.upperBound, hour: 24)
    var takings = Takings()
    for visit in visits where period.contains(visit.redemption.at) { takings.addSold(visit) }
    for visit in visits where visit.redemption.voiding.map({ period.contains($0.at) }) == true {
      takings.addTakenBack(visit)
    }
    return takings
  }

  private func taken(back day: Int, terminal: Int64 = 1) throws -> Voiding {
    Voiding(terminal: TerminalID(terminal), at: try instant(day: day, hour: 12), reason: "退票")
  }

  @Test(
    "A visit that is taken back on another day leaves that day's drawer, at the terminal that took it back")
  func takenBackLater() throws {
    let visits = [
      sold(1, at: try instant(day: 23)),
      sold(2, at: try instant(day: 23), quantity: 2, voiding: try taken(back: 24, terminal: 2)),
    ]
    let first = try takings(visits, in: 23...23)
    #expect(first.drawer.money == Money(180) && first.drawer.tickets == 3)
    #expect(first.drawer.takenBack == Takings.Amount())
    let second = try takings(visits, in: 24...24)
    #expect(second.drawer.money == Money(-120) && second.drawer.takenBack.visits == 1)
    #expect(second.terminals.keys.map(\.number) == [2])
    // It is worth nothing in either view: what is paid counts visits that stand.
    #expect(first.months[november]?.visits == 1 && first.months[november]?.paid == Money(60))
    #expect(second.months.isEmpty)
  }

  @Test("Till codes and terminals each add up to the drawer")
  func parts() throws {
    let visits = [
      sold(1, at: try instant(day: 23), terminal: 1),
      sold(2, at: try instant(day: 23), terminal: 2, till: nil),
      sold(3, at: try instant(day: 23), terminal: 2, due: 80, till: "全票A"),
    ]
    let takings = try takings(visits)
    #expect(takings.tills["優待B"]?.money == Money(60) && takings.tills["全票A"]?.money == Money(80))
    #expect(takings.tills[nil]?.money == Money(60))
    #expect(takings.tills.values.reduce(.zero) { $0 + $1.money } == takings.drawer.money)
    #expect(takings.terminals.values.reduce(.zero) { $0 + $1.money } == takings.drawer.money)
    #expect(takings.terminals[TerminalID(2)]?.tickets == 2)
  }

  @Test("What each party bears is split by largest remainder visit by visit, and adds up to the subsidy")
  func shares() throws {
    let funding = try Funding([.merchant: 40, .host: 40, .home: 20]).orThrow()
    let visits =
      try (1...3).map {
        sold($0, at: try instant(day: 23), regular: 85, due: 72, funding: funding)
      } + [sold(4, at: try instant(day: 23), home: taitung, due: 60, funding: .home)]
    let worth = try #require(try takings(visits).months[november])
    #expect(worth.subsidy == Money(59) && worth.discount == Money(59))
    // 13 at 40/40/20 is 5/5/3.
    #expect(worth.merchant == Money(15) && worth.host == Money(15))
    #expect(worth.homes == [taipei: Money(9), taitung: Money(20)])
    #expect(worth.owed == Money(44))
  }

  @Test("What the law takes off is nobody's to pay")
  func law() throws {
    let worth = try #require(
      try takings([sold(1, at: try instant(day: 23), statutory: 40, due: 30, funding: .host)]).months[
        november])
    #expect(worth.discount == Money(50) && worth.subsidy == Money(10) && worth.owed == Money(10))
  }

  @Test("The days of a month add up to the month, whatever is taken back when")
  func days() throws {
    let seed: UInt64 = 0xD4A3
    var random = SeededRandom(seed: seed)
    for round in 0..<50 {
      let visits = try (0..<40).map { number -> SoldVisit in
        let day = Int.random(in: 1...30, using: &random)
        let isBack = Int.random(in: 0..<4, using: &random) == 0
        return sold(
          number, at: try instant(day: day), terminal: .random(in: 1...3, using: &random),
          due: .random(in: 0...80, using: &random),
          till: ["優待A", "優待B", nil].randomElement(using: &random) ?? nil,
          voiding: isBack ? try taken(back: Int.random(in: day...30, using: &random)) : nil)
      }
      let month = try takings(visits)
      let days = try (1...30).map { try takings(visits, in: $0...$0) }
      let note = Comment(rawValue: "seed \(seed), round \(round)")
      #expect(days.reduce(.zero) { $0 + $1.drawer.money } == month.drawer.money, note)
      #expect(days.reduce(0) { $0 + $1.drawer.tickets } == month.drawer.tickets, note)
      let paid = days.reduce(.zero) { $0 + ($1.months[november]?.paid ?? .zero) }
      #expect(paid == month.months[november]?.paid ?? .zero, note)
    }
  }
}
