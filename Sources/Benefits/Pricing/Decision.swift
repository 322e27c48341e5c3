/// What is known of a card, from the home city's answer or the own directory.
public enum CardState: String, CaseIterable, Hashable, Sendable {
  case active, suspended, lost, expired, unrecognised
}

/// What the home city said about the holder, as the pricing rules need it.
public enum CardFacts: Hashable, Sendable {
  /// The home city answered. `granted` are the classes it vouched for, `unknown` those it has no basis for
  /// (an age without a birth date); every other class that was asked is a no.
  case answered(home: CityID, card: CardState, granted: Set<BenefitClass>, unknown: Set<BenefitClass>)
  /// The home city could not be asked, or did not answer in time or in form.
  case unanswered(home: CityID, why: Unanswered)
  /// The home city can't be asked, but the counter knows the holder from before, or from a pass, as it was so long
  /// ago; what it may do with that is each offer's ``OfflinePolicy``.
  case offline(
    home: CityID, card: CardState, granted: Set<BenefitClass>, unknown: Set<BenefitClass>, age: TimeSpan)
  /// Nobody knows which city issued the card: the clerk asks the holder.
  case cityNotNamed
}

/// Why there is no answer.
public enum Unanswered: String, CaseIterable, Hashable, Sendable {
  /// No connection.
  case unavailable
  /// No answer in time.
  case late
  /// An answer that did not pass verification.
  case unsound
  /// The home city stopped answering unrecognised numbers from this venue for a while.
  case limited
  /// The home city refused this check.
  case refused
}

/// What the clerk sees first.
public enum Verdict: String, CaseIterable, Hashable, Sendable {
  /// ✓ Something is cheaper, by offer or by law.
  case granted
  /// ⟳ Something is cheaper on what the counter knew of the card while the line was down; the home city has yet to
  /// confirm it. What rests on documents that the clerk saw is granted.
  case provisional
  /// ✕ The regular price.
  case denied
  /// ! Not known: the home city did not answer. Never counted as granted.
  case indeterminate
  /// ! The clerk has to name the city first.
  case needsCity = "needs_city"
}

/// Why the verdict is what it is. The order of the cases is the order of precedence, and part of the
/// contract: of all reasons that hold, the first is given. An offer is held against its conditions in this order, so
/// the first that is not met stands in its way; of several offers, the one that comes farthest names the reason.
public enum Reason: String, CaseIterable, Hashable, Sendable {
  /// The home city is not known.
  case cityNotNamed = "city_not_named"
  /// The home city can't be reached.
  case homeUnavailable = "home_unavailable"
  /// The home city did not answer in time.
  case homeSlow = "home_slow"
  /// The home city's answer did not pass verification.
  case homeUnsound = "home_unsound"
  /// The home city limits unrecognised numbers from this venue.
  case homeLimited = "home_limited"
  /// The home city refused the check.
  case homeRefused = "home_refused"
  /// An offer lowered the price.
  case offerApplied = "offer_applied"
  /// The law's price is as low as any offer's, or lower.
  case statutoryApplied = "statutory_applied"
  /// The tickets cost nothing for anybody.
  case alreadyFree = "already_free"
  /// The home city does not know the card.
  case cardUnrecognised = "card_unrecognised"
  /// The card was reported lost.
  case cardLost = "card_lost"
  /// The card is suspended.
  case cardSuspended = "card_suspended"
  /// The card has expired.
  case cardExpired = "card_expired"
  /// The venue has no offer at all.
  case venueHasNoOffer = "venue_has_no_offer"
  /// No offer here is for cards of this city.
  case cityNotCovered = "city_not_covered"
  /// No offer is for these tickets.
  case ticketNotCovered = "ticket_not_covered"
  /// The offers are for other sales points of the venue.
  case salesPointNotCovered = "sales_point_not_covered"
  /// The offers are for other events.
  case eventNotCovered = "event_not_covered"
  /// The offers are for other timed slots.
  case slotNotCovered = "slot_not_covered"
  /// The offers are for other dates.
  case outsideValidity = "outside_validity"
  /// The offers do not hold on this date, though they are valid before and after.
  case blackoutDay = "blackout_day"
  /// The venue is closed on this date.
  case venueClosed = "venue_closed"
  /// The offers are for other days of the week.
  case weekdayNotCovered = "weekday_not_covered"
  /// The offers are for working days, and this is a day off, or the other way round.
  case dayKindNotCovered = "day_kind_not_covered"
  /// The offers are for other times of day.
  case timeNotCovered = "time_not_covered"
  /// The home city has no basis to say whether the holder qualifies.
  case classUnknown = "class_unknown"
  /// The holder has none of the classes that the offers ask for.
  case classNotHeld = "class_not_held"
  /// The holder has the class, but not the age that the offers ask for.
  case ageNotMet = "age_not_met"
  /// The offers need the home city's answer, which can't be had.
  case offlineDenied = "offline_denied"
  /// What the counter knows of the card is older than the offers allow.
  case offlineTooStale = "offline_too_stale"
  /// The offers take more off than a counter may give while the line is down.
  case offlineCapReached = "offline_cap_reached"
  /// The offers ask for more tickets.
  case quantityTooSmall = "quantity_too_small"
  /// The offers are for smaller groups.
  case quantityTooLarge = "quantity_too_large"
  /// The offers ask for a larger purchase.
  case spendTooSmall = "spend_too_small"
  /// The card has had what the offers give in this period.
  case cardLimitReached = "card_limit_reached"
  /// The member has had it, with this card or another.
  case memberLimitReached = "member_limit_reached"
  /// The offers' quota or budget is used up.
  case offerLimitReached = "offer_limit_reached"
  /// The offer is no cheaper than the regular price.
  case offerNotCheaper = "offer_not_cheaper"
}

