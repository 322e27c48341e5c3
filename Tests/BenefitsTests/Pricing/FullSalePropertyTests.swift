import Benefits
import TestSupport
import Testing

@Suite("Properties of decisions over the whole model")
struct FullSalePropertyTests {
  private func forSales(
    seed: UInt64, rounds: Int = 800, tickets: Int = 12,
    _ check: (FullSale, Decision, Comment) throws -> Void
  ) throws {
    var random = SeededRandom(seed: seed)
    for round in 0..<rounds {
      let sale = try FullSale(tickets: tickets, using: &random)
      try check(sale, try sale.decided(), "seed \(seed), round \(round)")
    }
  }

  private func reduced(_ offer: OfferID, _ decision: Decision) -> (tickets: Int, amount: Money) {
    decision.lines.reduce((0, .zero)) { sum, line in
      guard let applied = line.applied.first(where: { $0.offer == offer }) else { return sum }
      return (sum.0 + line.quantity, sum.1 + applied.subsidy * line.quantity)
    }
  }

  @Test("nobody pays more than by law alone, and nobody less than nothing")
  func law() throws {
    var (cheaper, onTop) = (0, 0)
    try forSales(seed: 0xB1) { sale, decision, comment in
      let law = try sale.with(offers: []).decided()
      #expect(decision.due <= law.due && decision.lines.allSatisfy { $0.due >= .zero }, comment)
      #expect(decision.lines.allSatisfy { $0.due == $0.statutory - $0.subsidy }, comment)
      // No price is shown that the visitor could have had.
      #expect(decision.lines.allSatisfy { $0.due <= $0.offer ?? $0.due }, comment)
      if decision.due < law.due { cheaper += 1 }
      if decision.lines.contains(where: { $0.applied.count > 1 }) { onTop += 1 }
    }
    #expect(cheaper > 150 && onTop > 15, "too few offers meet for the properties to mean much")
  }

  @Test("the order of offers and of their limits changes nothing")
  func permuted() throws {
    var random = SeededRandom(seed: 0xB2)
    try forSales(seed: 0xB2) { sale, decision, comment in
      let shuffled = sale.venue.offers.map { $0.with(limits: $0.limits.shuffled(using: &random)) }
      let other = try sale.with(offers: shuffled.shuffled(using: &random)).decided()
      #expect(other == decision, comment)
    }
  }

  @Test("no offer reduces more tickets than it may, and none but those of its beneficiaries")
  func tickets() throws {
    try forSales(seed: 0xB3, tickets: 30) { sale, decision, comment in
      let all = sale.basket.lines.reduce(0) { $0 + $1.quantity }
      for offer in sale.venue.offers {
        let tickets = reduced(offer.id, decision).tickets
        #expect(tickets <= offer.ticketsPerCheck, comment)
        if case .buyGet(let buy, let get) = offer.benefit {
          #expect(tickets <= all / (buy + get) * get, comment)
        }
        switch offer.beneficiary {
        case .party: break
        case .holder: #expect(tickets <= 1, comment)
        case .companions: #expect(tickets < all, comment)
        }
      }
    }
  }

  @Test("no offer goes over what its limits leave, or over the cap while the line is down")
  func limits() throws {
    var reached = 0
    try forSales(seed: 0xB4, tickets: 30) { sale, decision, comment in
      for hold in decision.holds {
        let total = (sale.used[hold.key] ?? .none) + hold.usage
        for limit in try sale.offer(hold.key.offer).limits
        where limit.scope == hold.key.scope && limit.period == hold.key.period {
          #expect(total[limit.measure] <= limit.most, comment)
          if total[limit.measure] == limit.most { reached += 1 }
        }
      }
      guard case .offline = sale.facts else { return }
      for offer in sale.venue.offers {
        let amount = reduced(offer.id, decision).amount
        switch offer.offline.rule {
        case .allow: break
        case .allowUpTo(let most): #expect(amount <= most, comment)
        case .deny: #expect(amount == .zero, comment)
        }
      }
    }
    #expect(reached > 50, "too few limits are reached for the property to mean much")
  }

  @Test("what a decision takes of counters is what its lines say, for each limit that it met")
  func holds() throws {
    try forSales(seed: 0xB5) { sale, decision, comment in
      let keys = sale.keys()
      #expect(Set(decision.holds.map(\.key)).count == decision.holds.count, comment)
      #expect(decision.holds.map(\.key) == decision.holds.map(\.key).sorted(), comment)
      #expect(keys.isSuperset(of: decision.holds.map(\.key)), comment)
      for offer in sale.venue.offers {
        let (tickets, amount) = reduced(offer.id, decision)
        let holds = decision.holds.filter { $0.key.offer == offer.id }
        #expect(holds.isEmpty == (tickets == 0 || offer.limits.isEmpty), comment)
        let usage = Usage(uses: 1, tickets: Int64(tickets), amount: amount.ntd)
        #expect(holds.allSatisfy { $0.usage == usage }, comment)
      }
    }
  }

  @Test("an exclusive offer stands alone, and what is on top stands on something it may stand on")
  func stacking() throws {
    var alone = 0
    try forSales(seed: 0xB6) { sale, decision, comment in
      let ids = Set(decision.lines.flatMap { $0.applied.map(\.offer) })
      if try ids.contains(where: { try sale.offer($0).stacking == .exclusive }) {
        #expect(ids.count == 1, comment)
        alone += 1
      }
      for line in decision.lines {
        #expect(line.applied.count <= Stacking.depth, comment)
        for (place, applied) in line.applied.enumerated().dropFirst() {
          guard case .onTopOf(let below) = try sale.offer(applied.offer).stacking else {
            Issue.record("\(comment): \(applied.offer) stacks on nothing")
            continue
          }
          #expect(line.applied[..<place].contains { below.contains($0.offer) }, comment)
        }
      }
    }
    #expect(alone > 20)
  }

  @Test("who bears a subsidy adds up to it exactly")
  func funding() throws {
    try forSales(seed: 0xB7, tickets: 30) { _, decision, comment in
      #expect(decision.funding.values.reduce(.zero, +) == decision.subsidy, comment)
      #expect(decision.funding.values.allSatisfy { $0 >= .zero }, comment)
    }
  }

  @Test("on what was known offline nothing but what was seen is granted")
  func offline() throws {
    var provisional = 0
    try forSales(seed: 0xB8) { sale, decision, comment in
      guard case .offline = sale.facts else {
        #expect(decision.verdict != .provisional, comment)
        return
      }
      if decision.verdict == .provisional { provisional += 1 }
      guard decision.verdict == .granted else { return }
      let byDocuments = try decide(
        venue: sale.venue, basket: sale.basket, facts: .cityNotNamed, at: sale.instant,
        calendar: FullSale.calendar)
      #expect(byDocuments.due == decision.due, comment)
    }
    #expect(provisional > 25)
  }
}
