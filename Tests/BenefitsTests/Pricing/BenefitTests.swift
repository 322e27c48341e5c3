import Benefits
import Testing

@Suite("Benefits")
struct BenefitTests {
  /// What a resident pays for one ticket.
  private func due(_ price: Int64, _ benefit: Benefit, _ rounding: Rounding = .halfUp) throws -> Int64 {
    let venue = venue(tickets: [ticket(adult, price)], offers: [offer("it", benefit, rounding: rounding)])
    return try decided(at: venue, oneAdult, card(resident)).due.ntd
  }

  @Test("15 % off 85 is 72.25, so 72 and a discount of 13")
  func halfUpDown() throws {
    #expect(try due(85, .percentOff(15)) == 72)
  }

  @Test(
    "a fraction is rounded per ticket as the offer says",
    arguments: [
      (Int64(85), 15, Rounding.down, Int64(72)), (85, 15, .halfUp, 72), (85, 15, .up, 73),
      (50, 15, .down, 42), (50, 15, .halfUp, 43), (50, 15, .up, 43),  // 42.50
      (99, 50, .down, 49), (99, 50, .halfUp, 50), (99, 50, .up, 50),  // 49.50
      (80, 25, .down, 60), (80, 25, .halfUp, 60), (80, 25, .up, 60),  // exactly 60
      (1, 1, .down, 0), (1, 1, .halfUp, 1), (1, 1, .up, 1),  // 0.99
      (10_000_000, 1, .halfUp, 9_900_000),
    ])
  func rounded(price: Int64, percent: Int, rounding: Rounding, expected: Int64) throws {
    #expect(try due(price, .percentOff(percent), rounding) == expected)
  }

  @Test("rounding is per ticket, not per line: three at 72.25 are 216, not 217")
  func perTicket() throws {
    let venue = venue(tickets: [ticket(adult, 85)], offers: [offer("it", .percentOff(15), perCheck: 3)])
    let decision = try decided(at: venue, [BasketLine(ticket: adult, quantity: 3)], card(resident))
    #expect(decision.due == Money(216))
    #expect(decision.lines.count == 1)
  }

  @Test("an amount off stops at zero")
  func amount() throws {
    #expect(try due(80, .amountOff(Money(20))) == 60)
    #expect(try due(80, .amountOff(Money(80))) == 0)
    #expect(try due(80, .amountOff(Money(100))) == 0)
  }

  @Test("a flat price never raises the regular one")
  func flat() throws {
    #expect(try due(80, .flatPrice(Money(60))) == 60)
    #expect(try due(80, .flatPrice(Money(80))) == 80)
    #expect(try due(80, .flatPrice(Money(100))) == 80)
  }

  @Test("free costs nothing, and so does 100 % off")
  func free() throws {
    #expect(try due(80, .free) == 0)
    #expect(try due(80, .percentOff(100)) == 0)
  }

  @Test(
    "a benefit is shown the local way",
    arguments: [
      (Benefit.percentOff(30), "7 折", "30 % off"), (.percentOff(15), "85 折", "15 % off"),
      (.percentOff(12), "88 折", "12 % off"), (.percentOff(50), "5 折", "50 % off"),
      (.percentOff(1), "99 折", "1 % off"), (.percentOff(90), "1 折", "90 % off"),
      (.percentOff(95), "0.5 折", "95 % off"), (.percentOff(100), "免費", "free"),
      (.amountOff(Money(20)), "折 20 元", "NT$20 off"), (.flatPrice(Money(60)), "優惠價 60 元", "NT$60"),
      (.flatPrice(.zero), "免費", "free"), (.free, "免費", "free"),
    ])
  func label(benefit: Benefit, zh: String, en: String) {
    #expect(benefit.label == BilingualText(zh: zh, en: en))
  }

  @Test("no two percentages are shown alike")
  func distinct() {
    #expect(Set((1...100).map { Benefit.percentOff($0).label.zh }).count == 100)
  }
}
