public import Benefits
public import Federation

/// What the home city knows about a line when it judges it: the store's rows, nothing that the line says of itself. For a
/// void or a correction, all but ``original`` is about the claim that the line refers to.
public struct ClaimFacts: Sendable {
  /// The home city.
  public let home: CityID
  /// The terms of the agreement's version that the claim names, if the agreement is one between these cities and that
  /// version was in force at service time.
  public let terms: SettlementTerms?
  /// What is known of the venue's document that the claim names; nil if no registry that the host city signed had it for
  /// the venue.
  public let registry: RegistryFact?
  /// What the home city said about the card.
  public let answer: AnswerFact
  /// Whether another claim, not voided, rests on the same answer for the same offer.
  public let isDoubled: Bool
  /// For a void or a correction, what it refers to; nil if that is no claim of this pair.
  public let original: OriginalFact?

  /// Gathers facts.
  public init(
    home: CityID, terms: SettlementTerms?, registry: RegistryFact?, answer: AnswerFact,
    isDoubled: Bool = false,
    original: OriginalFact? = nil
  ) {
    self.home = home
    self.terms = terms
    self.registry = registry
    self.answer = answer
    self.isDoubled = isDoubled
    self.original = original
  }
}

/// What a venue's document of the host city's signed registry says about an offer.
public struct RegistryFact: Sendable {
  /// The offer in that document, under the id that the claim names; nil if there is none.
  public let offer: Offer?
  /// Whether the document was the venue's at service time.
  public let wasInForce: Bool

  /// Makes a fact.
  public init(offer: Offer?, wasInForce: Bool) {
    self.offer = offer
    self.wasInForce = wasInForce
  }
}

/// What the home city can know of its own answer to a check.
public enum AnswerFact: Hashable, Sendable {
  /// Its log has it, or the evidence that was sent shows it.
  case known(KnownAnswer)
  /// Its log lacks it, and no evidence was sent.
  case unknown
  /// Its log lacks it, and the evidence that was sent does not show it.
  case unproven
}

/// An answer of the home city to a check.
public struct KnownAnswer: Hashable, Sendable {
  /// The response that held it; nil where the log does not say.
  public let response: UUIDv7?
  /// The venue that was asked about; nil from evidence, which does not name it.
  public let venue: VenueID?
  /// Whether the card was active.
  public let isActive: Bool
  /// What was confirmed.
  public let grants: Set<BenefitClass>

  /// Makes an answer.
  public init(response: UUIDv7?, venue: VenueID?, isActive: Bool, grants: Set<BenefitClass>) {
    self.response = response
    self.venue = venue
    self.isActive = isActive
    self.grants = grants
  }
}

/// What a void or a correction refers to.
public struct OriginalFact: Sendable {
  /// What the claim said.
  public let claim: Claim
  /// What later lines made of it, before the one that is judged.
  public let standing: ClaimStanding
  /// When it was appended.
  public let recorded: Instant
  /// The latest finding about it.
  public let finding: Finding

  /// Makes a fact.
  public init(claim: Claim, standing: ClaimStanding, recorded: Instant, finding: Finding) {
    self.claim = claim
    self.standing = standing
    self.recorded = recorded
    self.finding = finding
  }
}
