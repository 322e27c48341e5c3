public import Benefits
public import Federation

/// The limits of the exchange of claims, stated once.
public enum ClaimsLimits {
  /// The most bytes of one line.
  public static let line = 4096
  /// The most lines of a message.
  public static let lines = 500
  /// The most bytes of lines in a message: in base64url twice, once as lines and once as payload, they stay under
  /// ``message``.
  public static let lineBytes = 480 << 10
  /// The most bytes of a message.
  public static let message = 900 << 10
  /// The most bytes of one receipt entry.
  public static let entry = 1024
  /// The most entries of a receipt.
  public static let entries = 1000
  /// The most answers shown in a message of evidence.
  public static let proofs = 30
  /// The most bytes of all that such a message shows: in base64url as payload it stays under ``message``.
  public static let proofBytes = 600 << 10
  /// The most bytes of a void's or a correction's reason.
  public static let reason = 600
  /// A message's `exp` is at most this long after its `iat`.
  public static let life = TimeSpan.seconds(60)
}

/// The claims that every message of this exchange has.
public struct ClaimsEnvelope: Hashable, Sendable {
  /// The sender.
  public let issuer: EntityID
  /// The recipient.
  public let audience: EntityID
  /// The message's id.
  public let id: UUIDv7
  /// `iat`.
  public let issued: Instant
  /// `exp`.
  public let expires: Instant

  /// Makes an envelope.
  public init(issuer: EntityID, audience: EntityID, id: UUIDv7, issued: Instant, expires: Instant) {
    self.issuer = issuer
    self.audience = audience
    self.id = id
    self.issued = issued
    self.expires = expires
  }

  /// The rules of the envelope, in ``ClaimsRefusal``'s order of precedence. `peer` is the city whose key signed and
  /// whose certificate connected; `me` is this node.
  public func check(from peer: EntityID, to me: EntityID, at now: Instant) throws(ClaimsRefusal) {
    guard issuer == peer else { throw .wrongIssuer }
    guard audience == me else { throw .wrongAudience }
    let life = expires - issued
    guard life > .zero, life <= ClaimsLimits.life else { throw .lifetimeTooLong }
    guard issued <= now + VerificationLimits.skew else { throw .issuedInFuture }
    guard now <= expires + VerificationLimits.skew else { throw .expired }
  }
}

/// `citycard-claims+jwt`: the lines after the last one that the home city acknowledged. Without lines it asks for new
/// receipt entries alone.
public struct ClaimsMessage: Sendable {
  /// From the host city to the home city.
  public let envelope: ClaimsEnvelope
  /// The place of the line before the first; 0 at the chain's beginning.
  public let previousSeq: Int64
  /// Its hash.
  public let previousHash: [UInt8]
  /// The exact bytes of each line, in order.
  public let lines: [[UInt8]]
  /// The number of the last receipt entry that the host city has.
  public let receiptsAfter: Int64

  /// Makes a message.
  public init(
    envelope: ClaimsEnvelope, previousSeq: Int64, previousHash: [UInt8], lines: [[UInt8]],
    receiptsAfter: Int64
  ) {
    self.envelope = envelope
    self.previousSeq = previousSeq
    self.previousHash = previousHash
    self.lines = lines
    self.receiptsAfter = receiptsAfter
  }
}

/// Why a message of claims or of evidence is refused, in a signed receipt. Nothing of it is taken. In order of
/// precedence.
public enum ClaimsRefusal: String, Error, CaseIterable, Hashable, Sendable {
  /// The message's members, or a line's, are not of their form.
  case malformed = "malformed_claims"
  /// `iss` is not the city whose key signed and whose certificate connected.
  case wrongIssuer = "wrong_issuer"
  /// `aud` is not this node.
  case wrongAudience = "wrong_audience"
  /// `exp` is more than 60 s after `iat`, or not after it.
  case lifetimeTooLong = "lifetime_too_long"
  /// `iat` lies more than 60 s ahead of this node's clock.
  case issuedInFuture = "issued_in_future"
  /// `exp` lies more than 60 s back.
  case expired
  /// Lines are missing before the first: the receipt's head says after which one to send.
  case gap = "claims_gap"
  /// Other bytes are known under a place or an id.
  case changed = "claims_changed"
  /// A line breaks a rule of the chain (``ChainFault``).
  case invalid = "claims_invalid"
  /// The host city has more receipt entries than there are.
  case receiptsUnknown = "receipts_unknown"
  /// The home city can't answer at the moment; nothing was taken.
  case temporarilyUnavailable = "temporarily_unavailable"
}
