// Version 6, in part: the double-entry ledger.
extension PostgresSchema {
  static let ledger =
    journal + [
      // What was booked on an account in a month: the sum of its lines, kept so that a balance needs no old line.
      """
      CREATE TABLE ledger_month (
        account BIGINT NOT NULL,
        party TEXT NOT NULL,
        month BIGINT NOT NULL,
        debit BIGINT NOT NULL,
        credit BIGINT NOT NULL,
        PRIMARY KEY (account, party, month)
      )
      """,
      // What a creditor of the host city is owed by a statement.
      """
      CREATE TABLE ledger_due (
        event TEXT NOT NULL,
        account BIGINT NOT NULL,
        party TEXT NOT NULL,
        home TEXT NOT NULL,
        month BIGINT NOT NULL,
        lines BIGINT NOT NULL,
        owed BIGINT NOT NULL,
        PRIMARY KEY (event, account, party)
      )
      """,
      "CREATE INDEX ledger_due_party ON ledger_due (account, party, month)",
    ] + appendOnly

  // The lines of an entry come first and the entry seals them: it is refused unless they balance and are as many as it
  // says, nothing is added afterwards, and lines without an entry don't commit.
  private static let journal = [
    """
    CREATE TABLE ledger_entry (
      number BIGINT NOT NULL PRIMARY KEY,
      event TEXT NOT NULL UNIQUE,
      date BIGINT NOT NULL,
      recorded BIGINT NOT NULL,
      text_zh TEXT NOT NULL,
      text_en TEXT NOT NULL,
      reverses TEXT UNIQUE REFERENCES ledger_entry (event),
      lines BIGINT NOT NULL,
      total BIGINT NOT NULL CHECK (total > 0)
    )
    """,
    """
    CREATE TABLE ledger_line (
      entry BIGINT NOT NULL REFERENCES ledger_entry (number) DEFERRABLE INITIALLY DEFERRED,
      position BIGINT NOT NULL,
      account BIGINT NOT NULL,
      party TEXT NOT NULL,
      date BIGINT NOT NULL,
      debit BIGINT NOT NULL CHECK (debit >= 0),
      credit BIGINT NOT NULL CHECK (credit >= 0),
      PRIMARY KEY (entry, position),
      CHECK ((debit = 0) <> (credit = 0))
    )
    """,
    "CREATE INDEX ledger_line_account ON ledger_line (account, party, date, entry)",
    "CREATE INDEX ledger_line_date ON ledger_line (date)",
    """
    CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN
      IF (
        SELECT COUNT(*) = NEW.lines AND MIN(position) = 1 AND MAX(position) = NEW.lines
          AND MIN(date) = NEW.date AND MAX(date) = NEW.date
          AND SUM(debit) = NEW.total AND SUM(credit) = NEW.total
        FROM ledger_line WHERE entry = NEW.number) IS NOT TRUE
      THEN RAISE EXCEPTION ''an entry of the ledger must balance'' USING ERRCODE = ''check_violation'';
      END IF;
      RETURN NEW;
    END'
    """,
    """
    CREATE TRIGGER ledger_entry_balanced BEFORE INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_balanced()
    """,
    """
    CREATE FUNCTION ledger_sealed() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN
      IF EXISTS (SELECT 1 FROM ledger_entry WHERE number = NEW.entry AND NEW.position > lines)
        OR TG_WHEN = ''BEFORE'' AND EXISTS (SELECT 1 FROM ledger_entry WHERE number = NEW.entry)
      THEN RAISE EXCEPTION ''an entry of the ledger is sealed'' USING ERRCODE = ''check_violation'';
      END IF;
      RETURN NEW;
    END'
    """,
    """
    CREATE TRIGGER ledger_line_sealed BEFORE INSERT ON ledger_line
    FOR EACH ROW EXECUTE FUNCTION ledger_sealed()
    """,
    // Another transaction may seal the entry after the line was looked at; at commit it can't.
    """
    CREATE CONSTRAINT TRIGGER ledger_line_within AFTER INSERT ON ledger_line
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_sealed()
    """,
  ]

  private static let appendOnly = [
    """
    CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''the ledger is append-only'' USING ERRCODE = ''check_violation''; END'
    """,
    """
    CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
    """,
    """
    CREATE TRIGGER ledger_line_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_line
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
    """,
    """
    CREATE TRIGGER ledger_due_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_due
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
    """,
  ]
}
