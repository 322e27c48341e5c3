import Benefits
import Settlement

/// What a pair's lines have consumed of caps and budgets, to and from rows.
enum ClaimMeterTable {
  /// The newest periods: two agreements, two parties, and a year's months, for twenty years.
  static let limit: Int64 = 1_000
  static let select = SQLText(
    "SELECT agreement, party, period, start, used FROM claim_meter WHERE pair = $1 ORDER BY start DESC LIMIT $2"
  )
  static let write = SQLText(
    """
    INSERT INTO claim_meter (pair, agreement, party, period, start, used) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (pair, agreement, party, period, start) DO UPDATE SET used = excluded.used
    """)

  static func write(_ key: MeterKey, _ used: Money, pair: Int64) -> SQLQuery {
    SQLQuery(
      write,
      [
        .integer(pair), .text(key.agreement), .text(key.party.rawValue), .text(key.period.kind.rawValue),
        .month(key.period.start), .money(used),
      ])
  }

  static func meter(_ row: SQLRow) throws -> (key: MeterKey, used: Money) {
    let period = FundingPeriod(
      kind: try row.parsed(2, FundingPeriod.Kind.init), start: try row.month(3))
    let key = MeterKey(
      agreement: try row.text(0), party: try row.parsed(1, FundingParty.init), period: period)
    return (key, try row.money(4))
  }
}
