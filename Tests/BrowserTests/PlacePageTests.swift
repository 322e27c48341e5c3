import Benefits
import CityNode
import Foundation
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
        try await picture(browser)
      }
    }

    private func picture(_ browser: Browser) async throws {
      try await browser.run("return document.fonts.ready.then(() => true)")
      let bytes = try await browser.screenshot()
      #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]), "a PNG file")
      guard let folder = ProcessInfo.processInfo.environment["CITYCARD_SCREENSHOTS"] else { return }
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/places.png"))
    }
  }
}
