import Benefits
import CityNode
import Store

/// How durable "acknowledged" is, by the engine's own word, asked on the connection that writes.
struct Durability: Hashable, Sendable {
  /// Each setting with its value.
  let settings: [String: String]
  /// Whether what was acknowledged survives power loss.
  let holds: Bool

  /// Opens the store as the node does, and asks.
  static func read(_ configuration: NodeConfiguration) async throws -> Durability {
    switch configuration.database {
    case .file(let path): try await sqlite(path)
    case .server(let uri): try await postgres(uri)
    }
  }

  private static func sqlite(_ path: String) async throws -> Durability {
    let engine = try SQLiteEngine(path: path)
    defer { try? engine.close() }
    let (synchronous, journal) = try await engine.write { session in
      (
        try session.rows(SQLText("PRAGMA synchronous"))[0].integer(0),
        try session.rows(SQLText("PRAGMA journal_mode"))[0].text(0)
      )
    }
    // https://sqlite.org/pragma.html#pragma_synchronous: "FULL (2)"; EXTRA is 3.
    return Durability(
      settings: ["synchronous": synchronous == 2 ? "FULL" : "\(synchronous)", "journal_mode": journal],
      holds: synchronous >= 2)
  }

  private static func postgres(_ uri: String) async throws -> Durability {
    let engine = try PostgresEngine(uri: uri, now: NodePorts.system.now)
    defer { engine.close() }
    let names = ["synchronous_commit", "fsync", "full_page_writes"]
    let settings = try await engine.write { session in
      try names.reduce(into: [String: String]()) { settings, name in
        let sql = SQLText("SELECT current_setting($1)")
        settings[name] = try session.rows(sql, [.text(name)])[0].text(0)
      }
    }
    return Durability(settings: settings, holds: names.allSatisfy { settings[$0] == "on" })
  }
}
