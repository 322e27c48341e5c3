import Benefits
import Store
import Testing

@Suite("Any engine: schema")
struct SchemaConformance {
  @Test("Opening makes the schema once; opening again changes nothing", arguments: EngineUnderTest.all)
  func idempotent(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in _ = try await store.submit(try check(1)) }
      try await database.withStore { store in
        try await store.open()
        #expect(try await store.check(id(1)) != nil)
      }
      let engine = try database.connect()
      #expect(try await engine.count("schema_version") == Int64(engine.migrations.count))
      try engine.close()
    }
  }

  @Test("Two processes that open an empty database at once both find it made", arguments: EngineUnderTest.all)
  func twoProcesses(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      let stores = try (0..<4).map { _ in CityStore(engine: try database.connect(), now: { morning }) }
      try await withThrowingTaskGroup { group in
        for store in stores { group.addTask { try await store.open() } }
        try await group.waitForAll()
      }
      for store in stores {
        #expect(try await store.check(id(1)) == nil)
        try store.close()
      }
    }
  }

  @Test("A database that a newer program made is refused and left as it is", arguments: EngineUnderTest.all)
  func newer(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { _ in }
      let engine = try database.connect()
      let newer = Int64(engine.migrations.count + 1)
      try await engine.write { session in
        _ = try session.rows(SQLText("INSERT INTO schema_version (version) VALUES ($1)"), [.integer(newer)])
      }
      let store = CityStore(engine: engine, now: { morning })
      await #expect(throws: StoreError(.newerSchema)) { try await store.open() }
      #expect(try await engine.count("schema_version") == newer)
      try store.close()
    }
  }

  @Test(
    "What a transaction's body throws comes through, and leaves no effect", arguments: EngineUnderTest.all)
  func bodyThrows(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { _ in }
      let engine = try database.connect()
      await #expect(throws: BadFixture.self) {
        try await engine.write { session in
          _ = try session.rows(SQLText("INSERT INTO schema_version (version) VALUES (77)"))
          throw BadFixture()
        }
      }
      #expect(try await engine.count("schema_version") == Int64(engine.migrations.count))
      try engine.close()
    }
  }
}
