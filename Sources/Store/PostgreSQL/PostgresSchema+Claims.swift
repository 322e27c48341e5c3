// Version 6, in part: claim lines, their chains, receipts and windows.
extension PostgresSchema {
  static let claims = chains + claimCounts + claimNotices

  // The two chains of a directed pair, as the host city and as the home city keep them. A line's exact bytes are beside
  // the columns by which it is looked for; its latest finding is on it, so that what needs a clerk is a short index.
  private static let chains = [
    """
    CREATE TABLE claim_head (
      pair BIGINT NOT NULL PRIMARY KEY,
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      seq BIGINT NOT NULL,
      hash BYTEA NOT NULL,
      acknowledged BIGINT NOT NULL,
      receipt BIGINT NOT NULL,
      receipt_hash BYTEA NOT NULL,
      month BIGINT NOT NULL,
      UNIQUE (host, home)
    )
    """,
    """
    CREATE TABLE claim_line (
      pair BIGINT NOT NULL,
      seq BIGINT NOT NULL,
      id BYTEA NOT NULL,
      kind TEXT NOT NULL,
      month BIGINT NOT NULL,
      claim BYTEA,
      redemption BYTEA,
      check_id BYTEA,
      offer TEXT,
      version BIGINT,
      document BYTEA,
      venue TEXT,
      service BIGINT NOT NULL,
      recorded BIGINT NOT NULL,
      regular BIGINT NOT NULL,
      statutory BIGINT NOT NULL,
      paid BIGINT NOT NULL,
      merchant_share BIGINT NOT NULL,
      host_share BIGINT NOT NULL,
      home_share BIGINT NOT NULL,
      unfunded BIGINT NOT NULL,
      bytes BYTEA NOT NULL,
      hash BYTEA NOT NULL,
      finding TEXT,
      found BIGINT,
      PRIMARY KEY (pair, seq)
    )
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
      pair BIGINT NOT NULL,
      number BIGINT NOT NULL,
      line BYTEA NOT NULL,
      finding TEXT NOT NULL,
      at BIGINT NOT NULL,
      bytes BYTEA NOT NULL,
      hash BYTEA NOT NULL,
      PRIMARY KEY (pair, number)
    )
    """,
    "CREATE INDEX receipt_entry_line ON receipt_entry (pair, line, number)",
    """
    CREATE FUNCTION claim_append_only() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''claim lines and receipts are append-only''; END'
    """,
    """
    CREATE TRIGGER receipt_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_entry
    FOR EACH STATEMENT EXECUTE FUNCTION claim_append_only()
    """,
    """
    CREATE TRIGGER claim_line_no_update BEFORE UPDATE OF pair, seq, id, bytes, hash ON claim_line
    FOR EACH STATEMENT EXECUTE FUNCTION claim_append_only()
    """,
    """
    CREATE TRIGGER claim_line_no_delete BEFORE DELETE OR TRUNCATE ON claim_line
    FOR EACH STATEMENT EXECUTE FUNCTION claim_append_only()
    """,
  ]

  // What windows, findings and funding come to, kept beside the lines: a page does not count a million of them.
  private static let claimCounts = [
    """
    CREATE TABLE claim_window (
      pair BIGINT NOT NULL,
      month BIGINT NOT NULL,
      state TEXT NOT NULL,
      since BIGINT NOT NULL,
      first BIGINT,
      lines BIGINT NOT NULL,
      merchant_share BIGINT NOT NULL,
      host_share BIGINT NOT NULL,
      home_share BIGINT NOT NULL,
      unfunded BIGINT NOT NULL,
      hash BYTEA NOT NULL,
      close_seq BIGINT,
      PRIMARY KEY (pair, month)
    )
    """,
    """
    CREATE TABLE claim_tally (
      pair BIGINT NOT NULL,
      month BIGINT NOT NULL,
      finding TEXT NOT NULL,
      lines BIGINT NOT NULL,
      merchant_share BIGINT NOT NULL,
      host_share BIGINT NOT NULL,
      home_share BIGINT NOT NULL,
      unfunded BIGINT NOT NULL,
      PRIMARY KEY (pair, month, finding)
    )
    """,
    """
    CREATE TABLE claim_meter (
      pair BIGINT NOT NULL,
      agreement TEXT NOT NULL,
      party TEXT NOT NULL,
      period TEXT NOT NULL,
      start BIGINT NOT NULL,
      used BIGINT NOT NULL,
      PRIMARY KEY (pair, agreement, party, period, start)
    )
    """,
  ]

  // What is due to become a line, written with the redemption or the voiding itself. What was redeemed before this
  // version is due too. Only visits with a partner's answer are claimed from that partner.
  private static let claimNotices = [
    """
    CREATE TABLE claim_due (
      id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      home TEXT NOT NULL,
      redemption BYTEA NOT NULL,
      void BIGINT NOT NULL,
      at BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE claim_evidence (
      pair BIGINT NOT NULL,
      line BYTEA NOT NULL,
      response TEXT NOT NULL,
      disclosure TEXT NOT NULL,
      received BIGINT NOT NULL,
      PRIMARY KEY (pair, line)
    )
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
