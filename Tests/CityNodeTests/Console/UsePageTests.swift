import Benefits
import Federation
import Office
import Testing

@testable import CityNode
@testable import CitySupport
@testable import Store

extension EndToEnd {
  @Suite("Use at a glance")
  struct UsePages {
    @Test("A running month shows nothing; once it is closed it shows what may be shown, and never changes")
    func closed() async throws {
      try await TwoMerchants.run { fixture in
        var redemptions: [UUIDv7] = []
        for _ in 0..<6 { redemptions.append(try await fixture.visit(fixture.museumTill)) }
        _ = try await fixture.museumTill.void(redemptions[0])
        let statistics = try fixture.cities.taitung.node.statistics
        #expect(try await statistics.countClosedMonths() == 0)
        let early = try await fixture.browser("early", [.auditor]).get("/console/use")
        #expect(early.status == 200 && early.text.contains("還沒有結束的月份"))
        // To 4 December, a minute past the cut-off.
        let cutOff = CivilCalendar.taipei.cutOff(of: try #require(CivilMonth("2026-11")))
        fixture.cities.taitung.clock.shift(by: cutOff - fixture.cities.taitung.clock.now + .minutes(1))
        #expect(try await statistics.countClosedMonths() == 1)
        let auditor = try await fixture.browser("auditor", [.auditor])
        let page = try await auditor.get("/console/use?period=2026-11")
        #expect(page.status == 200)
        #expect(page.text.contains(#"<p class="figure"><span>5</span></p>"#), "\(page.text)")
        #expect(page.text.contains("市民（縣民）") && page.text.contains(#"<svg class="picture""#))
        #expect(!page.text.contains(" style=") && !page.text.contains("<script"))
        // One member came five times: too few people to say so.
        let file = try await auditor.get("/console/use.csv?period=2026-11")
        #expect(Array(file.reply.bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
        #expect(file.text.contains("2026-11,全部場館,入場次數,合計,5,實數\r\n"))
        #expect(file.text.contains("2026-11,全部場館,持卡人一個月來幾次,5 次以上,,不公布\r\n"))
        #expect(file.text.contains("2026-11,全部場館,第一次來與再次來,第一次來,,不公布\r\n"))
        // Taken back after the month was closed: what is published stays, in this process and in another.
        _ = try await fixture.museumTill.void(redemptions[1], reason: "退票")
        #expect(try await statistics.countClosedMonths() == 0)
        #expect(try await auditor.get("/console/use.csv?period=2026-11").text == file.text)
        let year = try await auditor.get("/console/use?period=2026&lang=en")
        #expect(year.status == 200 && year.text.contains("Use at a glance"))
      }
    }

    @Test(
      "A venue with few visits is not told apart, and a period or venue that is not there is said to be none")
    func pooledAndFaults() async throws {
      try await TwoMerchants.run { fixture in
        for _ in 0..<5 { try await fixture.visit(fixture.museumTill) }
        try await fixture.visit(fixture.ranchTill)
        let cutOff = CivilCalendar.taipei.cutOff(of: try #require(CivilMonth("2026-11")))
        fixture.cities.taitung.clock.shift(by: cutOff - fixture.cities.taitung.clock.now)
        try await fixture.cities.taitung.node.statistics.countClosedMonths()
        let staff = try await fixture.browser("operator", [.operator])
        let page = try await staff.get("/console/use?period=2026-11")
        #expect(page.text.contains("合併計算的場館"))
        #expect(page.text.contains("這段期間沒有可以公布的數字。"), "of offers, for both venues are pooled")
        let ranch = try await staff.get("/console/use?period=2026-11&venue=\(TwoMerchants.ranch)")
        #expect(ranch.text.contains(#"<p class="figure"><span aria-hidden="true">—</span>"#))
        for period in ["2026-13", "2025", "2026-12", "x", "99999"] {
          let wrong = try await staff.get("/console/use?period=\(period)")
          #expect(wrong.status == 400 && wrong.text.contains("可選 2026-11 到 2026-11"), "\(period)")
          #expect(try await staff.get("/console/use.csv?period=\(period)").status == 404)
        }
        #expect(try await staff.get("/console/use?venue=moca").status == 404)
      }
    }
  }
}
