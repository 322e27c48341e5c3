import Benefits
import CityNode
import NIOHTTP1
import Office
import Store
import Testing

@testable import CitySupport
@testable import Web

extension EndToEnd {
  @Suite("Every page of the office and everybody who may come", .runningCities)
  struct OfficePermissions {
    private let cities: TwoCities
    private var city: City { cities.taipei }

    init() throws { cities = try TwoCities.shared }

    /// The path of a route, with something in place of each parameter.
    private func path(_ route: Route) -> String {
      route.path.split(separator: "/", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("{") ? "1" : String($0) }.joined(separator: "/")
    }

    private func asked(_ route: Route, by browser: StaffBrowser) async throws -> StaffPage {
      route.method == "GET"
        ? try await browser.get(path(route)) : try await browser.post(path(route), ["a": "b"])
    }

    private static let forbidden = "你的帳號不能使用這一頁"

    @Test func `a role gets a page if it has the permission of the table, and not otherwise`() async throws {
      let node = try city.node
      let ranch = MerchantID(unchecked: "permitted")
      try await node.store.addMerchant(
        Merchant(id: ranch, name: BilingualText(zh: "商家", en: "M"), venues: []), by: .node,
        at: city.clock.now)
      for role in Role.allCases {
        let staff = try await city.account(
          "may.\(role.rawValue)", [role], merchant: role == .merchant ? ranch : nil)
        let browser = StaffBrowser(staff, at: city, cities.client)
        // The session's own end is another suite's.
        for route in OfficeTable.all where route.caller == .staff && !route.path.hasPrefix("/staff/") {
          let page = try await asked(route, by: browser)
          let may = route.permission.map { staff.member.may($0) } ?? true
          #expect(
            page.text.contains(Self.forbidden) == !may, "\(role) \(route.method) \(route.path)")
          #expect(may || page.status == 403, "\(role) \(route.method) \(route.path)")
          // A route without a handler is answered before the office's pages, by a problem document.
          #expect(page.reply.type != "application/problem+json", "\(route.method) \(route.path)")
          // Without the session's token no form does anything.
          if may, route.method == "POST" {
            #expect(page.status == 403 && page.text.contains("這份表單已經失效"), "\(route.path)")
          }
        }
      }
    }

    @Test func `a stranger is sent to sign in, whatever page it is`() async throws {
      let stranger = StaffBrowser(city, cities.client)
      for route in OfficeTable.all where route.caller == .staff {
        let page = try await asked(route, by: stranger)
        #expect(page.status == 303, "\(route.method) \(route.path)")
        #expect(page.location?.hasPrefix("/staff/sign-in?next=") == true, "\(route.path)")
      }
    }

    @Test func `every route of the console names a permission, but for its start page`() {
      for route in OfficeTable.all where route.path.hasPrefix("/console/") {
        #expect(route.permission != nil && route.caller == .staff, "\(route.path)")
      }
      let keys = OfficeTable.all.map { "\($0.method) \($0.path)" }
      #expect(Set(keys).count == keys.count)
    }

    @Test func `the start page leads to what one may do, and says what asks for attention`() async throws {
      let node = try city.node
      let merchant = MerchantID(unchecked: "attention")
      try await node.store.addMerchant(
        Merchant(id: merchant, name: BilingualText(zh: "商家", en: "M"), venues: []), by: .node,
        at: city.clock.now)
      _ = try await node.store.propose(
        Payee(taxID: "04595257", bank: "004", branch: "0107", account: "123456", holder: "商家"),
        for: merchant, by: .node, at: city.clock.now)
      for role in Role.allCases where role != .merchant {
        let staff = try await city.account("home.\(role.rawValue)", [role])
        let page = try await StaffBrowser(staff, at: city, cities.client).get("/console")
        #expect(page.status == 200 && page.text.contains("王小明，您好"))
        for section in OfficeSection.all {
          // Once in the bar, once as a card.
          let links = page.text.ranges(of: "href=\"\(section.path)\"").count
          #expect(links == (staff.member.may(section.permission) ? 2 : 0), "\(role) \(section.path)")
        }
        #expect(page.text.contains("1 筆收款資料等人核定"))
      }
      let user = try await city.account("home.user", [.merchant], merchant: merchant)
      let page = try await StaffBrowser(user, at: city, cities.client).get("/console")
      #expect(page.status == 303 && page.location == "/merchant")
    }
  }
}
