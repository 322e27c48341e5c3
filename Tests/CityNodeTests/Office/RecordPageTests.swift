import Benefits
import CityNode
import Federation
import Office
import Store
import Testing

@testable import CitySupport
@testable import Web

extension EndToEnd {
  @Suite("Partner cities, the log and the accounts in the console", .runningCities)
  struct RecordPages {
    private let cities: TwoCities
    private var city: City { cities.taipei }

    init() throws { cities = try TwoCities.shared }

    private func auditor(_ login: String) async throws -> StaffBrowser {
      StaffBrowser(try await city.account(login, [.auditor]), at: city, cities.client)
    }

    @Test func `a partner that answers is well, one that has gone is named with what to do`() async throws {
      let browser = try await auditor("peers")
      let till = try await cities.counter(city, "moca")
      let card = try cities.card(.adult, of: cities.taitung)
      let check = try await till.check(card, home: cities.taitung, id: till.newID())
      #expect(check.status == 200)
      let node = try city.node
      for _ in 0..<200 where node.peerReports().first?.check.checked == nil {
        try await Task.sleep(for: .milliseconds(50))
      }
      let well = try await browser.get("/console/peers").text
      #expect(well.contains("一切正常") && well.contains("臺東") && well.contains("剛剛"))
      #expect(well.contains(cities.taitung.entity.text))
      node.move(peer: cities.taitung.id, to: "https://\(cities.taitung.entity.host):1")
      for _ in 0..<3 { _ = try await till.check(card, home: cities.taitung, id: till.newID()) }
      let gone = try await browser.get("/console/peers").text
      #expect(gone.contains("沒有對方有效的金鑰") && gone.contains("怎麼辦") && !gone.contains("一切正常"))
      let english = try await browser.get("/console/peers?lang=en").text
      #expect(english.contains("What to do:") && english.contains("keys are fetched by themselves"))
      #expect(try await browser.get("/console?lang=zh").text.contains("1 個城市需要處理"))
      try cities.introduce()
    }

    @Test func `the log is read page by page, filtered, and checked`() async throws {
      let browser = try await auditor("reads.log")
      let store = try city.node.store
      let actor = Actor.staff(try #require(Login("log.writer")))
      for number in 0..<120 {
        let merchant = Merchant(
          id: MerchantID(unchecked: "m\(number)"), name: BilingualText(zh: "=1+1", en: "@x"), venues: [])
        try await store.addMerchant(merchant, by: actor, at: city.clock.now)
      }
      let first = try await browser.get("/console/audit?actor=log.writer")
      #expect(first.text.ranges(of: "<tr>").count == 51)
      let next = try #require(first.text.firstMatch(of: /href="(\/console\/audit\?[^"]*before=\d+)"/)).1
      let second = try await browser.get(String(next).replacing("&amp;", with: "&"))
      #expect(second.text.ranges(of: "<tr>").count == 51 && second.text.contains(">merchant:m69<"))
      let one = try await browser.get("/console/audit?subject=merchant:m7")
      #expect(one.text.ranges(of: "<tr>").count == 2)
      #expect(try await browser.get("/console/audit?actor=nobody").text.contains("沒有符合的紀錄"))
      let today = CivilCalendar.taipei.date(city.clock.now)
      #expect(
        try await browser.get("/console/audit?day=\(today)&actor=log.writer").text.contains("merchant:m119"))
      #expect(try await browser.get("/console/audit?day=2026-02-30").faults == ["day"])
      let whole = try await browser.submit("/console/audit", to: "/console/audit/verify", [:])
      #expect(whole.status == 200 && whole.text.contains("紀錄完整"))
    }

    @Test func `the log as a file opens in a spreadsheet, and runs nothing there`() async throws {
      let browser = try await auditor("reads.csv")
      let merchant = Merchant(
        id: MerchantID(unchecked: "formula"), name: BilingualText(zh: "=HYPERLINK(1)", en: "x"), venues: [])
      try await city.node.store.addMerchant(merchant, by: .node, at: city.clock.now)
      let file = try await browser.get("/console/audit.csv?subject=merchant:formula")
      #expect(file.reply.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
      #expect(file.reply.type == "text/csv; charset=utf-8")
      #expect(file.text.contains("\r\n") && file.text.contains("\"'=HYPERLINK"))

    }

    @Test func `accounts are listed with roles and state, and how they are made is said`() async throws {
      let browser = try await auditor("reads.staff")
      _ = try await city.account("a.checker", name: "<b>陳</b>", [.settlementChecker])
      let text = try await browser.get("/console/staff").text
      #expect(text.contains("a.checker") && text.contains("結算覆核") && text.contains("剛剛"))
      #expect(text.contains("citycard staff add") && !text.contains("<b>陳"))
    }
  }
}
