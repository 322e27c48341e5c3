import Benefits
import Office

/// Terminals' pairings, to and from rows.
enum PairingTable {
  private static let columns = """
    SELECT id, seed, venue, label, sales_point, author, created, expires, device, used FROM terminal_pairing
    """
  static let byID = SQLText("\(columns) WHERE id = $1")
  static let bySeed = SQLText("\(columns) WHERE seed = $1")
  static let waiting = SQLText("\(columns) WHERE used IS NULL AND expires > $1 ORDER BY id")
  static let countWaiting = SQLText(
    "SELECT COUNT(*) FROM terminal_pairing WHERE used IS NULL AND expires > $1")
  static let insert = SQLText(
    """
    INSERT INTO terminal_pairing (seed, venue, label, sales_point, author, created, expires)
    VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
    """)
  static let use = SQLText("UPDATE terminal_pairing SET device = $2, used = $3, terminal = $4 WHERE id = $1")
  static let end = SQLText(
    "UPDATE terminal_pairing SET expires = $2 WHERE id = $1 AND used IS NULL AND expires > $2 RETURNING label"
  )
  static let forget = SQLText("DELETE FROM terminal_pairing WHERE expires < $1")

  static func pairing(_ row: SQLRow) throws -> TerminalPairing {
    TerminalPairing(
      id: PairingID(try row.integer(0)), seed: try row.blob(1), venue: try row.parsed(2) { VenueID($0) },
      label: try row.text(3), salesPoint: row.isNull(4) ? nil : try row.parsed(4) { SalesPointID($0) },
      author: Actor(kept: try row.text(5)), created: try row.instant(6), expires: try row.instant(7),
      device: row.isNull(8) ? nil : try row.id(8), used: try row.optional(9, SQLRow.instant))
  }
}
