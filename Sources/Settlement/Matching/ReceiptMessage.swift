public import Benefits
import Federation

/// `citycard-claims-receipt+jwt`: what the home city has, and finds, or why it takes nothing.
public struct ReceiptMessage: Sendable {
  /// From the home city to the host city.
  public let envelope: ClaimsEnvelope
  /// The `jti` of the message that it answers; nil where that could not be read.
  public let requestID: UUIDv7?
  /// The place of the last line that the home city has.
  public let claimsSeq: Int64
  /// Its hash.
  public let claimsHash: [UInt8]
  /// What is found, or why nothing was taken.
  public let content: Content

  /// What a receipt holds.
  public enum Content: Hashable, Sendable {
    case entries(ReceiptPage)
    case refusal(ClaimsRefusal)
  }

  /// Makes a receipt.
  public init(
    envelope: ClaimsEnvelope, requestID: UUIDv7?, claimsSeq: Int64, claimsHash: [UInt8], content: Content
  ) {
    self.envelope = envelope
    self.requestID = requestID
    self.claimsSeq = claimsSeq
    self.claimsHash = claimsHash
    self.content = content
  }
}

/// A stretch of the chain of receipts.
public struct ReceiptPage: Hashable, Sendable {
  /// The number of the entry before the first; 0 at the chain's beginning.
  public let previousNumber: Int64
  /// Its hash.
  public let previousHash: [UInt8]
  /// The exact bytes of each entry, in order.
  public let entries: [[UInt8]]
  /// The number of the chain's last entry: greater than that of this page's last if there is more to ask for.
  public let last: Int64

  /// Makes a page.
  public init(previousNumber: Int64, previousHash: [UInt8], entries: [[UInt8]], last: Int64) {
    self.previousNumber = previousNumber
    self.previousHash = previousHash
    self.entries = entries
    self.last = last
  }

  /// Whether there are entries after these.
  public var hasMore: Bool { previousNumber + Int64(entries.count) < last }
}

/// `citycard-claims-evidence+jwt`: signed answers that the home city asked for by `awaiting`. It is answered by a
/// receipt, as claims are.
public struct EvidenceMessage: Sendable {
  /// From the host city to the home city.
  public let envelope: ClaimsEnvelope
  /// One proof per line.
  public let proofs: [ClaimProof]
  /// The number of the last receipt entry that the host city has.
  public let receiptsAfter: Int64

  /// Makes a message.
  public init(envelope: ClaimsEnvelope, proofs: [ClaimProof], receiptsAfter: Int64) {
    self.envelope = envelope
    self.proofs = proofs
    self.receiptsAfter = receiptsAfter
  }
}

/// The home city's own signed answer that a claim rests on, and of that response no other answer.
public struct ClaimProof: Hashable, Sendable {
  /// The claim line.
  public let line: UUIDv7
  /// The response's JWS, without disclosures.
  public let response: String
  /// The one answer's disclosure, in base64url.
  public let disclosure: String

  /// Makes a proof.
  public init(line: UUIDv7, response: String, disclosure: String) {
    self.line = line
    self.response = response
    self.disclosure = disclosure
  }
}

extension ReceiptMessage {
  /// The rules by which the host city accepts a receipt to the message that it sent. A refusal is accepted on the same
  /// terms; it has no entries.
  public func check(answers request: ClaimsEnvelope, at now: Instant) throws(ReceiptFault) {
    guard envelope.issuer == request.audience else { throw .wrongIssuer }
    guard envelope.audience == request.issuer else { throw .wrongAudience }
    guard requestID == request.id else { throw .otherRequest }
    let skew = VerificationLimits.skew
    guard request.issued <= envelope.issued + skew, envelope.issued <= now + skew,
      now <= envelope.expires + skew
    else { throw .notFresh }
  }
}

extension ReceiptPage {
  /// The entries' place after those that the host city has.
  /// - Throws: ``ReceiptFault/gap`` or ``ReceiptFault/changed``.
  public func check(after head: ReceiptHead) throws(ReceiptFault) {
    guard previousNumber == head.number else { throw .gap }
    guard previousHash == head.hash else { throw .changed }
  }
}
