public import Benefits

/// The limits of the verification exchange, stated once.
public enum VerificationLimits {
  /// Checks in one request.
  public static let checks = 1...256
  /// Facts asked of one card.
  public static let asks = 0...32
  /// A request's `exp` is at most this long after its `iat`.
  public static let requestLife = TimeSpan.seconds(60)
  /// Clocks may differ by this much.
  public static let skew = TimeSpan.seconds(60)
  /// Bytes of a body.
  public static let body = 1 << 20
  /// How long an answer may be relied on at most.
  public static let answerLife = TimeSpan.minutes(10)
}

/// One question about one card.
public struct CheckQuestion: Hashable, Sendable {
  /// The host's check id.
  public let id: UUIDv7
  /// The card, as it was read.
  public let card: CardIdentifier
  /// Where it was shown.
  public let venue: VenueID
  /// The facts asked for.
  public let asks: [BenefitClass]
  /// When it was shown, to the second.
  public let at: Instant

  /// Makes a question.
  public init(id: UUIDv7, card: CardIdentifier, venue: VenueID, asks: [BenefitClass], at: Instant) {
    self.id = id
    self.card = card
    self.venue = venue
    self.asks = asks
    self.at = at
  }
}

/// A question as it arrived: one that is at fault fails alone, as long as its id can be read.
public enum ReceivedQuestion: Hashable, Sendable {
  case sound(CheckQuestion)
  case faulty(id: UUIDv7, AnswerFault)

  /// The host's check id.
  public var id: UUIDv7 {
    switch self {
    case .sound(let question): question.id
    case .faulty(let id, _): id
    }
  }
}

/// `citycard-verification-request+sd-jwt`: up to 256 questions to the home city, under one signature.
public struct VerificationRequest: Sendable {
  /// The host city.
  public let issuer: EntityID
  /// The home city.
  public let audience: EntityID
  /// The request's id, a UUIDv7.
  public let id: UUIDv7
  /// `iat`.
  public let issued: Instant
  /// `exp`.
  public let expires: Instant
  /// In the order of their answers.
  public let questions: [ReceivedQuestion]

  /// Makes a request.
  public init(
    issuer: EntityID, audience: EntityID, id: UUIDv7, issued: Instant, expires: Instant,
    questions: [ReceivedQuestion]
  ) {
    self.issuer = issuer
    self.audience = audience
    self.id = id
    self.issued = issued
    self.expires = expires
    self.questions = questions
  }
}

/// What the home city says about one card.
public struct Answer: Hashable, Sendable {
  /// The check id of the question.
  public let id: UUIDv7
  /// The card's facts, or why there are none.
  public let content: Content

  /// The card's facts, or why there are none.
  public enum Content: Hashable, Sendable {
    /// The card is known.
    case known(KnownCard)
    /// The home city does not know the card (or says no more about it).
    case unrecognised
    /// The question was refused.
    case fault(AnswerFault)
  }

  /// Makes an answer.
  public init(id: UUIDv7, content: Content) {
    self.id = id
    self.content = content
  }
}

/// The facts about a known card.
public struct KnownCard: Hashable, Sendable {
  /// `active`, `suspended`, `lost` or `expired`; never `unrecognised`.
  public let state: CardState
  /// The member's pseudonym for this host city: stable here, another one elsewhere.
  public let subject: String
  /// The classes asked that the member has. Empty unless the card is active.
  public let grants: [BenefitClass]
  /// The classes asked that the home city has no basis for.
  public let unknown: [BenefitClass]
  /// How long the answer may be relied on.
  public let until: Instant
  /// When the card's status was last confirmed.
  public let statusAsOf: Instant

  /// Makes the facts.
  public init(
    state: CardState, subject: String, grants: [BenefitClass], unknown: [BenefitClass], until: Instant,
    statusAsOf: Instant
  ) {
    self.state = state
    self.subject = subject
    self.grants = grants
    self.unknown = unknown
    self.until = until
    self.statusAsOf = statusAsOf
  }
}

/// Why one question is refused while the rest of its request is answered. In order of precedence.
public enum AnswerFault: String, Error, CaseIterable, Hashable, Sendable {
  /// The card's scheme, kind or number is not of a known form.
  case malformedCard = "malformed_card"
  /// The question lacks a member, or one has the wrong form.
  case malformedCheck = "malformed_check"
  /// `at` is further from now than the clocks may differ.
  case atOutOfRange = "at_out_of_range"
  /// The host's registry has no such venue.
  case unknownVenue = "unknown_venue"
  /// A class is asked that no offer or statutory rule at that venue uses.
  case overAsking = "over_asking"
  /// Too many unrecognised numbers came from this venue or host; try again later.
  case limited
}

/// Why a whole request is refused, in a signed response. In order of precedence.
public enum RefusalCode: String, Error, CaseIterable, Hashable, Sendable {
  /// The claims lack a member, or one has the wrong form.
  case malformedRequest = "malformed_request"
  /// `iss` is not the city whose key signed and whose certificate connected.
  case wrongIssuer = "wrong_issuer"
  /// `aud` is not this node.
  case wrongAudience = "wrong_audience"
  /// `exp` is more than 60 s after `iat`, or before it.
  case lifetimeTooLong = "lifetime_too_long"
  /// `iat` lies more than 60 s ahead of this node's clock.
  case issuedInFuture = "issued_in_future"
  /// `exp` lies more than 60 s back.
  case expired
  /// Two checks have one id.
  case doubledCheckID = "doubled_check_id"
  /// The `jti` was used with other bytes.
  case replayedOtherBytes = "replayed_other_bytes"
  /// The home city can't answer at the moment; nothing was disclosed.
  case temporarilyUnavailable = "temporarily_unavailable"
}

/// `citycard-verification-response+sd-jwt`: the answers in the order of the questions, or one refusal.
public struct VerificationResponse: Sendable {
  /// The home city.
  public let issuer: EntityID
  /// The host city.
  public let audience: EntityID
  /// The response's id.
  public let id: UUIDv7
  /// `iat`: when the home city vouched.
  public let issued: Instant
  /// `exp`: until when the response is accepted as fresh. Evidence does not expire.
  public let expires: Instant
  /// The request's `jti`; nil where the request's claims could not be read.
  public let requestID: UUIDv7?
  /// SHA-256 of the exact bytes of the request's JWS.
  public let requestHash: [UInt8]
  /// The answers, or why there are none.
  public let content: Content

  /// The answers, or why there are none.
  public enum Content: Hashable, Sendable {
    case answers([Answer])
    case refusal(RefusalCode)
  }

  /// Makes a response.
  public init(
    issuer: EntityID, audience: EntityID, id: UUIDv7, issued: Instant, expires: Instant, requestID: UUIDv7?,
    requestHash: [UInt8], content: Content
  ) {
    self.issuer = issuer
    self.audience = audience
    self.id = id
    self.issued = issued
    self.expires = expires
    self.requestID = requestID
    self.requestHash = requestHash
    self.content = content
  }
}
