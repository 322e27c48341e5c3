public import Benefits

/// Which engine the rehearsed cities keep their books in.
public enum RehearsalStore: Sendable {
  /// A file of each city's own, in the rehearsal's folder.
  case sqlite
  /// A database of each city's own, reached by its `postgresql://…` address.
  case postgres(url: @Sendable (CityID) throws -> String)

  /// The settings' `database` for a city whose files are in `folder`.
  func database(of city: CityID, in folder: String) throws -> String {
    switch self {
    case .sqlite: "\(folder)/\(city).sqlite"
    case .postgres(let url): try url(city)
    }
  }
}

extension ThrowAwayPostgres {
  /// A new database for each city in this cluster.
  public var store: RehearsalStore { .postgres { city in try self.make(city.text) } }
}
