// Version 6, in part: agreements as versioned documents. Documents and signed acts are never altered: the database
// refuses it. What an act made of a version is in `state` alone.
extension SQLiteSchema {
  static let agreements = [
    """
    CREATE TABLE agreement_version (
      hash BLOB NOT NULL PRIMARY KEY,
      agreement TEXT NOT NULL,
      number INTEGER NOT NULL,
      document BLOB NOT NULL,
      proposer TEXT,
      state TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX agreement_version_number ON agreement_version (agreement, number)",
    """
    CREATE UNIQUE INDEX agreement_version_accepted ON agreement_version (agreement, number)
    WHERE state = 'accepted'
    """,
    "CREATE UNIQUE INDEX agreement_version_open ON agreement_version (agreement) WHERE state = 'proposed'",
    """
    CREATE TABLE agreement_act (
      id BLOB NOT NULL PRIMARY KEY,
      agreement TEXT NOT NULL,
      city TEXT NOT NULL,
      act TEXT NOT NULL,
      hash BLOB,
      number INTEGER,
      last_day INTEGER,
      signed INTEGER NOT NULL,
      token BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX agreement_act_agreement ON agreement_act (agreement, signed)",
    """
    CREATE TRIGGER agreement_version_stands
    BEFORE UPDATE OF hash, agreement, number, document ON agreement_version
    BEGIN SELECT RAISE(ABORT, 'a version''s document stands'); END
    """,
    """
    CREATE TRIGGER agreement_act_unaltered BEFORE UPDATE ON agreement_act
    BEGIN SELECT RAISE(ABORT, 'a signed act stands'); END
    """,
    """
    CREATE TRIGGER agreement_act_kept BEFORE DELETE ON agreement_act
    BEGIN SELECT RAISE(ABORT, 'a signed act stands'); END
    """,
  ]
}
