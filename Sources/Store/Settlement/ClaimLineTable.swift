import Benefits
import Settlement

/// Claim lines to and from rows.
enum ClaimLineTable {
  static let columns = """
    seq, id, kind, month, claim, redemption, check_id, offer, version, document, venue, service, recorded,
      regular, statutory, paid, merchant_share, host_share, home_share, unfunded, bytes, hash, finding, found
    """
  static let insert = SQLText(
    """
    INSERT INTO claim_line (pair, \(columns))
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
      $23, $24, $25)
    """)
  static let find = SQLText(
    "UPDATE claim_line SET finding = $3, found = $4 WHERE pair = $1 AND id = $2")

  /// Lines after a place in the chain, in order.
  static let after = SQLText(
    "SELECT \(columns) FROM claim_line WHERE pair = $1 AND seq > $2 ORDER BY seq LIMIT $3")
  static let byID = SQLText("SELECT \(columns) FROM claim_line WHERE pair = $1 AND id = $2")
  static let reversals = SQLText(
    """
    SELECT \(columns) FROM claim_line WHERE pair = $1 AND claim = $2 AND kind IN ('void', 'correction')
    ORDER BY seq
    """)
  /// The claims that rest on the answer to a check, also those of other pairs: an answer is the holder's once.
  static let ofCheck = SQLText(
    "SELECT \(columns) FROM claim_line WHERE check_id = $1 AND pair = $2 ORDER BY seq")
  static let ofRedemption = SQLText(
    "SELECT \(columns) FROM claim_line WHERE redemption = $1 AND pair = $2 ORDER BY seq")
  /// A window's lines; its first and its close bound the scan.
  static let ofWindow = SQLText(
    """
    SELECT \(columns) FROM claim_line WHERE pair = $1 AND month = $2 AND seq > $3 AND seq <= $4
    ORDER BY seq LIMIT $5
    """)
  static let ofFinding = SQLText(
    """
    SELECT \(columns) FROM claim_line
    WHERE pair = $1 AND month = $2 AND finding = $3 AND finding <> 'matched' AND seq > $4
    ORDER BY seq LIMIT $5
    """)
  static let ofDay = SQLText(
    """
    SELECT \(columns) FROM claim_line WHERE pair = $1 AND service >= $2 AND service < $3
      AND (service > $4 OR (service = $4 AND seq > $5)) ORDER BY service, seq LIMIT $6
    """)
  static let ofVenueDay = SQLText(
    """
    SELECT \(columns) FROM claim_line WHERE pair = $1 AND service >= $2 AND service < $3
      AND (service > $4 OR (service = $4 AND seq > $5)) AND venue = $7 ORDER BY service, seq LIMIT $6
    """)

  static func write(_ line: KeptClaimLine, pair: Int64) -> SQLQuery {
    let visit = line.visit
    return SQLQuery(
      insert,
      [
        .integer(pair), .integer(line.seq), .id(line.id), .text(line.kind.rawValue), .month(line.window),
        .optional(line.claim), .optional(visit?.redemption), .optional(visit?.check),
        .optional(visit?.offer.text), visit.map { .integer(Int64($0.version)) } ?? .null,
        visit.map { .blob($0.document) } ?? .null, .optional(visit?.venue.text), .instant(line.service),
        .instant(line.recorded), .money(visit?.regular ?? .zero), .money(visit?.statutory ?? .zero),
        .money(visit?.paid ?? .zero),
      ] + SQLValue.shares(line.shares) + [
        .money(line.unfunded), .blob(line.bytes), .blob(line.hash), .optional(line.finding?.code),
        .optional(line.found),
      ])
  }
}

extension SQLValue {
  static func optional(_ id: UUIDv7?) -> SQLValue { id.map { .id($0) } ?? .null }
}
