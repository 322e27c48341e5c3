import Benefits
import CityNode
import Office
import Rehearsal
import Store
import Testing

@testable import CitySupport

/// A page of the office, for a look at it.
struct OfficeStop: Sendable {
  /// Who can see a page; no account may do everything.
  enum Viewer: CaseIterable {
    case nobody, keeper, checker, merchant
  }

  /// The name of its picture, without `console-`.
  let name: String
  /// The route of ``Web/OfficeTable`` that it stands for.
  let route: String
  /// Where it is; the route itself unless said otherwise.
  let path: String
  let viewer: Viewer

  init(_ name: String, _ route: String, at path: String? = nil, by viewer: Viewer = .keeper) {
    self.name = name
    self.route = route
    self.path = path ?? route
    self.viewer = viewer
  }
}

/// A city whose office has something to show on each of its pages.
struct OfficeTour {
  private static let museum = "museum-of-prehistory"
  private static let merchant = "chulu-ranch"

  /// Every page, in the order in which the guides go through them.
  static let stops = [
    OfficeStop("start", "/", by: .nobody),
    OfficeStop("sign-in", "/staff/sign-in", by: .nobody), OfficeStop("code", "/staff/code", by: .nobody),
    OfficeStop("invitation", "/staff/invitation", by: .nobody), OfficeStop("home", "/console"),
    OfficeStop("account", "/staff/account"), OfficeStop("partners", "/console/partners"),
    OfficeStop("partner", "/console/partners/{venue}", at: "/console/partners/\(museum)"),
    OfficeStop(
      "offer", "/console/partners/{venue}/offers/{offer}",
      at: "/console/partners/\(museum)/offers/\(museum)-resident"),
    OfficeStop(
      "offer-new", "/console/partners/{venue}/offers/new", at: "/console/partners/\(museum)/offers/new"),
    OfficeStop(
      "document", "/console/partners/{venue}/document", at: "/console/partners/\(museum)/document"),
    OfficeStop("revisions", "/console/revisions"),
    OfficeStop("revision", "/console/revisions/{id}", at: "/console/revisions/1"),
    OfficeStop(
      "calendar", "/console/calendar", at: "/console/calendar?venue=\(museum)&month=2026-12"),
    OfficeStop("terminals", "/console/terminals"), OfficeStop("terminal-new", "/console/terminals/new"),
    OfficeStop("pairing", "/console/terminals/pair/{id}", at: "/console/terminals/pair/1"),
    OfficeStop("terminal-revoke", "/console/terminals/{id}/revoke", at: "/console/terminals/1/revoke"),
    OfficeStop("merchants", "/console/merchants"), OfficeStop("merchant-new", "/console/merchants/new"),
    OfficeStop("merchant", "/console/merchants/{id}", at: "/console/merchants/\(merchant)"),
    OfficeStop("merchant-edit", "/console/merchants/{id}/edit", at: "/console/merchants/\(merchant)/edit"),
    OfficeStop("payee-new", "/console/merchants/{id}/payee", at: "/console/merchants/\(merchant)/payee"),
    OfficeStop("merchant-user", "/console/merchants/{id}/users", at: "/console/merchants/\(merchant)/users"),
    OfficeStop("payee", "/console/payees/{id}", at: "/console/payees/1", by: .checker),
    OfficeStop("use", "/console/use"), OfficeStop("peers", "/console/peers"),
    OfficeStop("staff", "/console/staff"), OfficeStop("audit", "/console/audit"),
    OfficeStop("sales", "/merchant", by: .merchant),
    OfficeStop("sales-visits", "/merchant/visits", by: .merchant),
    OfficeStop("sales-refusals", "/merchant/refusals", by: .merchant),
  ]

  let cities: TwoCities
  /// Makes the logins of this tour its own.
  let mark: String

  private func account(_ viewer: OfficeStop.Viewer) async throws -> TestStaff? {
    let (city, merchant) = (cities.taitung, MerchantID(unchecked: Self.merchant))
    return switch viewer {
    case .nobody: nil
    case .keeper:
      try await city.account("lin-\(mark)", name: "林小姐", [.operator, .auditor])
    case .checker: try await city.account("wu-\(mark)", name: "吳小姐", [.settlementChecker])
    case .merchant:
      try await city.account("huang-\(mark)", name: "黃先生", [.merchant], merchant: merchant)
    }
  }

  /// Opens each page in the window of who may see it.
  func walk(_ look: (Browser, OfficeStop) async throws -> Void) async throws {
    try await furnish()
    for viewer in OfficeStop.Viewer.allCases {
      let staff = try await account(viewer)
      try await ChromeDriver.withBrowser { browser in
        if let staff { try await browser.signIn(staff, at: cities.taitung) }
        for stop in Self.stops where stop.viewer == viewer { try await look(browser, stop) }
      }
    }
  }

  /// A merchant with visits, a refusal and a payee that waits for approval, and a device that waits to be paired.
  private func furnish() async throws {
    guard try await cities.taitung.node.store.merchants().isEmpty else { return }
    try await cities.acquaint()
    let keeper = StaffBrowser(
      try await cities.taitung.account("keeper", name: "林小姐", [.operator]), at: cities.taitung,
      cities.client)
    try await send(
      keeper, "/console/merchants/new", to: "/console/merchants",
      [
        "id": Self.merchant, "name_zh": "初鹿牧場", "name_en": "Chulu Ranch", "venues": Self.merchant,
        "contact_name": "黃先生",
      ])
    let payee = "/console/merchants/\(Self.merchant)/payee"
    try await send(
      keeper, payee, to: payee,
      [
        "tax_id": "04595257", "bank": "004", "branch": "0107", "account": "00123456789012", "holder": "初鹿牧場",
      ])
    let till = try await cities.counter(cities.taitung, Self.merchant)
    for role in [DemoRole.adult, .lost] {
      let id = till.newID()
      _ = try await till.check(cities.card(role, of: cities.taipei), home: cities.taipei, id: id)
      if role == .adult { _ = try await till.redeem(id, id: till.newID()) }
    }
    try await send(
      keeper, "/console/terminals/new", to: "/console/terminals", ["place": Self.merchant, "label": "售票口 1"])
  }

  private func send(
    _ browser: StaffBrowser, _ page: String, to path: String, _ fields: KeyValuePairs<String, String>
  ) async throws {
    let answer = try await browser.submit(page, to: path, fields)
    guard answer.status == 303 else { throw UnexpectedOutcome("\(path): \(answer.status)") }
  }
}
