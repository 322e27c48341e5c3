public import Benefits

/// What a party's shares have consumed in one period: a month's cap, or a fiscal year's budget. Each city keeps its own
/// and comes to the same sums, for both count the lines in their order.
public struct ClaimMeterKey: Hashable, Comparable, Sendable {
  /// What a period is.
  public enum Period: String, Hashable, Sendable {
    case month
    case fiscalYear = "fiscal_year"
  }

  /// Under which agreement.
  public let agreement: String
  /// Whose shares.
  public let party: FundingParty
  /// Of a month's cap or of a year's budget.
  public let period: Period
  /// The month in which the period begins.
  public let start: CivilMonth

  /// Names a meter.
  public init(agreement: String, party: FundingParty, period: Period, start: CivilMonth) {
    self.agreement = agreement
    self.party = party
    self.period = period
    self.start = start
  }

  /// One order for all.
  public static func < (a: ClaimMeterKey, b: ClaimMeterKey) -> Bool {
    (a.agreement, a.party.rawValue, a.period.rawValue, a.start)
      < (b.agreement, b.party.rawValue, b.period.rawValue, b.start)
  }
}

/// The meters, to and from rows.
enum ClaimMeterTable {
  static let select = SQLText(
    "SELECT agreement, party, period, start, used FROM claim_meter WHERE pair = $1 ORDER BY start DESC LIMIT $2")
  static let write = SQLText(
    """
    INSERT INTO claim_meter (pair, agreement, party, period, start, used) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (pair, agreement, party, period, start) DO UPDATE SET used = excluded.used
    """)

  static func write(_ key: ClaimMeterKey, _ used: Money, pair: Int64) -> SQLQuery {
    SQLQuery(
      write,
      [
        .integer(pair), .text(key.agreement), .text(key.party.rawValue), .text(key.period.rawValue),
        .month(key.start), .money(used),
      ])
  }

  static func meter(_ row: SQLRow) throws -> (key: ClaimMeterKey, used: Money) {
    (
      ClaimMeterKey(
        agreement: try row.text(0), party: try row.parsed(1, FundingParty.init),
        period: try row.parsed(2, ClaimMeterKey.Period.init), start: try row.month(3)),
      try row.money(4)
    )
  }
}
