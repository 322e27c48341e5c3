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
  @Suite("Trouble at the counter", .runningCities, .runningDriver)
  struct Troubles {
    private let cities: TwoCities
    private let museum = "museum-of-prehistory"

    init() throws { cities = try TwoCities.shared }

    /// How many redemptions a terminal has, and how many of them are voided.
    private func redemptions(_ till: Till) async throws -> [Int64] {
      let rows = try await till.city.rows(
        "SELECT count(*), count(voided_at) FROM redemption WHERE terminal = \(till.terminal.number)")
      return try [rows[0].integer(0), rows[0].integer(1)]
    }

    @Test func `a confirmation whose answer was lost is asked again with its id, and counts once`()
      async throws
    {
      try await cities.atCounter(cities.taitung, museum) { page, relay in
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        relay.trouble("redemptions", .answerLost, times: 2)
        try await page.confirm()
        try await page.tone("unsure")
        #expect(try await page.panel.contains("尚不確定是否已核銷，正在重試"))
        #expect(try await page.browser.text("document.getElementById('bar-queued').innerText") == "1")
        try await page.tone("done")
        #expect(relay.requests("redemptions").count == 3)
        #expect(Set(relay.requests("redemptions")).count == 1, "the same id and content each time")
        #expect(try await redemptions(page.till) == [1, 0])
      }
    }

    @Test func `a page that is closed before the answer came finds out when it is opened again`() async throws
    {
      try await cities.atCounter(cities.taitung, museum) { page, relay in
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        relay.trouble("redemptions", .answerLost)
        try await page.confirm()
        try await page.tone("unsure")
        relay.trouble("redemptions", .cut)
        try await page.browser.reload()
        relay.mend()
        try await page.tone("done")
        #expect(try await page.due == "NT$60")
        #expect(Set(relay.requests("redemptions")).count == 1)
        #expect(try await redemptions(page.till) == [1, 0])
      }
    }

    @Test func `the pairing link once more finds out about a confirmation without an answer`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page, relay in
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        relay.trouble("redemptions", .answerLost)
        try await page.confirm()
        try await page.tone("unsure")
        relay.trouble("redemptions", .cut)
        try await page.browser.open("about:blank")
        relay.mend()
        try await page.browser.open("\(page.url)/pos#token=\(page.till.token)")
        try await page.tone("done")
        #expect(Set(relay.requests("redemptions")).count == 1)
        #expect(try await redemptions(page.till) == [1, 0])
      }
    }

    @Test func `a pairing that is ended under a confirmation without an answer says so`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page, relay in
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        relay.trouble("redemptions", .answerHeld)
        try await page.confirm()
        try await page.phase("redeeming")
        try await page.browser.click("#open-terminal")
        try await page.browser.click("#unpair")
        try await page.phase("pairing")
        let notice = try await page.browser.text("document.getElementById('pair-notice').innerText")
        #expect(notice.contains("有一筆核銷或取消沒有回覆"))
      }
    }

    @Test func `Enter again and again confirms once`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page, relay in
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        relay.trouble("redemptions", .answerHeld)
        try await page.confirm()
        try await page.phase("redeeming")
        try await page.browser.press(.enter, .enter)
        try await page.browser.press(.escape)
        #expect(try await page.browser.text("document.body.dataset.phase") == "redeeming")
        relay.mend()
        try await page.tone("done")
        try await page.browser.press(.enter, .enter)
        #expect(relay.requests("redemptions").count == 1)
        #expect(try await redemptions(page.till) == [1, 0])
      }
    }

    @Test func `a line that is down is said to be, and a check is never granted over it`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page, relay in
        relay.trouble("checks", .cut)
        try await page.scan(try cities.card(.adult, of: cities.taipei).number)
        try await page.tone("unsure")
        #expect(try await page.browser.text("document.getElementById('bar-link').dataset.link") == "down")
        #expect(try await page.due.isEmpty)
        relay.mend()
        try await page.tone("city")
        #expect(try await page.browser.text("document.getElementById('bar-link').dataset.link") == "up")
      }
    }

    @Test func `a home city that is down leaves the card unconfirmed, never granted`() async throws {
      try await TwoCities.withTheirOwn { cities in
        try await cities.taipei.stop()
        try await cities.atCounter(cities.taitung, museum) { page in
          try await page.scan(.adult, of: cities.taipei, in: cities)
          try await page.tone("unsure")
          #expect(try await page.panel.contains("需確認"))
          #expect(try await page.panel.contains("目前連不上臺北市"))
          #expect(try await page.due == "NT$80")
          #expect(try await page.browser.elements("[data-event=confirmed]").count == 1, "to check again")
          try await page.confirm()
          try await page.tone("unsure")
          try await page.browser.press(.escape)
          try await page.ready()
          #expect(try await redemptions(page.till) == [0, 0])
        }
      }
    }

    @Test func `a card that was reported lost is denied, with the amount, the reason and what to do`()
      async throws
    {
      try await cities.atCounter(cities.taitung, museum) { page in
        try await page.scan(.lost, of: cities.taipei, in: cities)
        try await page.tone("denied")
        for words in ["不適用", "此卡已掛失", "收應收金額", "This card was reported lost."] {
          #expect(try await page.panel.contains(words))
        }
        #expect(try await page.due == "NT$80")
        try await page.confirm()
        try await page.ready()
      }
    }

    @Test func `a token that is revoked leads back to pairing, and is forgotten`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        let node = try page.till.city.node
        #expect(
          try await node.store.revokeTerminal(page.till.terminal, by: .node, at: page.till.city.clock.now))
        try await page.scan(try cities.card(.adult, of: cities.taipei).number)
        try await page.phase("pairing")
        #expect(try await page.browser.text("document.body.innerText").contains("權杖無效或已停用"))
        #expect(try await page.browser.holds("localStorage.length === 0 && sessionStorage.length === 0"))
        try await page.browser.reload()
        try await page.phase("pairing")
      }
    }

    @Test func `an undo after ten minutes asks for a reason and keeps it`() async throws {
      try await TwoCities.withTheirOwn { cities in
        try await cities.atCounter(cities.taitung, museum) { page in
          try await page.scan(.adult, of: cities.taipei, in: cities)
          try await page.tone("granted")
          try await page.confirm()
          try await page.tone("done")
          cities.shift(by: .minutes(11))
          try await page.browser.press(.f8)
          try await page.phase("undo")
          try await page.browser.press(.enter)
          try await page.browser.wait(until: "document.activeElement.id === 'reason'")
          #expect(try await page.panel.contains("核銷已超過十分鐘"))
          try await page.browser.type("旅客改期" + Browser.Key.enter.code)
          try await page.phase("ready")
          #expect(try await page.panel.contains("已取消"))
          let rows = try await cities.taitung.rows("SELECT void_reason FROM redemption")
          let reasons = try rows.map { try $0.text(0) }
          #expect(reasons == ["旅客改期"])
        }
      }
    }

    @Test func `a check that lapsed is refused, and said to be not confirmed`() async throws {
      try await TwoCities.withTheirOwn { cities in
        try await cities.atCounter(cities.taitung, museum) { page in
          try await page.scan(.adult, of: cities.taipei, in: cities)
          try await page.tone("granted")
          cities.shift(by: .minutes(11))
          try await page.confirm()
          try await page.tone("failed")
          #expect(try await page.panel.contains("沒有核銷"))
          #expect(try await page.panel.contains("查驗已逾時"))
          #expect(try await redemptions(page.till) == [0, 0])
        }
      }
    }

    @Test func `a Taitung resident pays 30 in place of 50 in Taipei, and an own card is known at once`()
      async throws
    {
      try await cities.atCounter(cities.taipei, "moca") { page in
        try await page.scan(.adult, of: cities.taitung, in: cities)
        try await page.tone("granted")
        #expect(try await page.due == "NT$30")
        try await page.confirm()
        try await page.tone("done")
        try await page.ready()
        try await page.scan(try cities.card(.senior, of: cities.taipei).number)
        try await page.tone("granted")
        #expect(try await page.due == "NT$25", "half by law")
      }
    }
  }
}
