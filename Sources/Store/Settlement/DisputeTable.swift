public import Benefits
public import Settlement

/// A dispute with the line's place and weight.
public struct KeptDispute: Hashable, Sendable {
  /// Whose chain the line is in.
  public let pair: DirectedPair
  /// Where it stands.
  public let dispute: Dispute
  /// The line's window.
  public let month: CivilMonth
  /// What the line would add to what the home city owes.
  public let amount: Money
}

/// One thing that was said in a dispute.
public struct KeptMove: Hashable, Sendable {
  /// From 1, in the order of the dispute.
  public let number: Int64
  /// Which city said it.
  public let side: PairSide
  /// What.
  public let said: StatedMove
  /// Who said it here; `node` for the other city's, and for what silence said.
  public let actor: String
  /// When it was taken in here.
  public let at: Instant
  /// The other city's signed message; nil for own moves.
  public let token: [UInt8]?
}

/// Disputes, to and from rows.
enum DisputeTable {
  private static let columns = "SELECT host, home, line, month, amount, exception, state, since FROM dispute"
  static let one = SQLText("\(columns) WHERE host = $1 AND home = $2 AND line = $3", locks: true)
  static let read = SQLText("\(columns) WHERE host = $1 AND home = $2 AND line = $3")
  static let open = SQLText(
    """
    \(columns) WHERE host = $1 AND home = $2 AND state IN ('raised', 'disputed', 'rebutted', 'escalated')
      AND (since > $3 OR (since = $3 AND line > $4))
    ORDER BY since, line LIMIT $5
    """)
  static let write = SQLText(
    """
    INSERT INTO dispute (host, home, line, month, amount, exception, state, since)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (host, home, line) DO UPDATE SET state = excluded.state, since = excluded.since
    """)
  static let lastMove = SQLText(
    "SELECT COALESCE(MAX(number), 0) FROM dispute_move WHERE host = $1 AND home = $2 AND line = $3")
  static let insertMove = SQLText(
    """
    INSERT INTO dispute_move (host, home, line, number, side, move, reason, evidence, actor, at, token)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    """)
  static let moves = SQLText(
    """
    SELECT number, side, move, reason, evidence, actor, at, token FROM dispute_move
    WHERE host = $1 AND home = $2 AND line = $3 ORDER BY number
    """)

  static func key(_ pair: DirectedPair, _ line: UUIDv7) -> [SQLValue] { pair.columns + [.id(line)] }

  static func write(_ kept: KeptDispute) -> SQLQuery {
    SQLQuery(
      write,
      key(kept.pair, kept.dispute.line) + [
        .integer(Int64(kept.month.number)), .money(kept.amount), .text(kept.dispute.exception.rawValue),
        .text(kept.dispute.state.rawValue), .instant(kept.dispute.since),
      ])
  }

  static func write(_ move: KeptMove, in pair: DirectedPair) -> SQLQuery {
    SQLQuery(
      insertMove,
      key(pair, move.said.line) + [
        .integer(move.number), .text(move.side.rawValue), .text(move.said.move.rawValue),
        .optional(move.said.reason), .optional(move.said.evidence), .text(move.actor), .instant(move.at),
        move.token.map { .blob($0) } ?? .null,
      ])
  }

  static func dispute(_ row: SQLRow) throws -> KeptDispute {
    KeptDispute(
      pair: try row.pair(0),
      dispute: Dispute(
        line: try row.id(2), exception: try row.parsed(5, ExceptionReason.init),
        state: try row.parsed(6, DisputeState.init), since: try row.instant(7)),
      month: try row.month(3), amount: try row.money(4))
  }

  static func move(_ row: SQLRow, of line: UUIDv7) throws -> KeptMove {
    KeptMove(
      number: try row.integer(0), side: try row.parsed(1, PairSide.init),
      said: StatedMove(
        line: line, move: try row.parsed(2, DisputeMove.init), reason: try row.optional(3, SQLRow.text),
        evidence: try row.optional(4, SQLRow.text)),
      actor: try row.text(5), at: try row.instant(6), token: try row.optional(7, SQLRow.blob))
  }
}

extension DirectedPair {
  /// The columns `host`, `home`.
  var columns: [SQLValue] { [.text(host.text), .text(home.text)] }
}

extension SQLRow {
  /// The pair in two columns from `index`.
  func pair(_ index: Int) throws(StoreError) -> DirectedPair {
    let host = try parsed(index) { CityID($0) }
    let home = try parsed(index + 1) { CityID($0) }
    guard let pair = DirectedPair(host: host, home: home) else { throw StoreError(.damaged, "pair \(index)") }
    return pair
  }
}
