public import Benefits
public import Office
public import Settlement

/// Why a list of moves was refused, whole: at which line, and why.
public struct DisputeRefusal: Error, Hashable, Sendable {
  /// The line.
  public let line: UUIDv7
  /// The reason.
  public let fault: SettlementFault
}

/// A list of moves of one city in one pair, taken together or not at all.
public struct DisputeMoves: Sendable {
  /// Whose chain.
  public let pair: DirectedPair
  /// Which city says it.
  public let side: PairSide
  /// What.
  public let moves: [StatedMove]
  /// Who says it here; the node for the other city.
  public let actor: Actor
  /// The other city's signed message; nil for own moves.
  public let token: [UInt8]?

  /// Makes a list.
  public init(
    pair: DirectedPair, side: PairSide, moves: [StatedMove], actor: Actor, token: [UInt8]? = nil
  ) {
    self.pair = pair
    self.side = side
    self.moves = moves
    self.actor = actor
    self.token = token
  }
}

extension CityStore {
  /// The open disputes of a pair, those that wait longest first; after the dispute `after` in that order.
  public func openDisputes(_ pair: DirectedPair, after: Dispute? = nil, limit: Int) async throws
    -> [KeptDispute]
  {
    try await all(
      SQLQuery(
        DisputeTable.open,
        pair.columns + [
          .instant(after?.since ?? Instant(microseconds: .min)), after.map { .id($0.line) } ?? .blob([]),
          .integer(Int64(limit)),
        ]), DisputeTable.dispute)
  }

  /// The dispute about a line, ended or not.
  public func dispute(_ pair: DirectedPair, _ line: UUIDv7) async throws -> KeptDispute? {
    try await first(SQLQuery(DisputeTable.read, DisputeTable.key(pair, line)), DisputeTable.dispute)
  }

  /// What was said about a line, in order.
  public func moves(_ pair: DirectedPair, _ line: UUIDv7) async throws -> [KeptMove] {
    try await all(SQLQuery(DisputeTable.moves, DisputeTable.key(pair, line))) {
      try DisputeTable.move($0, of: line)
    }
  }

  /// Begins disputes; one that is there stays as it is. Gives how many are new.
  @discardableResult
  public func begin(_ disputes: [KeptDispute], at now: Instant) async throws -> Int {
    try await changeOffice { ledger in
      var fresh: [KeptDispute] = []
      for kept in disputes {
        let key = DisputeTable.key(kept.pair, kept.dispute.line)
        if try ledger.rows(DisputeTable.one, key).isEmpty { fresh.append(kept) }
      }
      _ = try ledger.session.run(fresh.map(DisputeTable.write))
      try ledger.record(fresh.map { entry($0, from: nil, by: .node, because: nil, at: now) })
      return fresh.count
    }
  }

  /// Takes a list of moves, all or none, with the messages that tell the other city.
  ///
  /// - Throws: ``DisputeRefusal`` for the first move that can't be; ``StoreError``.
  public func say(_ said: DisputeMoves, telling messages: [OutboxMessage] = [], at now: Instant) async throws
  {
    try await changeOffice { ledger in
      try ledger.say(said, at: now)
      _ = try ledger.session.run(messages.map(OutboxTable.write))
    }
  }

  /// Ends a dispute without a word of either city: by silence, by a void, or because the home city's receipts have
  /// another finding meanwhile. False where it has gone on since `known`, and nothing changes.
  public func end(_ known: KeptDispute, as ended: Dispute, because reason: String, at now: Instant)
    async throws
    -> Bool
  {
    try await changeOffice { ledger in
      let key = DisputeTable.key(known.pair, known.dispute.line)
      guard try ledger.rows(DisputeTable.one, key).first.map(DisputeTable.dispute) == known else {
        return false
      }
      let kept = KeptDispute(pair: known.pair, dispute: ended, month: known.month, amount: known.amount)
      _ = try ledger.session.run([DisputeTable.write(kept)])
      try ledger.record(entry(kept, from: known.dispute.state, by: .node, because: reason, at: now))
      return true
    }
  }
}

extension OfficeLedger {
  /// Takes a list of moves inside a transaction.
  func say(_ said: DisputeMoves, at now: Instant) throws {
    var entries: [AuditEntry] = []
    for move in said.moves {
      let key = DisputeTable.key(said.pair, move.line)
      guard let known = try rows(DisputeTable.one, key).first.map(DisputeTable.dispute) else {
        throw DisputeRefusal(line: move.line, fault: .unknown)
      }
      let next: Dispute
      do {
        next = try known.dispute.after(move.move, by: said.side, because: move.reason, at: now)
      } catch {
        throw DisputeRefusal(line: move.line, fault: error)
      }
      let kept = KeptDispute(pair: known.pair, dispute: next, month: known.month, amount: known.amount)
      let last = try rows(DisputeTable.lastMove, key)[0].integer(0)
      let row = KeptMove(
        number: last + 1, side: said.side, said: move, actor: said.actor.text, at: now, token: said.token)
      _ = try session.run([DisputeTable.write(kept), DisputeTable.write(row, in: said.pair)])
      entries.append(
        entry(kept, from: known.dispute.state, by: said.actor, because: move.reason, at: now))
    }
    try record(entries)
  }
}

private func entry(
  _ kept: KeptDispute, from before: DisputeState?, by actor: Actor, because reason: String?, at now: Instant
) -> AuditEntry {
  AuditEntry(
    at: now, actor: actor, action: .disputeMoved, subject: "dispute:\(kept.pair):\(kept.dispute.line)",
    before: before?.rawValue,
    after: [kept.dispute.state.rawValue, reason].compactMap { $0 }.joined(separator: "\n"))
}
