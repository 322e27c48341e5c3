import Benefits
import TestSupport
import Testing

@Suite("Properties of every decision")
struct PricingPropertyTests {
  /// Runs `check` on so many random sales. Everything that fails in it names seed and round.
  private func forSales(
    seed: UInt64, rounds: Int, tickets: Int,
    _ check: (RandomSale, inout SeededRandom, Comment) throws -> Void
  ) throws {
    var random = SeededRandom(seed: seed)
    for round in 0..<rounds {
      let sale = try RandomSale(tickets: tickets, using: &random)
      try check(sale, &random, "seed \(seed), round \(round)")
    }
  }

  @Test("a ticket costs the lowest of its three prices, and the subsidy is what the offer adds to the law")
  func perLine() throws {
    try forSales(seed: 0xA1, rounds: 1_500, tickets: 100) { sale, _, comment in
      for line in try sale.decided().lines {
        #expect(.zero <= line.due && line.statutory <= line.regular, comment)
        #expect(line.due == min(line.regular, line.statutory, line.offer ?? line.regular), comment)
        switch line.basis {
        case .regular: #expect(line.due == line.regular && line.offerID == nil, comment)
        case .statutory:
          #expect(line.due == line.statutory && line.due < line.regular && line.offerID == nil, comment)
        case .offer:
          #expect(line.due == line.offer && line.due < line.statutory && line.offerID != nil, comment)
        }
        #expect(line.subsidy == line.statutory - line.due, comment)
      }
    }
  }

  @Test("no ticket is lost or added, lines stay in basket order, and totals add up over split lines")
  func conserved() throws {
    try forSales(seed: 0xA2, rounds: 1_500, tickets: 100) { sale, _, comment in
      let decision = try sale.decided()
      #expect(decision.lines.map(\.basketLine) == decision.lines.map(\.basketLine).sorted(), comment)
      var (regular, due, subsidy) = (Money.zero, Money.zero, Money.zero)
      for (index, line) in sale.basket.lines.enumerated() {
        let rung = decision.lines.filter { $0.basketLine == index }
        #expect(rung.allSatisfy { $0.ticket == line.ticket && $0.quantity > 0 }, comment)
        #expect(rung.reduce(0) { $0 + $1.quantity } == line.quantity, comment)
        regular += try sale.venue.ticket(line.ticket).orThrow().price * line.quantity
        for ticket in rung {
          due += ticket.due * ticket.quantity
          subsidy += ticket.subsidy * ticket.quantity
        }
      }
      #expect(decision.regular == regular, comment)
      #expect(decision.due == due && decision.discount == regular - due, comment)
      #expect(decision.subsidy == subsidy, comment)
    }
  }

  @Test("no offer reduces more tickets than it may")
  func limits() throws {
    try forSales(seed: 0xA3, rounds: 1_500, tickets: 30) { sale, _, comment in
      let lines = try sale.decided().lines
      for offer in sale.venue.offers {
        let reduced = lines.filter { $0.offerID == offer.id }.reduce(0) { $0 + $1.quantity }
        #expect(reduced <= offer.ticketsPerCheck, comment)
      }
    }
  }

  @Test("the order of the offers changes nothing")
  func permuted() throws {
    try forSales(seed: 0xA4, rounds: 1_000, tickets: 30) { sale, random, comment in
      let shuffled = sale.with(offers: sale.venue.offers.shuffled(using: &random))
      let (one, other) = (try sale.decided(), try shuffled.decided())
      #expect(one == other, comment)
    }
  }

  @Test("one more offer never raises what is due")
  func oneMore() throws {
    try forSales(seed: 0xA5, rounds: 1_500, tickets: 30) { sale, random, comment in
      let more = sale.with(offers: sale.venue.offers + [RandomSale.offer(9, using: &random)])
      let (before, after) = (try sale.decided(), try more.decided())
      #expect(after.due <= before.due, comment)
    }
  }

  @Test("the total is the lowest that trying everything finds")
  func lowest() throws {
    var scarce = 0
    try forSales(seed: 0xA6, rounds: 4_000, tickets: 6) { sale, _, comment in
      let decision = try sale.decided()
      #expect(decision.due == ReferenceTotal(sale).lowest(), comment)
      if Set(decision.lines.compactMap(\.offerID)).count > 1 { scarce += 1 }
    }
    #expect(scarce > 100, "too few sales in which several offers meet for the property to mean much")
  }

  @Test("a verdict goes with its reason, and a granted one saves something or was free")
  func verdicts() throws {
    try forSales(seed: 0xA7, rounds: 1_500, tickets: 10) { sale, _, comment in
      let decision = try sale.decided()
      switch decision.reason {
      case .cityNotNamed: #expect(decision.verdict == .needsCity, comment)
      case .homeUnavailable, .homeSlow, .homeUnsound, .homeLimited, .homeRefused:
        #expect(decision.verdict == .indeterminate, comment)
      case .offerApplied, .statutoryApplied:
        #expect(decision.verdict == .granted && decision.discount > .zero, comment)
      case .alreadyFree: #expect(decision.verdict == .granted && decision.regular == .zero, comment)
      default: #expect(decision.verdict == .denied && decision.discount == .zero, comment)
      }
      #expect((decision.reason == .offerApplied) == (decision.subsidy > .zero), comment)
    }
  }

  @Test("what is asked is part of what the venue uses")
  func asked() throws {
    try forSales(seed: 0xA8, rounds: 500, tickets: 10) { sale, _, comment in
      for home in [taipei, taitung] {
        let asked = classesToAsk(venue: sale.venue, basket: sale.basket, home: home)
        #expect(Set(asked).isSubset(of: sale.venue.classesInUse(home: home)), comment)
        #expect(asked == Set(asked).sorted(), comment)
      }
    }
  }
}
