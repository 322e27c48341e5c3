import Benefits
import Foundation
import Store
import Testing

@Suite("SQLite")
struct SQLiteEngineTests {
  /// Runs `body` with the path of a file that does not exist yet.
  private func withFile(_ body: (String) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try await body(folder.file("city.sqlite"))
  }

  @Test("The writer syncs fully before it acknowledges, in WAL mode")
  func durability() async throws {
    try await withFile { path in
      let engine = try SQLiteEngine(path: path)
      for _ in 0..<2 {
        let settings = try await engine.write { session in
          [
            try session.rows(SQLText("PRAGMA synchronous"))[0],
            try session.rows(SQLText("PRAGMA journal_mode"))[0],
          ].map(\.values)
        }
        // 2 is FULL: https://sqlite.org/pragma.html#pragma_synchronous
        #expect(settings == [[.integer(2)], [.text("wal")]])
        #expect(try await engine.durability().holds)
      }
      try engine.close()
    }
  }

  @Test("A store that is made here, with its companions, is readable by the owner alone")
  func mode() async throws {
    try await withFile { path in
      let store = CityStore(engine: try SQLiteEngine(path: path), now: { morning })
      try await store.open()
      for file in [path, path + "-wal", path + "-shm"] {
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600, "\(file)")
      }
      try store.close()
    }
  }

  @Test("The mode of a file that was there is left alone")
  func existingMode() async throws {
    try await withFile { path in
      try Data().write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      let engine = try SQLiteEngine(path: path)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o640)
      try engine.close()
    }
  }

  @Test("A file that is no database is damage, a missing folder is unavailable")
  func unusable() async throws {
    try await withFile { path in
      try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: path))
      #expect(throws: StoreError(.damaged)) { try SQLiteEngine(path: path) }
      #expect(throws: StoreError(.unavailable)) { try SQLiteEngine(path: path + "/none/city.sqlite") }
    }
  }

  @Test("Readers can't write")
  func readOnly() async throws {
    try await withFile { path in
      let engine = try SQLiteEngine(path: path)
      await #expect(throws: StoreError(.unavailable)) {
        try await engine.read([SQLQuery(SQLText("CREATE TABLE t (a INTEGER)"))])
      }
      try engine.close()
    }
  }

  @Test("Values of every kind come back as they went in")
  func values() async throws {
    try await withFile { path in
      let engine = try SQLiteEngine(path: path)
      let values: [SQLValue] = [
        .null, .integer(.min), .integer(.max), .text(""), .text("國立臺灣史前文化博物館 😀"), .blob([]),
        .blob([0, 255, 0]),
      ]
      let query = SQLQuery(SQLText("SELECT $7, $6, $5, $4, $3, $2, $1"), values.reversed())
      #expect(try await engine.read([query])[0].map(\.values) == [values])
      try engine.close()
    }
  }
}
