import Benefits
import CityNode
import Federation
import Rehearsal
import Store
import StrictJSON
import Testing

@testable import CitySupport

extension InBrowser {
  @Suite("A visit at the counter", .runningCities, .runningDriver)
  struct Visits {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    @Test func `a clerk with a keyboard alone pairs, checks, collects 60, confirms and undoes`() async throws
    {
      try await cities.acquaint()
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      try await ChromeDriver.withBrowser { browser in
        let page = try CounterPage(browser, till)
        try await browser.open("\(page.url)/pos")
        try await page.phase("pairing")
        try await browser.wait(until: "document.activeElement.id === 'token'")
        try await browser.type(till.token + Browser.Key.enter.code)
        try await page.ready()
        try await page.watch()

        try await page.scan(cities.card(.adult, of: cities.taipei).number)
        try await page.tone("city")
        #expect(try await page.panel.contains("臺北市"))
        try await browser.type("1")
        try await page.tone("granted")
        #expect(try await page.due == "NT$60")
        #expect(try await page.panel.contains("原價 80 優惠 20 應收 60"))
        #expect(try await page.panel.contains("優待B"))
        #expect(try await browser.text("document.activeElement.dataset.event") == "confirmed")

        let before = try await cities.taitung.books
        try await page.confirm()
        try await page.tone("done")
        try await page.ready()
        #expect(try await page.panel.contains("已核銷"))
        #expect(try await cities.taitung.books["redemption"] == before["redemption"] + 1)

        try await browser.press(.f8)
        try await page.phase("undo")
        try await browser.press(.enter)
        try await page.ready()
        #expect(try await page.panel.contains("已取消"))
        #expect(try await page.due == "NT$60", "so much is to be refunded")
        let voided = try await cities.taitung.rows(
          "SELECT count(*) FROM redemption WHERE voided_at IS NOT NULL AND terminal = \(till.terminal.number)"
        )
        #expect(try voided[0].integer(0) == 1)
        try await page.ready()
        #expect(try await browser.holds("document.getElementById('last').hidden"))
        #expect(try await page.violations == .array([]))
      }
    }
  }
}
