public import Benefits
public import Office
public import Settlement

/// Statements: drafted, approved by two people of each city, signed by both, and then never changed.
extension CityStore {
  /// A statement by its number.
  public func statement(_ reference: StatementReference) async throws -> KeptStatement? {
    try await first(SQLQuery(StatementTable.one, StatementTable.key(reference)), StatementTable.statement)
  }

  /// A pair's statements before `number`, newest first.
  public func statements(_ pair: DirectedPair, before number: Int64 = .max, limit: Int) async throws
    -> [KeptStatement]
  {
    try await all(
      SQLQuery(StatementTable.before, pair.columns + [.integer(number), .integer(Int64(limit))]),
      StatementTable.statement)
  }

  /// The signatures under a statement, at most one of each city.
  public func signatures(_ reference: StatementReference) async throws -> [StatementSignature] {
    try await all(
      SQLQuery(StatementTable.signatures, StatementTable.key(reference)), StatementTable.signature)
  }

  /// How far this city's two people have come with a statement.
  public func signOff(_ statement: KeptStatement) async throws -> SignOff {
    let results = try await reads.read([
      SQLQuery(StatementTable.approvals, StatementTable.key(statement.reference))
    ])
    return try StatementTable.signOff(results[0], of: statement.hash)
  }

  /// What statements before `reference` excluded and none before it carried in or dropped; after `seq`, in the order of
  /// the chain.
  public func excludedLines(
    before reference: StatementReference, after seq: Int64 = 0, limit: Int
  ) async throws -> [ExcludedLine] {
    try await all(
      SQLQuery(
        StatementTable.excluded,
        StatementTable.key(reference) + [.integer(seq), .integer(Int64(limit))])
    ) { ExcludedLine(line: try $0.id(0), seq: try $0.integer(1)) }
  }

  /// Keeps a draft, in place of an unsigned one of the same number; approvals of another hash are void. The same again
  /// changes nothing.
  /// - Parameters:
  ///   - excluded: The window's lines that it excludes.
  ///   - ended: Lines of earlier windows that it carries in or drops.
  /// - Throws: ``SettlementFault/statementGap(expected:)``, ``SettlementFault/statementSigned``; ``StoreError``.
  public func draft(
    _ statement: KeptStatement, excluding excluded: [ExcludedLine], ending ended: [UUIDv7], by actor: Actor,
    telling messages: [OutboxMessage] = [], at now: Instant
  ) async throws {
    try await changeOffice { ledger in
      let key = StatementTable.key(statement.reference)
      let pair = Array(key.prefix(2))
      let last = try ledger.rows(StatementTable.last, pair).first.map(StatementTable.statement)
      let known = try ledger.rows(StatementTable.one, key).first.map(StatementTable.statement)
      if known?.hash == statement.hash { return }
      try ledger.check(statement, known: known, after: last)
      var queries = [StatementTable.write(statement)]
      for forget in [
        StatementTable.forgetApprovals, StatementTable.forgetExclusions, StatementTable.reopenExclusions,
      ] { queries.append(SQLQuery(forget, key)) }
      for line in excluded {
        queries.append(SQLQuery(StatementTable.exclude, key + [.id(line.line), .integer(line.seq)]))
      }
      for line in ended { queries.append(SQLQuery(StatementTable.endExclusion, key + [.id(line)])) }
      _ = try ledger.session.run(queries + messages.map(OutboxTable.write))
      try ledger.record(
        entry(.statementDrafted, statement, by: actor, before: known.map { hex($0.hash) }, at: now))
    }
  }

  /// Takes one person's approval of a hash.
  ///
  /// - Throws: ``SettlementFault`` of ``SignOff/approve(_:as:by:)``, ``SettlementFault/unknown``,
  ///   ``SettlementFault/wrongState`` where it is agreed already; ``StoreError``.
  public func approve(
    _ reference: StatementReference, hash: [UInt8], as part: SignOff.Part, by actor: Actor, at now: Instant
  ) async throws -> SignOff {
    try await changeOffice { ledger in
      let key = StatementTable.key(reference)
      let statement = try ledger.open(reference)
      var signOff = try StatementTable.signOff(ledger.rows(StatementTable.approvals, key), of: statement.hash)
      try signOff.approve(hash, as: part, by: SignOff.Approval(name: actor.name, at: now))
      _ = try ledger.rows(
        StatementTable.approve,
        key + [.text(part.rawValue), .blob(hash), .text(actor.name), .instant(now)])
      try ledger.record(
        entry(.statementApproved, statement, by: actor, before: nil, part.rawValue, at: now))
      return signOff
    }
  }

