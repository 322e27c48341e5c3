import Benefits
import CityNode
import Federation
import Office
import Rehearsal
import Store
import StrictJSON
import Testing

@testable import CitySupport

extension InBrowser {
  @Suite("The page against misuse", .runningCities, .runningDriver)
  struct Security {
    private let cities: TwoCities
    private let museum = "museum-of-prehistory"

    init() throws { cities = try TwoCities.shared }

    @Test func `a whole visit breaks no policy and asks nobody but the node`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        try await page.confirm()
        try await page.tone("done")
        #expect(try await page.violations == .array([]))
        let network = try await page.browser.log("performance")
        let asked = network.filter { $0.contains("Network.requestWillBeSent\"") }.compactMap { line in
          line.firstMatch(of: /"request":\{.*?"url":"([^"]*)"/).map { String($0.1) }
        }
        #expect(asked.count > 10, "the page's files and the calls were seen")
        // The browser's own empty page, before the first, is made of `chrome:` addresses.
        let foreign = asked.filter { $0.hasPrefix("http") && !$0.hasPrefix(page.url + "/") }
        #expect(foreign.isEmpty)
        #expect(!asked.contains { $0.dropFirst(page.url.count).contains("cct_") && !$0.contains("#token=") })
      }
    }

    @Test func `the policy is in force: no other origin is asked, no text becomes script`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        let refused = try await page.browser.run(
          """
          const refused = []
          await fetch('http://127.0.0.1:9/').catch(() => refused.push('fetch'))
          try { document.body.innerHTML = '<p>' } catch { refused.push('markup') }
          const button = document.createElement('button')
          try { button.setAttribute('onclick', 'window.ran = true') } catch { refused.push('handler') }
          try { document.createElement('script').text = 'window.ran = true' } catch { refused.push('script') }
          return refused
          """)
        #expect(refused == .array(["fetch", "markup", "handler", "script"].map(JSONValue.string)))
        #expect(try await page.violations != .array([]))
      }
    }

    @Test func `a label with markup in it is shown as it is`() async throws {
      let till = try await cities.counter(cities.taitung, museum)
      let node = try till.city.node
      let label = "<img src=x onerror=alert(1)>\"'&<b>1</b>"
      let token = "cct_markup"
      _ = try await node.store.addTerminal(
        token: node.keys.digest(token: token), venue: try #require(VenueID(museum)), label: label,
        by: .node, at: till.city.clock.now)
      try await ChromeDriver.withBrowser { browser in
        var marked = till
        marked.token = token
        let page = try CounterPage(browser, marked)
        try await page.pair()
        #expect(try await browser.text("document.getElementById('bar-desk').textContent") == label)
        #expect(try await browser.elements("#bar img, #bar b").isEmpty)
        #expect(try await page.violations == .array([]))
      }
    }

    @Test func `the token leaves the address at once, and is kept under the city's name alone`() async throws
    {
      let till = try await cities.counter(cities.taitung, museum)
      try await ChromeDriver.withBrowser { browser in
        let page = try CounterPage(browser, till)
        try await page.pair()
        #expect(try await browser.address == "\(page.url)/pos")
        #expect(try await browser.text("Object.keys(localStorage).join()") == "citycard.taitung.terminal")
        #expect(try await browser.text("document.cookie").isEmpty)
        #expect(!till.city.log.lines.contains { $0.contains(till.token) })
        try await browser.reload()
        try await page.ready()
        try await browser.click("#open-terminal")
        try await browser.click("#unpair")
        try await page.phase("pairing")
        #expect(try await browser.holds("localStorage.length === 0 && sessionStorage.length === 0"))
      }
    }

    @Test func `nothing of a card is left after its visitor`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        let number = try cities.card(.adult, of: cities.taipei).number
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        try await page.confirm()
        try await page.tone("done")
        try await page.ready()
        let left = try await page.browser.text(
          """
          document.documentElement.outerHTML + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)
            + [...document.querySelectorAll('input')].map((field) => field.value).join()
          """)
        #expect(!left.contains(number))
        #expect(!left.contains("0011"), "nor its end")
        #expect(try await page.browser.text("document.getElementById('card').autocomplete") == "off")
        #expect(!page.till.city.log.lines.contains { $0.contains(number) })
      }
    }
  }
}
