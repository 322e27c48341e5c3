/// The tables as PostgreSQL makes them: the same tables, columns, keys and indexes as ``SQLiteSchema``, which a test
/// holds together.
enum PostgresSchema {
  /// A list of statements per version. A version that has been released is never edited, only followed.
  static let migrations: [[String]] = [
    counter + federation + directory, offers, registry, office, visits,
    claims + agreements + statements + ledger + rounds + payments,
  ]

  private static let counter = [
    """
    CREATE TABLE terminal (
      id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      token BYTEA NOT NULL UNIQUE,
      venue TEXT NOT NULL,
      label TEXT NOT NULL,
      added BIGINT NOT NULL,
      revoked BIGINT
    )
    """,
    """
    CREATE TABLE counter_check (
      id BYTEA NOT NULL PRIMARY KEY,
      fingerprint BYTEA NOT NULL,
      terminal BIGINT NOT NULL,
      venue TEXT NOT NULL,
      home TEXT,
      subject TEXT,
      verdict TEXT NOT NULL,
      reason TEXT NOT NULL,
      card TEXT,
      at BIGINT NOT NULL,
      expires BIGINT NOT NULL,
      rules BYTEA NOT NULL,
      issuer TEXT,
      response BYTEA,
      disclosure TEXT,
      state TEXT NOT NULL
    )
    """,
    "CREATE INDEX counter_check_open ON counter_check (expires) WHERE state = 'open'",
    """
    CREATE TABLE check_line (
      check_id BYTEA NOT NULL,
      position BIGINT NOT NULL,
      basket_line BIGINT NOT NULL,
      ticket TEXT NOT NULL,
      quantity BIGINT NOT NULL,
      regular BIGINT NOT NULL,
      statutory BIGINT NOT NULL,
      offer BIGINT,
      due BIGINT NOT NULL,
      basis TEXT NOT NULL,
      offer_id TEXT,
      offer_version BIGINT,
      subsidy BIGINT NOT NULL,
      till_code TEXT,
      PRIMARY KEY (check_id, position)
    )
    """,
    """
    CREATE TABLE redemption (
      id BYTEA NOT NULL PRIMARY KEY,
      fingerprint BYTEA NOT NULL,
      check_id BYTEA NOT NULL UNIQUE,
      terminal BIGINT NOT NULL,
      venue TEXT NOT NULL,
      at BIGINT NOT NULL,
      voided_at BIGINT,
      voided_by BIGINT,
      void_reason TEXT
    )
    """,
  ]

  private static let federation = [
    """
    CREATE TABLE answer_evidence (
      issuer TEXT NOT NULL,
      response BYTEA NOT NULL,
      jws TEXT NOT NULL,
      received BIGINT NOT NULL,
      PRIMARY KEY (issuer, response)
    )
    """,
    """
    CREATE TABLE peer_statement (
      id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      entity TEXT NOT NULL,
      statement TEXT NOT NULL,
      fetched BIGINT NOT NULL
    )
    """,
    "CREATE INDEX peer_statement_entity ON peer_statement (entity, id)",
    """
    CREATE TABLE answered_request (
      issuer TEXT NOT NULL,
      request BYTEA NOT NULL,
      hash BYTEA NOT NULL,
      response BYTEA NOT NULL,
      remembered BIGINT NOT NULL,
      PRIMARY KEY (issuer, request)
    )
    """,
    "CREATE INDEX answered_request_remembered ON answered_request (remembered)",
    """
    CREATE TABLE probe_count (
      host TEXT NOT NULL,
      venue TEXT NOT NULL,
      window_start BIGINT NOT NULL,
      unrecognised BIGINT NOT NULL,
      PRIMARY KEY (host, venue, window_start)
    )
    """,
    """
    CREATE TABLE disclosure (
      id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      member BYTEA NOT NULL,
      host TEXT NOT NULL,
      venue TEXT NOT NULL,
      check_id BYTEA NOT NULL,
      at BIGINT NOT NULL,
      asked TEXT NOT NULL,
      granted TEXT NOT NULL
    )
    """,
  ]

