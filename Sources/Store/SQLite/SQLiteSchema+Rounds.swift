// Version 6, in part: multilateral rounds.
extension SQLiteSchema {
  // A round's sheet is kept with its exact bytes and never changes; its state is that of the coordinator's word. Of each
  // city there is one signature, of the coordinator one word: another one that contradicts it is kept beside, as proof.
  static let rounds = [
    """
    CREATE TABLE netting_round (
      id BLOB NOT NULL PRIMARY KEY,
      month INTEGER NOT NULL,
      coordinator TEXT NOT NULL,
      sheet BLOB NOT NULL,
      hash BLOB NOT NULL UNIQUE,
      deadline INTEGER NOT NULL,
      received INTEGER NOT NULL,
      state TEXT NOT NULL,
      since INTEGER NOT NULL,
      word TEXT,
      contradiction TEXT
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX netting_round_open ON netting_round (deadline) WHERE state = 'proposed'",
    "CREATE INDEX netting_round_month ON netting_round (month, id)",
    """
    CREATE TABLE netting_signature (
      round BLOB NOT NULL,
      city TEXT NOT NULL,
      token TEXT NOT NULL,
      received INTEGER NOT NULL,
      PRIMARY KEY (round, city)
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
