/// Where a city's books are.
public enum DatabaseLocation: Hashable, Sendable {
  /// The embedded engine: a SQLite file, for one machine a city.
  case file(String)
  /// A PostgreSQL database by its `postgresql://` address (PostgreSQL, "Connection URIs"), for any number of node
  /// processes a city. The address may hold a password, so it is never printed.
  case server(String)

  /// Whether a setting is the address of a server and not a path.
  static func isServer(_ setting: String) -> Bool {
    setting.hasPrefix("postgresql://") || setting.hasPrefix("postgres://")
  }
}

extension DatabaseLocation: CustomStringConvertible, CustomReflectable {
  /// The path, or that it is a server.
  public var description: String {
    switch self {
    case .file(let path): path
    case .server: "postgresql (address withheld)"
    }
  }
  /// No children: dumps show nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
