import Benefits
import Office
import Rehearsal
import Signing
import Testing
import Wire

@testable import CityNode
@testable import CitySupport

extension InBrowser {
  /// Somebody who has never seen the office, from the start page on and by visible words alone.
  @Suite("A new user finds each task", .runningCities, .runningDriver)
  struct NewUser {
    private let cities: TwoCities
    private var city: City { cities.taitung }

    init() throws { cities = try TwoCities.shared }

    /// Waits until the page says so.
    private func reads(_ browser: Browser, _ words: String) async throws {
      let isThere = try await browser.comesToHold(
        "document.body.innerText.includes('\(words)')")
      guard isThere else { throw BrowserFailure("“\(words)” is not on the page: \(try await browser.words)") }
    }

    /// In at the door for the city's staff.
    private func enter(_ browser: Browser) async throws {
      try await browser.open("/", at: city)
      try await browser.follow("登入管理台")
    }

    private func code(_ secret: [UInt8], ahead: Int64) throws -> String {
      try TOTP.code(of: TOTP.step(at: city.clock.now) + ahead) { try hmacSHA1(key: secret, $0) }
    }

    @Test func `an invitation is taken up, and its owner signs out, in again, and in English`() async throws {
      let draft = try StaffDraft(login: "lin.new", name: "林小姐", roles: [.operator], merchant: nil)
      let secret = try await city.node.staff.invite(draft, by: .machine("test"))
      try await ChromeDriver.withBrowser { browser in
        try await browser.open("/staff/invitation#\(secret)", at: city)
        try await reads(browser, "林小姐，你的帳號是：lin.new")
        try await browser.fill("密碼", with: TestStaff.password)
        try await browser.fill("再輸入一次密碼", with: TestStaff.password)
        let key = try await browser.words.firstMatch(of: /金鑰：([A-Z2-7 ]+)/)
        let shown = try #require(key).1.filter { $0 != " " }
        let totp = try #require(Base32.decode(String(shown)))
        try await browser.fill("驗證器顯示的六位數字", with: code(totp, ahead: -1))
        try await browser.follow("啟用帳號")
        try await reads(browser, "帳號已啟用，你已登入")
        try await browser.follow("我收好了")
        try await reads(browser, "林小姐，您好")
        try await browser.follow("登出")
        try await reads(browser, "下一步：驗證碼")
        try await enter(browser)
        try await browser.fill("帳號", with: "lin.new")
        try await browser.fill("密碼", with: TestStaff.password)
        try await browser.follow("下一步")
        try await browser.fill("驗證器上的六位數字", with: code(totp, ahead: 0))
        try await browser.follow("登入")
        try await reads(browser, "林小姐，您好")
        try await browser.follow("English")
        try await reads(browser, "Hello, 林小姐")
        try await browser.open("/", at: city)
        try await reads(browser, "Start here")
      }
    }

    @Test func `an offer is changed, approved by another person, and the counter collects by it`()
      async throws
    {
      let museum = "國立臺灣史前文化博物館-康樂本館"
      try await atConsole(city, city.account("lin.offer", name: "林小姐", [.operator])) { browser in
        try await enter(browser)
        try await browser.follow("夥伴與優惠")
        try await browser.follow(museum)
        try await browser.follow("臺北市民 60 元")
        try await browser.fill("數值", with: "70")
        try await reads(browser, "60 → 70")
        try await browser.fill("數值", with: "50")
        try await reads(browser, "60 → 50")
        try await browser.fill("這次變更的說明", with: "秋季優惠")
        try await browser.follow("存成草稿")
        try await reads(browser, "已存成草稿")
        try await browser.follow("送核")
        try await reads(browser, "已送核")
      }
      try await atConsole(city, city.account("chen.offer", name: "陳先生", [.operator])) { browser in
        try await enter(browser)
        try await browser.follow("待核定")
        try await browser.follow("第", in: "秋季優惠")
        try await reads(browser, "60 → 50")
        try await browser.follow("核定")
        try await reads(browser, "已核定")
        try await browser.follow("稽核紀錄")
        let isLogged = try await browser.comesToHold(
          """
          [...document.querySelectorAll('tr')].some(({ innerText }) =>
            innerText.includes('chen.offer') && innerText.includes('核定變更'))
          """)
        #expect(isLogged, "the approval is in the log, under the name of who gave it")
      }
      try await cities.acquaint()
      await (try city.node).registryPulse()
      let till = try await cities.counter(city, "museum-of-prehistory")
      let check = try await till.check(
        cities.card(.adult, of: cities.taipei), home: cities.taipei, id: till.newID())
      #expect(check.number("/collect/due") == 50)
    }
  }
}
