import Benefits

/// Redemptions to and from rows.
enum RedemptionTable {
  static let select = SQLText(columns)
  static let lock = SQLText(columns, locks: true)
  private static let columns = """
    SELECT id, fingerprint, check_id, terminal, venue, at, voided_at, voided_by, void_reason, holds
    FROM redemption WHERE id = $1
    """
  static let insert = SQLText(
    """
    INSERT INTO redemption (id, fingerprint, check_id, terminal, venue, at, holds)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    """)
  static let void = SQLText(
    """
    UPDATE redemption SET voided_at = $2, voided_by = $3, void_reason = $4
    WHERE id = $1 AND voided_at IS NULL
    """)

  static func read(_ id: UUIDv7, locking: Bool = false) -> SQLQuery {
    SQLQuery(locking ? lock : select, [.id(id)])
  }

  static func write(_ redemption: Redemption) -> SQLQuery {
    SQLQuery(
      insert,
      [
        .id(redemption.id), .blob(redemption.fingerprint.bytes), .id(redemption.check),
        .integer(redemption.terminal.number), .text(redemption.venue.text), .instant(redemption.at),
        .optional(DecisionColumns.text(redemption.holds)),
      ])
  }

  static func void(_ id: UUIDv7, _ voiding: Voiding) -> SQLQuery {
    SQLQuery(
      void,
      [
        .id(id), .instant(voiding.at), .integer(voiding.terminal.number), .optional(voiding.reason),
      ])
  }

  static func redemption(_ row: SQLRow) throws -> Redemption {
    var voiding: Voiding?
    if !row.isNull(6) {
      voiding = Voiding(
        terminal: TerminalID(try row.integer(7)), at: try row.instant(6),
        reason: try row.optional(8, SQLRow.text))
    }
    return Redemption(
      id: try row.id(0), fingerprint: Fingerprint(try row.blob(1)), check: try row.id(2),
      terminal: TerminalID(try row.integer(3)), venue: try row.parsed(4) { VenueID($0) },
      at: try row.instant(5), holds: try DecisionColumns.holds(row.optional(9, SQLRow.text)),
      voiding: voiding)
  }
}
