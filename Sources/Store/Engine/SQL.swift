/// A value in or out of the database. Time is microseconds, money NT$, both as ``integer(_:)``.
public enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])
}

/// The text of one statement, with parameters `$1`…`$n` as PostgreSQL writes them. It stands once for both
/// engines, restricted to what both understand.
public struct SQLText: Hashable, Sendable {
  /// As written.
  public let text: String
  /// The same for SQLite, where `$1` would be a *named* parameter numbered by its first appearance, and `?1`
  /// is the numbered one. Turned once, when the statement is defined.
  public let numbered: String
  /// The same for an engine whose writers run beside each other: a `SELECT` that locks says so.
  public let locking: String

  /// Makes a statement's text. A `$` may stand for nothing but a parameter. With `locks`, the rows that a `SELECT`
  /// finds stay as they are until the transaction ends, but for what it does itself: PostgreSQL locks them, which is
  /// the one thing that is written for an engine alone; SQLite's writer has all the rows to itself anyway.
  public init(_ text: String, locks: Bool = false) {
    self.text = text
    numbered = text.replacing("$", with: "?")
    locking = locks ? text + " FOR UPDATE" : text
  }
}

/// One statement with its arguments.
public struct SQLQuery: Sendable {
  /// What to run.
  public let sql: SQLText
  /// The values of `$1`…`$n`.
  public let arguments: [SQLValue]

  /// Makes a query.
  public init(_ sql: SQLText, _ arguments: [SQLValue] = []) {
    self.sql = sql
    self.arguments = arguments
  }
}

/// A row of a result, read by position.
public struct SQLRow: Sendable {
  /// The columns in the order of the statement.
  public let values: [SQLValue]

  /// Makes a row.
  public init(_ values: [SQLValue]) { self.values = values }

  /// The integer in column `index`; a row of another shape is a damaged or foreign database.
  public func integer(_ index: Int) throws(StoreError) -> Int64 {
    guard case .integer(let value) = values[index] else { throw StoreError(.damaged, "integer \(index)") }
    return value
  }

  /// The text in column `index`.
  public func text(_ index: Int) throws(StoreError) -> String {
    guard case .text(let value) = values[index] else { throw StoreError(.damaged, "text \(index)") }
    return value
  }

  /// The bytes in column `index`.
  public func blob(_ index: Int) throws(StoreError) -> [UInt8] {
    guard case .blob(let value) = values[index] else { throw StoreError(.damaged, "blob \(index)") }
    return value
  }

  /// Whether column `index` is NULL.
  public func isNull(_ index: Int) -> Bool { values[index] == .null }

  /// The column read by `read`, or nil where it is NULL.
  public func optional<Value>(
    _ index: Int, _ read: (SQLRow) -> (Int) throws(StoreError) -> Value
  ) throws(StoreError) -> Value? {
    isNull(index) ? nil : try read(self)(index)
  }

  /// The text in column `index`, turned into a value by `make`; nil from it is damage.
  public func parsed<Value>(_ index: Int, _ make: (String) -> Value?) throws(StoreError) -> Value {
    let raw = try text(index)
    guard let value = make(raw) else { throw StoreError(.damaged, "column \(index)") }
    return value
  }
}

/// A connection inside a transaction. Statements run in order; on PostgreSQL a list of queries is one round
/// trip (pipeline mode), so callers hand over as many as they can at once.
public protocol SQLSession {
  /// Runs the queries in order and gives each one's rows.
  func run(_ queries: [SQLQuery]) throws -> [[SQLRow]]
}

extension SQLSession {
  /// Runs one query and gives its rows.
  public func rows(_ sql: SQLText, _ arguments: [SQLValue] = []) throws -> [SQLRow] {
    try run([SQLQuery(sql, arguments)])[0]
  }
}

/// A database that a city's store lives in.
public protocol StoreEngine: Sendable {
  /// The statements that make the schema, one list per version.
  var migrations: [[String]] { get }

  /// What a transaction runs first to keep out all others that do the same, until it ends. Nothing where writers
  /// follow each other anyway.
  var alone: [SQLText] { get }

  /// Runs `body` in a transaction and commits it durably: when this returns, the effects survive power loss.
  /// Cancelling the caller's task does not interrupt it.
  ///
  /// Rows that were read with a lock (``SQLText/init(_:locks:)``) no other transaction changes before this one ends;
  /// others it may. `body` has no effect but through its session: it is run again where the engine finds that the
  /// first run can't have had any, as when the database was started anew.
  ///
  /// Throws what `body` throws, unchanged, or else ``StoreError``, and leaves no effect, except for
  /// ``StoreError/Code/commitUnknown``.
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result

  /// Runs the queries, in order and in one round trip, on one snapshot of what is committed, and gives each one's
  /// rows. Throws ``StoreError``, or `CancellationError` where the caller's task was cancelled.
  func read(_ queries: [SQLQuery]) async throws -> [[SQLRow]]

  /// How durable a write is.
  func durability() async throws -> Durability

  /// Closes all connections; the last thing that a node does.
  func close() throws
}

extension StoreEngine {
  /// As ``write(_:)``, beside no other transaction that is written alone. For what is rare and decides over rows that
  /// it does not lock one by one: migrations, and the card directory's generations.
  func writeAlone<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    let alone = alone.map { SQLQuery($0) }
    return try await write { session in
      if !alone.isEmpty { _ = try session.run(alone) }
      return try body(session)
    }
  }
}
