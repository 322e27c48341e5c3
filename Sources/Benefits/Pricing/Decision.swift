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
  /// ✕ The regular price.
  case denied
  /// ! Not known: the home city did not answer. Never counted as granted.
  case indeterminate
  /// ! The clerk has to name the city first.
  case needsCity = "needs_city"
}

/// Why the verdict is what it is. The order of the cases is the order of precedence, and part of the
/// contract: of all reasons that hold, the first is given.
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
  /// The offers are for other dates.
  case outsideValidity = "outside_validity"
  /// The offers are for other days of the week.
  case weekdayNotCovered = "weekday_not_covered"
  /// The home city has no basis to say whether the holder qualifies.
  case classUnknown = "class_unknown"
  /// The holder has none of the classes that the offers ask for.
  case classNotHeld = "class_not_held"
  /// The offer is no cheaper than the regular price.
  case offerNotCheaper = "offer_not_cheaper"
}

/// What settled a ticket's price.
public enum PriceBasis: String, CaseIterable, Hashable, Sendable {
  case regular, statutory, offer
}

/// So many tickets of a basket line that all came to the same price. A basket line whose tickets differ (one
/// covered by the card, two not) becomes several of these, in the order in which the clerk rings them up.
public struct PricedLine: Hashable, Sendable {
  /// The basket line it came from, from 0.
  public let basketLine: Int
  /// What is bought.
  public let ticket: TicketTypeID
  /// How many tickets.
  public let quantity: Int
  /// The regular price of one ticket.
  public let regular: Money
  /// The price of one ticket by law; the regular price if the law takes nothing off.
  public let statutory: Money
  /// The price of one ticket by the best offer that holds for it, applied or not (then of the first of these
  /// tickets); nil if none does, or if those that do have reduced as many tickets as they may.
  public let offer: Money?
  /// What one ticket costs: the lowest of the three.
  public let due: Money
  /// Which of the three that was; at a tie the law before the offer, the regular price before both.
  public let basis: PriceBasis
  /// The offer that lowered the price, if one did.
  public let offerID: OfferID?
  /// That offer's version.
  public let offerVersion: Int?
  /// What that offer takes off one ticket beyond the statutory price; zero without an offer.
  public let subsidy: Money
  /// What the clerk presses on the venue's own till.
  public let tillCode: String?

  /// Makes a line.
  public init(
    basketLine: Int, ticket: TicketTypeID, quantity: Int, regular: Money, statutory: Money, offer: Money?,
    due: Money, basis: PriceBasis, offerID: OfferID?, offerVersion: Int?, subsidy: Money, tillCode: String?
  ) {
    self.basketLine = basketLine
    self.ticket = ticket
    self.quantity = quantity
    self.regular = regular
    self.statutory = statutory
    self.offer = offer
    self.due = due
    self.basis = basis
    self.offerID = offerID
    self.offerVersion = offerVersion
    self.subsidy = subsidy
    self.tillCode = tillCode
  }
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

  /// Makes a decision.
  public init(verdict: Verdict, reason: Reason, card: CardState?, lines: [PricedLine]) {
    self.verdict = verdict
    self.reason = reason
    self.card = card
    self.lines = lines
  }

  private func total(_ amount: (PricedLine) -> Money) -> Money {
    lines.reduce(.zero) { $0 + amount($1) * $1.quantity }
  }
  /// What the basket would cost without any reduction.
  public var regular: Money { total(\.regular) }
  /// What to collect.
  public var due: Money { total(\.due) }
  /// What the visitor saves.
  public var discount: Money { regular - due }
  /// What the offers take off beyond the law.
  public var subsidy: Money { total(\.subsidy) }
}
