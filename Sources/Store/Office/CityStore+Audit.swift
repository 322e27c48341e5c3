import Office

/// What looking through the audit log found.
public enum AuditVerdict: Hashable, Sendable {
  /// Every entry fits the one before. `head` is the hash of the newest, to be noted elsewhere: whoever cuts off the
  /// end of the log leaves no gap, but another head.
  case holds(entries: Int64, head: [UInt8])
  /// From this number on the log is not what was written.
  case broken(at: Int64)
}

extension CityStore {
  /// The newest entries before number `before`, newest first, of one subject or of all.
  public func auditLog(before: Int64 = .max, of subject: String? = nil, limit: Int) async throws
    -> [KeptAuditEntry]
  {
    let arguments: [SQLValue] = [.integer(before), .integer(Int64(limit))]
    let query =
      subject.map { SQLQuery(AuditTable.ofSubject, arguments + [.text($0)]) }
      ?? SQLQuery(AuditTable.newest, arguments)
    return try await all(query, AuditTable.entry)
  }

  /// The oldest entries after number `after`, oldest first.
  public func auditLog(after: Int64, limit: Int) async throws -> [KeptAuditEntry] {
    try await all(SQLQuery(AuditTable.after, [.integer(after), .integer(Int64(limit))]), AuditTable.entry)
  }

  /// Goes through the whole log. `known` is a head that was noted earlier: the entry of that number must still have
  /// that hash.
  public func verifyAudit(known: (id: Int64, head: [UInt8])? = nil) async throws -> AuditVerdict {
    guard let seal else {
      throw StoreError(.constraint, "the store was opened without the key of the audit log")
    }
    var id: Int64 = 0
    var hash = AuditChain.start
    while true {
      let rows = try await reads.read([
        SQLQuery(AuditTable.after, [.integer(id), .integer(Self.auditPage)])
      ])[0]
      for row in rows {
        id += 1
        // A row that can't even be read was not written by this program.
        guard let kept = try? AuditTable.entry(row), kept.id == id else { return .broken(at: id) }
        hash = seal.hash(AuditChain.bytes(of: kept.entry, id: id, after: hash))
        guard kept.hash == hash else { return .broken(at: id) }
        if let known, known.id == id, known.head != hash { return .broken(at: id) }
      }
      guard rows.count == Self.auditPage else { break }
    }
    if let known, known.id > id { return .broken(at: id + 1) }
    return .holds(entries: id, head: hash)
  }

  /// How many entries are read at once.
  private static let auditPage: Int64 = 1_000
}
