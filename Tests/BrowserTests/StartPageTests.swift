import CityNode
import Rehearsal
import StrictJSON
import Testing

@testable import CitySupport

extension InBrowser {
  @Suite("The start page", .runningCities, .runningDriver)
  struct StartPage {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    private func open(_ body: (Browser) async throws -> Void) async throws {
      try await ChromeDriver.withBrowser { browser in
        try await browser.open("\(try cities.taitung.counterURL)/")
        try await body(browser)
      }
    }

    @Test(
      "Contrast, targets, names and reflow hold at every width, in both languages",
      arguments: [(1280, 900), (768, 1024), (390, 844), (320, 640)])
    func sound(_ width: Int, _ height: Int) async throws {
      try await open { browser in
        try await browser.screen(width: width, height: height)
        try await AccessibilityCheck(browser: browser).expectSound("start", bilingual: false)
        try await browser.follow("English")
        try await AccessibilityCheck(browser: browser).expectSound("start in English", bilingual: false)
      }
    }

    @Test func `each door is found by its words, and English is remembered`() async throws {
      try await open { browser in
        try await browser.follow("開啟櫃檯頁面")
        try await browser.wait(until: "document.body.dataset.phase === 'pairing'")
        try await browser.open("\(try cities.taitung.counterURL)/")
        try await browser.follow("English")
        #expect(try await browser.words.contains("Start here"))
        try await browser.follow("Find venues and offers")
        #expect(try await browser.words.contains("Where in Taipei City does a card of Taitung County count?"))
        try await browser.open("\(try cities.taitung.counterURL)/")
        #expect(try await browser.words.contains("Start here"), "no page was asked for in English")
        try await browser.follow("中文")
        #expect(try await browser.words.contains("從這裡開始"))
      }
    }

    @Test func `a citizen finds the farm in 鹿野 by the form's words alone`() async throws {
      try await open { browser in
        try await browser.follow("查詢場館與優惠")
        try await browser.choose("臺東縣", for: "我要去")
        try await browser.choose("臺北市", for: "我的卡由哪個城市發")
        try await browser.follow("查詢")
        try await browser.choose("鹿野鄉", for: "離哪裡近")
        try await browser.tick("只看今天開放")
        try await browser.follow("查詢")
        try await browser.wait(until: "document.querySelector('[name=open]').checked")
        #expect(try await browser.words.contains("初鹿牧場"))
      }
    }

    @Test func `what is not there, what is hidden and what could be this or that is not found`() async throws
    {
      try await open { browser in
        var browser = browser
        browser.patience = .milliseconds(100)
        await #expect(throws: BrowserFailure.self) { try await browser.follow("刪除全部") }
        await #expect(throws: BrowserFailure.self, "two doors begin so") { try await browser.follow("登入") }
        try await browser.follow("登入", in: "承辦與管理")
        try await browser.open("\(try cities.taitung.counterURL)/")
        try await browser.run(
          "[...document.querySelectorAll('a')].find((a) => a.innerText === 'English').style.display = 'none'")
        await #expect(throws: BrowserFailure.self) { try await browser.follow("English") }
      }
    }
  }
}
