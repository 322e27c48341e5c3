public import Benefits
import Libpq
import Synchronization

/// The shared engine: any number of node processes of one city on one PostgreSQL database.
///
/// One connection writes, in the order of the commit queue; a few others read. Each has a thread of its own and
/// connects when it is first needed, and again, with pauses that double, when it was lost.
public final class PostgresEngine: StoreEngine {
  /// Connections that read.
  static let readers = 3

  private let writer: PostgresWorker
  private let readers: [PostgresWorker]
  private let turn = Atomic(0)

  /// Uses the database at `uri`, a `postgresql://` address; nothing is asked of the server yet. Throws ``StoreError``
  /// `unavailable` for an address that libpq does not understand, or one over a network that would not prove the
  /// server (``Libpq/PostgresSettings``).
  public init(uri: String, now: @escaping @Sendable () -> Instant) throws(StoreError) {
    let settings: PostgresSettings
    do { settings = try PostgresSettings(uri: uri) } catch { throw StoreError(error) }
    writer = PostgresWorker(settings, .writer, now: now)
    readers = (0..<Self.readers).map { _ in PostgresWorker(settings, .reader, now: now) }
  }

  /// The tables as PostgreSQL makes them.
  public let migrations = PostgresSchema.migrations

  /// A lock that lasts until the transaction ends (PostgreSQL, "Advisory Locks"). The number is ours alone: "ccnode".
  public let alone = [SQLText("SELECT 1 FROM pg_advisory_xact_lock(109278705706085)")]

  /// One transaction of the writer: see ``StoreEngine/write(_:)``.
  public func write<Result: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    try await writer.write(body)
  }

  /// One snapshot of a reader: see ``StoreEngine/read(_:)``.
  public func read(_ queries: [SQLQuery]) async throws -> [[SQLRow]] {
    let number = turn.wrappingAdd(1, ordering: .relaxed).newValue
    return try await readers[number & Int.max % Self.readers].read(queries)
  }

  /// The writer's settings, as the server has them in force: see ``StoreEngine/durability()``.
  public func durability() async throws -> Durability { try await writer.durability() }

  /// Closes the writer and the readers: see ``StoreEngine/close()``.
  public func close() {
    for worker in readers + [writer] { worker.close() }
  }
}
