import Benefits
import Foundation
import Rehearsal

/// The real PostgreSQL server of this test run, started when the first test needs it; it ends with the process.
enum Cluster {
  /// Whether there is a server to test with. Where a whole run is asked for (`Tests/run`), a missing one is a
  /// failure of the tests and not a reason to leave them out.
  static let isHere =
    ThrowAwayPostgres.isInstalled || ProcessInfo.processInfo.environment["CITYCARD_TEST_ALL"] != nil

  static let shared = Result { try ThrowAwayPostgres() }
}

/// The time of this machine, for when a connection is tried again.
@Sendable func wallClock() -> Instant {
  Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
}
