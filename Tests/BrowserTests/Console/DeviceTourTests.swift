import Benefits
import CityNode
import Office
import Rehearsal
import Store
import StrictJSON
import Testing

@testable import CitySupport

extension InBrowser {
  /// Terminals, merchants, partner cities, the log and the accounts, as a screen reader, a keyboard and a narrow screen
  /// meet them.
  @Suite("The pages of devices, merchants and records are sound", .runningCities, .runningDriver)
  struct DeviceTour {
    private let cities: TwoCities
    private var city: City { cities.taitung }

    init() throws { cities = try TwoCities.shared }

    /// Somebody who may see everything, and pages with something on them.
    private func prepared(_ name: String) async throws -> (TestStaff, [(String, String)]) {
      let staff = try await city.account(
        name, name: "林小姐", [.operator, .settlementChecker, .auditor])
      let node = try city.node
      let merchant = Merchant(
        id: MerchantID(unchecked: name), name: BilingualText(zh: "初鹿牧場", en: "Chulu Ranch"), venues: [],
        contact: Contact(name: "王小姐", phone: "089-571815", email: "ranch@example.tw"))
      try await node.store.addMerchant(merchant, by: .node, at: city.clock.now)
      let payee = try Payee(
        taxID: "04595257", bank: "004", branch: "0107", account: "00123456789012", holder: "初鹿牧場")
      let first = try await node.store.propose(payee, for: merchant.id, by: .node, at: city.clock.now)
      try await node.store.approve(first, by: .machine("test"), at: city.clock.now)
      let other = try Payee(
        taxID: "04595257", bank: "822", branch: "0107", account: "99887766554433", holder: "初鹿牧場")
      let second = try await node.store.propose(other, for: merchant.id, by: .node, at: city.clock.now)
      let till = try await cities.counter(city, "chulu-ranch")
      _ = try await till.get("/api/v1/terminal")
      let pairing = try await node.terminals.invite(
        to: VenueID(unchecked: "chulu-ranch"), label: "售票口 2", salesPoint: nil, by: .node)
      let own = "/console/merchants/\(name)"
      return (
        staff,
        [
          ("home", "/console"), ("terminals", "/console/terminals"),
          ("terminal-new", "/console/terminals/new"),
          ("pairing", "/console/terminals/pair/\(pairing)"),
          ("revoke", "/console/terminals/\(till.terminal.number)/revoke"),
          ("merchants", "/console/merchants"),
          ("merchant", own), ("merchant-edit", "\(own)/edit"), ("payee", "\(own)/payee"),
          ("users", "\(own)/users"), ("payee-review", "/console/payees/\(second)"),
          ("peers", "/console/peers"),
          ("staff", "/console/staff"), ("audit", "/console/audit"),
        ]
      )
    }

    @Test(
      "Contrast, targets, names and reflow hold at every width",
      arguments: [(1280, 900), (820, 1180), (390, 844), (320, 640)])
    func sound(_ width: Int, _ height: Int) async throws {
      let (staff, pages) = try await prepared("devices-\(width)")
      try await atConsole(city, staff) { browser in
        try await browser.screen(width: width, height: height)
        for (name, path) in pages {
          try await browser.open(path, at: city)
          try await AccessibilityCheck(browser: browser).expectSound("\(name) at \(width)", bilingual: false)
          if width == 1280 { try await picture("console-\(name)", browser) }
        }
      }
    }

    @Test(
      "axe-core finds nothing, in either language", .enabled(if: AxeCheck.isHere, "axe-core is not here"),
      arguments: ["zh", "en"])
    func axe(_ language: String) async throws {
      let (staff, pages) = try await prepared("devices-\(language)")
      try await atConsole(city, staff) { browser in
        for (name, path) in pages {
          try await browser.open("\(path)?lang=\(language)", at: city)
          try await AxeCheck(browser: browser).expectNothing("\(name) in \(language)")
        }
      }
    }
  }
}
