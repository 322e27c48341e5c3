import ArgumentParser
import Rehearsal

/// `--store`: which engine the rehearsed cities keep their books in.
enum StoreOption: String, ExpressibleByArgument, CaseIterable {
  case sqlite, postgres

  /// The server that is needed, started; nil for SQLite, which needs none. The caller removes it.
  func cluster() throws -> ThrowAwayPostgres? {
    self == .postgres ? try ThrowAwayPostgres() : nil
  }
}
