public import Benefits
public import Settlement

/// How far the two chains of a pair have come in these books.
public struct ClaimHead: Hashable, Sendable {
  /// Whose.
  public let pair: DirectedPair
  /// The number under which the pair's rows are kept.
  let number: Int64
  /// The last line; 0 before the first.
  public var seq: Int64
  /// Its hash.
  public var hash: [UInt8]
  /// The last line that the home city answered. The host city sends what comes after it.
  public var acknowledged: Int64
  /// The last receipt entry; 0 before the first.
  public var receipt: Int64
  /// Its hash.
  public var receiptHash: [UInt8]
  /// The earliest month that no close line has ended.
  public var month: CivilMonth
}

/// Pairs' heads, to and from rows.
enum ClaimHeadTable {
  static let columns = "pair, host, home, seq, hash, acknowledged, receipt, receipt_hash, month"
  private static let ofPair = "SELECT \(columns) FROM claim_head WHERE host = $1 AND home = $2"
  static let select = SQLText(ofPair)
  static let lock = SQLText(ofPair, locks: true)
  static let all = SQLText("SELECT \(columns) FROM claim_head ORDER BY host, home")
  static let insert = SQLText(
    """
    INSERT INTO claim_head (\(columns))
    SELECT COALESCE(MAX(pair), 0) + 1, $1, $2, 0, $3, 0, 0, $3, $4 FROM claim_head
    """)
  static let update = SQLText(
    """
    UPDATE claim_head SET seq = $2, hash = $3, acknowledged = $4, receipt = $5, receipt_hash = $6, month = $7
    WHERE pair = $1
    """)

  static func head(_ row: SQLRow) throws -> ClaimHead {
    let (host, home) = (try row.parsed(1) { CityID($0) }, try row.parsed(2) { CityID($0) })
    guard let pair = DirectedPair(host: host, home: home) else { throw StoreError(.damaged, "a pair of one") }
    return ClaimHead(
      pair: pair, number: try row.integer(0), seq: try row.integer(3), hash: try row.blob(4),
      acknowledged: try row.integer(5), receipt: try row.integer(6), receiptHash: try row.blob(7),
      month: try row.month(8))
  }

  static func write(_ head: ClaimHead) -> SQLQuery {
    SQLQuery(
      update,
      [
        .integer(head.number), .integer(head.seq), .blob(head.hash), .integer(head.acknowledged),
        .integer(head.receipt), .blob(head.receiptHash), .month(head.month),
      ])
  }
}
