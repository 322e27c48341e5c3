public import Benefits

/// The visits that took place, for a dry run.
extension CityStore {
  /// The most visits that are held at once.
  public static let visitPage = 500

  /// Hands the checks of a venue that were redeemed in `period`, and not voided, to `body`, one by one.
  ///
  /// It walks the redemptions by their id, each once: no counter waits for it, and an index by time would cost every
  /// redemption a write more. Pages are snapshots of their own; what is redeemed meanwhile may be seen or not.
  public func eachVisit(
    at venue: VenueID, in period: Range<Instant>, page: Int = CityStore.visitPage,
    _ body: (CheckRecord) throws -> Void
  ) async throws {
    var last = SQLValue.blob([])
    while true {
      let arguments: [SQLValue] = [
        .text(venue.text), .instant(period.lowerBound), .instant(period.upperBound), last,
        .integer(Int64(page)),
      ]
      let results = try await reads.read([
        SQLQuery(Self.visits, arguments), SQLQuery(Self.visitLines, arguments),
      ])
      var lines: [UUIDv7: [SQLRow]] = [:]
      for line in results[1] { lines[try line.id(14), default: []].append(line) }
      for row in results[0] { try body(CheckTable.check(row, lines: lines[try row.id(0)] ?? [])) }
      guard results[0].count == page, let end = results[0].last else { return }
      last = .id(try end.id(18))
    }
  }

  private static let page = """
    (SELECT id AS redemption_id, check_id AS visited FROM redemption
     WHERE venue = $1 AND at >= $2 AND at < $3 AND voided_at IS NULL AND id > $4
     ORDER BY id LIMIT $5) AS page
    """
  private static let visits = SQLText(
    """
    SELECT \(CheckTable.checkColumns), redemption_id FROM \(page)
    JOIN counter_check ON counter_check.id = visited ORDER BY redemption_id
    """)
  private static let visitLines = SQLText(
    """
    SELECT \(CheckTable.lineColumns), check_id FROM \(page)
    JOIN check_line ON check_line.check_id = visited ORDER BY redemption_id, position
    """)
}
