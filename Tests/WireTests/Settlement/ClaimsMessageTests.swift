import Benefits
import Federation
import Settlement
import Signing
import Testing
import Wire

@Suite("Messages of claims, receipts and evidence")
struct ClaimsMessageTests {
  private let forge: TokenForge
  private static let now = Instant(seconds: 1_795_399_200)
  private let now = Self.now

  init() throws { forge = try TokenForge() }

  static func envelope(life: Int64 = 60, ahead: Int64 = 0) throws -> ClaimsEnvelope {
    ClaimsEnvelope(
      issuer: try #require(EntityID("https://card.taitung.example")),
      audience: try #require(EntityID("https://card.taipei.example")),
      id: UUIDv7(at: now, randomness: (1, 2)), issued: now + .seconds(ahead),
      expires: now + .seconds(ahead + life))
  }

  private func replyEnvelope(ahead: Int64 = 0) throws -> ClaimsEnvelope {
    let sent = try Self.envelope(ahead: ahead)
    return ClaimsEnvelope(
      issuer: sent.audience, audience: sent.issuer, id: UUIDv7(at: now, randomness: (3, 4)),
      issued: sent.issued,
      expires: sent.expires)
  }

  @Test func `claims are read as they were signed, five hundred lines in one message`() throws {
    let line = [UInt8](repeating: 0x61, count: ClaimsLimits.lineBytes / ClaimsLimits.lines)
    let message = ClaimsMessage(
      envelope: try Self.envelope(), previousSeq: 7, previousHash: ChainHash.start,
      lines: Array(repeating: line, count: ClaimsLimits.lines), receiptsAfter: 3)
    let token = try ClaimsCodec.encode(message, signer: MessageSigner(forge.key))
    #expect(token.count <= ClaimsLimits.message)
    let received = try ClaimsCodec.decode(token, keys: forge.keys)
    let read = try received.content.get()
    #expect(received.id == message.envelope.id)
    #expect(read.envelope == message.envelope)
    #expect((read.previousSeq, read.previousHash, read.receiptsAfter) == (7, ChainHash.start, 3))
    #expect(read.lines == message.lines)
  }

  @Test func `another kind of message, another key and too many lines are refused`() throws {
    let message = ClaimsMessage(
      envelope: try Self.envelope(), previousSeq: 0, previousHash: ChainHash.start,
      lines: Array(repeating: [0x7B, 0x7D], count: ClaimsLimits.lines + 1), receiptsAfter: 0)
    let token = try ClaimsCodec.encode(message, signer: MessageSigner(forge.key))
    #expect(throws: JOSEError(.typ)) { try EvidenceCodec.decode(token, keys: forge.keys) }
    #expect(throws: JOSEError(.typ)) { try ReceiptCodec.decode(token, keys: forge.keys) }
    #expect(throws: JOSEError(.kidUnknown)) { try ClaimsCodec.decode(token, keys: TokenForge().keys) }
    let received = try ClaimsCodec.decode(token, keys: forge.keys)
    #expect(received.id == message.envelope.id)
    #expect(throws: ClaimsRefusal.malformed) { try received.content.get() }
  }