  /// Keeps a city's signature; the second of the two makes the statement agreed. The same city's again changes nothing.
  /// - Parameter approved: Whether this city's maker and checker must have approved the hash: so for an own signature,
  ///   but of an empty statement, which the node signs by itself.
  /// - Throws: ``SettlementFault/unknown``, ``SettlementFault/hashDiffers``, ``SettlementFault/unsigned`` where an
  ///   approval is missing; ``StoreError``.
  @discardableResult
  public func sign(
    _ reference: StatementReference, _ signature: StatementSignature, needsApproval approved: Bool,
    telling messages: [OutboxMessage] = [], at now: Instant
  ) async throws -> KeptStatement {
    try await changeOffice { ledger in
      let key = StatementTable.key(reference)
      guard var statement = try ledger.rows(StatementTable.one, key).first.map(StatementTable.statement)
      else {
        throw SettlementFault.unknown
      }
      guard statement.hash == signature.hash else { throw SettlementFault.hashDiffers }
      let known = try ledger.rows(StatementTable.signatures, key).map(StatementTable.signature)
      guard !known.contains(where: { $0.side == signature.side }) else { return statement }
      if approved {
        let rows = try ledger.rows(StatementTable.approvals, key)
        guard try StatementTable.signOff(rows, of: statement.hash).isComplete else {
          throw SettlementFault.unsigned
        }
      }
      var entries = [
        entry(.statementSigned, statement, by: .node, before: nil, signature.side.rawValue, at: now)
      ]
      // A signature that comes after silence accepted the statement completes it, and changes nothing that is owed.
      if known.count + 1 == PairSide.allCases.count {
        if statement.agreed == nil {
          entries.append(entry(.statementAgreed, statement, by: .node, before: nil, at: now))
        }
        statement.agreed = statement.agreed ?? now
        statement.isSilent = false
      }
      _ = try ledger.session.run(
        [StatementTable.write(signature, of: reference), StatementTable.write(statement)]
          + messages.map(OutboxTable.write))
      try ledger.record(entries)
      return statement
    }
  }

  /// Accepts a statement whose time to sign is over, marked so. False where it is agreed already.
  ///
  /// - Throws: ``SettlementFault/unknown``; ``StoreError``.
  public func acceptBySilence(_ reference: StatementReference, at now: Instant) async throws -> Bool {
    try await changeOffice { ledger in
      let key = StatementTable.key(reference)
      guard var statement = try ledger.rows(StatementTable.one, key).first.map(StatementTable.statement)
      else {
        throw SettlementFault.unknown
      }
      guard statement.agreed == nil else { return false }
      statement.agreed = now
      statement.isSilent = true
      _ = try ledger.session.run([StatementTable.write(statement)])
      try ledger.record(entry(.statementAgreed, statement, by: .node, before: nil, "silence", at: now))
      return true
    }
  }
}

extension OfficeLedger {
  /// The statement, as long as it is not agreed.
  func open(_ reference: StatementReference) throws -> KeptStatement {
    let key = StatementTable.key(reference)
    guard let statement = try rows(StatementTable.one, key).first.map(StatementTable.statement) else {
      throw SettlementFault.unknown
    }
    guard statement.agreed == nil else { throw SettlementFault.wrongState }
    return statement
  }

  /// Whether a draft may be kept: its number and month follow the last one's, or it takes the place of the last one,
  /// which nobody has signed.
  func check(_ draft: KeptStatement, known: KeptStatement?, after last: KeptStatement?) throws {
    let expected = (last?.reference.number ?? 0) + 1
    guard known != nil || draft.reference.number == expected else {
      throw SettlementFault.statementGap(expected: expected)
    }
    if let known {
      let signatures = try rows(StatementTable.signatures, StatementTable.key(known.reference))
      guard signatures.isEmpty, known.agreed == nil, known.reference == last?.reference,
        known.window == draft.window
      else { throw SettlementFault.statementSigned }
    } else if let last, draft.window != last.window.next {
      throw SettlementFault.statementGap(expected: expected)
    }
  }
}

private func entry(
  _ action: AuditAction, _ statement: KeptStatement, by actor: Actor, before: String?, _ word: String? = nil,
  at now: Instant
) -> AuditEntry {
  AuditEntry(
    at: now, actor: actor, action: action,
    subject: "statement:\(statement.reference.pair):\(statement.reference.number)", before: before,
    after: [hex(statement.hash), word].compactMap { $0 }.joined(separator: "\n"))
}

private func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
