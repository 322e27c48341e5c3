import CityNode
import Federation
import Rehearsal
import StrictJSON
import TestSupport
import Testing

@testable import CitySupport

extension InBrowser {
  /// The pictures of the README and the clerk's guide.
  @Suite("Pictures of the page", .runningCities, .runningDriver)
  struct Pictures {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    /// The page on a counter's screen of 1024 by 768 points.
    private func onCounter(_ cities: TwoCities, _ body: (CounterPage) async throws -> Void) async throws {
      try await cities.atCounter(cities.taitung, "museum-of-prehistory") { page in
        try await page.browser.screen(width: 1024, height: 768)
        try await body(page)
      }
    }

    @Test func `a visit from pairing to undo`() async throws {
      try await cities.acquaint()
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      try await ChromeDriver.withBrowser { browser in
        let page = try CounterPage(browser, till)
        try await browser.screen(width: 1024, height: 768)
        try await browser.open("\(page.url)/pos")
        try await page.phase("pairing")
        try await picture("counter-pairing", browser)
        try await page.pair()
        try await picture("counter-ready", browser)
        try await page.scan(cities.card(.adult, of: cities.taipei).number)
        try await page.tone("city")
        try await picture("counter-city", browser)
        try await browser.type("1")
        try await page.tone("granted")
        try await picture("counter-granted", browser)
        try await page.confirm()
        try await page.tone("done")
        try await picture("counter-confirmed", browser)
        try await browser.press(.f8)
        try await page.phase("undo")
        try await picture("counter-undo", browser)
      }
    }

    @Test func `a card that was reported lost, and no card at all`() async throws {
      try await onCounter(cities) { page in
        try await page.scan(.lost, of: cities.taipei, in: cities)
        try await page.tone("denied")
        try await picture("counter-denied", page.browser)
        try await page.scan("/ABC+123")
        try await page.phase("problem")
        try await picture("counter-carrier", page.browser)
      }
    }

    @Test func `a telephone`() async throws {
      try await cities.atCounter(cities.taitung, "museum-of-prehistory") { page in
        try await page.browser.screen(width: 390, height: 844)
        try await picture("counter-phone-ready", page.browser)
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        try await picture("counter-phone", page.browser)
      }
    }

    @Test func `an answer that did not come`() async throws {
      try await cities.atCounter(cities.taitung, "museum-of-prehistory") { page, relay in
        try await page.browser.screen(width: 1024, height: 768)
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        relay.trouble("redemptions", .answerLost)
        try await page.confirm()
        try await page.tone("unsure")
        try await picture("counter-unsure", page.browser)
      }
    }

    @Test func `a home city that can't be reached`() async throws {
      try await TwoCities.withTheirOwn { cities in
        try await cities.taipei.stop()
        try await onCounter(cities) { page in
          try await page.scan(.adult, of: cities.taipei, in: cities)
          try await page.tone("unsure")
          try await picture("counter-indeterminate", page.browser)
        }
      }
    }
  }
}
