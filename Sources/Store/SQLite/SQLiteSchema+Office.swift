// Version 4: the office. Staff and the audit log, merchants and payees, terminals' pairing.
extension SQLiteSchema {
  static let office = staff + merchants + devices

  // Who may sign in, and what was done. Passwords are scrypt hashes; codes, sessions and devices are kept as keyed
  // hashes alone; entries of the audit log are never altered: the database refuses it.
  private static let staff = [
    """
    CREATE TABLE staff (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      login TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      roles TEXT NOT NULL,
      merchant TEXT,
      state TEXT NOT NULL,
      password TEXT,
      totp BLOB,
      totp_step INTEGER,
      added INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE staff_recovery (
      staff INTEGER NOT NULL,
      code BLOB NOT NULL,
      used INTEGER,
      PRIMARY KEY (staff, code)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE staff_invitation (
      code BLOB NOT NULL PRIMARY KEY,
      staff INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      used INTEGER
    ) STRICT
    """,
    """
    CREATE TABLE staff_session (
      token BLOB NOT NULL PRIMARY KEY,
      staff INTEGER NOT NULL,
      created INTEGER NOT NULL,
      seen INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      ended INTEGER,
      agent TEXT
    ) STRICT
    """,
    "CREATE INDEX staff_session_staff ON staff_session (staff)",
    """
    CREATE TABLE staff_device (
      device BLOB NOT NULL,
      staff INTEGER NOT NULL,
      seen INTEGER NOT NULL,
      PRIMARY KEY (device, staff)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE sign_in_failure (
      scope TEXT NOT NULL,
      name BLOB NOT NULL,
      start INTEGER NOT NULL,
      failures INTEGER NOT NULL,
      PRIMARY KEY (scope, name)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      before TEXT,
      after TEXT,
      hash BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX audit_subject ON audit (subject, id)",
    """
    CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
  ]

  // Merchants, their venues, and who is paid. The payee in force is the newest change that was approved.
  private static let merchants = [
    """
    CREATE TABLE merchant (
      id TEXT NOT NULL PRIMARY KEY,
      name_zh TEXT NOT NULL,
      name_en TEXT NOT NULL,
      contact_name TEXT,
      contact_phone TEXT,
      contact_email TEXT,
      added INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE merchant_venue (
      venue TEXT NOT NULL PRIMARY KEY,
      merchant TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX merchant_venue_merchant ON merchant_venue (merchant)",
    """
    CREATE TABLE payee_change (
      id INTEGER PRIMARY KEY,
      merchant TEXT NOT NULL,
      tax_id TEXT NOT NULL,
      bank TEXT NOT NULL,
      branch TEXT NOT NULL,
      account TEXT NOT NULL,
      holder TEXT NOT NULL,
      state TEXT NOT NULL,
      author TEXT NOT NULL,
      proposed INTEGER NOT NULL,
      reviewer TEXT,
      reviewed INTEGER,
      refusal TEXT
    ) STRICT
    """,
    "CREATE INDEX payee_change_merchant ON payee_change (merchant, id)",
    "CREATE UNIQUE INDEX payee_change_open ON payee_change (merchant) WHERE state = 'proposed'",
  ]

  // Terminals: one-use pairing, last contact, version of the page.
  private static let devices = [
    "ALTER TABLE terminal ADD COLUMN seen INTEGER",
    "ALTER TABLE terminal ADD COLUMN version TEXT",
    """
    CREATE TABLE terminal_pairing (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      seed BLOB NOT NULL UNIQUE,
      venue TEXT NOT NULL,
      label TEXT NOT NULL,
      sales_point TEXT,
      author TEXT NOT NULL,
      created INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      device BLOB,
      used INTEGER,
      terminal INTEGER
    ) STRICT
    """,
  ]
}
