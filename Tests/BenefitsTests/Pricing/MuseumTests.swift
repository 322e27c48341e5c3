import Benefits
import Testing

/// The worked examples of the documentation: 國立臺灣史前文化博物館, NT$80.
@Suite("At the museum, NT$80")
struct MuseumTests {
  @Test("原價 80 優惠 20 應收 60: a resident of Taipei with a quarter off")
  func resident60() throws {
    let decision = try decided(at: museum(), oneAdult, card(resident))
    #expect(decision.verdict == .granted)
    #expect(decision.reason == .offerApplied)
    #expect(decision.card == .active)
    #expect(decision.regular == Money(80))
    #expect(decision.discount == Money(20))
    #expect(decision.due == Money(60))
    #expect(decision.subsidy == Money(20))
    let line = try #require(decision.lines.first)
    #expect(line.offerID?.text == "taipei-residents")
    #expect(line.offerVersion == 3)
    #expect(line.tillCode == "優待B")
  }

  @Test("the resident and two friends: the card covers one person, so 60 and twice 80")
  func friends() throws {
    let decision = try decided(at: museum(), [BasketLine(ticket: adult, quantity: 3)], card(resident))
    #expect(decision.rungs == [Rung(1, 60, .offer), Rung(2, 80, .regular)])
    #expect(decision.lines.map(\.tillCode) == ["優待B", "全票A"])
    #expect(decision.due == Money(220))
  }

  @Test("a resident of 70 enters free on a Monday, by law and without subsidy")
  func seniorOnMonday() throws {
    let decision = try decided(at: museum(), oneAdult, card(resident, over65))
    #expect(decision.rungs == [Rung(1, 0, .statutory)])
    #expect(decision.reason == .statutoryApplied)
    #expect(decision.subsidy == .zero)
    let line = try #require(decision.lines.first)
    #expect(line.offer == Money(60))
    #expect(line.offerID == nil)
    #expect(line.tillCode == "法優A")
  }

  @Test("without a key for the law's price no key is shown, for the regular one would ring up 80")
  func noStatutoryKey() throws {
    let plain = venue(
      .public, statutory: [.age65], tickets: [ticket(adult, 80, till: "全票A")], offers: [])
    let line = try #require(try decided(at: plain, oneAdult, card(over65)).lines.first)
    #expect(line.due == Money(40))
    #expect(line.tillCode == nil)
  }

  @Test("on Saturday the same resident pays the law's half, which is less than the offer's 60")
  func seniorOnSaturday() throws {
    let decision = try decided(at: museum(), oneAdult, card(resident, over65), on: saturday)
    #expect(decision.rungs == [Rung(1, 40, .statutory)])
    #expect(decision.subsidy == .zero)
  }

  @Test("an offer of 30 beats the law's 40: what it takes off beyond the law is 10")
  func beyondTheLaw() throws {
    let venue = museum(offers: [offer("flat", .flatPrice(Money(30)), funding: .home)])
    let decision = try decided(at: venue, oneAdult, card(resident, over65), on: saturday)
    #expect(decision.rungs == [Rung(1, 30, .offer)])
    #expect(decision.subsidy == Money(10))
    #expect(decision.discount == Money(50))
  }

  @Test("the law holds without any card: a disabled visitor and the companion enter free")
  func withoutCard() throws {
    let lines = [
      BasketLine(ticket: adult, seen: .disability), BasketLine(ticket: adult, seen: .companion),
    ]
    let decision = try decided(at: museum(), lines, .unanswered(home: taipei, why: .unavailable))
    #expect(decision.rungs == [Rung(1, 0, .statutory), Rung(1, 0, .statutory)])
    #expect(decision.verdict == .indeterminate)
    #expect(decision.reason == .homeUnavailable)
    #expect(decision.card == nil)
  }
}
