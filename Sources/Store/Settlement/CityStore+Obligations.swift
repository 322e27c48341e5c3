public import Benefits
public import Settlement

/// An obligation in the books.
public struct KeptObligation: Hashable, Sendable {
  /// What is owed.
  public let obligation: Obligation
  /// The last day on which it is paid in time.
  public let due: CivilDate
  /// When it was made.
  public let created: Instant
  /// When it was paid; nil before.
  public let settled: Instant?
}

/// Obligations, to and from rows.
enum ObligationTable {
  private static let columns = "SELECT id, debtor, creditor, amount, due, created, settled FROM obligation"
  static let open = SQLText(
    "\(columns) WHERE settled IS NULL AND (due, id) > ($1, $2) ORDER BY due, id LIMIT $3")
  static let one = SQLText("\(columns) WHERE id = $1")
  static let statements = SQLText(
    "SELECT host, home, number FROM obligation_statement WHERE obligation = $1 ORDER BY host, home, number")
  static let insert = SQLText(
    """
    INSERT INTO obligation (id, debtor, creditor, amount, due, created) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (id) DO NOTHING
    """)
  static let insertStatement = SQLText(
    """
    INSERT INTO obligation_statement (obligation, host, home, number) VALUES ($1, $2, $3, $4)
    ON CONFLICT (obligation, host, home, number) DO NOTHING
    """)
  static let settle = SQLText("UPDATE obligation SET settled = $2 WHERE id = $1 AND settled IS NULL")
  static let reopen = SQLText("UPDATE obligation SET settled = NULL WHERE id = $1")

  static func write(_ obligation: Obligation, due: CivilDate, at now: Instant) -> [SQLQuery] {
    [
      SQLQuery(
        insert,
        [
          .text(obligation.id), .text(obligation.debtor.text), .text(obligation.creditor.text),
          .money(obligation.amount), .integer(Int64(due.daysSinceEpoch)), .instant(now),
        ])
    ]
      + obligation.statements.map {
        SQLQuery(insertStatement, [.text(obligation.id)] + StatementTable.key($0))
      }
  }

  static func obligation(_ row: SQLRow, _ statements: [SQLRow]) throws -> KeptObligation {
    let references = try statements.map {
      StatementReference(pair: try $0.pair(0), number: try $0.integer(2))
    }
    guard
      let obligation = Obligation(
        id: try row.text(0), from: try row.parsed(1) { CityID($0) }, to: try row.parsed(2) { CityID($0) },
        net: try row.money(3), statements: references)
    else { throw StoreError(.damaged, "an obligation of nothing") }
    return KeptObligation(
      obligation: obligation, due: CivilDate(daysSinceEpoch: Int(try row.integer(4))),
      created: try row.instant(5), settled: try row.optional(6, SQLRow.instant))
  }
}

extension CityStore {
  /// What is owed and not paid, those that are due first; after `last` in that order.
  public func openObligations(after last: KeptObligation? = nil, limit: Int) async throws -> [KeptObligation]
  {
    let rows = try await reads.read([
      SQLQuery(
        ObligationTable.open,
        [
          .integer(last.map { Int64($0.due.daysSinceEpoch) } ?? .min), .text(last?.obligation.id ?? ""),
          .integer(Int64(limit)),
        ])
    ])[0]
    let statements = try await reads.read(
      rows.map { SQLQuery(ObligationTable.statements, [.text(try $0.text(0))]) })
    return try zip(rows, statements).map(ObligationTable.obligation)
  }

  /// An obligation by its id.
  public func obligation(_ id: String) async throws -> KeptObligation? {
    let results = try await reads.read([
      SQLQuery(ObligationTable.one, [.text(id)]), SQLQuery(ObligationTable.statements, [.text(id)]),
    ])
    return try results[0].first.map { try ObligationTable.obligation($0, results[1]) }
  }

  /// Keeps obligations; one that is there already stays as it is, because its id says what it rests on.
  public func owe(_ obligations: [(Obligation, due: CivilDate)], at now: Instant) async throws {
    let queries = obligations.flatMap { ObligationTable.write($0.0, due: $0.due, at: now) }
    guard !queries.isEmpty else { return }
    try await engine.write { session in _ = try session.run(queries) }
  }

  /// Notes that an obligation is paid, or with nil that what was paid came back.
  public func settleObligation(_ id: String, at settled: Instant?) async throws {
    let query =
      settled.map { SQLQuery(ObligationTable.settle, [.text(id), .instant($0)]) }
      ?? SQLQuery(ObligationTable.reopen, [.text(id)])
    try await engine.write { session in _ = try session.run([query]) }
  }
}
