import Foundation
import GRDB

/// The embedded engine: one SQLite file in WAL mode, one writer, parallel readers.
///
/// GRDB runs the writer and each reader on dispatch queues of their own, so a statement never blocks the
/// cooperative pool or an event loop.
public final class SQLiteEngine: StoreEngine {
  /// Tries of about a millisecond before a locked database is said to be unavailable.
  static let busyTries = 5_000

  private let pool: DatabasePool

  /// Opens the file at `path`, making it if there is none.
  ///
  /// A file that is made here is readable by the owner alone, and so are its companions (`-wal`, `-shm`), which
  /// SQLite gives the mode of the file.
  public init(path: String) throws(StoreError) {
    var configuration = Configuration()
    // SQLite's own busy handler soon waits 100 ms between two tries, and an import in another process leaves
    // the lock for a few milliseconds only (``DirectoryImport/pause``): tried each millisecond, it is had.
    configuration.busyMode = .callback { tries in
      Thread.sleep(forTimeInterval: 0.001)
      return tries < Self.busyTries
    }
    configuration.maximumReaderCount = 4
    configuration.persistentReadOnlyConnections = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA foreign_keys = ON")
    }
    do {
      try Self.makeFile(path)
      pool = try DatabasePool(path: path, configuration: configuration)
      // DatabasePool sets `synchronous` to NORMAL *after* prepareDatabase, and NORMAL in WAL mode may lose
      // the last commits with the power. Acknowledged means durable, so the writer is set to FULL here.
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        // An import touches pages all over its indexes. 64 MiB of cache keep most of them at hand, and a
        // checkpoint at each 64 MiB of log (16,384 pages, not 1,000) writes a page once that many
        // transactions changed.
        try db.execute(sql: "PRAGMA cache_size = -65536")
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 16384")
      }
    } catch {
      throw Self.translated(error) as? StoreError ?? StoreError(.unavailable, "\(type(of: error))")
    }
  }

  private static func makeFile(_ path: String) throws {
    do {
      // Never truncates: another process may have made the file, and more, a moment ago.
      try Data().write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    } catch CocoaError.fileWriteFileExists {
      // The mode of a file that was there is the operator's business.
    }
  }

  /// The tables as SQLite makes them.
  public let migrations = SQLiteSchema.migrations

  /// Nothing: SQLite has one writer at a time, among all processes.
  public var alone: [SQLText] { [] }

  /// One transaction of the writer: see ``StoreEngine/write(_:)``.
  public func write<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    // GRDB interrupts the access of a cancelled task, and a transaction that was handed over must not fail
    // because its caller stopped waiting. A task of its own is not cancelled.
    let transaction = Task { [pool] in try await pool.write { db in try body(SQLiteSession(db: db)) } }
    do {
      return try await transaction.value
    } catch {
      throw Self.translated(error)
    }
  }

  /// One snapshot of a reader: see ``StoreEngine/read(_:)``.
  public func read(_ queries: [SQLQuery]) async throws -> [[SQLRow]] {
    // Not GRDB's `async` read: that gives its reader back on a thread of the cooperative pool, for which ``close()``,
    // called on such a thread, would wait for ever once all of them do. This gives it back on the reader's own queue.
    try await withCheckedThrowingContinuation { caller in
      pool.asyncRead { access in
        caller.resume(
          with: Result { try SQLiteSession(db: access.get()).run(queries) }.mapError(Self.translated))
      }
    }
  }

  /// The writer's settings: see ``StoreEngine/durability()``.
  public func durability() async throws -> Durability {
    let (synchronous, journal) = try await write { session in
      (
        try session.rows(SQLText("PRAGMA synchronous"))[0].integer(0),
        try session.rows(SQLText("PRAGMA journal_mode"))[0].text(0)
      )
    }
    // https://sqlite.org/pragma.html#pragma_synchronous: 2 is FULL, 3 is EXTRA.
    return Durability(
      settings: ["synchronous": synchronous == 2 ? "FULL" : "\(synchronous)", "journal_mode": journal],
      holds: synchronous >= 2)
  }

  /// Closes the writer and the readers: see ``StoreEngine/close()``.
  public func close() throws { try pool.close() }

  /// The engine's own errors as ``StoreError``; what the body of a transaction threw stays what it is.
  private static func translated(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    switch error.extendedResultCode {
    case .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_UNIQUE:
      return StoreError(.conflict, "\(error.extendedResultCode)")
    default: break
    }
    return switch error.resultCode {
    case .SQLITE_CONSTRAINT: StoreError(.constraint, "\(error.extendedResultCode)")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: StoreError(.damaged, "\(error.extendedResultCode)")
    // SQLite reports a failed COMMIT as such and rolls back. Where writing to the disk itself failed, though, a
    // crash before the next commit may bring back what was written of it: the outcome is not known.
    case .SQLITE_IOERR: StoreError(.commitUnknown, "\(error.extendedResultCode)")
    default: StoreError(.unavailable, "\(error.extendedResultCode) \(error.message ?? "")")
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
      // By a cursor, which does not copy a row that is turned into values at once.
      var rows: [SQLRow] = []
      let cursor = try Row.fetchCursor(statement)
      while let row = try cursor.next() { rows.append(SQLRow(row.databaseValues.map { SQLValue($0) })) }
      return rows
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
