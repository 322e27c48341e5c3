import Benefits
import Store
import Testing

@Suite("Both engines: schema", .enabled(if: Cluster.isHere, "PostgreSQL is not installed"))
struct SchemaTests {
  /// The catalogue of an empty database after its schema was made, and after `change` too.
  private func description(
    of engine: EngineUnderTest, _ describe: (any StoreEngine) async throws -> SchemaDescription,
    changed change: String? = nil
  ) async throws -> SchemaDescription {
    let database = try engine.makeDatabase()
    defer { database.drop() }
    try await database.withStore { _ in }
    let connection = try database.connect()
    if let change { _ = try await connection.write { try $0.rows(SQLText(change)) } }
    let description = try await describe(connection)
    try connection.close()
    return description
  }

  @Test("Both engines make the same tables, columns, keys and indexes")
  func same() async throws {
    let sqlite = try await description(of: .sqlite, SchemaDescription.sqlite)
    let postgres = try await description(of: .postgres, SchemaDescription.postgres)
    #expect(sqlite.columns.symmetricDifference(postgres.columns).isEmpty)
    #expect(sqlite.indexes.symmetricDifference(postgres.indexes).isEmpty)
    #expect(sqlite.tables.isSuperset(of: ["counter_check", "redemption", "card", "schema_version"]))
    #expect(sqlite.columns.contains("counter_check.home text null"))
    #expect(sqlite.indexes.contains("redemption(check_id) unique"))
    #expect(sqlite.indexes.contains("probe_count(host, venue, window_start) primary unique"))
    #expect(sqlite.indexes.contains("counter_check(expires) partial"))
  }

  @Test(
    "Whatever one engine alone would have is found",
    arguments: [
      "ALTER TABLE redemption ADD COLUMN more TEXT", "CREATE TABLE more (a BIGINT NOT NULL PRIMARY KEY)",
      "CREATE UNIQUE INDEX more ON redemption (venue)", "CREATE INDEX more ON redemption (venue, at)",
      "ALTER TABLE redemption DROP COLUMN void_reason",
    ])
  func difference(change: String) async throws {
    let sqlite = try await description(of: .sqlite, SchemaDescription.sqlite)
    let postgres = try await description(of: .postgres, SchemaDescription.postgres, changed: change)
    #expect(sqlite != postgres)
  }
}
