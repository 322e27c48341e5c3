import Benefits
import StrictJSON
import TestSupport
import Testing

/// The vectors show every dimension of the model at work, not only in a file.
@Suite struct OfferVectorCoverageTests {
  private let cases = OfferVectorTests.cases
  private let decisions = OfferVectorTests.cases.compactMap { vector in
    vector.decision.map { (vector: vector, decision: $0) }
  }
  /// The offers that lower a price or give something on top, each with its visit.
  private var applied: [(offer: Offer, vector: OfferVector)] {
    decisions.flatMap { vector, decision in
      decision.lines.flatMap(\.applied).compactMap { applied in
        vector.venue.offers.first { $0.id == applied.offer }.map { ($0, vector) }
      }
    }
  }

  @Test func `there are cases enough`() {
    #expect(cases.count >= 260)
  }

  @Test func `every verdict and every reason is stated by some case`() {
    func stated(_ member: String) -> Set<String> {
      Set(cases.compactMap { if case .string(let text)? = $0.expected[member] { text } else { nil } })
    }
    #expect(stated("verdict") == Set(Verdict.allCases.map(\.rawValue)))
    #expect(stated("reason") == Set(Reason.allCases.map(\.rawValue)))
    #expect(
      stated("fault") == [
        "unknown_ticket", "price_missing", "price_not_asked", "unknown_event", "event_not_today",
        "unknown_slot",
      ])
  }

  /// Neighbours of which at most one can hold: a card has one state, a city gives one kind of answer, a venue without
  /// offers has none for other cities, a basket that is free for all has no price that the law could lower, a quantity
  /// is not both too small and too large, and what an offer takes off is known only of enough tickets.
  private static let alternatives: Set<[Reason]> = [
    [.cityNotNamed, .homeUnavailable], [.homeUnavailable, .homeSlow], [.homeSlow, .homeUnsound],
    [.homeUnsound, .homeLimited], [.homeLimited, .homeRefused], [.homeRefused, .offerApplied],
    [.statutoryApplied, .alreadyFree], [.cardUnrecognised, .cardLost], [.cardLost, .cardSuspended],
    [.cardSuspended, .cardExpired], [.venueHasNoOffer, .cityNotCovered],
    [.offlineCapReached, .quantityTooSmall], [.quantityTooSmall, .quantityTooLarge],
  ]

  @Test func `of two neighbouring reasons that both hold the first is given`() {
    let shown = Set(
      decisions.flatMap { vector, decision in vector.also.map { [decision.reason, $0] } })
    for pair in zip(Reason.allCases, Reason.allCases.dropFirst()).map({ [$0, $1] }) {
      #expect(shown.contains(pair) != Self.alternatives.contains(pair), "\(pair.map(\.rawValue))")
    }
    for pair in shown {
      let places = pair.compactMap { Reason.allCases.firstIndex(of: $0) }
      #expect(places[0] < places[1], "\(pair.map(\.rawValue))")
    }
  }

  @Test func `every kind of benefit, rounding, beneficiary and stacking is at work`() {
    let offers = applied.map(\.offer)
    #expect(Set(offers.map(\.benefit.kind)) == Benefit.kinds)
    #expect(Set(offers.map(\.rounding)) == Set(Rounding.allCases))
    #expect(Set(offers.map(\.beneficiary)) == Set(Beneficiary.allCases))
    #expect(Set(offers.map(\.stacking.kind)) == ["best_of", "exclusive", "on_top_of"])
    #expect(Set(offers.flatMap { $0.funding.shares.keys }) == Set(FundingParty.allCases))
    #expect(offers.contains { $0.funding.shares.count == 3 })
  }

  @Test func `every way to say when, where and what is at work`() {
    let offers = applied.map(\.offer)
    let when = offers.map(\.availability)
    #expect(when.contains { $0.from != nil } && when.contains { $0.until != nil })
    #expect(when.contains { $0.weekdays.count < 7 } && when.contains { !$0.blackouts.isEmpty })
    #expect(Set(when.compactMap(\.dayKind)) == Set(DayKind.allCases))
    #expect(when.contains { !$0.slots.isEmpty })
    let purchases = offers.map(\.purchase)
    #expect(purchases.contains { !$0.events.isEmpty } && purchases.contains { !$0.salesPoints.isEmpty })
    #expect(purchases.contains { $0.minimumSpend != nil } && purchases.contains { $0.minimumQuantity != nil })
    #expect(purchases.contains { $0.maximumQuantity != nil } && purchases.contains { $0.items.isEmpty })
    #expect(
      applied.contains { offer, vector in
        vector.basket.lines.contains { $0.price != nil && offer.purchase.items.contains($0.ticket) }
      })
    let audiences = offers.map(\.audience)
    #expect(audiences.contains { $0.ageAtLeast != nil } && audiences.contains { $0.ageBelow != nil })
    #expect(audiences.contains { $0.homeCities.isEmpty } && audiences.contains { !$0.homeCities.isEmpty })
    #expect(applied.contains { $0.offer.tillCode != nil })
  }

  @Test func `a window over midnight is entered before midnight and after it`() {
    for after in [false, true] {
      let shown = applied.contains { offer, vector in
        let time = vector.calendar.civil.timeOfDay(vector.instant)
        return offer.availability.windows.contains { $0.crossesMidnight && (time < $0.until) == after }
      }
      #expect(shown, "after midnight: \(after)")
    }
  }

  @Test func `a public holiday on a weekday and a worked weekend decide`() {
    let dates = decisions.map { $0.vector.calendar.civil.date($0.vector.instant) }
    let calendars = decisions.map(\.vector.calendar.holidays)
    #expect(zip(dates, calendars).contains { $1.isPublicHoliday($0) && !$0.weekday.isWeekend })
    #expect(zip(dates, calendars).contains { $1.worked.contains($0) })
  }

  @Test func `every two of scope, period and measure of a limit meet in a counter that was used`() {
    var pairs: Set<[String]> = []
    for vector in cases {
      for offer in vector.venue.offers {
        for limit in offer.limits {
          let counted = vector.used.contains { key, usage in
            key.offer == offer.id && key.scope == limit.scope && key.period == limit.period
              && usage[limit.measure] > 0
          }
          guard counted else { continue }
          let (scope, period, measure) = (limit.scope.rawValue, limit.period.rawValue, limit.measure.rawValue)
          pairs.formUnion([[scope, period], [scope, measure], [period, measure]])
        }
      }
    }
    #expect(pairs.count == 3 * 5 + 3 * 3 + 5 * 3, "\(pairs.sorted { $0.lexicographicallyPrecedes($1) })")
  }

  @Test func `every answer, state of a card, document and offline policy is met`() {
    let facts = cases.map(\.facts)
    for why in Unanswered.allCases {
      #expect(facts.contains { if case .unanswered(_, why) = $0 { true } else { false } })
    }
    for state in CardState.allCases {
      #expect(facts.contains { if case .answered(_, state, _, _) = $0 { true } else { false } })
    }
    #expect(Set(cases.flatMap { $0.basket.lines.compactMap(\.seen) }) == Set(SeenDocument.allCases))
    let offline = decisions.filter { if case .offline = $0.vector.facts { true } else { false } }
    #expect(Set(offline.map(\.decision.verdict)) == [.provisional, .denied, .granted])
    let rules = applied.map(\.offer.offline.rule)
    #expect(rules.contains(.allow) && rules.contains(.deny))
    #expect(rules.contains { if case .allowUpTo = $0 { true } else { false } })
    #expect(
      decisions.contains { !$0.decision.needed.isEmpty } && decisions.contains { !$0.decision.holds.isEmpty })
  }

  @Test func `every partner has two cases at least`() {
    let partners = Repository.files(under: "Partners", suffix: ".json").map { $0.dropFirst(9).dropLast(5) }
      .filter { $0.contains("/") }
    #expect(partners.count == 23)
    for partner in partners {
      #expect(cases.count { $0.partner == String(partner) } >= 2, "\(partner)")
    }
  }
}

extension Benefit {
  fileprivate static let kinds: Set<String> = [
    "percent_off", "amount_off", "flat_price", "free", "buy_get", "redeemable",
  ]

  fileprivate var kind: String {
    switch self {
    case .percentOff: "percent_off"
    case .amountOff: "amount_off"
    case .flatPrice: "flat_price"
    case .free: "free"
    case .buyGet: "buy_get"
    case .redeemable: "redeemable"
    }
  }
}

extension Stacking {
  fileprivate var kind: String {
    switch self {
    case .bestOf: "best_of"
    case .exclusive: "exclusive"
    case .onTopOf: "on_top_of"
    }
  }
}
