/// A terminal at a counter, by the number the node gave it.
public struct TerminalID: Hashable, Sendable {
  /// The node's own number for it.
  public let number: Int64

  /// Wraps a number.
  public init(_ number: Int64) { self.number = number }
}

/// What a client asked for, in 32 bytes: the same id with the same fingerprint is a retry, with another one
/// a conflict. A keyed hash, for it covers a card number.
public struct Fingerprint: Hashable, Sendable {
  /// 32 bytes.
  public let bytes: [UInt8]

  /// Wraps a hash.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// Which signed answer a check rests on: the response by its issuer and id (never by a hash of the token:
/// ECDSA signatures are malleable), and the answer within it.
public struct AnswerReference: Hashable, Sendable {
  /// The home city's entity id.
  public let issuer: String
  /// The response's `jti`.
  public let response: UUIDv7
  /// The answer's disclosure as received (base64url), which with the response's JWS proves this one answer.
  public let disclosure: String

  /// Makes a reference.
  public init(issuer: String, response: UUIDv7, disclosure: String) {
    self.issuer = issuer
    self.response = response
    self.disclosure = disclosure
  }
}

/// Where a check stands.
public enum CheckState: String, CaseIterable, Hashable, Sendable {
  /// Granted, and waiting to be redeemed.
  case open
  /// Not granted; kept, for refusals count too.
  case closed
  /// Not redeemed in time.
  case lapsed
  /// Redeemed. Final, also when the redemption is voided: after an undo the clerk checks anew.
  case redeemed
}

/// A check as it was decided. Its amounts are never computed again.
public struct CheckRecord: Hashable, Sendable {
  /// Chosen by the client.
  public let id: UUIDv7
  /// What was asked.
  public let fingerprint: Fingerprint
  /// Who asked.
  public let terminal: TerminalID
  /// Where.
  public let venue: VenueID
  /// The city that answers for the card; nil while it is not named.
  public let home: CityID?
  /// The holder: the home city's pairwise pseudonym, or the own directory's for an own card.
  public let subject: String?
  /// What to collect, and why.
  public let decision: Decision
  /// When it was decided.
  public let at: Instant
  /// Until when it may be redeemed.
  public let expires: Instant
  /// The digest of the registry files that decided.
  public let rules: [UInt8]
  /// The signed answer behind it; nil for an own card or without an answer.
  public let evidence: AnswerReference?
  /// Where it stands.
  public var state: CheckState

  /// Makes a record.
  public init(
    id: UUIDv7, fingerprint: Fingerprint, terminal: TerminalID, venue: VenueID, home: CityID?,
    subject: String?, decision: Decision, at: Instant, expires: Instant, rules: [UInt8],
    evidence: AnswerReference?, state: CheckState
  ) {
    self.id = id
    self.fingerprint = fingerprint
    self.terminal = terminal
    self.venue = venue
    self.home = home
    self.subject = subject
    self.decision = decision
    self.at = at
    self.expires = expires
    self.rules = rules
    self.evidence = evidence
    self.state = state
  }
}

/// A redemption: the visit took place at the checked price.
public struct Redemption: Hashable, Sendable {
  /// Chosen by the client.
  public let id: UUIDv7
  /// What was asked.
  public let fingerprint: Fingerprint
  /// The check that was redeemed; it holds the amounts.
  public let check: UUIDv7
  /// Who redeemed.
  public let terminal: TerminalID
  /// Where.
  public let venue: VenueID
  /// When.
  public let at: Instant
  /// What it consumed of limited offers' counters.
  public let holds: [UsageHold]
  /// Set once it was taken back.
  public var voiding: Voiding?

  /// Makes a redemption.
  public init(
    id: UUIDv7, fingerprint: Fingerprint, check: UUIDv7, terminal: TerminalID, venue: VenueID, at: Instant,
    holds: [UsageHold] = [], voiding: Voiding? = nil
  ) {
    self.id = id
    self.fingerprint = fingerprint
    self.check = check
    self.terminal = terminal
    self.venue = venue
    self.at = at
    self.holds = holds
    self.voiding = voiding
  }
}

/// Who took a redemption back, when and why.
public struct Voiding: Hashable, Sendable {
  /// The terminal.
  public let terminal: TerminalID
  /// When.
  public let at: Instant
  /// In the clerk's words; nil within the first ten minutes, where none is needed.
  public let reason: String?

  /// Makes a voiding.
  public init(terminal: TerminalID, at: Instant, reason: String?) {
    self.terminal = terminal
    self.at = at
    self.reason = reason
  }
}
