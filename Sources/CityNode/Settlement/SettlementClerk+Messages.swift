public import Benefits
import Federation
import Office
import Settlement
import Signing
import Store
public import Wire

/// What partners say, and what is said to them.
extension SettlementClerk {
  /// Refusals that may be gone when the message comes again: the other city's books are behind, or a step is.
  static let passing: Set<String> = Set(
    [
      SettlementFault.statementAhead, .statementBehind, .statementGap(expected: 0), .unknown,
      .notDue(Instant(microseconds: 0)),
    ].map(\.code))
  /// The longest time between two attempts to send.
  static let longestPause = TimeSpan.hours(1)
  /// The most messages that one round sends to a partner.
  static let sendBatch = 100

  /// Takes a partner's message in, and gives the signed reply. `keys` are the partner's keys that are valid now: what a
  /// retired key signed is refused before anything in it is believed.
  ///
  /// - Throws: ``Wire/JOSEError`` where the sender is not proven; ``StoreError``, and then the message comes again.
  public func take(
    _ token: [UInt8], typ: String, from partner: CityID, keys: JSONWebKeySet
  ) async throws -> [UInt8] {
    guard let entity = partners[partner] else { throw JOSEError(.audience, "no agreement") }
    let received = try SettlementMessageCodec.decode(token, typ: typ, keys: keys)
    let message = received.message
    let now = ports.now()
    try SettlementMessageCodec.check(message, from: entity, to: me, at: now)
    var reply = SettlementReply(message: message.id)
    do {
      guard try place(in: message.pair).partner == partner else { throw SettlementFault.unknown }
      try await take(received, keys: keys, from: partner, at: now)
    } catch let fault as SettlementFault {
      reply = SettlementReply(message: message.id, refusal: fault.code, detail: fault.detail)
    } catch let refusal as DisputeRefusal {
      reply = SettlementReply(
        message: message.id, refusal: refusal.fault.code, detail: "line \(refusal.line)")
    }
    return try SettlementReplyCodec.encode(
      reply, from: me, to: entity, id: ports.newID(), at: now, signer: signer)
  }

  private func take(
    _ received: ReceivedSettlementMessage, keys: JSONWebKeySet, from partner: CityID, at now: Instant
  ) async throws {
    let message = received.message
    let partnerSide = try place(in: message.pair).side.other
    switch message.body {
    case .disputes(let moves):
      // A move may come before the own round has begun the dispute that it is about.
      try await store.begin(try await store.undisputedLines(message.pair, limit: Self.batch), at: now)
      let said = DisputeMoves(
        pair: message.pair, side: partnerSide, moves: moves, actor: .node, token: received.token)
      let content = SettlementMessageCodec.content(of: message.body, in: message.pair)
      try await store.take(said, message: message.id, hash: sha256(content), from: partner, at: now)
    case .statement(let bytes):
      guard partnerSide == .host else { throw SettlementFault.notYourTurn }
      try await compare(bytes, in: message.pair, at: now)
    case .signature(let number, let hash):
      guard let key = keys[received.kid] else { throw SettlementFault.keyNotValid }
      let reference = StatementReference(pair: message.pair, number: number)
      if try await store.statement(reference) == nil {
        throw SettlementFault.statementGap(expected: try await nextReference(message.pair).number)
      }
      try await store.sign(
        reference,
        StatementSignature(
          side: partnerSide, hash: hash, token: received.token, kid: received.kid, key: key.record, at: now),
        needsApproval: false, at: now)
      try await agreed(reference, at: now)
    }
  }

  /// Takes the host city's draft, if the own books say the same to the last byte.
  private func compare(_ bytes: [UInt8], in pair: DirectedPair, at now: Instant) async throws {
    guard let other = try? StatementCodec.decode(bytes) else {
      throw SettlementFault.statementDiffers(
        StatementDifference(member: "bytes", own: "a statement", other: "none"))
    }
    guard other.pair == pair else { throw SettlementFault.unknown }
    let reference = StatementReference(pair: pair, number: other.number)
    if let known = try await store.statement(reference), known.hash == StatementCodec.hash(bytes) { return }
    let window = try await nextWindow(pair)
    let expected = try await nextReference(pair)
    guard reference == expected, other.window == window.month else {
      throw SettlementFault.statementGap(expected: expected.number)
    }
    // The home city's node gives its own answers first: what it has not answered in time counts by its own clock too.
    guard window.state == .reconciled || window.state == .stated else {
      throw SettlementFault.statementAhead
    }
    let made = try await maker.make(reference, other.window, receipts: other.receipts)
    if let difference = made.statement.firstDifference(from: other) {
      throw SettlementFault.statementDiffers(difference)
    }
    try await store.draft(
      KeptStatement(made, at: now), excluding: made.excluded, ending: made.ended, by: .node, at: now)
    if window.state == .reconciled { try await move(window, .state, by: .node, at: now) }
  }

  /// A message of the outbox, signed now.
  func token(_ message: OutboxMessage, at now: Instant) throws -> [UInt8] {
    guard let audience = partners[message.city] else { throw SettlementFault.unknown }
    let (pair, body) = try SettlementMessageCodec.body(content: message.content, typ: message.typ)
    return try SettlementMessageCodec.encode(
      SettlementMessage(
        issuer: me, audience: audience, envelope: ports.newID(), issued: now,
        expires: now + SettlementMessageCodec.lifetime, id: message.id, pair: pair, body: body),
      signer: signer)
  }

  /// Sends what waits for a partner, in order, until something is not taken in. `post` sends a signed message and gives
  /// the body of the reply; nil where the partner can't be reached.
  public func send(
    to partner: CityID, keys: JSONWebKeySet, at now: Instant,
    _ post: @Sendable (_ token: [UInt8], _ typ: String) async -> [UInt8]?
  ) async throws {
    guard let entity = partners[partner] else { return }
    for kept in try await store.waitingMessages(for: partner, limit: Self.sendBatch) {
      guard kept.next <= now else { return }
      let again = OutboxOutcome.again(at: now + pause(after: kept.attempts), refusal: nil, detail: nil)
      guard let body = await post(try token(kept.message, at: now), kept.message.typ),
        let reply = try? SettlementReplyCodec.decode(body, from: entity, to: me, at: now, keys: keys),
        reply.message == kept.message.id
      else { return try await store.note(again, of: kept.message.id, at: now) }
      guard let refusal = reply.refusal else {
        try await store.note(.taken, of: kept.message.id, at: now)
        continue
      }
      guard Self.passing.contains(refusal) else {
        try await store.note(.refused(refusal, detail: reply.detail), of: kept.message.id, at: now)
        continue
      }
      let next = now + pause(after: kept.attempts)
      return try await store.note(
        .again(at: next, refusal: refusal, detail: reply.detail), of: kept.message.id, at: now)
    }
  }

  /// Twice as long each time, from two seconds, spread by a tenth.
  private func pause(after attempts: Int64) -> TimeSpan {
    let base = min(TimeSpan.seconds(2 << min(attempts, 11)), Self.longestPause)
    return base + TimeSpan(microseconds: base.microseconds / 10 * ports.jitter() / 1000)
  }
}

extension SettlementFault {
  /// Where or how, in English, for the other city.
  var detail: String? {
    switch self {
    case .statementDiffers(let difference):
      "\(difference.member): here \(difference.own), there \(difference.other)"
    case .statementGap(let expected): "expected \(expected)"
    case .unanswered(let lines): "\(lines) lines"
    case .notDue(let due): "not before \(CivilCalendar.taipei.format(due))"
    default: nil
    }
  }
}
