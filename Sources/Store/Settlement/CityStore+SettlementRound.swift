public import Benefits
public import Office
public import Settlement

/// What the background round looks for. Each list is short because lines that are matched are in none.
enum SettlementRoundTable {
  private static let lines = """
    SELECT l.id, l.month, l.home_share - l.unfunded, l.finding, l.found FROM claim_line l
    JOIN claim_head h ON h.pair = l.pair
    """
  private static let exceptions = """
    WHERE h.host = $1 AND h.home = $2 AND l.finding <> 'matched' AND l.finding NOT IN ('rejected', 'awaiting')
    """
  /// Exceptions about which no dispute has begun.
  static let undisputed = SQLText(
    """
    \(lines) \(exceptions) AND NOT EXISTS
      (SELECT 1 FROM dispute d WHERE d.host = h.host AND d.home = h.home AND d.line = l.id)
    ORDER BY l.month, l.finding, l.seq LIMIT $3
    """)
  /// Exceptions whose dispute has ended.
  static let decided = SQLText(
    """
    SELECT l.id, d.state FROM claim_line l JOIN claim_head h ON h.pair = l.pair
    JOIN dispute d ON d.host = h.host AND d.home = h.home AND d.line = l.id
    \(exceptions) AND d.state IN ('conceded', 'withdrawn')
    ORDER BY l.month, l.finding, l.seq LIMIT $3
    """)
  /// Open disputes about lines that have a final finding meanwhile.
  static let overtaken = SQLText(
    """
    SELECT d.host, d.home, d.line, d.month, d.amount, d.exception, d.state, d.since, l.finding FROM dispute d
    JOIN claim_head h ON h.host = d.host AND h.home = d.home
    JOIN claim_line l ON l.pair = h.pair AND l.id = d.line
    WHERE d.host = $1 AND d.home = $2 AND d.state IN ('raised', 'disputed', 'rebutted', 'escalated')
      AND l.finding IN ('matched', 'rejected')
    ORDER BY d.since, d.line LIMIT $3
    """)
  static let moveWindow = SQLText(
    """
    UPDATE claim_window SET state = $4, since = $5 WHERE month = $3 AND state = $6 AND pair IN
      (SELECT pair FROM claim_head WHERE host = $1 AND home = $2)
    """)
  static let firstWindow = SQLText(
    "SELECT \(ClaimWindowTable.columns) FROM claim_window WHERE pair = $1 ORDER BY month LIMIT 1")
  static let window = SQLText(
    """
    SELECT w.state FROM claim_window w JOIN claim_head h ON h.pair = w.pair
    WHERE h.host = $1 AND h.home = $2 AND w.month = $3
    """)
}

extension CityStore {
  /// Exceptions of a pair about which no dispute has begun, as the disputes that begin with them.
  public func undisputedLines(_ pair: DirectedPair, limit: Int) async throws -> [KeptDispute] {
    try await all(SQLQuery(SettlementRoundTable.undisputed, pair.columns + [.integer(Int64(limit))])) { row in
      KeptDispute(
        pair: pair,
        dispute: Dispute(
          line: try row.id(0), exception: try row.parsed(3, ExceptionReason.init), state: .raised,
          since: try row.instant(4)),
        month: try row.month(1), amount: try row.money(2))
    }
  }

  /// Lines of a pair whose dispute has ended and whose finding does not say so yet, with what it is to say.
  public func decidedLines(_ pair: DirectedPair, limit: Int) async throws -> [(
    line: UUIDv7, finding: Finding
  )] {
    try await all(SQLQuery(SettlementRoundTable.decided, pair.columns + [.integer(Int64(limit))])) { row in
      let state = try row.parsed(1, DisputeState.init)
      return (try row.id(0), state == .conceded ? .matched : .rejected)
    }
  }

  /// Open disputes of a pair about lines that the home city's receipts have decided meanwhile, with the finding.
  public func overtakenDisputes(_ pair: DirectedPair, limit: Int) async throws -> [(KeptDispute, Finding)] {
    try await all(SQLQuery(SettlementRoundTable.overtaken, pair.columns + [.integer(Int64(limit))])) { row in
      (try DisputeTable.dispute(row), try row.parsed(8) { Finding(code: $0) })
    }
  }

  /// Moves a window on. False where it has moved since `known`, and nothing changes.
  public func move(_ known: Window, to next: Window, by actor: Actor, at now: Instant) async throws -> Bool {
    try await changeOffice { ledger in
      let key = known.pair.columns + [.integer(Int64(known.month.number))]
      guard
        try ledger.rows(SettlementRoundTable.window, key).first?.parsed(0, WindowState.init) == known.state
      else { return false }
      _ = try ledger.rows(
        SettlementRoundTable.moveWindow,
        key + [.text(next.state.rawValue), .instant(next.since), .text(known.state.rawValue)])
      try ledger.record(
        AuditEntry(
          at: now, actor: actor, action: .windowMoved, subject: "window:\(known.pair):\(known.month)",
          before: known.state.rawValue, after: next.state.rawValue))
      return true
    }
  }

  /// Takes a partner's moves in once: the same message again changes nothing.
  ///
  /// - Throws: ``SettlementFault/messageChanged`` for other bytes under an id that is known, ``DisputeRefusal``,
  ///   ``StoreError``.
  public func take(
    _ said: DisputeMoves, message id: UUIDv7, hash: [UInt8], from city: CityID, at now: Instant
  ) async throws {
    try await changeOffice { ledger in
      let key: [SQLValue] = [.text(city.text), .id(id)]
      if let known = try ledger.rows(OutboxTable.taken, key).first {
        guard try known.blob(0) == hash else { throw SettlementFault.messageChanged }
        return
      }
      try ledger.say(said, at: now)
      _ = try ledger.rows(OutboxTable.take, key + [.blob(hash), .instant(now)])
    }
  }
}

extension CityStore {
  /// The pair's earliest window; nil before the first.
  public func firstClaimWindow(of pair: ClaimPair) async throws -> KeptWindow? {
    try await first(SQLQuery(SettlementRoundTable.firstWindow, [.integer(pair.number)])) {
      try KeptWindow($0, of: pair.pair)
    }
  }
}
