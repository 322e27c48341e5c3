import CityNode
import Rehearsal
import Testing
import Web

@testable import CitySupport

extension InBrowser {
  /// Every page of the office, as a screen reader, a keyboard and a narrow screen meet it.
  @Suite("The office's pages are sound", .runningCities, .runningDriver)
  struct ConsoleTour {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    @Test func `every page of the table is on the tour`() {
      let pages = OfficeTable.all.filter { route in
        // Files, and an answer for a module.
        route.method == "GET" && ![".csv", "/state"].contains { route.path.hasSuffix($0) }
      }
      #expect(Set(pages.map(\.path)) == Set(OfficeTour.stops.map(\.route)))
      #expect(Set(OfficeTour.stops.map(\.name)).count == OfficeTour.stops.count)
    }

    /// 640 points are a screen of 1280 at 200 %.
    @Test(
      "Contrast, targets, names and reflow hold at every width",
      arguments: [(1280, 900), (820, 1180), (640, 450), (390, 844), (320, 640)])
    func sound(_ width: Int, _ height: Int) async throws {
      try await OfficeTour(cities: cities, mark: "\(width)").walk { browser, stop in
        try await browser.screen(width: width, height: height)
        try await browser.open(stop.path, at: cities.taitung)
        try await AccessibilityCheck(browser: browser).expectSound(
          "\(stop.name) at \(width)", bilingual: false)
        if width == 1280 { try await picture("console-\(stop.name)", browser) }
      }
    }

    @Test(
      "axe-core finds nothing, in either language", .enabled(if: AxeCheck.isHere, "axe-core is not here"),
      arguments: ["zh", "en"])
    func axe(_ language: String) async throws {
      try await OfficeTour(cities: cities, mark: language).walk { browser, stop in
        let mark = stop.path.contains("?") ? "&" : "?"
        try await browser.open("\(stop.path)\(mark)lang=\(language)", at: cities.taitung)
        try await AxeCheck(browser: browser).expectNothing("\(stop.name) in \(language)")
      }
    }
  }
}