  private static let directory = [
    """
    CREATE TABLE directory_generation (
      id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      as_of BIGINT NOT NULL,
      source BYTEA NOT NULL,
      state TEXT NOT NULL,
      members BIGINT NOT NULL,
      cards BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE directory_head (
      id BIGINT PRIMARY KEY CHECK (id = 1),
      generation BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE member (
      generation BIGINT NOT NULL,
      id BIGINT NOT NULL,
      key BYTEA NOT NULL,
      birth BIGINT,
      classes TEXT NOT NULL,
      PRIMARY KEY (generation, id)
    )
    """,
    "CREATE UNIQUE INDEX member_key ON member (generation, key)",
    """
    CREATE TABLE card (
      generation BIGINT NOT NULL,
      id BIGINT NOT NULL,
      key BYTEA NOT NULL,
      member BIGINT NOT NULL,
      status TEXT NOT NULL,
      PRIMARY KEY (generation, id)
    )
    """,
    "CREATE UNIQUE INDEX card_key ON card (generation, key)",
    """
    CREATE TABLE card_identifier (
      generation BIGINT NOT NULL,
      digest BYTEA NOT NULL,
      card BIGINT NOT NULL,
      PRIMARY KEY (generation, digest)
    )
    """,
    """
    CREATE TABLE card_status (
      card BYTEA NOT NULL,
      at BIGINT NOT NULL,
      status TEXT NOT NULL,
      PRIMARY KEY (card, at)
    )
    """,
  ]

  // Limits and stacking. What a counter holds is never below zero: the database says so too.
  private static let offers = [
    "ALTER TABLE terminal ADD COLUMN sales_point TEXT",
    "ALTER TABLE counter_check ADD COLUMN holds TEXT",
    "ALTER TABLE counter_check ADD COLUMN needed TEXT",
    "ALTER TABLE check_line ADD COLUMN applied TEXT",
    "ALTER TABLE check_line ADD COLUMN redeemable BIGINT NOT NULL DEFAULT 0",
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
      start BIGINT NOT NULL,
      reserved_uses BIGINT NOT NULL CHECK (reserved_uses >= 0),
      reserved_tickets BIGINT NOT NULL CHECK (reserved_tickets >= 0),
      reserved_amount BIGINT NOT NULL CHECK (reserved_amount >= 0),
      consumed_uses BIGINT NOT NULL CHECK (consumed_uses >= 0),
      consumed_tickets BIGINT NOT NULL CHECK (consumed_tickets >= 0),
      consumed_amount BIGINT NOT NULL CHECK (consumed_amount >= 0),
      PRIMARY KEY (offer, scope, name, period, start)
    )
    """,
    "CREATE INDEX offer_usage_start ON offer_usage (start)",
  ]

  // Published partners and offers. Documents are kept by their hash, revisions for ever; the registry in force is the
  // publication with the highest number.
  private static let registry = [
    """
    CREATE TABLE registry_document (
      hash BYTEA NOT NULL PRIMARY KEY,
      size BIGINT NOT NULL,
      bytes BYTEA NOT NULL
    )
    """,
    """
    CREATE TABLE registry_revision (
      id BIGINT NOT NULL PRIMARY KEY,
      venue TEXT NOT NULL,
      document BYTEA,
      base BIGINT,
      author TEXT NOT NULL,
      written BIGINT NOT NULL,
      note TEXT,
      state TEXT NOT NULL,
      acknowledged TEXT,
      submitted BIGINT,
      reviewer TEXT,
      reviewed BIGINT,
      refusal TEXT,
      effective BIGINT,
      published BIGINT,
      seq BIGINT,
      retired BIGINT
    )
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
      version BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE registry_publication (
      seq BIGINT NOT NULL PRIMARY KEY,
      token BYTEA NOT NULL,
      hash BYTEA NOT NULL,
      kid TEXT NOT NULL,
      rules BYTEA NOT NULL,
      issued BIGINT NOT NULL,
      expires BIGINT NOT NULL,
      next_update BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE peer_registry (
      city TEXT NOT NULL,
      seq BIGINT NOT NULL,
      token BYTEA NOT NULL,
      hash BYTEA NOT NULL,
      rules BYTEA NOT NULL,
      issued BIGINT NOT NULL,
      expires BIGINT NOT NULL,
      next_update BIGINT NOT NULL,
      fetched BIGINT NOT NULL,
      PRIMARY KEY (city, seq)
    )
    """,
    """
    CREATE TABLE peer_registry_venue (
      city TEXT NOT NULL,
      seq BIGINT NOT NULL,
      venue TEXT NOT NULL,
      document BYTEA NOT NULL,
      PRIMARY KEY (city, seq, venue)
    )
    """,
    "CREATE INDEX peer_registry_venue_document ON peer_registry_venue (document)",
    """
    CREATE TABLE peer_registry_check (
      city TEXT NOT NULL PRIMARY KEY,
      checked BIGINT,
      refused BIGINT,
      refusal TEXT,
      detail TEXT
    )
    """,
  ]
}
