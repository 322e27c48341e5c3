import Rehearsal
import StrictJSON
import Testing

@testable import CitySupport

extension InBrowser {
  @Suite("A page that is being left", .runningCities, .runningDriver)
  struct Leaving {
    private func open(_ body: (Browser) async throws -> Void) async throws {
      let places = "\(try TwoCities.shared.taipei.counterURL)/places"
      try await ChromeDriver.withBrowser { browser in
        try await browser.open(places)
        try await body(browser)
      }
    }

    /// Sends the page's form as far as its listeners go; what would follow, the page is told to do later.
    private func send(_ browser: Browser, then later: String) async throws {
      try await browser.run(
        """
        document.forms[0].dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
        setTimeout(() => { \(later) }, 500)
        """)
    }

    @Test func `is not asked: the next page is`() async throws {
      try await open { browser in
        try await send(browser, then: "location.assign('/places?kind=museum')")
        #expect(try await browser.holds("location.search === '?kind=museum'"))
        try await send(browser, then: "location.assign('/')")
        #expect(try await browser.words.contains("從這裡開始"))
      }
    }

    @Test func `is the next page only once it is there, also where a script leaves it`() async throws {
      try await open { browser in
        try await browser.run("location.assign('/')")
        try await browser.follow("English")
        #expect(try await browser.words.contains("Start here"))
      }
    }

    @Test func `is not being left where the page itself takes care of its form, or of its address`()
      async throws
    {
      try await open { browser in
        try await browser.run(
          "document.forms[0].addEventListener('submit', (event) => event.preventDefault())")
        try await send(browser, then: "")
        try await browser.run("location.hash = 'here'; history.pushState(null, '', '/places?kind=museum')")
        #expect(try await browser.run("return Boolean(window[Symbol.for('citycard.left')])") == .bool(false))
      }
    }

    @Test func `what goes away before the click is looked for again, and clicked once`() async throws {
      try await open { browser in
        try await browser.run(
          """
          window.clicks = 0
          const button = () => document.querySelector('form button')
          const change = setInterval(() => button().replaceWith(button().cloneNode(true)), 1)
          setTimeout(() => clearInterval(change), 500)
          document.forms[0].addEventListener('submit', (event) => { event.preventDefault(); clicks += 1 })
          """)
        try await browser.follow("查詢")
        #expect(try await browser.text("clicks") == "1")
      }
    }

    @Test func `the browser's errors keep their codes`() async throws {
      try await open { browser in
        let button = try #require(try await browser.elements("form button").first)
        try await browser.run("arguments[0].remove()", button.reference)
        let stale = await #expect(throws: BrowserFailure.self) { try await browser.click(button) }
        #expect(stale?.code == .staleElement)
        let script = await #expect(throws: BrowserFailure.self) {
          try await browser.run("throw new Error('x')")
        }
        #expect(script?.code == .scriptError)
        let other = await #expect(throws: BrowserFailure.self) { try await browser.open("no address") }
        #expect(other?.code == nil)
      }
    }
  }
}
