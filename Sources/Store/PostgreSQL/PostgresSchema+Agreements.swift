// Version 6, in part: agreements as versioned documents. Documents and signed acts are never altered: the database
// refuses it. What an act made of a version is in `state` alone.
extension PostgresSchema {
  static let agreements = [
    """
    CREATE TABLE agreement_version (
      hash BYTEA NOT NULL PRIMARY KEY,
      agreement TEXT NOT NULL,
      number BIGINT NOT NULL,
      document BYTEA NOT NULL,
      proposer TEXT,
      state TEXT NOT NULL
    )
    """,
    "CREATE INDEX agreement_version_number ON agreement_version (agreement, number)",
    """
    CREATE UNIQUE INDEX agreement_version_accepted ON agreement_version (agreement, number)
    WHERE state = 'accepted'
    """,
    "CREATE UNIQUE INDEX agreement_version_open ON agreement_version (agreement) WHERE state = 'proposed'",
    """
    CREATE TABLE agreement_act (
      id BYTEA NOT NULL PRIMARY KEY,
      agreement TEXT NOT NULL,
      city TEXT NOT NULL,
      act TEXT NOT NULL,
      hash BYTEA,
      number BIGINT,
      last_day BIGINT,
      signed BIGINT NOT NULL,
      token BYTEA NOT NULL
    )
    """,
    "CREATE INDEX agreement_act_agreement ON agreement_act (agreement, signed)",
    """
    CREATE FUNCTION agreement_stands() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''what was signed stands''; END'
    """,
    """
    CREATE TRIGGER agreement_version_stands
    BEFORE UPDATE OF hash, agreement, number, document ON agreement_version
    FOR EACH STATEMENT EXECUTE FUNCTION agreement_stands()
    """,
    """
    CREATE TRIGGER agreement_act_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON agreement_act
    FOR EACH STATEMENT EXECUTE FUNCTION agreement_stands()
    """,
  ]
}
