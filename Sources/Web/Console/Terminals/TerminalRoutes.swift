import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import NIOCore
import Office
import Store

/// `/console/terminals`: the counters' devices come and go.
struct TerminalRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/terminals", use: list)
    router.post("/console/terminals", use: invite)
    router.get("/console/terminals/new", use: new)
    router.get("/console/terminals/pair/{id}", use: pairing)
    router.get("/console/terminals/pair/{id}/state", use: state)
    router.post("/console/terminals/pair/{id}/end", use: end)
    router.get("/console/terminals/{id}/revoke", use: askToRevoke)
    router.post("/console/terminals/{id}/revoke", use: revoke)
  }

  private var venues: [Venue] { node.registry.venues(of: node.configuration.city) }

  private static let done: [String: OfficePage.Notice] = [
    "revoked": .init(.good, "已停用，立即生效。", "Revoked, at once."),
    "ended": .init(.good, "已取消配對，QR 碼失效。", "The pairing is cancelled; its QR code no longer counts."),
  ]

  @Sendable private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readTerminals)
    let now = node.ports.now()
    let mayManage = context.staff.may(.manageTerminals)
    let content = TerminalListPage(
      say: context.language, now: now, mayManage: mayManage,
      venues: Dictionary(venues.map { ($0.id, $0) }) { first, _ in first },
      terminals: try await node.store.terminals(), contacts: try await node.terminalContacts(),
      waiting: mayManage ? try await node.store.waitingPairings(at: now) : [])
    var page = OfficePage("終端機", "Terminals", for: context, at: request, node: node)
    page.notice = FormFields(request.query)["done"].flatMap { Self.done[$0] }
    return page.response { content.write(&$0) }
  }

  // MARK: Pairing

  @Sendable private func new(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.manageTerminals)
    var form = TerminalForm()
    form.place = FormFields(request.query)["place"] ?? ""
    return formPage(form, .ok, request, context)
  }

  private func formPage(
    _ form: TerminalForm, _ status: HTTPResponse.Status, _ request: Request, _ context: StaffContext
  ) -> Response {
    var page = OfficePage("新增終端機", "Add a terminal", for: context, at: request, node: node)
    page.path = "/console/terminals/new"
    page.isBelow("/console/terminals")
    page.isNarrow = true
    return page.response(status) { form.write(context.language, venues: venues, page: page, &$0) }
  }

  @Sendable private func invite(_ request: Request, _ context: StaffContext) async throws -> Response {
    var form = TerminalForm(try await context.form(of: request, limit: 4 << 10, for: .manageTerminals))
    guard let invited = form.invited(venues: venues) else {
      return formPage(form, .unprocessableContent, request, context)
    }
    do {
      let id = try await node.terminals.invite(
        to: invited.venue, label: invited.label, salesPoint: invited.salesPoint,
        by: context.actor)
      return .see("/console/terminals/pair/\(id)")
    } catch is TooManyPairings {
      form.placeFault = BilingualText(
        zh: "同時等待配對的裝置已達 \(TerminalPairing.openLimit) 台，請先完成或取消一些。",
        en: "\(TerminalPairing.openLimit) devices wait to be paired already. Finish or cancel some first.")
      return formPage(form, .unprocessableContent, request, context)
    }
  }

  private func pairing(_ context: StaffContext) async throws -> TerminalPairing {
    guard let number = context.parameters.get("id").flatMap({ Int64($0) }),
      let pairing = try await node.store.pairing(PairingID(number))
    else { throw OfficeFault.notFound }
    return pairing
  }

  @Sendable private func pairing(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.manageTerminals)
    let pairing = try await pairing(context)
    let say = context.language
    var page = OfficePage("配對終端機", "Pair a terminal", for: context, at: request, node: node)
    page.isBelow("/console/terminals")
    page.isNarrow = true
    if pairing.state(at: node.ports.now()) == .waiting { page.modules = ["pairing.js"] }
    let address = NodeAddress.of(request, node: node)
    let venue = venues.first { $0.id == pairing.venue }
    let point = venue?.salesPoints.first { $0.id == pairing.salesPoint }
    let place = [venue.map { say($0.name) } ?? pairing.venue.text, point.map { say($0.name) }]
    let content = PairingPage(
      say: say, now: node.ports.now(), page: page, pairing: pairing,
      place: place.compactMap(\.self).joined(separator: " · "),
      link: address.link("/pos#pair=\(node.terminals.code(of: pairing))"), isOnlyHere: address.isOnlyHere)
    return page.response { content.write(&$0) }
  }

  /// For the page's module: `waiting`, `used` or `expired`.
  @Sendable private func state(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.manageTerminals)
    let state = try await pairing(context).state(at: node.ports.now())
    return Response(
      status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: state.rawValue)))
  }

  @Sendable private func end(_ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await context.form(of: request, limit: 4 << 10, for: .manageTerminals)
    let pairing = try await pairing(context)
    let hasEnded = try await node.terminals.end(pairing.id, by: context.actor)
    return .see(hasEnded ? "/console/terminals?done=ended" : "/console/terminals/pair/\(pairing.id)")
  }

  // MARK: Revoking

  private func terminal(_ context: StaffContext) async throws -> Terminal {
    guard let number = context.parameters.get("id").flatMap({ Int64($0) }),
      let terminal = try await node.store.terminals().first(where: { $0.id == TerminalID(number) }),
      terminal.revoked == nil
    else { throw OfficeFault.notFound }
    return terminal
  }

  @Sendable private func askToRevoke(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.manageTerminals)
    let terminal = try await terminal(context)
    let say = context.language
    let words = TerminalWords(say: say, now: node.ports.now())
    let contact = try await node.terminalContacts()[terminal.id]
    let venue = venues.first { $0.id == terminal.venue }
    var page = OfficePage("停用終端機", "Revoke a terminal", for: context, at: request, node: node)
    page.isBelow("/console/terminals")
    page.isNarrow = true
    return page.response { html in
      html.facts([
        (say("場館", "Venue"), venue.map { say($0.name) } ?? terminal.venue.text),
        (say("名稱", "Label"), terminal.label), (say("最後連線", "Last heard"), words.lastContact(contact)),
      ])
      html.element("ul") { list in
        for line in Self.consequences { list.element("li", text: say(line)) }
      }
      page.form(to: "/console/terminals/\(terminal.id.number)/revoke", class: "row", in: &html) { form in
        form.submit(say("停用這台終端機", "Revoke this terminal"), style: "danger")
        form.button(say("取消", "Cancel"), to: "/console/terminals")
      }
    }
  }

  private static let consequences = [
    BilingualText(
      zh: "立即生效：這台裝置不能再查驗、核銷或取消。", en: "At once this device can't check, redeem or undo any more."),
    BilingualText(
      zh: "節點已收下的查驗與核銷全部保留，照常結算。",
      en: "Every check and redemption that the node has taken is kept and settled as usual."),
    BilingualText(
      zh: "裝置上若有一筆確認還沒得到回覆，櫃檯頁面會說明「請管理者查明是否已生效」；同一場館的其他終端機可以查到並取消它。",
      en:
        "A confirmation that was not answered yet is named on the device as one to ask about; any other terminal of the venue can look it up and undo it."
    ),
    BilingualText(
      zh: "要再使用這台裝置，請重新配對。", en: "To use the device again, pair it anew."),
  ]

  @Sendable private func revoke(_ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await context.form(of: request, limit: 4 << 10, for: .manageTerminals)
    let terminal = try await terminal(context)
    _ = try await node.terminals.revoke(terminal.id, by: context.actor)
    return .see("/console/terminals?done=revoked")
  }
}
