import Foundation
import Rehearsal
import Testing

/// Whether there is a PostgreSQL server to test with.
enum Server {
  /// Where a whole run is asked for (`Tests/run`), a missing one is a failure and no reason to leave tests out.
  static let isHere =
    ThrowAwayPostgres.isInstalled || ProcessInfo.processInfo.environment["CITYCARD_TEST_ALL"] != nil
  static let missing: Comment = "PostgreSQL is not installed"
}
