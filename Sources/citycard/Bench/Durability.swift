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
    let engine = try SQLiteEngine(path: configuration.database)
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
}
