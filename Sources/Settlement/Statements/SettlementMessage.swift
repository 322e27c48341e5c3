public import Benefits
public import Federation

/// What the cities of a pair say to each other about disputes and statements: signed, and idempotent by its id.
public struct SettlementMessage: Hashable, Sendable {
  /// Who says it.
  public let issuer: EntityID
  /// To whom.
  public let audience: EntityID
  /// The envelope's own id; another each time that it is sent.
  public let envelope: UUIDv7
  /// When the envelope was signed.
  public let issued: Instant
  /// Until when it may be taken in.
  public let expires: Instant
  /// The message's id; the same each time that it is sent.
  public let id: UUIDv7
  /// About which pair.
  public let pair: DirectedPair
  /// What it says.
  public let body: SettlementBody

  /// Makes a message.
  public init(
    issuer: EntityID, audience: EntityID, envelope: UUIDv7, issued: Instant, expires: Instant, id: UUIDv7,
    pair: DirectedPair, body: SettlementBody
  ) {
    self.issuer = issuer
    self.audience = audience
    self.envelope = envelope
    self.issued = issued
    self.expires = expires
    self.id = id
    self.pair = pair
    self.body = body
  }
}

/// What a message says.
public enum SettlementBody: Hashable, Sendable {
  /// Moves in disputes, at most ``SettlementBody/moves`` of them.
  case disputes([StatedMove])
  /// The exact bytes of a statement that the host city drafted.
  case statement([UInt8])
  /// The city's signature over a statement's hash: the envelope is the signature.
  case signature(number: Int64, hash: [UInt8])

  /// The most moves of a message.
  public static let moves = 50
  /// The most bytes of a statement.
  public static let statementBytes = 560_000
}

/// One city's move in the dispute of one line.
public struct StatedMove: Hashable, Sendable {
  /// The claim line.
  public let line: UUIDv7
  /// The move.
  public let move: DisputeMove
  /// Why, in the city's own words; nil where the move needs no reason.
  public let reason: String?
  /// What shows it: a quotation or the name of a document.
  public let evidence: String?

  /// Makes a move.
  public init(line: UUIDv7, move: DisputeMove, reason: String? = nil, evidence: String? = nil) {
    self.line = line
    self.move = move
    self.reason = reason
    self.evidence = evidence
  }
}

/// The other city's answer to a message.
public struct SettlementReply: Hashable, Sendable {
  /// The message that it answers.
  public let message: UUIDv7
  /// ``SettlementFault``'s code; nil where it was taken in, now or before.
  public let refusal: String?
  /// In English: where or how, such as the first difference.
  public let detail: String?

  /// Makes a reply.
  public init(message: UUIDv7, refusal: String? = nil, detail: String? = nil) {
    self.message = message
    self.refusal = refusal
    self.detail = detail
  }
}
