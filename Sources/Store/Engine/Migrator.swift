/// Brings a database to this program's schema when a node starts.
enum Migrator {
  private static let createVersion = SQLText(
    "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)")
  private static let readVersion = SQLText("SELECT COALESCE(MAX(version), 0) FROM schema_version")
  private static let addVersion = SQLText("INSERT INTO schema_version (version) VALUES ($1)")

  /// Applies the versions that are missing, all or none. A database that a newer program made is refused.
  static func migrate(_ engine: any StoreEngine) async throws {
    let migrations = engine.migrations
    try await engine.writeAlone { session in
      _ = try session.rows(createVersion)
      let version = Int(try session.rows(readVersion)[0].integer(0))
      guard version <= migrations.count else {
        throw StoreError(.newerSchema, "version \(version), this program knows \(migrations.count)")
      }
      for (index, statements) in migrations.enumerated().dropFirst(version) {
        // One by one: PostgreSQL would have all of a list parsed before the first has made its table.
        for statement in statements { _ = try session.rows(SQLText(statement)) }
        _ = try session.rows(addVersion, [.integer(Int64(index + 1))])
      }
    }
  }
}
