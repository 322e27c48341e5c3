import Benefits

let taipei = CityID(unchecked: "taipei")
let taitung = CityID(unchecked: "taitung")
let adult = TicketTypeID(unchecked: "adult")
let concession = TicketTypeID(unchecked: "concession")
let exhibition = TicketTypeID(unchecked: "exhibition")

/// A Monday.
let monday = "2026-11-23"
/// The Saturday after it.
let saturday = "2026-11-28"

func text(_ text: String) -> BilingualText { BilingualText(zh: text, en: text) }

func ticket(
  _ id: TicketTypeID, _ price: Int64, till: String? = nil, statutoryTill: String? = nil
) -> TicketType {
  TicketType(
    id: id, name: text(id.text), price: Money(price), source: .illustrative, tillCode: till,
    statutoryTillCode: statutoryTill)
}

func offer(
  _ id: String, _ benefit: Benefit, classes: Set<BenefitClass> = [.named(.resident)],
  homes: Set<CityID> = [], tickets: Set<TicketTypeID> = [], from: String? = nil, until: String? = nil,
  weekdays: Set<Weekday> = Set(Weekday.allCases), rounding: Rounding = .halfUp, perCheck: Int = 1,
  priority: Int = 0, funding: Funding = .merchant, till: String? = nil
) -> Offer {
  Offer(
    id: OfferID(unchecked: id), version: 3, name: text(id), benefit: benefit,
    audience: Audience(classes: classes, homeCities: homes),
    availability: Availability(
      from: from.flatMap { CivilDate($0) }, until: until.flatMap { CivilDate($0) }, weekdays: weekdays),
    purchase: Purchase(items: tickets), ticketsPerCheck: perCheck, rounding: rounding,
    priority: priority, funding: funding, tillCode: till)
}

func venue(
  _ sector: Sector = .private, statutory: Set<StatutoryRule> = [], tickets: [TicketType],
  offers: [Offer] = []
) -> Venue {
  Venue(
    id: VenueID(unchecked: "venue"), city: taitung, name: text("venue"), kind: .museum, sector: sector,
    statutory: statutory, tickets: tickets, offers: offers)
}

/// 國立臺灣史前文化博物館: NT$80, run by the central government, so every rule of the law applies. A quarter
/// off for Taipei's residents is an illustrative offer.
func museum(
  offers: [Offer] = [
    offer("taipei-residents", .percentOff(25), homes: [taipei], till: "優待B")
  ]
) -> Venue {
  venue(
    .public, statutory: Set(StatutoryRule.allCases),
    tickets: [ticket(adult, 80, till: "全票A", statutoryTill: "法優A")],
    offers: offers)
}

/// The facts of an active card of Taipei.
func card(
  _ granted: BenefitClass..., unknown: Set<BenefitClass> = [], home: CityID = taipei,
  state: CardState = .active
) -> CardFacts {
  .answered(home: home, card: state, granted: Set(granted), unknown: unknown)
}

let resident = BenefitClass.named(.resident)
let disabled = BenefitClass.named(.disability)
let companion = BenefitClass.named(.companion)
let over65 = BenefitClass.ageAtLeast(65)

/// Decides at 10:00 in Taipei on `date`.
func decided(
  at venue: Venue, _ lines: [BasketLine], _ facts: CardFacts, on date: String = monday
) throws -> Decision {
  let calendar = CityCalendar()
  let basket = try Basket(lines).orThrow()
  let morning = calendar.civil.start(of: try CivilDate(date).orThrow()) + .hours(10)
  return try decide(venue: venue, basket: basket, facts: facts, at: morning, calendar: calendar)
}

/// One ticket of type `adult`.
let oneAdult = [BasketLine(ticket: adult)]

/// A fixture that does not hold together.
struct BadFixture: Error {}

extension Optional {
  func orThrow() throws -> Wrapped {
    guard let self else { throw BadFixture() }
    return self
  }
}

/// A priced line in short: how many tickets, at what price, and why.
struct Rung: Equatable, CustomStringConvertible {
  let quantity: Int
  let due: Int64
  let basis: PriceBasis

  init(_ quantity: Int, _ due: Int64, _ basis: PriceBasis) {
    (self.quantity, self.due, self.basis) = (quantity, due, basis)
  }
  var description: String { "\(quantity) × \(due) (\(basis))" }
}

extension Decision {
  var rungs: [Rung] { lines.map { Rung($0.quantity, $0.due.ntd, $0.basis) } }
}
