import Benefits
import Office

/// Staff, their invitations and recovery codes, to and from rows.
enum StaffTables {
  private static let columns = """
    SELECT id, login, name, roles, merchant, state, added, password, totp, totp_step FROM staff
    """
  static let all = SQLText("\(columns) ORDER BY login")
  static let byID = SQLText("\(columns) WHERE id = $1")
  static let byLogin = SQLText("\(columns) WHERE login = $1")
  static let insert = SQLText(
    """
    INSERT INTO staff (login, name, roles, merchant, state, totp, added)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (login) DO NOTHING RETURNING id
    """)
  /// Nothing of what proved the owner until now does so any more.
  static let reset = SQLText(
    "UPDATE staff SET state = 'invited', password = NULL, totp = $2, totp_step = NULL WHERE id = $1")
  static let join = SQLText(
    "UPDATE staff SET state = 'active', password = $2, totp_step = $3 WHERE id = $1")
  static let revoke = SQLText(
    "UPDATE staff SET state = 'revoked', password = NULL, totp = NULL, totp_step = NULL WHERE id = $1")
  static let setRoles = SQLText("UPDATE staff SET roles = $2, merchant = $3 WHERE id = $1")
  static let setPassword = SQLText("UPDATE staff SET password = $2 WHERE id = $1")
  static let useStep = SQLText("UPDATE staff SET totp_step = $2 WHERE id = $1")
  static let merchant = SQLText("SELECT 1 FROM merchant WHERE id = $1")

  static let addInvitation = SQLText(
    "INSERT INTO staff_invitation (code, staff, expires) VALUES ($1, $2, $3)")
  static let invited = SQLText(
    """
    SELECT s.id, s.login, s.name, s.roles, s.merchant, s.state, s.added, s.password, s.totp, s.totp_step
    FROM staff_invitation i JOIN staff s ON s.id = i.staff
    WHERE i.code = $1 AND i.used IS NULL AND i.expires > $2 AND s.state = 'invited'
    """)
  static let useInvitation = SQLText("UPDATE staff_invitation SET used = $2 WHERE code = $1")
  static let endInvitations = SQLText(
    "UPDATE staff_invitation SET used = $2 WHERE staff = $1 AND used IS NULL")
  static let forgetInvitations = SQLText("DELETE FROM staff_invitation WHERE expires < $1")

  static let addRecovery = SQLText("INSERT INTO staff_recovery (staff, code) VALUES ($1, $2)")
  static let forgetRecovery = SQLText("DELETE FROM staff_recovery WHERE staff = $1")
  static let useRecovery = SQLText(
    "UPDATE staff_recovery SET used = $3 WHERE staff = $1 AND code = $2 AND used IS NULL RETURNING staff")
  static let recoveryLeft = SQLText("SELECT COUNT(*) FROM staff_recovery WHERE staff = $1 AND used IS NULL")

  static func text(_ roles: Set<Role>) -> String { roles.sorted().map(\.rawValue).joined(separator: " ") }

  static func member(_ row: SQLRow) throws -> StaffMember {
    let roles = try row.text(3).split(separator: " ").map { word in
      guard let role = Role(rawValue: String(word)) else { throw StoreError(.damaged, "role") }
      return role
    }
    return StaffMember(
      id: StaffID(try row.integer(0)), login: try row.parsed(1) { Login($0) }, name: try row.text(2),
      roles: Set(roles), merchant: row.isNull(4) ? nil : try row.parsed(4) { MerchantID($0) },
      state: try row.parsed(5, StaffState.init), added: try row.instant(6))
  }

  static func account(_ row: SQLRow) throws -> StaffAccount {
    StaffAccount(
      member: try member(row), password: try row.optional(7, SQLRow.text),
      seed: try row.optional(8, SQLRow.blob) ?? [], lastStep: try row.optional(9, SQLRow.integer))
  }
}

/// Sessions, known devices and counters of failures, to and from rows.
enum SessionTables {
  private static let columns = "SELECT token, staff, created, seen, expires, ended, agent FROM staff_session"
  static let insert = SQLText(
    """
    INSERT INTO staff_session (token, staff, created, seen, expires, agent) VALUES ($1, $2, $3, $4, $5, $6)
    """)
  static let byToken = SQLText(
    """
    SELECT t.token, t.staff, t.created, t.seen, t.expires, t.ended, t.agent,
      s.id, s.login, s.name, s.roles, s.merchant, s.state, s.added
    FROM staff_session t JOIN staff s ON s.id = t.staff
    WHERE t.token = $1 AND t.ended IS NULL AND s.state = 'active'
    """)
  static let open = SQLText(
    "\(columns) WHERE staff = $1 AND ended IS NULL AND expires > $2 ORDER BY seen DESC LIMIT 100")
  static let touch = SQLText("UPDATE staff_session SET seen = $2 WHERE token = $1 AND seen < $2")
  static let end = SQLText("UPDATE staff_session SET ended = $2 WHERE token = $1 AND ended IS NULL")
  static let endAll = SQLText(
    "UPDATE staff_session SET ended = $2 WHERE staff = $1 AND ended IS NULL AND token <> $3 RETURNING token")
  static let forget = SQLText("DELETE FROM staff_session WHERE expires < $1")

  static let knowDevice = SQLText(
    """
    INSERT INTO staff_device (device, staff, seen) VALUES ($1, $2, $3)
    ON CONFLICT (device, staff) DO UPDATE SET seen = excluded.seen
    """)
  static let knowsDevice = SQLText(
    "SELECT 1 FROM staff_device WHERE device = $1 AND staff = $2 AND seen > $3")
  static let forgetDevices = SQLText("DELETE FROM staff_device WHERE staff = $1")
  static let forgetOldDevices = SQLText("DELETE FROM staff_device WHERE seen < $1")

  static let failures = SQLText("SELECT start, failures FROM sign_in_failure WHERE scope = $1 AND name = $2")
  static let writeFailures = SQLText(
    """
    INSERT INTO sign_in_failure (scope, name, start, failures) VALUES ($1, $2, $3, $4)
    ON CONFLICT (scope, name) DO UPDATE SET start = excluded.start, failures = excluded.failures
    """)
  static let forgetFailures = SQLText("DELETE FROM sign_in_failure WHERE start < $1")

  static func write(_ session: StaffSessionRecord) -> SQLQuery {
    SQLQuery(
      insert,
      [
        .blob(session.token), .integer(session.staff.number), .instant(session.created),
        .instant(session.seen), .instant(session.expires), .optional(session.agent),
      ])
  }

  static func session(_ row: SQLRow) throws -> StaffSessionRecord {
    StaffSessionRecord(
      token: try row.blob(0), staff: StaffID(try row.integer(1)), created: try row.instant(2),
      seen: try row.instant(3), expires: try row.instant(4), ended: try row.optional(5, SQLRow.instant),
      agent: try row.optional(6, SQLRow.text))
  }

  static func sessionWithMember(_ row: SQLRow) throws -> (StaffSessionRecord, StaffMember) {
    (try session(row), try StaffTables.member(SQLRow(Array(row.values[7...]))))
  }
}
