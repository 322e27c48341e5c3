import AsyncHTTPClient
import Benefits
import CityNode
import Federation
import Office
import Store
import StrictJSON
import Testing

@testable import CityNode
@testable import CitySupport

extension EndToEnd {
  @Suite("The console's editor and review")
  struct OfferEditor {
    private static let venue = "museum-of-prehistory"
    private static let offers = "/console/partners/\(venue)/offers"
    private static let offer = "\(offers)/\(venue)-resident"

    private static func withStaff(
      _ body: (TwoCities, _ lin: StaffBrowser, _ chen: StaffBrowser) async throws -> Void
    ) async throws {
      try await TwoCities.with { cities in
        let lin = try await cities.taitung.account("lin", name: "林小姐", [.operator])
        let chen = try await cities.taitung.account("chen", name: "陳先生", [.operator])
        try await body(
          cities, StaffBrowser(lin, at: cities.taitung, cities.client),
          StaffBrowser(chen, at: cities.taitung, cities.client))
      }
    }

    private static let fields: KeyValuePairs<String, String> = [
      "original": "\(venue)-resident", "seen": "", "id": "\(venue)-resident", "name_zh": "臺北市民 50 元",
      "name_en": "Taipei residents, NT$50", "source": "illustrative", "benefit": "flat_price",
      "benefit_value": "50",
      "classes": "resident", "home_cities": "taipei", "tickets": "adult", "valid_from": "2026-01-01",
      "valid_until": "2028-12-31", "funding_merchant": "100", "note": "二月起", "action": "save",
    ]

    @Test("An operator changes an offer in the form, another approves it, and the counter collects by it")
    func life() async throws {
      try await Self.withStaff { cities, lin, chen in
        let form = try await lin.get(Self.offer)
        #expect(form.status == 200)
        #expect(form.text.contains("臺北市民 60 元") && form.text.contains("→"), "the effect stands in the page")
        let saved = try await lin.submit(Self.offer, to: Self.offers, Self.fields)
        let path = try #require(saved.location?.split(separator: "?").first.map(String.init))
        #expect(saved.status == 303)
        let draft = try await lin.get(path)
        #expect(draft.text.contains("60 → 50"), "\(draft.text)")
        #expect(try await lin.submit(path, to: "\(path)/submit", [:]).location == "\(path)?done=submitted")
        // Its author can't approve it, whatever the browser sends.
        let own = try await lin.submit(path, to: "\(path)/approve", [:])
        #expect(own.status == 422 && own.text.contains("須由另一人核定"))
        #expect(try await chen.submit(path, to: "\(path)/approve", [:]).location == "\(path)?done=approved")
        let taitung = try cities.taitung.node
        await taitung.registryPulse()
        let till = try await cities.counter(cities.taitung, Self.venue)
        let check = try await till.check(
          cities.card(.adult, of: cities.taipei), home: cities.taipei, id: till.newID())
        #expect(check.number("/collect/due") == 50)
        let entries = try await taitung.store.auditLog(limit: 10).map(\.entry)
        #expect(
          entries.filter { $0.subject.hasPrefix("revision:") }.map { "\($0.actor) \($0.action.rawValue)" }
            .prefix(4)
            == [
              "node revision_published", "node revision_retired", "staff:chen revision_approved",
              "staff:lin revision_submitted",
            ])
      }
    }

    @Test("A form at fault is shown again with what was typed and what is wrong, and keeps nothing")
    func faults() async throws {
      try await Self.withStaff { cities, lin, _ in
        let before = try await cities.taitung.node.store.currentRevisions()
        var fields = Self.fields.map { ($0.key, $0.value) }
        for (name, value, at) in [
          ("benefit_value", "999", "benefit_value"), ("valid_until", "2020-01-01", "valid_until"),
          ("name_en", "", "name_en"),
          ("name_zh", "<script>alert(1)</script>", nil as String?),
        ] {
          fields = Self.fields.map { ($0.key, $0.key == name ? value : $0.value) }
          let token = try await lin.get(Self.offer).csrf ?? ""
          let page = try await lin.post(Self.offers, pairs: fields + [("csrf", token)])
          guard let at else {
            #expect(page.status == 303, "markup is a name like another")
            let draft = try await lin.get(page.location ?? "")
            #expect(!draft.text.contains("<script>alert") && draft.text.contains("&lt;script&gt;"))
            continue
          }
          #expect(page.status == 422, "\(name)=\(value)")
          #expect(page.faults == [at], "\(name)=\(value)")
          #expect(try await cities.taitung.node.store.currentRevisions() == before)
        }
      }
    }

