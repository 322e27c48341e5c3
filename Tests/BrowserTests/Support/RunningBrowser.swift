import Rehearsal
import Testing

/// Keeps one chromedriver for a whole suite, as ``ChromeDriver/running``.
struct RunningDriver: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await ChromeDriver.withDriver { driver in
      try await ChromeDriver.$running.withValue(driver, operation: function)
    }
  }
}

extension ChromeDriver {
  /// The driver of the suite under way.
  @TaskLocal static var running: ChromeDriver?

  /// Opens a browser for `body` and closes it again, whatever happened.
  static func withBrowser<Result>(
    _ body: (Browser) async throws -> Result
  ) async throws -> Result {
    try await #require(running, "the suite lacks .runningDriver").withBrowser(body)
  }
}

extension Trait where Self == RunningDriver {
  /// One chromedriver, started once for the suite.
  static var runningDriver: RunningDriver { RunningDriver() }
}

/// All tests in a real browser, one after the other: two cores. Where chromedriver is missing and
/// `$CITYCARD_BROWSER` does not ask for it, they say that they are skipped.
@Suite(
  "The counter page in a browser", .serialized,
  .enabled(if: ChromeDriver.program != nil, "chromedriver is not installed; Tests/run installs it"))
enum InBrowser {}
