public import Benefits
public import Settlement

/// How many lines of a window have one finding, and what they come to. Close lines are in none.
public struct ClaimTally: Hashable, Sendable {
  /// The finding; nil for lines that are not answered.
  public let finding: Finding?
  /// How many.
  public let lines: Int64
  /// The sum of their shares.
  public let shares: Shares
  /// Of these, what is not payable yet.
  public let unfunded: Money
}

/// The tallies, to and from rows. They are changed with the lines, in the same transaction, and so never counted.
enum ClaimTallyTable {
  /// The word for lines that are not answered.
  static let unanswered = "unanswered"
  static let select = SQLText(
    """
    SELECT finding, lines, merchant_share, host_share, home_share, unfunded FROM claim_tally
    WHERE pair = $1 AND month = $2 AND lines > 0 ORDER BY finding
    """)
  static let add = SQLText(
    """
    INSERT INTO claim_tally (pair, month, finding, lines, merchant_share, host_share, home_share, unfunded)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (pair, month, finding) DO UPDATE SET lines = claim_tally.lines + excluded.lines,
      merchant_share = claim_tally.merchant_share + excluded.merchant_share,
      host_share = claim_tally.host_share + excluded.host_share,
      home_share = claim_tally.home_share + excluded.home_share,
      unfunded = claim_tally.unfunded + excluded.unfunded
    """)

  static func tally(_ row: SQLRow) throws -> ClaimTally {
    let word = try row.text(0)
    return ClaimTally(
      finding: word == unanswered ? nil : try row.parsed(0) { Finding(code: $0) }, lines: try row.integer(1),
      shares: try row.shares(2), unfunded: try row.money(5))
  }

  /// What a batch changes of the tallies, one sum for each.
  struct Changes {
    private struct Key: Hashable {
      let month: CivilMonth
      let finding: String
    }
    private var sums: [Key: (lines: Int64, shares: Shares, unfunded: Money)] = [:]

    /// Counts `line` with its finding, or takes it out again.
    mutating func count(_ line: KeptClaimLine, takingOut out: Bool = false) {
      guard line.kind != .close else { return }
      let key = Key(month: line.window, finding: line.finding?.code ?? ClaimTallyTable.unanswered)
      var sum = sums[key] ?? (0, .zero, .zero)
      sum.lines += out ? -1 : 1
      sum.shares += out ? -line.shares : line.shares
      sum.unfunded = out ? sum.unfunded - line.unfunded : sum.unfunded + line.unfunded
      sums[key] = sum
    }

    /// The writes, in one order for all.
    func writes(pair: Int64) -> [SQLQuery] {
      sums.sorted { ($0.key.month, $0.key.finding) < ($1.key.month, $1.key.finding) }.map { key, sum in
        SQLQuery(
          add,
          [.integer(pair), .month(key.month), .text(key.finding), .integer(sum.lines)]
            + SQLValue.shares(sum.shares) + [.money(sum.unfunded)])
      }
    }
  }
}
