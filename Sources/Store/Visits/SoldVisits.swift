import Benefits

/// Redemptions with their checks and lines, to be read a page at a time.
enum SoldVisits {
  /// The most visits that are held at once.
  static let page = CityStore.visitPage

  /// The queries of one page: the visits, then their lines. `page` selects of `redemption` what ``columns`` names.
  struct Queries {
    let visits: SQLText
    let lines: SQLText

    init(page: String, order: String, extra: String = "") {
      visits = SQLText(
        """
        SELECT \(CheckTable.checkColumns), sold_id, sold_print, sold_terminal, sold_venue, sold_at, voided_at, voided_by,
          void_reason\(extra)
        FROM (\(page)) AS page JOIN counter_check ON counter_check.id = sold_check ORDER BY \(order)
        """)
      lines = SQLText(
        """
        SELECT \(CheckTable.lineColumns), check_id FROM (\(page)) AS page
        JOIN check_line ON check_line.check_id = sold_check ORDER BY check_id, position
        """)
    }
  }

  /// What a page selects of `redemption`, under names that no check's column has.
  static let columns = """
    id AS sold_id, fingerprint AS sold_print, check_id AS sold_check, terminal AS sold_terminal,
      venue AS sold_venue, at AS sold_at, voided_at, voided_by, void_reason
    """
  /// Where a page's own columns begin.
  private static let start = 18
  /// The first column after a visit's.
  static let extra = start + 8

  /// The visits of a page, from the rows of its queries. What a redemption holds of limited offers is not read.
  static func visits(_ rows: [SQLRow], lines: [SQLRow]) throws -> [SoldVisit] {
    var byCheck: [UUIDv7: [SQLRow]] = [:]
    for line in lines { byCheck[try line.id(14), default: []].append(line) }
    return try rows.map { row in
      let check = try CheckTable.check(row, lines: byCheck[try row.id(0)] ?? [])
      var voiding: Voiding?
      if !row.isNull(start + 5) {
        voiding = Voiding(
          terminal: TerminalID(try row.integer(start + 6)), at: try row.instant(start + 5),
          reason: try row.optional(start + 7, SQLRow.text))
      }
      let redemption = Redemption(
        id: try row.id(start), fingerprint: Fingerprint(try row.blob(start + 1)), check: check.id,
        terminal: TerminalID(try row.integer(start + 2)),
        venue: try row.parsed(start + 3) { VenueID($0) }, at: try row.instant(start + 4), voiding: voiding)
      return SoldVisit(redemption: redemption, check: check)
    }
  }
}
