public import Benefits
public import Federation

/// A partner's entity statement as it was fetched. A new row for every change of keys: evidence is verified
/// with the keys that were published when it was signed.
public struct FetchedStatement: Hashable, Sendable {
  /// Whose.
  public let entity: EntityID
  /// The exact JWS.
  public let statement: String
  /// When it was fetched.
  public let fetched: Instant

  /// Makes a record.
  public init(entity: EntityID, statement: String, fetched: Instant) {
    self.entity = entity
    self.statement = statement
    self.fetched = fetched
  }
}

/// Fetched statements, to and from rows.
enum PeerStatementTable {
  /// Once, also if the commit queue has to decide again because a COMMIT's outcome was unknown.
  static let insert = SQLText(
    """
    INSERT INTO peer_statement (entity, statement, fetched) SELECT $1, $2, $3
    WHERE NOT EXISTS
      (SELECT 1 FROM peer_statement WHERE entity = $1 AND statement = $2 AND fetched = $3)
    """)
  static let all = SQLText(
    "SELECT entity, statement, fetched FROM peer_statement WHERE entity = $1 ORDER BY id DESC LIMIT $2")

  static func statement(_ row: SQLRow) throws -> FetchedStatement {
    FetchedStatement(
      entity: try row.parsed(0) { EntityID($0) }, statement: try row.text(1), fetched: try row.instant(2))
  }
}
