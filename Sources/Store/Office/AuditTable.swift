import Benefits
public import Office

/// A keyed hash under a secret of the node, which the database does not have.
public struct AuditSeal: Sendable {
  /// The hash.
  let hash: @Sendable ([UInt8]) -> [UInt8]

  /// Takes the hash.
  public init(_ hash: @escaping @Sendable ([UInt8]) -> [UInt8]) { self.hash = hash }
}

/// An entry with its place in the log.
public struct KeptAuditEntry: Hashable, Sendable {
  /// Its number: 1, 2, 3 and so on, without gaps.
  public let id: Int64
  /// What was done.
  public let entry: AuditEntry
  /// What binds it to the one before.
  public let hash: [UInt8]
}

/// The audit log, to and from rows.
enum AuditTable {
  private static let columns = "SELECT id, at, actor, action, subject, before, after, hash FROM audit"
  static let head = SQLText("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")
  static let insert = SQLText(
    """
    INSERT INTO audit (id, at, actor, action, subject, before, after, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    """)
  static let after = SQLText("\(columns) WHERE id > $1 ORDER BY id LIMIT $2")
  static let newest = SQLText("\(columns) WHERE id < $1 ORDER BY id DESC LIMIT $2")
  static let ofSubject = SQLText("\(columns) WHERE id < $1 AND subject = $3 ORDER BY id DESC LIMIT $2")

  static func write(_ kept: KeptAuditEntry) -> SQLQuery {
    let entry = kept.entry
    return SQLQuery(
      insert,
      [
        .integer(kept.id), .instant(entry.at), .text(entry.actor.text), .text(entry.action.rawValue),
        .text(entry.subject), .optional(entry.before), .optional(entry.after), .blob(kept.hash),
      ])
  }

  static func entry(_ row: SQLRow) throws -> KeptAuditEntry {
    KeptAuditEntry(
      id: try row.integer(0),
      entry: AuditEntry(
        at: try row.instant(1), actor: Actor(kept: try row.text(2)),
        action: try row.parsed(3, AuditAction.init), subject: try row.text(4),
        before: try row.optional(5, SQLRow.text), after: try row.optional(6, SQLRow.text)),
      hash: try row.blob(7))
  }
}
