// Version 4: the office. Staff and the audit log, merchants and payees, terminals' pairing.
extension PostgresSchema {
  static let office = staff + merchants + devices

  // Who may sign in, and what was done. Passwords are scrypt hashes; codes, sessions and devices are kept as keyed
  // hashes alone; entries of the audit log are never altered: the database refuses it.
  private static let staff = [
    """
    CREATE TABLE staff (
      id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      login TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      roles TEXT NOT NULL,
      merchant TEXT,
      state TEXT NOT NULL,
      password TEXT,
      totp BYTEA,
      totp_step BIGINT,
      added BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE staff_recovery (
      staff BIGINT NOT NULL,
      code BYTEA NOT NULL,
      used BIGINT,
      PRIMARY KEY (staff, code)
    )
    """,
    """
    CREATE TABLE staff_invitation (
      code BYTEA NOT NULL PRIMARY KEY,
      staff BIGINT NOT NULL,
      expires BIGINT NOT NULL,
      used BIGINT
    )
    """,
    """
    CREATE TABLE staff_session (
      token BYTEA NOT NULL PRIMARY KEY,
      staff BIGINT NOT NULL,
      created BIGINT NOT NULL,
      seen BIGINT NOT NULL,
      expires BIGINT NOT NULL,
      ended BIGINT,
      agent TEXT
    )
    """,
    "CREATE INDEX staff_session_staff ON staff_session (staff)",
    """
    CREATE TABLE staff_device (
      device BYTEA NOT NULL,
      staff BIGINT NOT NULL,
      seen BIGINT NOT NULL,
      PRIMARY KEY (device, staff)
    )
    """,
    """
    CREATE TABLE sign_in_failure (
      scope TEXT NOT NULL,
      name BYTEA NOT NULL,
      start BIGINT NOT NULL,
      failures BIGINT NOT NULL,
      PRIMARY KEY (scope, name)
    )
    """,
    """
    CREATE TABLE audit (
      id BIGINT NOT NULL PRIMARY KEY,
      at BIGINT NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      before TEXT,
      after TEXT,
      hash BYTEA NOT NULL
    )
    """,
    "CREATE INDEX audit_subject ON audit (subject, id)",
    """
    CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''the audit log is append-only''; END'
    """,
    """
    CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()
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
      added BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE merchant_venue (
      venue TEXT NOT NULL PRIMARY KEY,
      merchant TEXT NOT NULL
    )
    """,
    "CREATE INDEX merchant_venue_merchant ON merchant_venue (merchant)",
    """
    CREATE TABLE payee_change (
      id BIGINT NOT NULL PRIMARY KEY,
      merchant TEXT NOT NULL,
      tax_id TEXT NOT NULL,
      bank TEXT NOT NULL,
      branch TEXT NOT NULL,
      account TEXT NOT NULL,
      holder TEXT NOT NULL,
      state TEXT NOT NULL,
      author TEXT NOT NULL,
      proposed BIGINT NOT NULL,
      reviewer TEXT,
      reviewed BIGINT,
      refusal TEXT
    )
    """,
    "CREATE INDEX payee_change_merchant ON payee_change (merchant, id)",
    "CREATE UNIQUE INDEX payee_change_open ON payee_change (merchant) WHERE state = 'proposed'",
  ]

  // Terminals: one-use pairing, last contact, version of the page.
  private static let devices = [
    "ALTER TABLE terminal ADD COLUMN seen BIGINT",
    "ALTER TABLE terminal ADD COLUMN version TEXT",
    """
    CREATE TABLE terminal_pairing (
      id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      seed BYTEA NOT NULL UNIQUE,
      venue TEXT NOT NULL,
      label TEXT NOT NULL,
      sales_point TEXT,
      author TEXT NOT NULL,
      created BIGINT NOT NULL,
      expires BIGINT NOT NULL,
      device BYTEA,
      used BIGINT,
      terminal BIGINT
    )
    """,
  ]
}
