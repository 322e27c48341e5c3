import CityNode
import Office
import Rehearsal
import StrictJSON
import Testing

@testable import CitySupport

extension InBrowser {
  /// Every page of the office, as a screen reader, a keyboard and a narrow screen meet it.
  @Suite("The office's pages are sound", .runningCities, .runningDriver)
  struct ConsoleTour {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    private static let museum = "/console/partners/museum-of-prehistory"
    private static let pages = [
      ("start", "/"), ("partners", "/console/partners"), ("partner", museum),
      ("offer", "\(museum)/offers/museum-of-prehistory-resident"), ("offer-new", "\(museum)/offers/new"),
      ("document", "\(museum)/document"), ("revisions", "/console/revisions"),
      ("revision", "/console/revisions/1"),
      ("calendar", "/console/calendar?venue=museum-of-prehistory&month=2026-12"),
    ]

    private func operator_(_ login: String) async throws -> TestStaff {
      try await cities.taitung.account(login, name: "林小姐", [.operator, .auditor])
    }

    @Test(
      "Contrast, targets, names and reflow hold at every width",
      arguments: [(1280, 900), (820, 1180), (390, 844), (320, 640)])
    func sound(_ width: Int, _ height: Int) async throws {
      try await atConsole(cities.taitung, operator_("tour-\(width)")) { browser in
        try await browser.screen(width: width, height: height)
        for (name, path) in Self.pages {
          try await browser.open(path, at: cities.taitung)
          try await AccessibilityCheck(browser: browser).expectSound("\(name) at \(width)", bilingual: false)
          if width == 1280 { try await picture("console-\(name)", browser) }
        }
      }
    }

    @Test(
      "axe-core finds nothing, in either language", .enabled(if: AxeCheck.isHere, "axe-core is not here"),
      arguments: ["zh", "en"])
    func axe(_ language: String) async throws {
      try await atConsole(cities.taitung, operator_("axe-\(language)")) { browser in
        for (name, path) in Self.pages {
          let mark = path.contains("?") ? "&" : "?"
          try await browser.open("\(path)\(mark)lang=\(language)", at: cities.taitung)
          try await AxeCheck(browser: browser).expectNothing("\(name) in \(language)")
        }
      }
    }
  }
}
