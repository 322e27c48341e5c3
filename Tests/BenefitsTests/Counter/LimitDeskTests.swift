import Benefits
import Testing

@Suite("Limited offers on the desk")
struct LimitDeskTests {
  private let limited = OfferID(unchecked: "limited")

  private func check(_ number: Int, _ lines: [BasketLine] = oneAdult) throws -> RecordCheck {
    let offer = Offer(
      id: limited, name: text("limited"), benefit: .free, audience: Audience(classes: [resident]),
      limits: [Limit(.member, .day, most: 1)])
    return RecordCheck(
      id: Till.id(number), fingerprint: Till.print(UInt8(number)), terminal: Till.terminal,
      venue: museum(offers: [offer]), basket: try Basket(lines).orThrow(), facts: card(resident),
      identity: HolderIdentity(card: "card", member: "member"), subject: "subject", answerHolds: nil,
      rules: [7], evidence: nil)
  }

  /// A desk that knows the counters which a check asks for.
  private func desk() throws -> CounterDesk {
    let keys = try check(1).usageKeys(at: Till.opening, calendar: CityCalendar())
    #expect(keys.count == 1)
    return CounterDesk(used: Dictionary(uniqueKeysWithValues: keys.map { ($0, Usage.none) }))
  }

  @Test("A basket that can't be priced leaves the reservation of the check before as it is")
  func faulty() throws {
    var desk = try desk()
    _ = try desk.record(try check(1), at: Till.opening)
    let (effects, changes) = (desk.effects, desk.counters.changes)
    #expect(throws: CounterFault.unknownTicket) {
      try desk.record(try check(2, [BasketLine(ticket: exhibition)]), at: Till.opening)
    }
    #expect(desk.effects == effects && desk.counters.changes == changes)
    _ = try desk.redeem(Till.redeem(3, check: 1), at: Till.opening)
    let later = try desk.record(try check(4), at: Till.opening)
    #expect((later.decision.verdict, later.decision.reason) == (.denied, .memberLimitReached))
  }

  @Test("What is reserved, consumed and given back adds up to nothing")
  func sums() throws {
    var desk = try desk()
    _ = try desk.record(try check(1), at: Till.opening)
    _ = try desk.redeem(Till.redeem(2, check: 1), at: Till.opening)
    #expect(desk.counters.changes.values.map(\.reserved) == [.none])
    #expect(desk.counters.changes.values.map(\.consumed) == [Usage(uses: 1, tickets: 1, amount: 80)])
    _ = try desk.void(Till.void(2), at: Till.opening)
    #expect(desk.counters.changes.values.map(\.consumed) == [.none])
    #expect(desk.counters.used.values.map { $0 } == [.none])
  }
}
