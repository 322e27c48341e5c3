public import Benefits
public import Settlement

/// A window as the books keep it: where it stands, and what its lines come to so far.
public struct KeptWindow: Hashable, Sendable {
  /// The window, with its lines' count and sums; the close line is not counted.
  public var window: Window
  /// The part of the home city's share that is not payable yet.
  public var unfunded: Money
  /// The hash over its lines' hashes so far.
  public var hash: [UInt8]
  /// Its first line, the close line if there is no other; nil while there is none.
  public var first: Int64?
  /// Its close line; nil while it is open.
  public var close: Int64?

  /// An open window without a line.
  public init(_ pair: DirectedPair, _ month: CivilMonth, since: Instant) {
    window = Window(pair: pair, month: month, state: .open, since: since)
    unfunded = .zero
    hash = ChainHash.start
  }

  /// What its lines come to, as the chain counts them.
  var totals: WindowTotals { WindowTotals(lines: window.lines, shares: window.shares, hash: hash) }

  /// Counts a line that the chain took; a close line ends the window.
  mutating func take(_ line: KeptClaimLine, totals: WindowTotals) {
    first = first ?? line.seq
    guard line.kind != .close else {
      close = line.seq
      (window.state, window.since) = (.closed, line.recorded)
      return
    }
    (window.lines, window.shares, hash) = (totals.lines, totals.shares, totals.hash)
    unfunded += line.unfunded
  }

  init(_ row: SQLRow, of pair: DirectedPair) throws {
    window = Window(
      pair: pair, month: try row.month(0), state: try row.parsed(1, WindowState.init),
      since: try row.instant(2), lines: try row.integer(4), shares: try row.shares(5))
    first = try row.optional(3, SQLRow.integer)
    unfunded = try row.money(8)
    hash = try row.blob(9)
    close = try row.optional(10, SQLRow.integer)
  }
}

/// Windows, to and from rows.
enum ClaimWindowTable {
  static let columns = """
    month, state, since, first, lines, merchant_share, host_share, home_share, unfunded, hash, close_seq
    """
  static let select = SQLText("SELECT \(columns) FROM claim_window WHERE pair = $1 AND month = $2")
  /// Those that no close line has ended.
  static let open = SQLText(
    "SELECT \(columns) FROM claim_window WHERE pair = $1 AND month >= $2 ORDER BY month")
  /// The newest first.
  static let all = SQLText(
    "SELECT \(columns) FROM claim_window WHERE pair = $1 AND month < $2 ORDER BY month DESC LIMIT $3")
  static let write = SQLText(
    """
    INSERT INTO claim_window (pair, \(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (pair, month) DO UPDATE SET state = excluded.state, since = excluded.since,
      first = excluded.first, lines = excluded.lines, merchant_share = excluded.merchant_share,
      host_share = excluded.host_share, home_share = excluded.home_share, unfunded = excluded.unfunded,
      hash = excluded.hash, close_seq = excluded.close_seq
    """)

  static func write(_ kept: KeptWindow, pair: Int64) -> SQLQuery {
    let window = kept.window
    return SQLQuery(
      write,
      [
        .integer(pair), .month(window.month), .text(window.state.rawValue), .instant(window.since),
        .optional(kept.first), .integer(window.lines),
      ] + SQLValue.shares(window.shares) + [.money(kept.unfunded), .blob(kept.hash), .optional(kept.close)])
  }
}
