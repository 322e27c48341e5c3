import Benefits
import CityNode
import Federation
import Rehearsal
import StrictJSON
import Testing

@testable import CitySupport

/// The counter page in a browser, as a clerk meets it.
struct CounterPage {
  let browser: Browser
  let till: Till
  /// Where the page is opened: the node itself, or a line to it.
  let url: String

  init(_ browser: Browser, _ till: Till, url: String? = nil) throws {
    self.browser = browser
    self.till = till
    self.url = try url ?? till.city.counterURL
  }

  /// Opens the page and pairs it by its link, as a printed QR code would.
  func pair() async throws {
    try await browser.open("\(url)/pos#token=\(till.token)")
    try await ready()
    try await watch()
  }

  /// Listens from now on for what the page must never do.
  func watch() async throws {
    try await browser.run(
      """
      window.violations = []
      addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))
      addEventListener('error', (event) => violations.push(event.message))
      addEventListener('unhandledrejection', (event) => violations.push(String(event.reason)))
      """)
  }

  /// Waits until the page is ready for a card, and the card field has the keyboard.
  func ready(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await phase("ready", sourceLocation: sourceLocation)
    try await browser.wait(until: "document.activeElement.id === 'card'", sourceLocation: sourceLocation)
  }

  func phase(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await browser.wait(until: "document.body.dataset.phase === '\(name)'", sourceLocation: sourceLocation)
  }

  /// Waits until the verdict panel has a tone.
  func tone(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await browser.wait(
      until: "document.getElementById('panel').dataset.tone === '\(name)'", sourceLocation: sourceLocation)
  }

  /// Types a number as a scanner does, ending with a key.
  func scan(_ number: String, _ end: Browser.Key = .enter) async throws {
    try await browser.type(number + end.code)
  }

  /// Scans the card of another city's member, and chooses that city when asked for it.
  func scan(_ role: DemoRole, of home: City, in cities: TwoCities) async throws {
    try await scan(cities.card(role, of: home).number)
    try await tone("city")
    try await browser.type("1")
  }

  /// Presses Enter once a person could have read the verdict: before that an Enter does nothing.
  func confirm() async throws {
    try await browser.wait(until: "!document.querySelector('#panel .primary')?.disabled")
    try await browser.run("return new Promise((done) => setTimeout(done, 350))")
    try await browser.press(.enter)
  }

  /// The words on the panel.
  var panel: String {
    get async throws { try await browser.text("document.getElementById('panel').innerText") }
  }

  /// The amount in the largest type.
  var due: String {
    get async throws { try await browser.text("document.querySelector('#panel .due')?.innerText ?? ''") }
  }

  /// What the page did that it must never do; empty if nothing.
  var violations: JSONValue { get async throws { try await browser.run("return violations") } }
}

extension TwoCities {
  /// Waits until both cities know each other's keys. Two nodes that have only just started may refuse one
  /// another for a moment; that is tested elsewhere.
  func acquaint() async throws {
    func know(_ city: City) throws -> Bool { try city.node.peerHealth().allSatisfy(\.keysKnown) }
    guard taipei.federationPort != 0, taitung.federationPort != 0 else { return }
    guard try !know(taipei) || !know(taitung) else { return }
    for (host, venue) in [(taitung, "museum-of-prehistory"), (taipei, "moca")] {
      let (till, home) = (try await counter(host, venue), partner(of: host))
      try await eventually {
        try await till.check(card(.adult, of: home), home: home, id: till.newID()).text("/verdict")
          == "granted"
      }
    }
  }

  /// Two cities for one test alone, which may stop them or put their clocks forward.
  static func withTheirOwn(_ body: (TwoCities) async throws -> Void) async throws {
    try await with { cities in
      try await cities.acquaint()
      try await body(cities)
    }
  }

  /// The counter page at a venue in a browser of its own.
  func atCounter<Result>(
    _ city: City, _ venue: String, _ body: (CounterPage) async throws -> Result
  ) async throws -> Result {
    try await acquaint()
    let till = try await counter(city, venue)
    return try await ChromeDriver.withBrowser { browser in
      let page = try CounterPage(browser, till)
      try await page.pair()
      return try await body(page)
    }
  }

  /// The same over a line that can be troubled.
  func atCounter<Result>(
    _ city: City, _ venue: String, over body: (CounterPage, Relay) async throws -> Result
  ) async throws -> Result {
    try await acquaint()
    let till = try await counter(city, venue)
    let relay = Relay(to: city, client: client)
    try await relay.start()
    do {
      let result = try await ChromeDriver.withBrowser { browser in
        let page = try CounterPage(browser, till, url: relay.url)
        try await page.pair()
        return try await body(page, relay)
      }
      try await relay.stop()
      return result
    } catch {
      try? await relay.stop()
      throw error
    }
  }
}
