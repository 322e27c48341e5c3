public import Benefits
public import Office

/// Which entries of the audit log somebody wants to see; what is nil doesn't matter.
public struct AuditQuery: Hashable, Sendable {
  /// Whose.
  public var actor: Actor?
  /// What was done.
  public var action: AuditAction?
  /// What it was done to.
  public var subject: String?
  /// No earlier.
  public var from: Instant?
  /// Earlier than this.
  public var until: Instant?

  /// All.
  public init() {}

  /// The conditions, with the arguments that they bring; `$1` and `$2` are taken.
  fileprivate var conditions: [(text: String, argument: SQLValue)] {
    let all: [(String, SQLValue?)] = [
      ("actor =", actor.map { .text($0.text) }), ("action =", action.map { .text($0.rawValue) }),
      ("subject =", subject.map { .text($0) }), ("at >=", from.map { .instant($0) }),
      ("at <", until.map { .instant($0) }),
    ]
    return all.compactMap { text, argument in argument.map { (text, $0) } }
  }
}

extension CityStore {
  /// The newest entries before number `before` that fit, newest first.
  public func auditLog(
    _ query: AuditQuery, before: Int64 = .max, limit: Int
  ) async throws -> [KeptAuditEntry] {
    let conditions = query.conditions
    let text = conditions.enumerated().map { " AND \($1.text) $\($0 + 3)" }.joined()
    return try await all(
      SQLQuery(
        AuditTable.newest(where: text),
        [.integer(before), .integer(Int64(limit))] + conditions.map(\.argument)),
      AuditTable.entry)
  }

  /// When each account last signed in, of the sessions that are still kept.
  public func lastSignIns() async throws -> [StaffID: Instant] {
    let rows = try await reads.read([
      SQLQuery(SQLText("SELECT staff, MAX(created) FROM staff_session GROUP BY staff"))
    ])[0]
    return try rows.reduce(into: [:]) { $0[StaffID(try $1.integer(0))] = try $1.instant(1) }
  }
}

extension AuditTable {
  /// There are no more texts than sets of conditions, so a connection's prepared statements stay few.
  fileprivate static func newest(where conditions: String) -> SQLText {
    SQLText(
      """
      SELECT id, at, actor, action, subject, before, after, hash FROM audit WHERE id < $1\(conditions)
      ORDER BY id DESC LIMIT $2
      """)
  }
}
