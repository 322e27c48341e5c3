import Office

/// A transaction of the office, beside no other of the kind: what it changes and the entries that say so are kept
/// together or not at all.
struct OfficeLedger {
  /// The statements of the transaction.
  let session: any SQLSession
  private let seal: AuditSeal

  /// Opens the ledger; a store without a seal can't keep an audit log, so it changes nothing of the office.
  init(_ session: any SQLSession, seal: AuditSeal?) throws(StoreError) {
    guard let seal else {
      throw StoreError(.constraint, "the store was opened without the key of the audit log")
    }
    self.session = session
    self.seal = seal
  }

  /// Appends entries to the audit log, in their order.
  func record(_ entries: [AuditEntry]) throws {
    guard !entries.isEmpty else { return }
    let head = try session.rows(AuditTable.head).first
    var id = try head?.integer(0) ?? 0
    var hash = try head?.blob(1) ?? AuditChain.start
    var queries: [SQLQuery] = []
    for entry in entries {
      id += 1
      hash = seal.hash(AuditChain.bytes(of: entry, id: id, after: hash))
      queries.append(AuditTable.write(KeptAuditEntry(id: id, entry: entry, hash: hash)))
    }
    _ = try session.run(queries)
  }

  /// Appends an entry to the audit log.
  func record(_ entry: AuditEntry) throws { try record([entry]) }

  /// Runs one statement and gives its rows.
  func rows(_ sql: SQLText, _ arguments: [SQLValue] = []) throws -> [SQLRow] {
    try session.rows(sql, arguments)
  }
}

extension CityStore {
  /// Runs `body` in a transaction of the office. Throws what `body` throws, and then nothing has changed; else
  /// ``StoreError``.
  func changeOffice<Outcome: Sendable>(
    _ body: @escaping @Sendable (OfficeLedger) throws -> Outcome
  ) async throws -> Outcome {
    let seal = seal
    return try await engine.writeAlone { session in try body(OfficeLedger(session, seal: seal)) }
  }
}
