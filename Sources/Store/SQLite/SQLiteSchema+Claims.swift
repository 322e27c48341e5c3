// Version 6, in part: claim lines, their chains, receipts and windows.
extension SQLiteSchema {
  static let claims = chains + claimCounts + claimNotices

  // The two chains of a directed pair, as the host city and as the home city keep them. A line's exact bytes are beside
  // the columns by which it is looked for; its latest finding is on it, so that what needs a clerk is a short index.
  private static let chains = [
    """
    CREATE TABLE claim_head (
      pair INTEGER PRIMARY KEY,
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      seq INTEGER NOT NULL,
      hash BLOB NOT NULL,
      acknowledged INTEGER NOT NULL,
      receipt INTEGER NOT NULL,
      receipt_hash BLOB NOT NULL,
      month INTEGER NOT NULL,
      UNIQUE (host, home)
    ) STRICT
    """,
    """
    CREATE TABLE claim_line (
      pair INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      id BLOB NOT NULL,
      kind TEXT NOT NULL,
      month INTEGER NOT NULL,
      claim BLOB,
      redemption BLOB,
      check_id BLOB,
      offer TEXT,
      version INTEGER,
      document BLOB,
      venue TEXT,
      service INTEGER NOT NULL,
      recorded INTEGER NOT NULL,
      regular INTEGER NOT NULL,
      statutory INTEGER NOT NULL,
      paid INTEGER NOT NULL,
      merchant_share INTEGER NOT NULL,
      host_share INTEGER NOT NULL,
      home_share INTEGER NOT NULL,
      unfunded INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      hash BLOB NOT NULL,
      finding TEXT,
      found INTEGER,
      PRIMARY KEY (pair, seq)
    ) STRICT
    """,
    "CREATE UNIQUE INDEX claim_line_id ON claim_line (pair, id)",
    "CREATE INDEX claim_line_check ON claim_line (check_id) WHERE check_id IS NOT NULL",
    "CREATE INDEX claim_line_redemption ON claim_line (redemption) WHERE redemption IS NOT NULL",
    "CREATE INDEX claim_line_reversal ON claim_line (pair, claim) WHERE kind IN ('void', 'correction')",
    "CREATE INDEX claim_line_service ON claim_line (pair, service, seq)",
    """
    CREATE INDEX claim_line_exception ON claim_line (pair, month, finding, seq) WHERE finding <> 'matched'
    """,
    """
    CREATE TABLE receipt_entry (
      pair INTEGER NOT NULL,
      number INTEGER NOT NULL,
      line BLOB NOT NULL,
      finding TEXT NOT NULL,
      at INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (pair, number)
    ) STRICT
    """,
    "CREATE INDEX receipt_entry_line ON receipt_entry (pair, line, number)",
    """
    CREATE TRIGGER receipt_entry_no_update BEFORE UPDATE ON receipt_entry
    BEGIN SELECT RAISE(ABORT, 'receipts are append-only'); END
    """,
    """
    CREATE TRIGGER receipt_entry_no_delete BEFORE DELETE ON receipt_entry
    BEGIN SELECT RAISE(ABORT, 'receipts are append-only'); END
    """,
    """
    CREATE TRIGGER claim_line_no_update BEFORE UPDATE OF pair, seq, id, bytes, hash ON claim_line
    BEGIN SELECT RAISE(ABORT, 'claim lines are append-only'); END
    """,
    """
    CREATE TRIGGER claim_line_no_delete BEFORE DELETE ON claim_line
    BEGIN SELECT RAISE(ABORT, 'claim lines are append-only'); END
    """,
  ]

  // What windows, findings and funding come to, kept beside the lines: a page does not count a million of them.
  private static let claimCounts = [
    """
    CREATE TABLE claim_window (
      pair INTEGER NOT NULL,
      month INTEGER NOT NULL,
      state TEXT NOT NULL,
      since INTEGER NOT NULL,
      first INTEGER,
      lines INTEGER NOT NULL,
      merchant_share INTEGER NOT NULL,
      host_share INTEGER NOT NULL,
      home_share INTEGER NOT NULL,
      unfunded INTEGER NOT NULL,
      hash BLOB NOT NULL,
      close_seq INTEGER,
      PRIMARY KEY (pair, month)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE claim_tally (
      pair INTEGER NOT NULL,
      month INTEGER NOT NULL,
      finding TEXT NOT NULL,
      lines INTEGER NOT NULL,
      merchant_share INTEGER NOT NULL,
      host_share INTEGER NOT NULL,
      home_share INTEGER NOT NULL,
      unfunded INTEGER NOT NULL,
      PRIMARY KEY (pair, month, finding)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE claim_meter (
      pair INTEGER NOT NULL,
      agreement TEXT NOT NULL,
      party TEXT NOT NULL,
      period TEXT NOT NULL,
      start INTEGER NOT NULL,
      used INTEGER NOT NULL,
      PRIMARY KEY (pair, agreement, party, period, start)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  // What is due to become a line, written with the redemption or the voiding itself. What was redeemed before this
  // version is due too. Only visits with a partner's answer are claimed from that partner.
  private static let claimNotices = [
    """
    CREATE TABLE claim_due (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      home TEXT NOT NULL,
      redemption BLOB NOT NULL,
      void INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE claim_evidence (
      pair INTEGER NOT NULL,
      line BLOB NOT NULL,
      response TEXT NOT NULL,
      disclosure TEXT NOT NULL,
      received INTEGER NOT NULL,
      PRIMARY KEY (pair, line)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX disclosure_check ON disclosure (check_id)",
    """
    INSERT INTO claim_due (home, redemption, void, at)
    SELECT c.home, r.id, 0, r.at FROM redemption r JOIN counter_check c ON c.id = r.check_id
    WHERE c.issuer IS NOT NULL AND c.home IS NOT NULL AND EXISTS
      (SELECT 1 FROM check_line l WHERE l.check_id = c.id AND (l.applied IS NOT NULL OR l.offer_id IS NOT NULL))
    ORDER BY r.at, r.id
    """,
    """
    INSERT INTO claim_due (home, redemption, void, at)
    SELECT c.home, r.id, 1, r.voided_at FROM redemption r JOIN counter_check c ON c.id = r.check_id
    WHERE r.voided_at IS NOT NULL AND c.issuer IS NOT NULL AND c.home IS NOT NULL AND EXISTS
      (SELECT 1 FROM check_line l WHERE l.check_id = c.id AND (l.applied IS NOT NULL OR l.offer_id IS NOT NULL))
    ORDER BY r.voided_at, r.id
    """,
  ]
}