  @Test func `the envelope's rules have an order`() throws {
    let right = try Self.envelope()
    try right.check(from: right.issuer, to: right.audience, at: now)
    try right.check(from: right.issuer, to: right.audience, at: now + .seconds(120))
    func fault(_ envelope: ClaimsEnvelope, to audience: EntityID? = nil, at now: Instant) -> ClaimsRefusal? {
      do { try envelope.check(from: right.issuer, to: audience ?? right.audience, at: now) } catch {
        return error
      }
      return nil
    }
    #expect(throws: ClaimsRefusal.wrongIssuer) {
      try right.check(from: right.audience, to: right.issuer, at: now + .hours(1))
    }
    #expect(fault(right, to: right.issuer, at: now + .hours(1)) == .wrongAudience)
    #expect(fault(try Self.envelope(life: 61), at: now + .hours(1)) == .lifetimeTooLong)
    #expect(fault(try Self.envelope(life: 0), at: now) == .lifetimeTooLong)
    #expect(fault(try Self.envelope(ahead: 61), at: now) == .issuedInFuture)
    #expect(fault(right, at: now + .seconds(121)) == .expired)
  }

  @Test func `a receipt is read as it was signed, and answers one message`() throws {
    let request = try Self.envelope()
    let entry = ReceiptEntryCodec.encode(ReceiptHead().entry(request.id, .matched, at: now))
    let page = ReceiptPage(previousNumber: 0, previousHash: ChainHash.start, entries: [entry], last: 2)
    for content in [ReceiptMessage.Content.entries(page)] + ClaimsRefusal.allCases.map({ .refusal($0) }) {
      let receipt = ReceiptMessage(
        envelope: try replyEnvelope(), requestID: request.id, claimsSeq: 9, claimsHash: sha256(entry),
        content: content)
      let token = try ReceiptCodec.encode(receipt, signer: MessageSigner(forge.key))
      let read = try ReceiptCodec.decode(token, keys: forge.keys)
      #expect(read.content == content)
      #expect((read.claimsSeq, read.claimsHash) == (9, sha256(entry)))
      try read.check(answers: request, at: now)
      #expect(throws: ReceiptFault.otherRequest) {
        try ReceiptMessage(
          envelope: read.envelope, requestID: nil, claimsSeq: 9, claimsHash: read.claimsHash, content: content
        ).check(answers: request, at: now)
      }
      #expect(throws: ReceiptFault.notFresh) { try read.check(answers: request, at: now + .seconds(121)) }
      #expect(throws: ReceiptFault.wrongIssuer) { try read.check(answers: try replyEnvelope(), at: now) }
    }
    #expect(page.hasMore)
    try page.check(after: ReceiptHead())
    #expect(throws: ReceiptFault.gap) { try page.check(after: ReceiptHead(number: 1)) }
    #expect(throws: ReceiptFault.changed) { try page.check(after: ReceiptHead(number: 0, hash: sha256([1]))) }
  }

  @Test func `evidence shows the one answer that the home city signed, and no other`() throws {
    let sent = try Self.envelope()
    let (host, home, other) = (sent.issuer, sent.audience, UUIDv7(at: now, randomness: (9, 9)))
    let answers = [sent.id, other].map {
      Answer(
        id: $0,
        content: .known(
          KnownCard(
            state: .active, subject: "0123456789abcdef", grants: [.named(.resident)], unknown: [], until: now,
            statusAsOf: now)))
    }
    let response = VerificationResponse(
      issuer: home, audience: host, id: UUIDv7(at: now, randomness: (5, 6)), issued: now, expires: now,
      requestID: sent.id, requestHash: sha256([]), content: .answers(answers))
    var salt: UInt8 = 0
    let body = try VerificationResponseCodec.encode(response, signer: MessageSigner(forge.key)) { count in
      salt += 1
      return [UInt8](repeating: salt, count: count)
    }
    let whole = try VerificationResponseCodec.decode(body, keys: forge.keys)
    let proofs = whole.disclosures.map {
      ClaimProof(line: other, response: whole.jws, disclosure: $0)
    }
    let message = EvidenceMessage(envelope: sent, proofs: proofs, receiptsAfter: 4)
    let token = try EvidenceCodec.encode(message, signer: MessageSigner(forge.key))
    let read = try EvidenceCodec.decode(token, keys: forge.keys).content.get()
    #expect((read.proofs, read.receiptsAfter) == (proofs, 4))

    func answer(_ proof: ClaimProof, _ host: EntityID, _ keys: JSONWebKeySet) -> KnownAnswer? {
      EvidenceCodec.answer(in: proof, to: sent.id, host: host, home: home, keys: keys)
    }
    let shown = answer(proofs[0], host, forge.keys)
    #expect(
      shown == KnownAnswer(response: response.id, venue: nil, isActive: true, grants: [.named(.resident)]))
    #expect(answer(proofs[1], host, forge.keys) == nil)
    #expect(answer(proofs[0], home, forge.keys) == nil)
    #expect(answer(proofs[0], host, try TokenForge().keys) == nil)
  }
}
