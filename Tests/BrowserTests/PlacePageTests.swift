import Benefits
import CityNode
import Rehearsal
import Testing

@testable import CitySupport

extension InBrowser {
  @Suite("Where does my card count: the page", .runningCities, .runningDriver)
  struct PlacePages {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    private func open(_ width: Int, _ height: Int, _ body: (Browser) async throws -> Void) async throws {
      try await ChromeDriver.withBrowser { browser in
        try await browser.screen(width: width, height: height)
        try await browser.open("\(try cities.taipei.counterURL)/places")
        try await body(browser)
      }
    }

    @Test(
      "Contrast, targets, names and reflow hold at every width",
      arguments: [(1280, 900), (390, 844), (320, 640)])
    func sound(_ width: Int, _ height: Int) async throws {
      try await open(width, height) { browser in
        try await AccessibilityCheck(browser: browser).expectSound("places", bilingual: false)
        try await browser.open("\(try cities.taipei.counterURL)/places?lang=en&kind=castle")
        try await AccessibilityCheck(browser: browser).expectSound(
          "a question that was not understood", bilingual: false)
      }
    }

    @Test func `a citizen finds the farm nearest to a town by keyboard alone`() async throws {
      try await open(1280, 900) { browser in
        try await browser.run("document.querySelector('select[name=near]').focus()")
        try await browser.type("鹿野鄉")
        try await browser.press(.enter)
        try await browser.run("document.querySelector('form').requestSubmit()")
        try await browser.wait(until: "new URLSearchParams(location.search).get('near') === '鹿野鄉'")
        try await browser.wait(until: "document.querySelectorAll('.places > li').length === 9")
        try await picture("places", browser)
      }
    }
  }
}