    @Test("What somebody else published meanwhile is not undone by a form that was opened before")
    func meanwhile() async throws {
      try await Self.withStaff { cities, lin, chen in
        let form = try await lin.get(Self.offer)
        let (token, seen) = (try #require(form.csrf), try #require(form.value(of: "seen")))
        let theirs = try await chen.submit(Self.offer, to: Self.offers, Self.fields)
        let path = try #require(theirs.location?.split(separator: "?").first.map(String.init))
        _ = try await chen.submit(path, to: "\(path)/submit", [:])
        _ = try await lin.submit(path, to: "\(path)/approve", [:])
        await (try cities.taitung.node).registryPulse()
        let mine = Self.fields.map {
          ($0.key, $0.key == "benefit_value" ? "40" : $0.key == "seen" ? seen : $0.value)
        }
        let page = try await lin.post(Self.offers, pairs: mine + [("csrf", token)])
        #expect(page.status == 422 && page.text.contains("另一項變更生效"))
        #expect(
          page.text.contains("臺北市民 50 元"), "what was typed is still there"
        )
      }
    }

    @Test("The effect is told while somebody types, also of a form that is not whole yet")
    func effect() async throws {
      try await Self.withStaff { _, lin, _ in
        let token = try await lin.get(Self.offer).csrf ?? ""
        let whole = try await lin.post(
          "/console/partners/\(Self.venue)/effect",
          pairs: Self.fields.map { ($0.key, $0.value) } + [("csrf", token)])
        #expect(whole.reply.text("/lines/0/prices") == "60 → 50")
        let bare = try await lin.post(
          "/console/partners/\(Self.venue)/effect", pairs: [("csrf", token), ("benefit", "percent_off")])
        #expect(bare.status == 200 && bare.reply.text("/why") != nil)
        #expect(bare.reply.value("/lines") == .array([]))
      }
    }

    @Test("A draft is gone on from, and the one before it is given up by its author")
    func goOn() async throws {
      try await Self.withStaff { cities, lin, _ in
        let first = try await lin.submit(Self.offer, to: Self.offers, Self.fields)
        let number = try #require(first.location?.split(separator: "/").last?.prefix { $0 != "?" })
        let form = "\(Self.offer)?draft=\(number)"
        let changed = Self.fields.map { ($0.key, $0.key == "benefit_value" ? "45" : $0.value) }
        let page = try await lin.get(form)
        let second = try await lin.post(
          Self.offers,
          pairs: changed + [("csrf", page.csrf ?? ""), ("draft", String(number))])
        #expect(second.status == 303)
        let node = try cities.taitung.node
        let open = try await node.store.currentRevisions().filter(\.state.isOpen)
        #expect(open.count == 1 && second.location?.contains("/\(open[0].id)?") == true)
      }
    }

    @Test("The calendar and the lists answer in both languages, and unknown things are not found")
    func pages() async throws {
      try await Self.withStaff { _, lin, _ in
        for path in [
          "/console/partners", "/console/partners?city=taipei&q=xyz", "/console/partners/\(Self.venue)",
          "/console/revisions",
          "/console/revisions/1", "/console/revisions/1?from=2026-10-01&until=2026-10-31",
          "/console/calendar",
          "/console/calendar?venue=\(Self.venue)&month=2027-02&home=taipei", "\(Self.offers)/new",
          "/console/partners/\(Self.venue)/document",
        ] {
          let zh = try await lin.get(path)
          let mark = path.contains("?") ? "&" : "?"
          let en = try await lin.get("\(path)\(mark)lang=en")
          #expect(zh.status == 200 && zh.text.contains("lang=\"zh-Hant-TW\""), "\(path)")
          #expect(en.status == 200 && en.text.contains("<html lang=\"en\">"), "\(path)")
          lin.cookies["citycard-language"] = nil
        }
        for path in [
          "/console/partners/nowhere", "/console/partners/Bad Id".replacing(" ", with: "%20"),
          "/console/revisions/999", "/console/revisions/x",
          "\(Self.offers)/nothing", "\(Self.offers)/new?draft=999",
        ] { #expect(try await lin.get(path).status == 404, "\(path)") }
      }
    }
  }
}
