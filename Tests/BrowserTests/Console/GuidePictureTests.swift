import Benefits
import CityNode
import Federation
import Office
import Rehearsal
import Signing
import Store
import StrictJSON
import Testing
import Wire

@testable import CitySupport

extension InBrowser {
  /// The tasks of the guides for operators and merchants, carried out by the words that the guides name; and their
  /// pictures.
  @Suite("The guides' tasks", .runningCities, .runningDriver)
  struct GuidePictures {
    private static let museum = "museum-of-prehistory"
    private static let merchant = MerchantID(unchecked: "prehistory")

    private let cities: TwoCities
    private var city: City { cities.taitung }

    init() throws { cities = try TwoCities.shared }

    /// The console on an office's screen, with somebody signed in.
    private func atDesk(
      _ login: String, _ name: String, _ roles: Set<Role> = [.operator], merchant: MerchantID? = nil,
      width: Int = 1120, height: Int = 840, _ body: (Browser) async throws -> Void
    ) async throws {
      let staff = try await city.account(login, name: name, roles, merchant: merchant)
      try await atConsole(city, staff) { browser in
        try await browser.screen(width: width, height: height)
        try await body(browser)
      }
    }

    /// Waits for words that are on their way.
    private func see(_ words: String, _ browser: Browser, sourceLocation: SourceLocation = #_sourceLocation)
      async throws
    {
      let quoted = String(decoding: JSONValue.string(words).encoded(), as: UTF8.self)
      try await browser.wait(
        until: "document.body.innerText.includes(\(quoted))", sourceLocation: sourceLocation)
    }

    @Test func `an invitation is taken up, and the console begins`() async throws {
      let draft = try StaffDraft(login: "lin", name: "林小姐", roles: [.operator], merchant: nil)
      let secret = try await city.node.staff.invite(draft, by: .machine("test"))
      try await ChromeDriver.withBrowser { browser in
        try await browser.screen(width: 760, height: 1180)
        try await browser.open("/staff/invitation#\(secret)", at: city)
        try await see("2. 設定驗證器", browser)
        try await picture("guide-invitation", browser)
        try await browser.fill("密碼", with: TestStaff.password)
        try await browser.fill("再輸入一次密碼", with: TestStaff.password)
        let key = try await browser.text("document.querySelector('.code').innerText.replaceAll(' ', '')")
        let bytes = try #require(Base32.decode(key))
        let code = try TOTP.code(of: TOTP.step(at: city.clock.now)) { try hmacSHA1(key: bytes, $0) }
        try await browser.fill("驗證器顯示的六位數字", with: code)
        try await browser.follow("啟用帳號")
        try await see("請現在收好這些復原碼", browser)
        try await browser.follow("我收好了")
        try await browser.screen(width: 1120, height: 840)
        try await see("林小姐，您好", browser)
        try await picture("guide-home", browser)
        try await browser.follow("English")
        try await see("Hello, 林小姐", browser)
        try await picture("guide-home-en", browser)
      }
    }

    @Test func `an offer is changed, handed in, approved by another person, and is in the calendar`()
      async throws
    {
      try await atDesk("author", "林小姐") { author in
        try await author.open("/console", at: city)
        try await author.follow("夥伴與優惠")
        try await author.follow("國立臺灣史前文化博物館-康樂本館")
        try await author.follow("臺北市民 60 元")
        try await author.fill("名稱（中文）", with: "臺北市民 50 元")
        try await author.fill("名稱（英文）", with: "Taipei residents, NT$50")
        try await author.fill("數值", with: "50")
        try await see("→ 50", author)
        try await picture("guide-offer", author)
        try await author.follow("English")
        try await author.fill("Name (Chinese)", with: "臺北市民 50 元")
        try await author.fill("Name (English)", with: "Taipei residents, NT$50")
        try await author.fill("Figure", with: "50")
        try await see("→ 50", author)
        try await picture("guide-offer-en", author)
        try await author.fill("What this change is for", with: "暑期優惠")
        try await author.follow("Save as a draft")
        try await author.follow("Hand in for review")
        try await see("Handed in", author)
      }
      try await atDesk("reviewer", "陳先生") { reviewer in
        try await reviewer.open("/console", at: city)
        try await reviewer.follow("待核定")
        try await reviewer.follow("第", in: "暑期優惠")
        try await see("核定", reviewer)
        try await picture("guide-review", reviewer)
        try await reviewer.follow("核定")
        try await see("已核定。", reviewer)
        try await reviewer.follow("優惠行事曆")
        try await reviewer.choose("國立臺灣史前文化博物館-康樂本館", for: "場館")
        try await reviewer.follow("顯示")
        try await see("（今天）", reviewer)
        try await picture("guide-calendar", reviewer)
        try await reviewer.follow("稽核紀錄")
        try await see("核定變更", reviewer)
        try await picture("guide-audit", reviewer)
      }
    }

    @Test func `a terminal gets its QR code, and the partner city is well`() async throws {
      try await cities.acquaint()
      try await atDesk("devices", "林小姐", height: 900) { browser in
        try await browser.open("/console", at: city)
        try await browser.follow("終端機")
        try await browser.follow("新增終端機")
        try await browser.choose("國立臺灣史前文化博物館-康樂本館", for: "放在哪裡")
        try await browser.fill("名稱", with: "售票口 1")
        try await browser.follow("產生配對 QR 碼")
        try await see("無法掃描？", browser)
        try await picture("guide-pairing", browser)
        try await browser.follow("合作城市")
        try await see("各項功能", browser)
        try await picture("guide-peers", browser)
      }
    }

    @Test func `a merchant's payee is proposed by one person and approved by another`() async throws {
      try await atDesk("clerk", "林小姐", [.operator]) { browser in
        try await browser.open("/console", at: city)
        try await browser.follow("商家")
        try await browser.follow("新增商家")
        try await browser.fill("代號", with: "ranch")
        try await browser.fill("中文名稱", with: "初鹿牧場")
        try await browser.fill("英文名稱", with: "Chulu Ranch")
        try await browser.tick("初鹿牧場")
        try await browser.follow("儲存")
        try await browser.follow("提出收款資料")
        for (label, value) in [
          ("統一編號", "04595257"), ("銀行代號", "700"), ("分行代號", "0021"), ("帳號（6 至 14 碼）", "00012345678"),
          ("戶名", "初鹿牧場"),
        ] {
          try await browser.fill(label, with: value)
        }
        try await browser.follow("送出，請另一人核定")
        try await see("有一筆變更等人核定。", browser)
      }
      try await atDesk("checker", "陳先生", [.settlementChecker]) { browser in
        try await browser.open("/console", at: city)
        try await browser.follow("商家")
        try await browser.follow("初鹿牧場 · clerk")
        try await see("逐欄比較", browser)
        try await picture("guide-payee", browser)
        try await browser.follow("核定，開始付到這個帳戶")
        try await browser.wait(until: "!document.body.innerText.includes('逐欄比較')")
      }
    }

    @Test func `a merchant sees today, a period and the files; the city sees use at a glance`() async throws {
      try await cities.acquaint()
      let store = try city.node.store
      try await store.addMerchant(
        Merchant(
          id: Self.merchant, name: BilingualText(zh: "史前館售票處", en: "Museum of Prehistory"),
          venues: [VenueID(unchecked: Self.museum)]), by: .machine("test"), at: city.clock.now)
      let till = try await cities.counter(city, Self.museum)
      for role in [DemoRole.adult, .student, .adult, .student, .adult, .senior, .adult] {
        let (check, id) = (till.newID(), till.newID())
        _ = try await till.check(cities.card(role, of: cities.taipei), home: cities.taipei, id: check)
        if try await till.redeem(check, id: id).status == 200, role == .senior { _ = try await till.void(id) }
      }
      _ = try await till.check(cities.card(.lost, of: cities.taipei), home: cities.taipei, id: till.newID())
      try await atDesk("shop", "李小姐", [.merchant], merchant: Self.merchant, height: 980) { browser in
        try await browser.open("/merchant", at: city)
        try await see("抽屜應有", browser)
        try await picture("guide-sales", browser)
        try await browser.follow("English")
        try await see("In the drawer", browser)
        try await picture("guide-sales-en", browser)
        try await browser.follow("中文")
        try await browser.follow("查其他日期")
        try await see("誰付、何時", browser)
        try await picture("guide-period", browser)
      }
      let cutOff = CivilCalendar.taipei.cutOff(of: try #require(CivilMonth("2026-11")))
      cities.shift(by: cutOff - city.clock.now + .minutes(1))
      _ = try await city.node.statistics.countClosedMonths()
      try await atDesk("figures", "林小姐") { browser in
        try await browser.open("/console", at: city)
        try await browser.follow("使用概況")
        try await see("入場次數", browser)
        try await picture("guide-use", browser)
      }
    }
  }
}
