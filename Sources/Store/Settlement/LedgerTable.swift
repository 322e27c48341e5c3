import Benefits
import Settlement

/// The ledger, to and from rows.
enum LedgerTable {
  private static let entryColumns = "number, event, date, recorded, text_zh, text_en, reverses"
  static let lastNumber = SQLText("SELECT COALESCE(MAX(number), 0) FROM ledger_entry")
  static let insertLine = SQLText(
    """
    INSERT INTO ledger_line (entry, position, account, party, date, debit, credit)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    """)
  static let insertEntry = SQLText(
    """
    INSERT INTO ledger_entry (number, event, date, recorded, text_zh, text_en, reverses, lines, total)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    """)
  static let addMonth = SQLText(
    """
    INSERT INTO ledger_month (account, party, month, debit, credit) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (account, party, month) DO UPDATE SET
      debit = ledger_month.debit + excluded.debit, credit = ledger_month.credit + excluded.credit
    """)

  static let entryOf = SQLText("SELECT \(entryColumns) FROM ledger_entry WHERE event = $1")
  static let linesOf = SQLText(
    """
    SELECT entry, account, party, debit, credit FROM ledger_line
    WHERE entry = (SELECT number FROM ledger_entry WHERE event = $1) ORDER BY position
    """)
  static let reversalOf = SQLText("SELECT number FROM ledger_entry WHERE reverses = $1")
  static let entriesAfter = SQLText(
    "SELECT \(entryColumns) FROM ledger_entry WHERE number > $1 ORDER BY number LIMIT $2")
  static let linesAfter = SQLText(
    """
    SELECT entry, account, party, debit, credit FROM ledger_line WHERE entry IN
      (SELECT number FROM ledger_entry WHERE number > $1 ORDER BY number LIMIT $2)
    ORDER BY entry, position
    """)

  /// One account until the end of a day: whole months before, and of the day's month its lines.
  static let balance = SQLText(
    """
    SELECT CAST(COALESCE(SUM(debit), 0) AS BIGINT), CAST(COALESCE(SUM(credit), 0) AS BIGINT) FROM (
      SELECT debit, credit FROM ledger_month WHERE account = $1 AND party = $2 AND month < $3
      UNION ALL
      SELECT debit, credit FROM ledger_line WHERE account = $1 AND party = $2 AND date >= $4 AND date <= $5
    ) AS booked
    """)
  /// All accounts, likewise.
  static let trialBalance = SQLText(
    """
    SELECT account, party, CAST(SUM(debit) AS BIGINT), CAST(SUM(credit) AS BIGINT) FROM (
      SELECT account, party, debit, credit FROM ledger_month WHERE month < $1
      UNION ALL
      SELECT account, party, debit, credit FROM ledger_line WHERE date >= $2 AND date <= $3
    ) AS booked GROUP BY account, party ORDER BY account, party
    """)
  static let months = SQLText(
    "SELECT account, party, month, debit, credit FROM ledger_month ORDER BY account, party, month")
  /// What was booked on an account in a span of days, after a place in it.
  static let accountLines = SQLText(
    """
    SELECT e.number, e.event, e.date, e.recorded, e.text_zh, e.text_en, e.reverses, l.position, l.debit, l.credit
    FROM ledger_line l JOIN ledger_entry e ON e.number = l.entry
    WHERE l.account = $1 AND l.party = $2 AND l.date >= $3 AND l.date <= $4
      AND (l.date > $5 OR l.date = $5 AND (l.entry > $6 OR l.entry = $6 AND l.position > $7))
    ORDER BY l.date, l.entry, l.position LIMIT $8
    """)

  static func month(_ date: CivilDate) -> SQLValue { .integer(Int64(CivilMonth(of: date).number)) }
  static func day(_ date: CivilDate) -> SQLValue { .integer(Int64(date.daysSinceEpoch)) }
  static func fields(_ account: LedgerAccount) -> [SQLValue] {
    [.integer(Int64(account.code.rawValue)), .text(account.party)]
  }

  /// The statements that write an entry: its lines, the entry that seals them, and the sums of the month.
  static func write(_ entry: JournalEntry) -> [SQLQuery] {
    let draft = entry.draft
    var queries = draft.posting.lines.enumerated().map { index, line in
      SQLQuery(
        insertLine,
        [.integer(entry.number), .integer(Int64(index + 1))] + fields(line.account) + [
          day(draft.date), .money(line.amount(on: .debit)), .money(line.amount(on: .credit)),
        ])
    }
    queries.append(
      SQLQuery(
        insertEntry,
        [
          .integer(entry.number), .text(draft.event.text), day(draft.date), .instant(entry.recorded),
          .text(draft.text.zh), .text(draft.text.en), .optional(draft.reverses?.text),
          .integer(Int64(draft.posting.lines.count)), .money(draft.posting.total),
        ]))
    var sums = TrialBalance()
    sums.add(draft.posting)
    // In the order of the accounts, so that two that book at once wait for each other and not in a circle.
    for (account, turnover) in sums.rows {
      queries.append(
        SQLQuery(
          addMonth,
          fields(account) + [month(draft.date), .money(turnover.debit), .money(turnover.credit)]))
    }
    return queries
  }

  static func account(_ row: SQLRow, _ index: Int) throws -> LedgerAccount {
    guard
      let account = LedgerAccount(code: Int(try row.integer(index)), party: try row.text(index + 1))
    else { throw StoreError(.damaged, "account \(index)") }
    return account
  }

  static func turnover(_ row: SQLRow, _ index: Int) throws -> Turnover {
    Turnover(debit: try row.money(index), credit: try row.money(index + 1))
  }

  /// Entries with their lines, both in the order of the journal.
  static func entries(_ rows: [SQLRow], lines: [SQLRow]) throws -> [JournalEntry] {
    var lines = lines[...]
    return try rows.map { row in
      let number = try row.integer(0)
      var own: [PostingLine] = []
      while let line = lines.first, try line.integer(0) == number {
        let (debit, credit) = (try line.money(3), try line.money(4))
        own.append(
          PostingLine(debit == .zero ? .credit : .debit, try account(line, 1), debit + credit))
        lines = lines.dropFirst()
      }
      let posting: Posting
      do { posting = try Posting(own) } catch { throw StoreError(.damaged, "entry \(number)") }
      return try JournalEntry(
        number: number, recorded: row.instant(3),
        draft: JournalDraft(
          event: row.parsed(1) { LedgerEvent($0) }, date: CivilDate(daysSinceEpoch: Int(row.integer(2))),
          text: BilingualText(zh: row.text(4), en: row.text(5)), posting: posting,
          reverses: row.optional(6, SQLRow.text).map { text in
            guard let event = LedgerEvent(text) else { throw StoreError(.damaged, "reverses") }
            return event
          }))
    }
  }
}
