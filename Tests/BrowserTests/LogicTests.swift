import Benefits
import Rehearsal
import StrictJSON
import TestSupport
import Testing

@testable import CitySupport

extension InBrowser {
  /// The page's pure modules, tested where they run: in the browser, as the node serves them.
  @Suite("The page's logic", .runningCities, .runningDriver)
  struct Logic {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    /// Runs a file of tests: how many there are, and what failed.
    private func outcome(_ tests: String) async throws -> (count: Int64, failures: [String]) {
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      return try await ChromeDriver.withBrowser { browser in
        try await browser.open("\(till.city.counterURL)/pos")
        let found = try await browser.run(
          """
          return (async () => {
            const tests = [], failures = []
            const test = (name, body) => tests.push({ name, body })
            const equal = (found, expected) => {
              const [a, b] = [JSON.stringify(found), JSON.stringify(expected)]
              if (a !== b) throw new Error(`${a} is not ${b}`)
            }
            await (async () => { \(tests)
            })()
            for (const { name, body } of tests) {
              try { await body() } catch (error) { failures.push(`${name}: ${error.message}`) }
            }
            return { count: tests.length, failures }
          })()
          """)
        guard case .object(let object) = found, case .integer(let count)? = object["count"],
          case .array(let failures)? = object["failures"]
        else { throw BrowserFailure("no outcome: \(found)") }
        return (count, failures.map { if case .string(let text) = $0 { text } else { "\($0)" } })
      }
    }

    @Test("Every test of a file holds", arguments: [("values.js", 14), ("machine.js", 32)])
    func holds(_ file: String, atLeast: Int64) async throws {
      let tests = String(
        decoding: try Repository.bytes("Tests/BrowserTests/Logic/\(file)"), as: UTF8.self)
      let outcome = try await outcome(tests)
      #expect(outcome.count >= atLeast)
      for failure in outcome.failures { Issue.record("\(failure)") }
    }

    @Test func `a test that fails would be noticed`() async throws {
      let outcome = try await outcome("test('one', () => equal(1, 2)); test('two', () => equal(1, 1))")
      #expect(outcome.count == 2)
      #expect(outcome.failures == ["one: 1 is not 2"])
    }
  }
}
