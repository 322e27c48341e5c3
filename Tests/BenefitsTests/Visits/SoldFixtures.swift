import Benefits

/// 10:00 in Taipei on a day of November 2026, and so many hours later.
func instant(day: Int, hour: Int = 10) throws -> Instant {
  let date = try CivilDate(year: 2026, month: 11, day: day).orThrow()
  return CivilCalendar.taipei.start(of: date) + .hours(Int64(hour))
}

/// A visit with one line: an adult at 80, or `due` by the offer called `offer`.
func sold(
  _ number: Int, at: Instant, venue: String = "museum", terminal: Int64 = 1, member: String? = "member",
  home: CityID? = taipei, offer: String? = "residents", quantity: Int = 1, regular: Int64 = 80,
  statutory: Int64? = nil, due: Int64 = 60, funding: Funding = .merchant, till: String? = "優待B",
  voiding: Voiding? = nil
) -> SoldVisit {
  let id = UUIDv7(at: at, randomness: (0, UInt64(number)))
  let byLaw = Money(statutory ?? regular)
  let applied = offer.map {
    AppliedOffer(
      offer: OfferID(unchecked: $0), version: 1, subsidy: byLaw - Money(due), funding: funding)
  }
  let line = PricedLine(
    basketLine: 0, ticket: adult, quantity: quantity, regular: Money(regular), statutory: byLaw,
    offer: offer == nil ? nil : Money(due), due: Money(due), basis: offer == nil ? .statutory : .offer,
    applied: applied.map { [$0] } ?? [], tillCode: till)
  let check = CheckRecord(
    id: id, fingerprint: Fingerprint([]), terminal: TerminalID(terminal), venue: place(venue), home: home,
    subject: member,
    decision: Decision(verdict: .granted, reason: .offerApplied, card: .active, lines: [line]), at: at,
    expires: at, rules: [], evidence: nil, state: .redeemed)
  return SoldVisit(
    redemption: Redemption(
      id: id, fingerprint: Fingerprint([]), check: id, terminal: TerminalID(terminal), venue: place(venue),
      at: at, voiding: voiding), check: check)
}
