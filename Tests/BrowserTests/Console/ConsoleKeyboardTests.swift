import Benefits
import Federation
import Office
import Rehearsal
import Store
import StrictJSON
import Testing

@testable import CityNode
@testable import CitySupport

extension InBrowser {
  /// The main tasks with no mouse: Tab, letters, Enter. Wherever the focus goes, it is seen.
  @Suite("The console by keyboard alone", .runningCities, .runningDriver)
  struct ConsoleKeyboard {
    /// More than any page has controls.
    private static let patience = 150

    private let cities: TwoCities
    private var city: City { cities.taitung }

    init() throws { cities = try TwoCities.shared }

    /// What has the focus: its own words, or its label's.
    private static let focused = """
      const at = document.activeElement
      const plain = (text) => (text ?? '').replace(/\\s+/g, ' ').trim()
      const isSeen = at.matches(':focus-visible') && getComputedStyle(at).outlineStyle !== 'none'
      return [plain(at.labels?.[0]?.querySelector('input') ? '' : at.labels?.[0]?.innerText) || plain(at.innerText), isSeen]
      """

    /// Tab, until the focus is on what bears these words.
    private func tab(to words: String, _ browser: Browser) async throws {
      try await browser.settle()
      for _ in 0..<Self.patience {
        try await browser.press(.tab)
        guard case .array(let found) = try await browser.run(Self.focused), found.count == 2 else { continue }
        guard found[0] == .string(words) else { continue }
        #expect(found[1] == .bool(true), "the focus on “\(words)” is not seen")
        return
      }
      throw BrowserFailure("Tab does not come to “\(words)”")
    }

    private func press(_ words: String, _ browser: Browser) async throws {
      try await tab(to: words, browser)
      try await browser.press(.enter)
    }

    private func reads(_ browser: Browser, _ words: String) async throws {
      let isThere = try await browser.comesToHold("document.body.innerText.includes('\(words)')")
      guard isThere else { throw BrowserFailure("“\(words)” is not on the page: \(try await browser.words)") }
    }

    @Test func `signing in begins where one types, and the first Tab of a page leads past its navigation`()
      async throws
    {
      let staff = try await city.account("key.in", name: "王小明", [.operator])
      try await ChromeDriver.withBrowser { browser in
        try await browser.open("/console", at: city)
        try await browser.type("key.in")
        try await browser.press(.tab)
        try await browser.type(staff.password)
        try await browser.press(.enter)
        try await browser.wait(until: "location.pathname === '/staff/code'")
        try await browser.type(try staff.code(at: city.clock.now))
        try await browser.press(.enter)
        try await reads(browser, "王小明，您好")
        try await press("跳到內容", browser)
        #expect(try await browser.holds("location.hash === '#main'"))
        try await tab(to: "夥伴與優惠", browser)
        #expect(try await browser.holds("document.activeElement.closest('main') !== null"))
      }
    }

    @Test func `an offer is changed, handed in, and approved by another`() async throws {
      let (lin, chen) = (
        try await city.account("key.lin", name: "林小姐", [.operator]),
        try await city.account("key.chen", name: "陳先生", [.operator])
      )
      try await atConsole(city, lin) { browser in
        try await browser.open("/console", at: city)
        try await press("夥伴與優惠", browser)
        try await press("國立臺灣史前文化博物館-康樂本館", browser)
        try await press("臺北市民 60 元", browser)
        try await tab(to: "數值", browser)
        try await browser.press("a", holding: .control)
        try await browser.type("55")
        try await reads(browser, "60 → 55")
        try await press("存成草稿", browser)
        try await reads(browser, "已存成草稿")
        try await press("送核", browser)
        try await reads(browser, "已送核")
      }
      try await atConsole(city, chen) { browser in
        try await browser.open("/console", at: city)
        try await press("待核定", browser)
        try await browser.wait(until: "location.pathname === '/console/revisions'")
        let newest = try await city.node.store.currentRevisions().filter { $0.state == .inReview }.map(\.id)
          .max()
        try await press("第 \(try #require(newest)) 號", browser)
        try await press("核定", browser)
        try await reads(browser, "已核定")
      }
    }

    @Test func `a terminal is revoked`() async throws {
      let venue = VenueID(unchecked: "tiehua-village")
      _ = try await city.node.store.addTerminal(
        token: [UInt8](repeating: 7, count: 32), venue: venue, label: "key desk", by: .node,
        at: city.clock.now)
      let staff = try await city.account("key.devices", name: "王小明", [.operator])
      try await atConsole(city, staff) { browser in
        try await browser.open("/console/terminals", at: city)
        try await press("停用", browser)
        try await browser.wait(until: "location.pathname.endsWith('/revoke')")
        try await press("停用這台終端機", browser)
        try await browser.wait(until: "location.pathname === '/console/terminals'")
      }
      #expect(
        try await city.node.store.terminals().allSatisfy { $0.label != "key desk" || $0.revoked != nil })
    }
  }

  @Suite("The console against misuse, in a browser", .runningCities, .runningDriver)
  struct ConsoleSecurity {
    private let cities: TwoCities
    private var city: City { cities.taitung }

    init() throws { cities = try TwoCities.shared }

    @Test func `scripts can't read the session, and nobody but the node is asked`() async throws {
      let staff = try await city.account("safe.reader", name: "王小明", [.operator, .auditor])
      try await ChromeDriver.withBrowser { browser in
        // By the forms: it is the node's own cookie that is looked at.
        try await browser.open("/console", at: city)
        try await browser.fill("帳號", with: staff.login)
        try await browser.fill("密碼", with: staff.password)
        try await browser.follow("下一步")
        try await browser.fill("驗證器上的六位數字", with: try staff.code(at: city.clock.now))
        try await browser.follow("登入")
        try await browser.wait(until: "document.body.innerText.includes('王小明，您好')")
        for path in [
          "/console", "/console/partners/museum-of-prehistory/offers/museum-of-prehistory-resident",
          "/console/audit",
        ] {
          try await browser.open(path, at: city)
          #expect(try await !browser.text("document.cookie").contains("session"))
          let refused = try await browser.run(
            """
            const refused = []
            await fetch('http://127.0.0.1:9/').catch(() => refused.push('fetch'))
            try { document.body.innerHTML = '<p>' } catch { refused.push('markup') }
            return refused
            """)
          #expect(refused == .array(["fetch", "markup"].map(JSONValue.string)), "\(path)")
        }
        let base = try city.counterURL
        let asked = try await browser.log("performance").filter { $0.contains("Network.requestWillBeSent\"") }
          .compactMap { $0.firstMatch(of: /"request":\{.*?"url":"([^"]*)"/).map { String($0.1) } }
        #expect(asked.count > 5)
        #expect(
          asked.allSatisfy { !$0.hasPrefix("http") || $0.hasPrefix(base) || $0 == "http://127.0.0.1:9/" })
      }
    }

    @Test func `after signing out, going back shows nothing of what was there`() async throws {
      let staff = try await city.account("safe.leaver", name: "王小明", [.operator])
      try await atConsole(city, staff) { browser in
        try await browser.open("/console/partners", at: city)
        try await browser.open("/console", at: city)
        try await browser.follow("登出")
        try await browser.wait(until: "!location.pathname.startsWith('/console')")
        try await browser.run("history.back()")
        try await browser.wait(until: "location.pathname === '/staff/sign-in'")
        #expect(try await !browser.words.contains("夥伴與優惠"))
      }
    }
  }
}
