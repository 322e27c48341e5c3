import Benefits

/// What a counter does in these tests: one terminal, one venue, one adult at NT$80, a quarter off for residents
/// of Taipei. Ids are numbered, so that a test can say which it means.
enum Till {
  /// 10:00 in Taipei, Monday 23 November 2026.
  static let opening = CivilCalendar.taipei.start(of: CivilDate(daysSinceEpoch: 20_780)) + .hours(10)
  static let terminal = TerminalID(1)
  static let other = TerminalID(2)
  static let here = museum().id
  static let elsewhere = VenueID(unchecked: "elsewhere")
  static let atom = TimeSpan(microseconds: 1)

  static func id(_ number: Int) -> UUIDv7 {
    UUIDv7(at: opening, randomness: (0, UInt64(number)))
  }

  static func print(_ byte: UInt8) -> Fingerprint { Fingerprint([UInt8](repeating: byte, count: 32)) }

  static func check(
    _ number: Int, fingerprint: UInt8 = 1, facts: CardFacts = card(resident),
    basket: [BasketLine] = oneAdult, answerHolds: Instant? = nil, terminal: TerminalID = terminal,
    subject: String? = "subject", evidence: AnswerReference? = nil
  ) throws -> RecordCheck {
    RecordCheck(
      id: id(number), fingerprint: print(fingerprint), terminal: terminal, venue: museum(),
      basket: try Basket(basket).orThrow(), facts: facts, subject: subject, answerHolds: answerHolds,
      rules: [7], evidence: evidence)
  }

  static func redeem(
    _ number: Int, check: Int, fingerprint: UInt8 = 2, terminal: TerminalID = terminal,
    venue: VenueID = here
  ) -> RedeemCheck {
    RedeemCheck(
      id: id(number), fingerprint: print(fingerprint), check: id(check), terminal: terminal, venue: venue)
  }

  static func void(
    _ number: Int, reason: String? = nil, terminal: TerminalID = terminal, venue: VenueID = here
  ) -> VoidRedemption {
    VoidRedemption(id: id(number), terminal: terminal, venue: venue, reason: reason)
  }
}

extension CounterDesk {
  /// A desk with check 1 granted and open.
  static func withOpenCheck(answerHolds: Instant? = nil) throws -> CounterDesk {
    var desk = CounterDesk()
    _ = try desk.record(try Till.check(1, answerHolds: answerHolds), at: Till.opening)
    return desk
  }

  /// A desk with check 1 redeemed as 2.
  static func withRedemption() throws -> CounterDesk {
    var desk = try withOpenCheck()
    _ = try desk.redeem(Till.redeem(2, check: 1), at: Till.opening)
    return desk
  }
}
