// Version 6, in part: disputes, statements, signatures and obligations.
extension SQLiteSchema {
  static let statements = disputes + signed + exchange

  // What the cities say to each other about lines that are not payable. Where a dispute stands is one row; what was said
  // is kept for ever.
  private static let disputes = [
    """
    CREATE TABLE dispute (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      line BLOB NOT NULL,
      month INTEGER NOT NULL,
      amount INTEGER NOT NULL,
      exception TEXT NOT NULL,
      state TEXT NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (host, home, line)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE INDEX dispute_open ON dispute (host, home, since, line)
    WHERE state IN ('raised', 'disputed', 'rebutted', 'escalated')
    """,
    """
    CREATE TABLE dispute_move (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      line BLOB NOT NULL,
      number INTEGER NOT NULL,
      side TEXT NOT NULL,
      move TEXT NOT NULL,
      reason TEXT,
      evidence TEXT,
      actor TEXT NOT NULL,
      at INTEGER NOT NULL,
      token BLOB,
      PRIMARY KEY (host, home, line, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER dispute_move_no_update BEFORE UPDATE ON dispute_move
    BEGIN SELECT RAISE(ABORT, 'what was said in a dispute is append-only'); END
    """,
    """
    CREATE TRIGGER dispute_move_no_delete BEFORE DELETE ON dispute_move
    BEGIN SELECT RAISE(ABORT, 'what was said in a dispute is append-only'); END
    """,
  ]

  // Statements by their exact bytes, who approved which hash, and the signatures with the key that each was checked by.
  private static let signed = [
    """
    CREATE TABLE settlement_statement (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      number INTEGER NOT NULL,
      month INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      hash BLOB NOT NULL,
      net INTEGER NOT NULL,
      drafted INTEGER NOT NULL,
      agreed INTEGER,
      silent INTEGER NOT NULL,
      PRIMARY KEY (host, home, number),
      UNIQUE (host, home, month)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE statement_approval (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      number INTEGER NOT NULL,
      part TEXT NOT NULL,
      hash BLOB NOT NULL,
      name TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (host, home, number, part)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE statement_signature (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      number INTEGER NOT NULL,
      side TEXT NOT NULL,
      hash BLOB NOT NULL,
      token BLOB NOT NULL,
      kid TEXT NOT NULL,
      key TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (host, home, number, side)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER statement_signature_no_update BEFORE UPDATE ON statement_signature
    BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END
    """,
    """
    CREATE TRIGGER statement_signature_no_delete BEFORE DELETE ON statement_signature
    BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END
    """,
    """
    CREATE TABLE statement_exclusion (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      line BLOB NOT NULL,
      seq INTEGER NOT NULL,
      excluded INTEGER NOT NULL,
      ended INTEGER,
      PRIMARY KEY (host, home, line)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE INDEX statement_exclusion_open ON statement_exclusion (host, home, seq) WHERE ended IS NULL
    """,
    """
    CREATE TABLE obligation (
      id TEXT NOT NULL PRIMARY KEY,
      debtor TEXT NOT NULL,
      creditor TEXT NOT NULL,
      amount INTEGER NOT NULL,
      due INTEGER NOT NULL,
      created INTEGER NOT NULL,
      settled INTEGER
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX obligation_open ON obligation (due, id) WHERE settled IS NULL",
    """
    CREATE TABLE obligation_statement (
      obligation TEXT NOT NULL,
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (obligation, host, home, number)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX obligation_statement_once ON obligation_statement (host, home, number)",
  ]

  // What waits to be sent to a partner, and what came from one: a message is taken in once, however often it comes.
  private static let exchange = [
    """
    CREATE TABLE outbox (
      place INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE,
      city TEXT NOT NULL,
      typ TEXT NOT NULL,
      content BLOB NOT NULL,
      created INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      next INTEGER NOT NULL,
      ended INTEGER,
      refusal TEXT,
      detail TEXT
    ) STRICT
    """,
    "CREATE INDEX outbox_waiting ON outbox (city, place) WHERE ended IS NULL",
    """
    CREATE TABLE inbox (
      city TEXT NOT NULL,
      id BLOB NOT NULL,
      hash BLOB NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (city, id)
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
