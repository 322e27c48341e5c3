import Benefits

/// The counters of limited offers, to and from rows.
enum UsageTable {
  /// A row that is not there can't be locked, so a counter begins with one.
  static let begin = SQLText(
    """
    INSERT INTO offer_usage (offer, scope, name, period, start, reserved_uses, reserved_tickets,
      reserved_amount, consumed_uses, consumed_tickets, consumed_amount)
    VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, 0, 0)
    ON CONFLICT (offer, scope, name, period, start) DO NOTHING
    """)
  static let lock = SQLText(
    """
    SELECT reserved_uses + consumed_uses, reserved_tickets + consumed_tickets,
      reserved_amount + consumed_amount
    FROM offer_usage WHERE offer = $1 AND scope = $2 AND name = $3 AND period = $4 AND start = $5
    """, locks: true)
  static let change = SQLText(
    """
    UPDATE offer_usage SET reserved_uses = reserved_uses + $6, reserved_tickets = reserved_tickets + $7,
      reserved_amount = reserved_amount + $8, consumed_uses = consumed_uses + $9,
      consumed_tickets = consumed_tickets + $10, consumed_amount = consumed_amount + $11
    WHERE offer = $1 AND scope = $2 AND name = $3 AND period = $4 AND start = $5
    """)
  static let forget = SQLText(
    """
    DELETE FROM offer_usage WHERE (offer, scope, name, period, start) IN
      (SELECT offer, scope, name, period, start FROM offer_usage
       WHERE start < $1 AND period <> 'total' AND (start < $2 OR period IN ('day', 'week')) LIMIT $3)
    """)
  static let ofOffer = SQLText(
    """
    SELECT period, start, reserved_uses, reserved_tickets, reserved_amount, consumed_uses, consumed_tickets,
      consumed_amount
    FROM offer_usage WHERE offer = $1 AND scope = 'offer' AND name = '' ORDER BY period, start
    """)

  /// The queries that begin a counter where there is none, and read it for a command that may add to it.
  static func lock(_ key: UsageKey) -> [SQLQuery] {
    [SQLQuery(begin, columns(key)), SQLQuery(lock, columns(key))]
  }

  static func usage(_ row: SQLRow) throws -> Usage {
    Usage(uses: try row.integer(0), tickets: try row.integer(1), amount: try row.integer(2))
  }

  /// The queries that write what a batch changes, in the order in which counters are locked.
  static func write(_ changes: [UsageKey: UsageChange]) -> [SQLQuery] {
    changes.sorted { $0.key < $1.key }.filter { $0.value != UsageChange() }.map { key, delta in
      SQLQuery(change, columns(key) + columns(delta.reserved) + columns(delta.consumed))
    }
  }

  private static func columns(_ usage: Usage) -> [SQLValue] {
    [.integer(usage.uses), .integer(usage.tickets), .integer(usage.amount)]
  }

  private static func columns(_ key: UsageKey) -> [SQLValue] {
    [
      .text(key.offer.text), .text(key.scope.rawValue), .text(key.name), .text(key.period.rawValue),
      .integer(Int64(key.start.daysSinceEpoch)),
    ]
  }
}
