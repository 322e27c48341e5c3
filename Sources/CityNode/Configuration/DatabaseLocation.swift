/// Where a city's books are.
public enum DatabaseLocation: Hashable, Sendable {
  /// The embedded engine: a SQLite file, for one machine a city.
  case file(String)
  /// A PostgreSQL database by its `postgresql://` address (PostgreSQL, "Connection URIs"), for any number of node
  /// processes a city. The address may hold a password, so it is never printed.
  case server(String)

  /// What a setting means; nil if it looks like an address, but is none that is understood. It is not quoted then:
  /// there may be a password in it.
  init?(_ setting: String, path: (String) -> String) {
    if ["postgresql://", "postgres://"].contains(where: setting.hasPrefix) {
      self = .server(setting)
    } else if setting.contains("://") || setting.contains("=") {
      return nil
    } else {
      self = .file(path(setting))
    }
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
