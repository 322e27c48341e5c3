// Version 6, in part: the double-entry ledger.
extension SQLiteSchema {
  static let ledger =
    journal + [
      // What was booked on an account in a month: the sum of its lines, kept so that a balance needs no old line.
      """
      CREATE TABLE ledger_month (
        account INTEGER NOT NULL,
        party TEXT NOT NULL,
        month INTEGER NOT NULL,
        debit INTEGER NOT NULL,
        credit INTEGER NOT NULL,
        PRIMARY KEY (account, party, month)
      ) STRICT, WITHOUT ROWID
      """,
      // What a creditor of the host city is owed by a statement.
      """
      CREATE TABLE ledger_due (
        event TEXT NOT NULL,
        account INTEGER NOT NULL,
        party TEXT NOT NULL,
        home TEXT NOT NULL,
        month INTEGER NOT NULL,
        lines INTEGER NOT NULL,
        owed INTEGER NOT NULL,
        PRIMARY KEY (event, account, party)
      ) STRICT, WITHOUT ROWID
      """,
      "CREATE INDEX ledger_due_party ON ledger_due (account, party, month)",
    ] + appendOnly

  // The lines of an entry come first and the entry seals them: it is refused unless they balance and are as many as it
  // says, nothing is added afterwards, and lines without an entry don't commit.
  private static let journal = [
    """
    CREATE TABLE ledger_entry (
      number INTEGER PRIMARY KEY,
      event TEXT NOT NULL UNIQUE,
      date INTEGER NOT NULL,
      recorded INTEGER NOT NULL,
      text_zh TEXT NOT NULL,
      text_en TEXT NOT NULL,
      reverses TEXT UNIQUE REFERENCES ledger_entry (event),
      lines INTEGER NOT NULL,
      total INTEGER NOT NULL CHECK (total > 0)
    ) STRICT
    """,
    """
    CREATE TABLE ledger_line (
      entry INTEGER NOT NULL REFERENCES ledger_entry (number) DEFERRABLE INITIALLY DEFERRED,
      position INTEGER NOT NULL,
      account INTEGER NOT NULL,
      party TEXT NOT NULL,
      date INTEGER NOT NULL,
      debit INTEGER NOT NULL CHECK (debit >= 0),
      credit INTEGER NOT NULL CHECK (credit >= 0),
      PRIMARY KEY (entry, position),
      CHECK ((debit = 0) <> (credit = 0))
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX ledger_line_account ON ledger_line (account, party, date, entry)",
    "CREATE INDEX ledger_line_date ON ledger_line (date)",
    """
    CREATE TRIGGER ledger_entry_balanced BEFORE INSERT ON ledger_entry
    WHEN (
      SELECT COUNT(*) = NEW.lines AND MIN(position) = 1 AND MAX(position) = NEW.lines
        AND MIN(date) = NEW.date AND MAX(date) = NEW.date
        AND SUM(debit) = NEW.total AND SUM(credit) = NEW.total
      FROM ledger_line WHERE entry = NEW.number) IS NOT TRUE
    BEGIN SELECT RAISE(ABORT, 'an entry of the ledger must balance'); END
    """,
    """
    CREATE TRIGGER ledger_line_sealed BEFORE INSERT ON ledger_line
    WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE number = NEW.entry)
    BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is sealed'); END
    """,
  ]

  private static let appendOnly = [
    """
    CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
    """,
    """
    CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
    """,
    """
    CREATE TRIGGER ledger_line_no_update BEFORE UPDATE ON ledger_line
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
    """,
    """
    CREATE TRIGGER ledger_line_no_delete BEFORE DELETE ON ledger_line
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
    """,
    """
    CREATE TRIGGER ledger_due_no_update BEFORE UPDATE ON ledger_due
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
    """,
    """
    CREATE TRIGGER ledger_due_no_delete BEFORE DELETE ON ledger_due
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
    """,
  ]
}
