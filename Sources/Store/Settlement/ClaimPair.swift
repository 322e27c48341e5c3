public import Benefits
public import Settlement

/// A directed pair in these books, and how far its two chains have come.
public struct ClaimPair: Hashable, Sendable {
  /// Whose.
  public let pair: DirectedPair
  /// The number under which the pair's rows are kept.
  let number: Int64
  /// The place of the last line; 0 before the first.
  public let seq: Int64
  /// Its hash.
  public let hash: [UInt8]
  /// The last line that the home city has. The host city sends what comes after it.
  public let acknowledged: Int64
  /// The chain of receipts.
  public let receipts: ReceiptHead
  /// The earliest month that no close line has ended.
  public let firstOpen: CivilMonth
}

/// Pairs, to and from rows.
enum ClaimPairTable {
  private static let columns = "pair, host, home, seq, hash, acknowledged, receipt, receipt_hash, month"
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

  static func pair(_ row: SQLRow) throws -> ClaimPair {
    let (host, home) = (try row.parsed(1) { CityID($0) }, try row.parsed(2) { CityID($0) })
    guard let pair = DirectedPair(host: host, home: home) else { throw StoreError(.damaged, "a pair of one") }
    return ClaimPair(
      pair: pair, number: try row.integer(0), seq: try row.integer(3), hash: try row.blob(4),
      acknowledged: try row.integer(5),
      receipts: ReceiptHead(number: try row.integer(6), hash: try row.blob(7)), firstOpen: try row.month(8))
  }
}
