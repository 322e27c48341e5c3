// Version 6, in part: multilateral rounds.
extension PostgresSchema {
  // A round's sheet is kept with its exact bytes and never changes; its state is that of the coordinator's word. Of each
  // city there is one signature, of the coordinator one word: another one that contradicts it is kept beside, as proof.
  static let rounds = [
    """
    CREATE TABLE netting_round (
      id BYTEA NOT NULL PRIMARY KEY,
      month BIGINT NOT NULL,
      coordinator TEXT NOT NULL,
      sheet BYTEA NOT NULL,
      hash BYTEA NOT NULL UNIQUE,
      deadline BIGINT NOT NULL,
      received BIGINT NOT NULL,
      state TEXT NOT NULL,
      since BIGINT NOT NULL,
      word TEXT,
      contradiction TEXT
    )
    """,
    "CREATE INDEX netting_round_open ON netting_round (deadline) WHERE state = 'proposed'",
    "CREATE INDEX netting_round_month ON netting_round (month, id)",
    """
    CREATE TABLE netting_signature (
      round BYTEA NOT NULL,
      city TEXT NOT NULL,
      token TEXT NOT NULL,
      received BIGINT NOT NULL,
      PRIMARY KEY (round, city)
    )
    """,
  ]
}
