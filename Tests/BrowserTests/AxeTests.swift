import CityNode
import Rehearsal
import StrictJSON
import Testing

@testable import CitySupport

extension InBrowser {
  @Suite(
    "axe-core finds nothing", .runningCities, .runningDriver,
    .enabled(if: AxeCheck.isHere, "$CITYCARD_AXE names no file; Tests/run fetches axe-core"))
  struct Axe {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    @Test("On the counter page, in every state", arguments: [(1024, 768), (390, 844)])
    func counter(_ width: Int, _ height: Int) async throws {
      try await cities.tourCounter(width: width, height: height) { page, state in
        try await AxeCheck(browser: page.browser).expectNothing(state)
        guard state != "pairing" else { return }
        #expect(try await page.violations == .array([]), "\(state): the check broke the page's policy")
      }
    }

    @Test("On the start page, in both languages", arguments: ["zh", "en"])
    func start(_ language: String) async throws {
      try await ChromeDriver.withBrowser { browser in
        try await browser.open("\(try cities.taipei.counterURL)/?lang=\(language)")
        try await AxeCheck(browser: browser).expectNothing("start")
      }
    }

    @Test("On the page of places, in both languages", arguments: ["zh", "en"])
    func places(_ language: String) async throws {
      try await ChromeDriver.withBrowser { browser in
        let (places, axe) = (
          "\(try cities.taipei.counterURL)/places?lang=\(language)", AxeCheck(browser: browser)
        )
        try await browser.open(places)
        try await axe.expectNothing("places")
        try await browser.open("\(places)&kind=castle")
        try await axe.expectNothing("a question that was not understood")
        try await browser.screen(width: 320, height: 640)
        try await axe.expectNothing("on a narrow screen")
      }
    }

    @Test func `a page with faults is found out, with the rule, the element and what would help`()
      async throws
    {
      try await ChromeDriver.withBrowser { browser in
        try await browser.open("\(try cities.taipei.counterURL)/places")
        try await browser.run(
          """
          document.querySelector('label:has(select[name=home])').replaceWith(document.querySelector('select[name=home]'))
          document.querySelector('h1').style.color = '#aaa'
          document.documentElement.removeAttribute('lang')
          """)
        let violations = try await AxeCheck(browser: browser).outcome().violations
        for (rule, element) in [
          ("select-name", "select"), ("color-contrast", "h1"), ("html-has-lang", "html"),
        ] {
          #expect(violations.contains { $0.hasPrefix("\(rule): \(element)") }, "\(rule)")
        }
        #expect(violations.count == 3)
      }
    }
  }
}
