// Version 6, in part: disputes, statements, signatures and obligations.
extension PostgresSchema {
  static let statements = disputes + signed + exchange

  // What the cities say to each other about lines that are not payable. Where a dispute stands is one row; what was said
  // is kept for ever.
  private static let disputes = [
    """
    CREATE TABLE dispute (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      line BYTEA NOT NULL,
      month BIGINT NOT NULL,
      amount BIGINT NOT NULL,
      exception TEXT NOT NULL,
      state TEXT NOT NULL,
      since BIGINT NOT NULL,
      PRIMARY KEY (host, home, line)
    )
    """,
    """
    CREATE INDEX dispute_open ON dispute (host, home, since, line)
    WHERE state IN ('raised', 'disputed', 'rebutted', 'escalated')
    """,
    """
    CREATE TABLE dispute_move (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      line BYTEA NOT NULL,
      number BIGINT NOT NULL,
      side TEXT NOT NULL,
      move TEXT NOT NULL,
      reason TEXT,
      evidence TEXT,
      actor TEXT NOT NULL,
      at BIGINT NOT NULL,
      token BYTEA,
      PRIMARY KEY (host, home, line, number)
    )
    """,
    """
    CREATE FUNCTION dispute_append_only() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''what was said in a dispute is append-only''; END'
    """,
    """
    CREATE TRIGGER dispute_move_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON dispute_move
    FOR EACH STATEMENT EXECUTE FUNCTION dispute_append_only()
    """,
  ]

  // Statements by their exact bytes, who approved which hash, and the signatures with the key that each was checked by.
  private static let signed = [
    """
    CREATE TABLE settlement_statement (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      number BIGINT NOT NULL,
      month BIGINT NOT NULL,
      bytes BYTEA NOT NULL,
      hash BYTEA NOT NULL,
      net BIGINT NOT NULL,
      drafted BIGINT NOT NULL,
      agreed BIGINT,
      silent BIGINT NOT NULL,
      PRIMARY KEY (host, home, number),
      UNIQUE (host, home, month)
    )
    """,
    """
    CREATE TABLE statement_approval (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      number BIGINT NOT NULL,
      part TEXT NOT NULL,
      hash BYTEA NOT NULL,
      name TEXT NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (host, home, number, part)
    )
    """,
    """
    CREATE TABLE statement_signature (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      number BIGINT NOT NULL,
      side TEXT NOT NULL,
      hash BYTEA NOT NULL,
      token BYTEA NOT NULL,
      kid TEXT NOT NULL,
      key TEXT NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (host, home, number, side)
    )
    """,
    """
    CREATE FUNCTION signature_append_only() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''signatures are append-only''; END'
    """,
    """
    CREATE TRIGGER statement_signature_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_signature
    FOR EACH STATEMENT EXECUTE FUNCTION signature_append_only()
    """,
    """
    CREATE TABLE statement_exclusion (
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      line BYTEA NOT NULL,
      seq BIGINT NOT NULL,
      excluded BIGINT NOT NULL,
      ended BIGINT,
      PRIMARY KEY (host, home, line)
    )
    """,
    """
    CREATE INDEX statement_exclusion_open ON statement_exclusion (host, home, seq) WHERE ended IS NULL
    """,
    """
    CREATE TABLE obligation (
      id TEXT NOT NULL PRIMARY KEY,
      debtor TEXT NOT NULL,
      creditor TEXT NOT NULL,
      amount BIGINT NOT NULL,
      due BIGINT NOT NULL,
      created BIGINT NOT NULL,
      settled BIGINT
    )
    """,
    "CREATE INDEX obligation_open ON obligation (due, id) WHERE settled IS NULL",
    """
    CREATE TABLE obligation_statement (
      obligation TEXT NOT NULL,
      host TEXT NOT NULL,
      home TEXT NOT NULL,
      number BIGINT NOT NULL,
      PRIMARY KEY (obligation, host, home, number)
    )
    """,
    "CREATE UNIQUE INDEX obligation_statement_once ON obligation_statement (host, home, number)",
  ]

  // What waits to be sent to a partner, and what came from one: a message is taken in once, however often it comes.
  private static let exchange = [
    """
    CREATE TABLE outbox (
      place BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      id BYTEA NOT NULL UNIQUE,
      city TEXT NOT NULL,
      typ TEXT NOT NULL,
      content BYTEA NOT NULL,
      created BIGINT NOT NULL,
      attempts BIGINT NOT NULL,
      next BIGINT NOT NULL,
      ended BIGINT,
      refusal TEXT,
      detail TEXT
    )
    """,
    "CREATE INDEX outbox_waiting ON outbox (city, place) WHERE ended IS NULL",
    """
    CREATE TABLE inbox (
      city TEXT NOT NULL,
      id BYTEA NOT NULL,
      hash BYTEA NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (city, id)
    )
    """,
  ]
}
