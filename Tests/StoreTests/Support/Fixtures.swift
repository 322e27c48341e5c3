import Benefits
import Federation

@testable import Store

/// 10:00 in Taipei, Monday 23 November 2026.
let morning = CivilCalendar.taipei.start(of: CivilDate(daysSinceEpoch: 20_780)) + .hours(10)
let atom = TimeSpan(microseconds: 1)
let taipei = CityID(unchecked: "taipei")
let museum = VenueID(unchecked: "museum")
let adult = TicketTypeID(unchecked: "adult")
let issuer = "https://card.taipei.example"

/// A fixture that does not hold together.
struct BadFixture: Error {}

extension Optional {
  func orThrow() throws -> Wrapped {
    guard let self else { throw BadFixture() }
    return self
  }
}

func id(_ number: Int) -> UUIDv7 { UUIDv7(at: morning, randomness: (0, UInt64(number))) }

/// 32 bytes that differ for every number.
func digest(_ number: Int) -> [UInt8] {
  (0..<32).map { UInt8(truncatingIfNeeded: $0 < 8 ? number >> (8 * $0) : $0) }
}

/// A museum at NT$80 whose residents of Taipei pay NT$60.
let venue = Venue(
  id: museum, city: CityID(unchecked: "taitung"), name: BilingualText(zh: "史前館", en: "Museum"),
  kind: .museum, sector: .public, statutory: [],
  tickets: [
    TicketType(
      id: adult, name: BilingualText(zh: "全票", en: "Adult"), price: Money(80), source: .published,
      tillCode: "全票A")
  ],
  offers: [
    Offer(
      id: OfferID(unchecked: "residents"), version: 3, name: BilingualText(zh: "市民優惠", en: "Residents"),
      benefit: .percentOff(25), audience: Audience(classes: [.named(.resident)]), tillCode: "優待B")
  ])

func response(_ number: Int, jws: String = "a.b.c") -> KeptResponse {
  KeptResponse(issuer: issuer, id: id(number), jws: jws, received: morning)
}

/// A check that is granted, or without the class denied; `answer` is the number of the response behind it.
func check(
  _ number: Int, fingerprint: Int = 1, granted: Bool = true, answer: Int? = nil,
  disclosure: String = "WyJzYWx0Il0"
) throws -> CommitCheck {
  let evidence = answer.map { AnswerReference(issuer: issuer, response: id($0), disclosure: disclosure) }
  return CommitCheck(
    RecordCheck(
      id: id(number), fingerprint: Fingerprint(digest(fingerprint)), terminal: TerminalID(1), venue: venue,
      basket: try Basket([BasketLine(ticket: adult, quantity: 2)]).orThrow(),
      facts: .answered(
        home: taipei, card: .active, granted: granted ? [.named(.resident)] : [], unknown: []),
      subject: "假名", answerHolds: nil, rules: digest(9), evidence: evidence),
    response: answer.map { response($0) })
}

func redeem(_ number: Int, check: Int, fingerprint: Int = 2, terminal: Int64 = 1) -> RedeemCheck {
  RedeemCheck(
    id: id(number), fingerprint: Fingerprint(digest(fingerprint)), check: id(check),
    terminal: TerminalID(terminal), venue: museum)
}

func void(_ number: Int, reason: String? = nil) -> VoidRedemption {
  VoidRedemption(id: id(number), terminal: TerminalID(2), venue: museum, reason: reason)
}

extension StoreEngine {
  /// The number of rows of a table.
  func count(_ table: String) async throws -> Int64 {
    try await read([SQLQuery(SQLText("SELECT COUNT(*) FROM \(table)"))])[0][0].integer(0)
  }
}
