import Benefits
import Federation
import Office
import Testing

@testable import CityNode
@testable import CitySupport
@testable import Store

extension EndToEnd {
  @Suite("A merchant's own sales")
  struct SalesPages {
    private static let month = "from=2026-11-01&until=2026-11-30"

    @Test(
      "Today shows what was sold, for how much, what was taken back, and why something was refused; nobody's card"
    )
    func today() async throws {
      try await TwoMerchants.run { fixture in
        let (cities, till) = (fixture.cities, fixture.museumTill)
        try await fixture.visit(till)
        let back = try await fixture.visit(till)
        #expect(try await till.void(back, reason: "客人退票").status == 200)
        let lost = try cities.card(.lost, of: cities.taipei)
        _ = try await till.check(lost, home: cities.taipei, id: till.newID())
        let page = try await fixture.browser("museum", [.merchant], merchant: "museum").get("/merchant")
        #expect(page.status == 200)
        for text in ["優待B", "已取消", "客人退票", "此卡已掛失。", "✕ 不適用", "全票 ×1"] {
          #expect(page.text.contains(text), "\(text)")
        }
        // Two at 60 came in, one went out again.
        #expect(
          page.text.contains(
            #"<td class="number">120</td><td class="number">1</td><td class="number">60</td>"#))
        let store = try cities.taitung.node.store
        let visits = try await store.sales(
          at: VenueID(unchecked: TwoMerchants.museum),
          in: Instant(seconds: 0)..<(cities.taitung.clock.now + .hours(1)))
        for visit in visits {
          #expect(!page.text.contains(try #require(visit.check.subject)))
        }
        for card in [lost, try cities.card(.adult, of: cities.taipei)] {
          #expect(!page.text.contains(card.number))
        }
      }
    }

    @Test("A month says what it is worth, who pays, and from when it can be settled, in both languages")
    func period() async throws {
      try await TwoMerchants.run { fixture in
        try await fixture.visit(fixture.museumTill)
        let museum = try await fixture.browser("museum", [.merchant], merchant: "museum")
        let page = try await museum.get("/merchant/visits?\(Self.month)")
        #expect(page.status == 200 && page.text.contains("2026-12-04 00:00 起"))
        #expect(page.text.contains("本店自付 20"), "the offer's funding is the merchant's own")
        let english = try await museum.get("/merchant/visits?\(Self.month)&lang=en")
        #expect(english.text.contains("from 2026-12-04 00:00") && english.text.contains(#"lang="en""#))
        #expect(!page.text.contains(" style="))
      }
    }

    @Test("Nothing of another merchant is seen: no page, no file, no list, whatever a request names")
    func isolation() async throws {
      try await TwoMerchants.run { fixture in
        try await fixture.visit(fixture.museumTill)
        let other = try await fixture.visit(fixture.ranchTill)
        let museum = try await fixture.browser("museum", [.merchant], merchant: "museum")
        for path in ["", "/visits", "/refusals", "/visits.csv", "/refusals.csv", "/till.csv"] {
          for venue in [TwoMerchants.ranch, "moca", "nowhere", "", "%00", "../chulu-ranch"] where venue != ""
          {
            let page = try await museum.get("/merchant\(path)?\(Self.month)&venue=\(venue)")
            #expect(page.status == 404, "\(path) \(venue)")
            #expect(!page.text.contains(other.description) && !page.text.contains("初鹿"), "\(path) \(venue)")
          }
          // The venue is named twice: the first counts, and it is another's.
          let twice = try await museum.get(
            "/merchant\(path)?\(Self.month)&venue=\(TwoMerchants.ranch)&venue=\(TwoMerchants.museum)")
          #expect(twice.status == 404)
        }
        // A place in a list that is another merchant's redemption gives no more than the own list.
        let place = Int64.max / 2
        let list = try await museum.get("/merchant/visits?\(Self.month)&before=\(place)_\(other)")
        // The switch of language, above the content, repeats what was asked.
        let content = list.text.split(separator: "<main").last ?? ""
        #expect(list.status == 200 && content.contains("入場明細") && !content.contains(other.description))
        let file = try await museum.get("/merchant/visits.csv?\(Self.month)")
        #expect(file.text.split(separator: "\r\n").count == 2 && !file.text.contains(other.description))
        let ranch = try await fixture.browser("ranch", [.merchant], merchant: "ranch")
        let own = try await ranch.get("/merchant/visits.csv?\(Self.month)")
        #expect(own.text.contains(other.description) && own.text.split(separator: "\r\n").count == 2)
      }
    }

    @Test("Only a merchant's people see sales, and they see nothing of the console")
    func roles() async throws {
      try await TwoMerchants.run { fixture in
        let nobody = StaffBrowser(fixture.cities.taitung, fixture.cities.client)
        let city = try await fixture.browser("operator", [.operator, .auditor, .settlementMaker])
        let museum = try await fixture.browser("museum", [.merchant], merchant: "museum")
        let idle = try await fixture.browser("idle", [.merchant], merchant: "none-yet")
        for path in ["", "/visits", "/refusals", "/visits.csv", "/refusals.csv", "/till.csv"] {
          #expect(try await nobody.get("/merchant\(path)").status == 303)
          #expect(try await city.get("/merchant\(path)").status == 403)
        }
        for path in ["/console/use", "/console/use.csv?period=2026", "/console/partners"] {
          #expect(try await museum.get(path).status == 403, "\(path)")
        }
        let page = try await idle.get("/merchant")
        #expect(page.status == 200 && page.text.contains("還沒有場館"))
        #expect(try await idle.get("/merchant/visits.csv").status == 404)
      }
    }

    @Test("A file opens right: byte order mark, CRLF, and no cell that becomes a formula")
    func file() async throws {
      try await TwoMerchants.run { fixture in
        let back = try await fixture.visit(fixture.museumTill)
        #expect(try await fixture.museumTill.void(back, reason: "=HYPERLINK(1)").status == 200)
        let museum = try await fixture.browser("museum", [.merchant], merchant: "museum")
        let file = try await museum.get("/merchant/visits.csv?\(Self.month)")
        #expect(file.status == 200 && Array(file.reply.bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
        #expect(file.reply.type.hasPrefix("text/csv"))
        let name = file.reply.header("content-disposition")
        #expect(name == "attachment; filename=\"\(TwoMerchants.museum)-visits-2026-11-01-2026-11-30.csv\"")
        #expect(file.text.contains(",'=HYPERLINK(1)\r\n"))
        #expect(file.text.contains(",80,80,60,20,") && file.text.hasSuffix("\r\n"))
        let drawer = try await museum.get("/merchant/till.csv?\(Self.month)")
        #expect(drawer.text.contains("收銀機按鍵,優待B,1,60,1,60,0\r\n"))
        #expect(
          try await museum.get("/merchant/refusals.csv?\(Self.month)").text.split(separator: "\r\n").count
            == 1)
      }
    }

    @Test(
      "Days that can't be are refused with what is possible, and change nothing",
      arguments: [
        "from=2026-11-31&until=2026-12-01", "from=2026-12-01&until=2026-11-01", "from=&until=x",
        "from=2025-11-01&until=2026-11-02", "from=0000-00-00&until=9999-99-99",
      ])
    func faults(query: String) async throws {
      try await TwoMerchants.run { fixture in
        let museum = try await fixture.browser("museum", [.merchant], merchant: "museum")
        let page = try await museum.get("/merchant/visits?\(query)")
        #expect(page.status == 400 && page.text.contains("最多 366 天"))
        #expect(try await museum.get("/merchant/visits.csv?\(query)").status == 404)
      }
    }
  }
}
