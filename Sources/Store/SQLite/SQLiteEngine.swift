import Foundation
import GRDB

/// The embedded engine: one SQLite file in WAL mode, one writer, parallel readers.
///
/// GRDB runs the writer and each reader on dispatch queues of their own, so a statement never blocks the
/// cooperative pool or an event loop.
public final class SQLiteEngine: StoreEngine {
  private let pool: DatabasePool

  /// Opens the file at `path`, making it if there is none.
  ///
  /// The file and its companions (`-wal`, `-shm`) are readable by the owner alone.
  public init(path: String) throws(StoreError) {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 4
    configuration.persistentReadOnlyConnections = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA foreign_keys = ON")
    }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      // DatabasePool sets `synchronous` to NORMAL *after* prepareDatabase, and NORMAL in WAL mode may lose
      // the last commits with the power. Acknowledged means durable, so the writer is set to FULL here.
      try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
    } catch {
      throw Self.storeError(error)
    }
  }

  public let migrations = SQLiteSchema.migrations

  public func write<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    do {
      return try await pool.write { db in try body(SQLiteSession(db: db)) }
    } catch {
      throw Self.storeError(error)
    }
  }

  public func read<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    do {
      return try await pool.read { db in try body(SQLiteSession(db: db)) }
    } catch {
      throw Self.storeError(error)
    }
  }

  public func close() throws { try pool.close() }

  private static func storeError(_ error: any Error) -> StoreError {
    switch error {
    case let error as StoreError: error
    case let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT:
      StoreError(.constraint, "\(error.extendedResultCode)")
    case let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode):
      StoreError(.damaged, "\(error.extendedResultCode)")
    case let error as DatabaseError:
      // SQLite reports a failed COMMIT as such and rolls back: an outcome is never unknown here.
      StoreError(.unavailable, "\(error.extendedResultCode) \(error.message ?? "")")
    default: StoreError(.unavailable, "\(type(of: error))")
    }
  }
}

private struct SQLiteSession: SQLSession {
  let db: Database

  func run(_ queries: [SQLQuery]) throws -> [[SQLRow]] {
    try queries.map { query in
      let statement = try db.cachedStatement(sql: query.sql.numbered)
      statement.setUncheckedArguments(StatementArguments(query.arguments.map(\.databaseValue)))
      guard statement.columnCount > 0 else {
        try statement.execute()
        return []
      }
      return try Row.fetchAll(statement).map { row in SQLRow(row.databaseValues.map(SQLValue.init)) }
    }
  }
}

extension SQLValue {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let value): value.databaseValue
    case .text(let value): value.databaseValue
    case .blob(let bytes): Data(bytes).databaseValue
    }
  }

  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .int64(let value): self = .integer(value)
    case .string(let value): self = .text(value)
    case .blob(let data): self = .blob([UInt8](data))
    // The schema has no column of reals; should one appear, it reads as damage further on.
    case .null, .double: self = .null
    }
  }
}
