import Benefits

/// Checks and their lines, to and from rows.
enum CheckTable {
  static let select = SQLText(columns)
  static let lock = SQLText(columns, locks: true)
  private static let columns = "SELECT \(checkColumns) FROM counter_check WHERE id = $1"
  /// What ``check(_:lines:)`` reads.
  static let checkColumns = """
    id, fingerprint, terminal, venue, home, subject, verdict, reason, card, at, expires, rules,
      issuer, response, disclosure, state, holds, needed
    """
  static let lineColumns = """
    basket_line, ticket, quantity, regular, statutory, offer, due, basis, offer_id, offer_version,
      subsidy, till_code, applied, redeemable
    """
  static let selectLines = SQLText(
    "SELECT \(lineColumns) FROM check_line WHERE check_id = $1 ORDER BY position")
  static let selectOverdue = SQLText(
    "SELECT id FROM counter_check WHERE state = 'open' AND expires <= $1 ORDER BY expires LIMIT $2")
  /// The open checks of a terminal that reserve something of a limited offer.
  static let selectReserving = SQLText(
    """
    SELECT id FROM counter_check WHERE terminal = $1 AND state = 'open' AND holds IS NOT NULL
    ORDER BY id LIMIT $2
    """)
  static let insert = SQLText(
    """
    INSERT INTO counter_check (id, fingerprint, terminal, venue, home, subject, verdict, reason, card, at,
      expires, rules, issuer, response, disclosure, state, holds, needed)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
    """)
  static let insertLine = SQLText(
    """
    INSERT INTO check_line (check_id, position, basket_line, ticket, quantity, regular, statutory, offer,
      due, basis, offer_id, offer_version, subsidy, till_code, applied, redeemable)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    """)
  static let move = SQLText("UPDATE counter_check SET state = $3 WHERE id = $1 AND state = $2")

  /// The queries that read one check: first its row, then its lines, which never change.
  static func read(_ id: UUIDv7, locking: Bool = false) -> [SQLQuery] {
    [SQLQuery(locking ? lock : select, [.id(id)]), SQLQuery(selectLines, [.id(id)])]
  }

  /// The queries that write one check.
  static func write(_ check: CheckRecord) -> [SQLQuery] {
    let decision = check.decision
    let row = SQLQuery(
      insert,
      [
        .id(check.id), .blob(check.fingerprint.bytes), .integer(check.terminal.number),
        .text(check.venue.text), .optional(check.home?.text), .optional(check.subject),
        .text(decision.verdict.rawValue), .text(decision.reason.rawValue),
        .optional(decision.card?.rawValue), .instant(check.at), .instant(check.expires),
        .blob(check.rules), .optional(check.evidence?.issuer),
        check.evidence.map { .id($0.response) } ?? .null,
        .optional(check.evidence?.disclosure), .text(check.state.rawValue),
        .optional(DecisionColumns.text(decision.holds)), .optional(DecisionColumns.text(decision.needed)),
      ])
    return [row]
      + decision.lines.enumerated().map { position, line in
        SQLQuery(
          insertLine,
          [
            .id(check.id), .integer(Int64(position)), .integer(Int64(line.basketLine)),
            .text(line.ticket.text), .integer(Int64(line.quantity)), .money(line.regular),
            .money(line.statutory), line.offer.map(SQLValue.money) ?? .null, .money(line.due),
            .text(line.basis.rawValue), .optional(line.offerID?.text),
            line.offerVersion.map { .integer(Int64($0)) } ?? .null, .money(line.subsidy),
            .optional(line.tillCode), .optional(DecisionColumns.text(line.applied)),
            .money(line.redeemable),
          ])
      }
  }

  /// A check from its row and the rows of its lines.
  static func check(_ row: SQLRow, lines: [SQLRow]) throws -> CheckRecord {
    var evidence: AnswerReference?
    if let issuer = try row.optional(12, SQLRow.text) {
      evidence = AnswerReference(
        issuer: issuer, response: try row.id(13), disclosure: try row.text(14))
    }
    return CheckRecord(
      id: try row.id(0), fingerprint: Fingerprint(try row.blob(1)),
      terminal: TerminalID(try row.integer(2)), venue: try row.parsed(3) { VenueID($0) },
      home: row.isNull(4) ? nil : try row.parsed(4) { CityID($0) },
      subject: try row.optional(5, SQLRow.text),
      decision: Decision(
        verdict: try row.parsed(6, Verdict.init), reason: try row.parsed(7, Reason.init),
        card: row.isNull(8) ? nil : try row.parsed(8, CardState.init), lines: try lines.map(line),
        holds: try DecisionColumns.holds(row.optional(16, SQLRow.text)),
        needed: try DecisionColumns.needed(row.optional(17, SQLRow.text))),
      at: try row.instant(9), expires: try row.instant(10), rules: try row.blob(11), evidence: evidence,
      state: try row.parsed(15, CheckState.init))
  }

  private static func line(_ row: SQLRow) throws -> PricedLine {
    PricedLine(
      basketLine: Int(try row.integer(0)), ticket: try row.parsed(1) { TicketTypeID($0) },
      quantity: Int(try row.integer(2)), regular: try row.money(3), statutory: try row.money(4),
      offer: row.isNull(5) ? nil : try row.money(5), due: try row.money(6),
      basis: try row.parsed(7, PriceBasis.init), applied: try applied(row),
      redeemable: try row.money(13), tillCode: try row.optional(11, SQLRow.text))
  }

  /// Lines of before offers could stack name their one offer; who funded it was not kept.
  private static func applied(_ row: SQLRow) throws -> [AppliedOffer] {
    guard row.isNull(12), !row.isNull(8) else {
      return try DecisionColumns.applied(row.optional(12, SQLRow.text))
    }
    return [
      AppliedOffer(
        offer: try row.parsed(8) { OfferID($0) }, version: Int(try row.integer(9)),
        subsidy: try row.money(10), funding: .merchant)
    ]
  }
}
