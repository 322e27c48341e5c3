/// Decide a basket for a card, and keep the decision.
public struct RecordCheck: Sendable {
  /// Chosen by the client.
  public let id: UUIDv7
  /// What was asked.
  public let fingerprint: Fingerprint
  /// Who asks.
  public let terminal: TerminalID
  /// Where, with the offers in force.
  public let venue: Venue
  /// What is bought; its ticket types were found at the venue.
  public let basket: Basket
  /// Where in the venue the terminal stands, if that was set.
  public let salesPoint: SalesPointID?
  /// What the home city said.
  public let facts: CardFacts
  /// Who shows the card, for limits.
  public let identity: HolderIdentity
  /// The holder's pseudonym, if the card was recognised.
  public let subject: String?
  /// How long the home city's answer may be relied on.
  public let answerHolds: Instant?
  /// The digest of the registry files that decide.
  public let rules: [UInt8]
  /// The signed answer.
  public let evidence: AnswerReference?

  /// Makes the command.
  public init(
    id: UUIDv7, fingerprint: Fingerprint, terminal: TerminalID, venue: Venue, basket: Basket,
    salesPoint: SalesPointID? = nil, facts: CardFacts, identity: HolderIdentity = .unknown,
    subject: String?, answerHolds: Instant?, rules: [UInt8], evidence: AnswerReference?
  ) {
    self.id = id
    self.fingerprint = fingerprint
    self.terminal = terminal
    self.venue = venue
    self.basket = basket
    self.salesPoint = salesPoint
    self.facts = facts
    self.identity = identity
    self.subject = subject
    self.answerHolds = answerHolds
    self.rules = rules
    self.evidence = evidence
  }
}

extension RecordCheck {
  /// The counters to read before it is decided.
  public func usageKeys(at now: Instant, calendar: CityCalendar) -> Set<UsageKey> {
    Benefits.usageKeys(
      venue: venue, basket: basket, salesPoint: salesPoint, facts: facts, identity: identity, at: now,
      calendar: calendar)
  }

  /// The city that answers for the card; nil while it is not named.
  var home: CityID? {
    switch facts {
    case .answered(let home, _, _, _), .unanswered(let home, _), .offline(let home, _, _, _, _): home
    case .cityNotNamed: nil
    }
  }
}

/// Redeem a granted check, once.
public struct RedeemCheck: Sendable {
  /// Chosen by the client.
  public let id: UUIDv7
  /// What was asked.
  public let fingerprint: Fingerprint
  /// The check to redeem.
  public let check: UUIDv7
  /// Who asks.
  public let terminal: TerminalID
  /// The venue of that terminal.
  public let venue: VenueID

  /// Makes the command.
  public init(id: UUIDv7, fingerprint: Fingerprint, check: UUIDv7, terminal: TerminalID, venue: VenueID) {
    self.id = id
    self.fingerprint = fingerprint
    self.check = check
    self.terminal = terminal
    self.venue = venue
  }
}

/// Take a redemption back.
public struct VoidRedemption: Sendable {
  /// The redemption.
  public let id: UUIDv7
  /// Who asks.
  public let terminal: TerminalID
  /// The venue of that terminal.
  public let venue: VenueID
  /// In the clerk's words.
  public let reason: String?

  /// Makes the command.
  public init(id: UUIDv7, terminal: TerminalID, venue: VenueID, reason: String?) {
    self.id = id
    self.terminal = terminal
    self.venue = venue
    self.reason = reason
  }
}

/// Why a command at the counter has no effect. In order of precedence: the first that holds is given.
public enum CounterFault: String, Error, CaseIterable, Hashable, Sendable {
  /// The id was used for something else.
  case idConflict = "id_conflict"
  /// The basket names a ticket type that the venue does not sell.
  case unknownTicket = "unknown_ticket"
  /// Goods without their price, or a ticket with one.
  case wrongPrice = "wrong_price"
  /// The basket names an event, or a slot of one, that is not on.
  case unknownEvent = "unknown_event"
  /// The terminal has more open checks of limited offers than a counter can have visitors.
  case tooManyReservations = "too_many_reservations"
  /// There is no such check at this venue.
  case unknownCheck = "unknown_check"
  /// There is no such redemption at this venue.
  case unknownRedemption = "unknown_redemption"
  /// The check was redeemed before, here or at another terminal.
  case checkAlreadyRedeemed = "check_already_redeemed"
  /// The check was not granted, so there is nothing to redeem.
  case checkNotGranted = "check_not_granted"
  /// The check was not redeemed in time.
  case checkLapsed = "check_lapsed"
  /// More than 90 days after the redemption nothing is voided, with a reason or without.
  case voidTooLate = "void_too_late"
  /// More than ten minutes after the redemption, a void needs a reason.
  case voidReasonRequired = "void_reason_required"
}
