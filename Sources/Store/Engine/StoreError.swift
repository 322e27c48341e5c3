/// Why the store did not do what was asked. Equal by code.
public struct StoreError: Error, Equatable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  public enum Code: String, CaseIterable, Sendable {
    /// The commit queue is full: come back later, nothing happened.
    case queueFull = "queue_full"
    /// The node is stopping.
    case stopping = "stopping"
    /// The database can't be reached or opened, or its disk is full: come back later, nothing happened.
    case unavailable = "unavailable"
    /// Nobody knows whether the transaction committed; the idempotency records tell.
    case commitUnknown = "commit_unknown"
    /// Another was there first, with the same key or with a row that this transaction needs: decide anew.
    case conflict = "conflict"
    /// A constraint of the schema refused a row: a fault of ours.
    case constraint = "constraint"
    /// The database holds what this program can't read.
    case damaged = "damaged"
    /// The database server is set so that it may lose what it acknowledged.
    case notDurable = "not_durable"
    /// The database was made by a newer program.
    case newerSchema = "newer_schema"
  }

  /// Which.
  public let code: Code
  /// For the log: what the engine said. Never a value from a row.
  public let detail: String

  /// Makes an error.
  public init(_ code: Code, _ detail: String = "") {
    self.code = code
    self.detail = detail
  }

  /// Equal by code.
  public static func == (a: StoreError, b: StoreError) -> Bool { a.code == b.code }

  /// Code and detail.
  public var description: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }
}
