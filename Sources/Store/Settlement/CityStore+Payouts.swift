import Benefits
import Office
public import Settlement

/// What merchants are owed, as it was booked.
enum DueTable {
  static let insert = SQLText(
    """
    INSERT INTO ledger_due (event, account, party, home, month, lines, owed) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (event, account, party) DO NOTHING
    """)
  static let ofParty = SQLText(
    "SELECT home, month, lines, owed FROM ledger_due WHERE account = $1 AND party = $2 ORDER BY month, home")
  /// What was taken off a creditor's account, less what came back: statements alone put on it, and what they put is in
  /// the dues.
  static let paid = SQLText(
    """
    SELECT CAST(COALESCE(SUM(debit) - SUM(credit), 0) AS BIGINT) + (
      SELECT CAST(COALESCE(SUM(owed), 0) AS BIGINT) FROM ledger_due WHERE account = $1 AND party = $2)
    FROM ledger_month WHERE account = $1 AND party = $2
    """)
}

extension LedgerWriter {
  /// Books a statement in the host city's books, with what each creditor is owed; nil if it is there already.
  ///
  /// - Throws: ``Settlement/PostingFault`` where the dues are not the sum of the statement's shares,
  ///   ``Settlement/JournalFault``, ``StoreError``.
  @discardableResult
  func book(
    _ totals: StatementTotals, owing dues: [Creditor: Due], on date: CivilDate, text: BilingualText,
    at now: Instant
  ) throws -> JournalEntry? {
    let event = LedgerEvent.statement(totals.hash)
    let posting = try PostingRules.statement(totals, asHostOwing: dues.mapValues(\.owed))
    let entry = try posting.flatMap { posting in
      try book(JournalDraft(event: event, date: date, text: text, posting: posting), at: now)
    }
    let rows = dues.sorted { $0.key < $1.key }.map { creditor, due in
      SQLQuery(
        DueTable.insert,
        [.text(event.text)] + LedgerTable.fields(creditor.account) + [
          .text(totals.pair.home.text), .integer(Int64(totals.month.number)), .integer(due.claims),
          .money(due.owed),
        ])
    }
    if !rows.isEmpty { _ = try session.run(rows) }
    return entry
  }
}

extension CityStore {
  /// What a creditor is owed by each agreed statement, oldest first, and how much of it was paid.
  public func dues(of creditor: Creditor) async throws -> [WindowDue] {
    let account = LedgerTable.fields(creditor.account)
    let results = try await reads.read([
      SQLQuery(DueTable.ofParty, account), SQLQuery(DueTable.paid, account),
    ])
    let dues = try results[0].map { row in
      try WindowDue(
        home: row.parsed(0) { CityID($0) }, month: row.month(1),
        due: Due(claims: row.integer(2), owed: row.money(3)))
    }
    return WindowDue.allocate(try results[1].first?.money(0) ?? .zero, to: dues)
  }
}
