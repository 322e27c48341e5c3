public import Benefits

/// A terminal that may ask this node.
public struct Terminal: Hashable, Sendable {
  /// The node's number for it.
  public let id: TerminalID
  /// The venue it stands at; it acts for no other.
  public let venue: VenueID
  /// In the operator's words, such as `售票口 1`.
  public let label: String
  /// Where in the venue it stands, if that is told apart.
  public let salesPoint: SalesPointID?
  /// When it was added.
  public let added: Instant
  /// When it was revoked, if it was.
  public let revoked: Instant?

  /// Makes a record.
  public init(
    id: TerminalID, venue: VenueID, label: String, salesPoint: SalesPointID? = nil, added: Instant,
    revoked: Instant?
  ) {
    self.id = id
    self.venue = venue
    self.label = label
    self.salesPoint = salesPoint
    self.added = added
    self.revoked = revoked
  }
}

/// Terminals, to and from rows. A token is stored as its hash alone.
enum TerminalTable {
  static let insert = SQLText(
    "INSERT INTO terminal (token, venue, label, added, sales_point) VALUES ($1, $2, $3, $4, $5) RETURNING id")
  static let byToken = SQLText(
    "SELECT id, venue, label, added, revoked, sales_point FROM terminal WHERE token = $1 AND revoked IS NULL")
  static let all = SQLText("SELECT id, venue, label, added, revoked, sales_point FROM terminal ORDER BY id")
  static let revoke = SQLText(
    """
    UPDATE terminal SET revoked = $2 WHERE id = $1 AND revoked IS NULL
    RETURNING id, venue, label, added, revoked, sales_point
    """)
  static let contacts = SQLText("SELECT id, seen, version FROM terminal WHERE seen IS NOT NULL")
  static let heard = SQLText(
    """
    UPDATE terminal SET seen = $2, version = COALESCE($3, version)
    WHERE id = $1 AND (seen IS NULL OR seen < $2)
    """)

  static func terminal(_ row: SQLRow) throws -> Terminal {
    Terminal(
      id: TerminalID(try row.integer(0)), venue: try row.parsed(1) { VenueID($0) }, label: try row.text(2),
      salesPoint: row.isNull(5) ? nil : try row.parsed(5) { SalesPointID($0) }, added: try row.instant(3),
      revoked: row.isNull(4) ? nil : try row.instant(4))
  }
}
