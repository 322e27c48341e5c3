import Benefits
public import Settlement

/// A receipt entry as it is in the books.
public struct KeptReceiptEntry: Hashable, Sendable {
  /// What it says.
  public let entry: ReceiptEntry
  /// The entry as it was sent.
  public let bytes: [UInt8]
  /// The hash of the chain of receipts up to it.
  public let hash: [UInt8]

  /// Keeps `entry`, of which `bytes` and `hash` are the chain's.
  public init(_ entry: ReceiptEntry, bytes: [UInt8], hash: [UInt8]) {
    self.entry = entry
    self.bytes = bytes
    self.hash = hash
  }
}

/// Receipt entries, to and from rows.
enum ReceiptTable {
  static let columns = "number, line, finding, at, bytes, hash"
  static let insert = SQLText(
    "INSERT INTO receipt_entry (pair, \(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7)")
  static let after = SQLText(
    "SELECT \(columns) FROM receipt_entry WHERE pair = $1 AND number > $2 ORDER BY number LIMIT $3")
  static let ofLine = SQLText(
    "SELECT \(columns) FROM receipt_entry WHERE pair = $1 AND line = $2 ORDER BY number")

  static func write(_ kept: KeptReceiptEntry, pair: Int64) -> SQLQuery {
    SQLQuery(
      insert,
      [
        .integer(pair), .integer(kept.entry.number), .id(kept.entry.line), .text(kept.entry.finding.code),
        .instant(kept.entry.at), .blob(kept.bytes), .blob(kept.hash),
      ])
  }

  static func entry(_ row: SQLRow) throws -> KeptReceiptEntry {
    KeptReceiptEntry(
      ReceiptEntry(
        number: try row.integer(0), line: try row.id(1), finding: try row.parsed(2) { Finding(code: $0) },
        at: try row.instant(3)),
      bytes: try row.blob(4), hash: try row.blob(5))
  }
}
