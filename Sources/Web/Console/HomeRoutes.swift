import Benefits
import CityNode
import Federation
import Hummingbird
import Office
import Store

/// `/console`: where whoever signed in begins.
struct HomeRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) { router.get("/console", use: show) }

  @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    let staff = context.staff
    if staff.roles == [.merchant] { return .see("/merchant") }
    let say = context.language
    let sections = OfficeSection.all.filter { staff.may($0.permission) }
    let calls = try await calls(staff)
    let page = OfficePage("\(staff.name)，您好", "Hello, \(staff.name)", for: context, at: request, node: node)
    return page.response { html in
      html.element("ul", ["class": "cards"]) { list in
        for section in sections {
          list.element("li", ["class": "card"]) { card in
            card.element("h2") { heading in
              heading.element("a", ["href": section.path], text: say(section.name))
            }
            card.element("p", text: say(section.purpose))
            if let call = calls[section.path] {
              card.element("p") { $0.badge(call.tone, say(call.text)) }
            }
          }
        }
      }
    }
  }

  /// What asks for attention, by section.
  private func calls(_ staff: StaffMember) async throws -> [String: OfficePage.Notice] {
    var calls: [String: OfficePage.Notice] = [:]
    if staff.may(.readRegistry) {
      let waiting = try await node.store.currentRevisions().count { $0.state == .inReview }
      if waiting > 0 {
        calls["/console/revisions"] = .init(.warn, "\(waiting) 件等人核定", "\(waiting) wait for review")
      }
    }
    if staff.may(.readMerchants) {
      let waiting = try await node.store.openPayeeChanges().count
      if waiting > 0 {
        calls["/console/merchants"] = .init(
          .warn, "\(waiting) 筆收款資料等人核定", "\(waiting) payees wait for approval")
      }
    }
    if staff.may(.readTerminals) { calls["/console/terminals"] = try await silentTerminals() }
    if staff.may(.readPeers) {
      let now = node.ports.now()
      let unwell = node.peerReports().count { !$0.troubles(at: now).isEmpty }
      calls["/console/peers"] =
        unwell == 0
        ? .init(.good, "全部正常", "All well")
        : .init(.bad, "\(unwell) 個城市需要處理", "\(unwell) need attention")
    }
    return calls
  }

  private func silentTerminals() async throws -> OfficePage.Notice? {
    let now = node.ports.now()
    let contacts = try await node.terminalContacts()
    let silent = try await node.store.terminals().count {
      TerminalWords.isSilent($0, contacts[$0.id], at: now)
    }
    guard silent > 0 else { return nil }
    return .init(.warn, "\(silent) 台超過一天沒有連線", "\(silent) silent for over a day")
  }
}
