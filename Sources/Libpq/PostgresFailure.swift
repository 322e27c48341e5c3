/// What went wrong between us and a PostgreSQL server.
public struct PostgresFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where it went wrong.
  public enum Kind: Hashable, Sendable {
    /// The server refused a statement; the connection goes on. With its SQLSTATE (PostgreSQL, appendix A).
    case refused(state: String)
    /// No connection, or none any more. With the SQLSTATE that the server gave in parting, if it did.
    case lost(state: String)
    /// The connection's settings can't be used as they are.
    case settings
    /// The server sent what this client can't read, or a statement takes what it does not know.
    case unreadable
  }

  /// Which kind.
  public let kind: Kind
  /// For the log: the server's or the library's own words, without the detail in which values are quoted.
  public let message: String

  /// Makes a failure.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The SQLSTATE and the message.
  public var description: String {
    switch kind {
    case .refused(let state): "\(state): \(message)"
    case .lost(let state) where !state.isEmpty: "connection lost, \(state): \(message)"
    case .lost: "connection lost: \(message)"
    case .settings, .unreadable: message
    }
  }
}
