import Benefits
import TestSupport

/// A venue, a basket and a card, drawn so that the rules meet often: few classes, tickets and prices, offers
/// that overlap and are scarce.
struct RandomSale {
  var venue: Venue
  let basket: Basket
  let facts: CardFacts
  let date: CivilDate

  private static let classes = [resident, disabled, companion, over65]
  private static let tickets = [adult, concession, exhibition]

  init(tickets limit: Int, using random: inout SeededRandom) throws {
    let types = Self.tickets.map {
      ticket($0, [0, 1, 20, 50, 80, 85, 99].randomElement(using: &random) ?? 0)
    }
    let rules = StatutoryRule.allCases.filter { _ in Bool.random(using: &random) }
    let offers = (0..<Int.random(in: 0...4, using: &random)).map { Self.offer($0, using: &random) }
    venue = BenefitsTests.venue(
      Bool.random(using: &random) ? .public : .private, statutory: Set(rules), tickets: types, offers: offers)

    var lines: [BasketLine] = []
    var left = Int.random(in: 1...limit, using: &random)
    while left > 0 {
      let quantity = Int.random(in: 1...left, using: &random)
      let seen: SeenDocument? =
        Int.random(in: 0..<3, using: &random) == 0 ? SeenDocument.allCases.randomElement(using: &random) : nil
      lines.append(
        BasketLine(
          ticket: Self.tickets.randomElement(using: &random) ?? adult, quantity: quantity, seen: seen))
      left -= quantity
    }
    basket = try Basket(lines).orThrow()
    let granted = Self.classes.filter { _ in Int.random(in: 0..<5, using: &random) < 2 }
    facts =
      switch Int.random(in: 0..<20, using: &random) {
      case 0: .cityNotNamed
      case 1: .unanswered(home: taipei, why: .unavailable)
      case 2: .answered(home: taipei, card: .lost, granted: Set(granted), unknown: [])
      default: .answered(home: taipei, card: .active, granted: Set(granted), unknown: [])
      }
    date = CivilDate(daysSinceEpoch: 20_780 + Int.random(in: 0..<7, using: &random))
  }

  static func offer(_ number: Int, using random: inout SeededRandom) -> Offer {
    let benefits: [Benefit] = [
      .percentOff(.random(in: 1...100, using: &random)),
      .amountOff(Money(.random(in: 1...60, using: &random))),
      .flatPrice(Money(.random(in: 0...90, using: &random))), .free, .percentOff(50), .amountOff(Money(10)),
    ]
    let some = { (random: inout SeededRandom) in Int.random(in: 0..<3, using: &random) == 0 }
    return BenefitsTests.offer(
      "offer-\(number)", benefits.randomElement(using: &random) ?? .free,
      classes: some(&random) ? [classes.randomElement(using: &random) ?? resident] : Set(classes),
      homes: some(&random) ? [Bool.random(using: &random) ? taipei : taitung] : [],
      tickets: Set(tickets.filter { _ in some(&random) }),
      weekdays: some(&random) ? [.monday, .saturday, .sunday] : Set(Weekday.allCases),
      rounding: Rounding.allCases.randomElement(using: &random) ?? .halfUp,
      perCheck: .random(in: 1...4, using: &random), priority: .random(in: -1...1, using: &random),
      funding: [Funding.merchant, .host, .home].randomElement(using: &random) ?? .merchant,
      till: some(&random) ? "till-\(number)" : nil)
  }

  func decided() throws -> Decision {
    let calendar = CityCalendar()
    return try decide(
      venue: venue, basket: basket, facts: facts, at: calendar.civil.start(of: date), calendar: calendar)
  }

  /// The same sale with other offers.
  func with(offers: [Offer]) -> RandomSale {
    var copy = self
    copy.venue = Venue(
      id: venue.id, city: venue.city, name: venue.name, kind: venue.kind, sector: venue.sector,
      statutory: venue.statutory, tickets: venue.tickets, offers: offers)
    return copy
  }
}