/// What to collect, and why.
public struct Decision: Hashable, Sendable {
  /// In one word.
  public let verdict: Verdict
  /// The first reason that holds, by ``Reason``'s order.
  public let reason: Reason
  /// What is known of the card; nil if nobody answered for it.
  public let card: CardState?
  /// Every ticket of the basket, in the basket's order; within a basket line the cardholder's ticket first,
  /// then the cheaper ones.
  public let lines: [PricedLine]
  /// What it takes of limited offers' counters, in the order in which these are locked.
  public let holds: [UsageHold]
  /// Offers that would have been cheaper still, and what stood in their way.
  public let needed: [Hint]

  /// Makes a decision.
  public init(
    verdict: Verdict, reason: Reason, card: CardState?, lines: [PricedLine], holds: [UsageHold] = [],
    needed: [Hint] = []
  ) {
    self.verdict = verdict
    self.reason = reason
    self.card = card
    self.lines = lines
    self.holds = holds
    self.needed = needed
  }

  private func total(_ amount: (PricedLine) -> Money) -> Money {
    lines.reduce(.zero) { $0 + amount($1) * $1.quantity }
  }
  /// What the basket would cost without any reduction.
  public var regular: Money { total(\.regular) }
  /// What it would cost by law alone.
  public var statutory: Money { total(\.statutory) }
  /// What to collect.
  public var due: Money { total(\.due) }
  /// What the visitor saves.
  public var discount: Money { regular - due }
  /// What the offers take off beyond the law.
  public var subsidy: Money { total(\.subsidy) }
  /// What the visitor may spend inside.
  public var redeemable: Money { total(\.redeemable) }
  /// Who bears the subsidy: of each offer the split of all that it takes off, as its claim will state it, added up.
  public var funding: [FundingParty: Money] {
    var offers: [OfferID: (subsidy: Money, funding: Funding)] = [:]
    for line in lines {
      for applied in line.applied {
        offers[applied.offer, default: (.zero, applied.funding)].subsidy += applied.subsidy * line.quantity
      }
    }
    return offers.values.reduce(into: [:]) { sum, offer in
      sum.merge(offer.funding.split(offer.subsidy), uniquingKeysWith: +)
    }
  }
}
