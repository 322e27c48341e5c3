import Benefits
import CityNode
import Federation
import Rehearsal
import Testing

@testable import CitySupport

extension TwoCities {
  /// Leads the counter page of the museum in Taitung through its states on a screen of this size, and stops in each.
  func tourCounter(
    width: Int, height: Int, _ stop: (CounterPage, _ state: String) async throws -> Void
  ) async throws {
    try await acquaint()
    let till = try await counter(taitung, "museum-of-prehistory")
    try await ChromeDriver.withBrowser { browser in
      let page = try CounterPage(browser, till)
      try await browser.screen(width: width, height: height)
      try await browser.open("\(page.url)/pos")
      try await page.phase("pairing")
      try await stop(page, "pairing")
      try await page.pair()
      try await browser.press(.f4)
      try await stop(page, "ready")
      try await browser.click("#open-terminal")
      try await stop(page, "terminal")
      try await browser.press(.escape)
      try await page.ready()
      try await browser.press(.enter)
      try await browser.wait(until: "document.getElementById('entry-notice').innerText !== ''")
      try await stop(page, "notice")
      try await page.scan(card(.adult, of: taipei).number)
      try await page.tone("city")
      try await stop(page, "city")
      try await browser.type("1")
      try await page.tone("granted")
      try await stop(page, "granted")
      try await page.confirm()
      try await page.tone("done")
      try await stop(page, "done")
      try await browser.press(.f8)
      try await page.phase("undo")
      try await stop(page, "undo")
      try await browser.press(.enter)
      try await page.ready()
      try await page.tone("back")
      try await stop(page, "undone")
      try await page.scan(.lost, of: taipei, in: self)
      try await page.tone("denied")
      try await stop(page, "denied")
      try await page.scan("/ABC+123")
      try await page.phase("problem")
      try await stop(page, "problem")
    }
  }
}
