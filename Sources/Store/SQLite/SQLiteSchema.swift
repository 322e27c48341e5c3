/// The tables as SQLite makes them. Instants are microseconds since the epoch, amounts NT$, ids 16 bytes of
/// UUIDv7. Time-ordered keys are appended, which costs a fifth of a random key.
enum SQLiteSchema {
  /// A list of statements per version. A version that has been released is never edited, only followed.
  static let migrations: [[String]] = [
    counter + federation + directory, offers, registry, office, visits,
    claims + agreements + statements + ledger + rounds + payments,
  ]

  private static let counter = [
    """
    CREATE TABLE terminal (
      id INTEGER PRIMARY KEY,
      token BLOB NOT NULL UNIQUE,
      venue TEXT NOT NULL,
      label TEXT NOT NULL,
      added INTEGER NOT NULL,
      revoked INTEGER
    ) STRICT
    """,
    """
    CREATE TABLE counter_check (
      id BLOB NOT NULL PRIMARY KEY,
      fingerprint BLOB NOT NULL,
      terminal INTEGER NOT NULL,
      venue TEXT NOT NULL,
      home TEXT,
      subject TEXT,
      verdict TEXT NOT NULL,
      reason TEXT NOT NULL,
      card TEXT,
      at INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      rules BLOB NOT NULL,
      issuer TEXT,
      response BLOB,
      disclosure TEXT,
      state TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX counter_check_open ON counter_check (expires) WHERE state = 'open'",
    """
    CREATE TABLE check_line (
      check_id BLOB NOT NULL,
      position INTEGER NOT NULL,
      basket_line INTEGER NOT NULL,
      ticket TEXT NOT NULL,
      quantity INTEGER NOT NULL,
      regular INTEGER NOT NULL,
      statutory INTEGER NOT NULL,
      offer INTEGER,
      due INTEGER NOT NULL,
      basis TEXT NOT NULL,
      offer_id TEXT,
      offer_version INTEGER,
      subsidy INTEGER NOT NULL,
      till_code TEXT,
      PRIMARY KEY (check_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE redemption (
      id BLOB NOT NULL PRIMARY KEY,
      fingerprint BLOB NOT NULL,
      check_id BLOB NOT NULL UNIQUE,
      terminal INTEGER NOT NULL,
      venue TEXT NOT NULL,
      at INTEGER NOT NULL,
      voided_at INTEGER,
      voided_by INTEGER,
      void_reason TEXT
    ) STRICT
    """,
  ]

  private static let federation = [
    """
    CREATE TABLE answer_evidence (
      issuer TEXT NOT NULL,
      response BLOB NOT NULL,
      jws TEXT NOT NULL,
      received INTEGER NOT NULL,
      PRIMARY KEY (issuer, response)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE peer_statement (
      id INTEGER PRIMARY KEY,
      entity TEXT NOT NULL,
      statement TEXT NOT NULL,
      fetched INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX peer_statement_entity ON peer_statement (entity, id)",
    """
    CREATE TABLE answered_request (
      issuer TEXT NOT NULL,
      request BLOB NOT NULL,
      hash BLOB NOT NULL,
      response BLOB NOT NULL,
      remembered INTEGER NOT NULL,
      PRIMARY KEY (issuer, request)
    ) STRICT
    """,
    "CREATE INDEX answered_request_remembered ON answered_request (remembered)",
    """
    CREATE TABLE probe_count (
      host TEXT NOT NULL,
      venue TEXT NOT NULL,
      window_start INTEGER NOT NULL,
      unrecognised INTEGER NOT NULL,
      PRIMARY KEY (host, venue, window_start)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE disclosure (
      id INTEGER PRIMARY KEY,
      member BLOB NOT NULL,
      host TEXT NOT NULL,
      venue TEXT NOT NULL,
      check_id BLOB NOT NULL,
      at INTEGER NOT NULL,
      asked TEXT NOT NULL,
      granted TEXT NOT NULL
    ) STRICT
    """,
  ]

  // AUTOINCREMENT: a generation's number is not given out again once its row is swept, or an import that was
  // left behind could stage into, and publish, somebody else's.
  private static let directory = [
    """
    CREATE TABLE directory_generation (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      as_of INTEGER NOT NULL,
      source BLOB NOT NULL,
      state TEXT NOT NULL,
      members INTEGER NOT NULL,
      cards INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE directory_head (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      generation INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE member (
      generation INTEGER NOT NULL,
      id INTEGER NOT NULL,
      key BLOB NOT NULL,
      birth INTEGER,
      classes TEXT NOT NULL,
      PRIMARY KEY (generation, id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX member_key ON member (generation, key)",
    """
    CREATE TABLE card (
      generation INTEGER NOT NULL,
      id INTEGER NOT NULL,
      key BLOB NOT NULL,
      member INTEGER NOT NULL,
      status TEXT NOT NULL,
      PRIMARY KEY (generation, id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX card_key ON card (generation, key)",
    """
    CREATE TABLE card_identifier (
      generation INTEGER NOT NULL,
      digest BLOB NOT NULL,
      card INTEGER NOT NULL,
      PRIMARY KEY (generation, digest)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE card_status (
      card BLOB NOT NULL,
      at INTEGER NOT NULL,
      status TEXT NOT NULL,
      PRIMARY KEY (card, at)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  // Limits and stacking. What a counter holds is never below zero: the database says so too.
  private static let offers = [
    "ALTER TABLE terminal ADD COLUMN sales_point TEXT",
    "ALTER TABLE counter_check ADD COLUMN holds TEXT",
    "ALTER TABLE counter_check ADD COLUMN needed TEXT",
    "ALTER TABLE check_line ADD COLUMN applied TEXT",
    "ALTER TABLE check_line ADD COLUMN redeemable INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE redemption ADD COLUMN holds TEXT",
    """
    CREATE INDEX counter_check_reserving ON counter_check (terminal, id)
    WHERE state = 'open' AND holds IS NOT NULL
    """,
    """
    CREATE TABLE offer_usage (
      offer TEXT NOT NULL,
      scope TEXT NOT NULL,
      name TEXT NOT NULL,
      period TEXT NOT NULL,
      start INTEGER NOT NULL,
      reserved_uses INTEGER NOT NULL CHECK (reserved_uses >= 0),
      reserved_tickets INTEGER NOT NULL CHECK (reserved_tickets >= 0),
      reserved_amount INTEGER NOT NULL CHECK (reserved_amount >= 0),
      consumed_uses INTEGER NOT NULL CHECK (consumed_uses >= 0),
      consumed_tickets INTEGER NOT NULL CHECK (consumed_tickets >= 0),
      consumed_amount INTEGER NOT NULL CHECK (consumed_amount >= 0),
      PRIMARY KEY (offer, scope, name, period, start)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX offer_usage_start ON offer_usage (start)",
  ]

  // Published partners and offers. Documents are kept by their hash, revisions for ever; the registry in force is the
  // publication with the highest number.
  private static let registry = [
    """
    CREATE TABLE registry_document (
      hash BLOB NOT NULL PRIMARY KEY,
      size INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE registry_revision (
      id INTEGER NOT NULL PRIMARY KEY,
      venue TEXT NOT NULL,
      document BLOB,
      base INTEGER,
      author TEXT NOT NULL,
      written INTEGER NOT NULL,
      note TEXT,
      state TEXT NOT NULL,
      acknowledged TEXT,
      submitted INTEGER,
      reviewer TEXT,
      reviewed INTEGER,
      refusal TEXT,
      effective INTEGER,
      published INTEGER,
      seq INTEGER,
      retired INTEGER
    ) STRICT
    """,
    """
    CREATE INDEX registry_revision_current ON registry_revision (state, effective)
    WHERE state IN ('draft', 'in_review', 'scheduled', 'published')
    """,
    "CREATE INDEX registry_revision_document ON registry_revision (document)",
    """
    CREATE TABLE registry_offer (
      offer TEXT NOT NULL PRIMARY KEY,
      venue TEXT NOT NULL,
      version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE registry_publication (
      seq INTEGER NOT NULL PRIMARY KEY,
      token BLOB NOT NULL,
      hash BLOB NOT NULL,
      kid TEXT NOT NULL,
      rules BLOB NOT NULL,
      issued INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      next_update INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE peer_registry (
      city TEXT NOT NULL,
      seq INTEGER NOT NULL,
      token BLOB NOT NULL,
      hash BLOB NOT NULL,
      rules BLOB NOT NULL,
      issued INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      next_update INTEGER NOT NULL,
      fetched INTEGER NOT NULL,
      PRIMARY KEY (city, seq)
    ) STRICT
    """,
    """
    CREATE TABLE peer_registry_venue (
      city TEXT NOT NULL,
      seq INTEGER NOT NULL,
      venue TEXT NOT NULL,
      document BLOB NOT NULL,
      PRIMARY KEY (city, seq, venue)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX peer_registry_venue_document ON peer_registry_venue (document)",
    """
    CREATE TABLE peer_registry_check (
      city TEXT NOT NULL PRIMARY KEY,
      checked INTEGER,
      refused INTEGER,
      refusal TEXT,
      detail TEXT
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
