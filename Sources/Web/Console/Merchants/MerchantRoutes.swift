import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import Office
import Store

/// `/console/merchants`: who sells, and who is paid.
struct MerchantRoutes {
  /// The most changes of a payee that a merchant's page shows.
  private static let history = 20

  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/merchants", use: list)
    router.post("/console/merchants", use: add)
    router.get("/console/merchants/new", use: new)
    router.get("/console/merchants/{id}", use: show)
    router.post("/console/merchants/{id}", use: change)
    router.get("/console/merchants/{id}/edit", use: edit)
  }

  private var venues: [Venue] { node.registry.venues(of: node.configuration.city) }
  private var venueNames: [VenueID: BilingualText] {
    Dictionary(venues.map { ($0.id, $0.name) }) { first, _ in first }
  }

  static let done: [String: OfficePage.Notice] = [
    "added": .init(.good, "已新增商家。", "The merchant is added."),
    "changed": .init(.good, "已儲存。", "Kept."),
    "proposed": .init(
      .good, "已提出，請另一位同仁核定；這之前仍付到原帳戶。",
      "Proposed. Another person has to approve it; until then the old account is paid."),
    "approved": .init(.good, "已核定，今後付到新的帳戶。", "Approved. From now on the new account is paid."),
    "rejected": .init(.good, "已退回，收款帳戶不變。", "Sent back; the payee stays as it was."),
  ]

  @Sendable private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readMerchants)
    let payees = try await node.store.payees()
    let content = MerchantListPage(
      say: context.language, mayManage: context.staff.may(.manageMerchants),
      mayApprove: context.staff.may(.approvePayee), merchants: try await node.store.merchants(),
      venueNames: venueNames, payees: Dictionary(payees.map { ($0.merchant, $0) }) { _, last in last },
      open: try await node.store.openPayeeChanges())
    return OfficePage("商家", "Merchants", for: context, at: request, node: node)
      .response { content.write(&$0) }
  }

  /// The merchant that a path names.
  static func merchant(_ context: StaffContext, of node: Node) async throws -> Merchant {
    guard let id = context.parameters.get("id").flatMap({ MerchantID($0) }),
      let merchant = try await node.store.merchant(id)
    else { throw OfficeFault.notFound }
    return merchant
  }

  @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readMerchants)
    let merchant = try await Self.merchant(context, of: node)
    let mayKnow = context.staff.may(.manageMerchants) || context.staff.may(.readStaff)
    let users = mayKnow ? try await node.store.staff().filter { $0.merchant == merchant.id } : nil
    let content = MerchantPage(
      say: context.language, staff: context.staff, merchant: merchant, venueNames: venueNames,
      payee: try await node.store.payee(of: merchant.id),
      changes: try await node.store.payeeChanges(of: merchant.id, limit: Self.history), users: users)
    var page = OfficePage(merchant.name.zh, merchant.name.en, for: context, at: request, node: node)
    page.isBelow("/console/merchants")
    page.notice = FormFields(request.query)["done"].flatMap { Self.done[$0] }
    return page.response { content.write(&$0) }
  }

  // MARK: Changing

  @Sendable private func new(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.manageMerchants)
    return try await formPage(MerchantForm(), .ok, request, context)
  }

  @Sendable private func edit(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.manageMerchants)
    return try await formPage(
      MerchantForm(try await Self.merchant(context, of: node)), .ok, request, context)
  }

  private func formPage(
    _ form: MerchantForm, _ status: HTTPResponse.Status, _ request: Request, _ context: StaffContext
  ) async throws -> Response {
    var page = OfficePage(
      form.isKept ? "修改商家" : "新增商家", form.isKept ? "Change a merchant" : "Add a merchant", for: context,
      at: request, node: node)
    page.path = form.isKept ? "/console/merchants/\(form.draft.id)/edit" : "/console/merchants/new"
    page.isBelow("/console/merchants")
    let merchants = try await node.store.merchants()
    let taken = merchants.flatMap { merchant in merchant.venues.map { ($0, merchant.id) } }
    return page.response(status) { html in
      form.write(
        context.language, venues: venues, taken: Dictionary(taken) { first, _ in first }, page: page, &html)
    }
  }

  @Sendable private func add(_ request: Request, _ context: StaffContext) async throws -> Response {
    var form = MerchantForm(try await context.form(of: request, for: .manageMerchants))
    guard let merchant = form.merchant(venues: venues) else {
      return try await formPage(form, .unprocessableContent, request, context)
    }
    do {
      try await node.store.addMerchant(merchant, by: context.actor, at: node.ports.now())
      return .see("/console/merchants/\(merchant.id)?done=added")
    } catch let fault as MerchantFault {
      form.note(fault)
      return try await formPage(form, .conflict, request, context)
    }
  }

  @Sendable private func change(_ request: Request, _ context: StaffContext) async throws -> Response {
    let fields = try await context.form(of: request, for: .manageMerchants)
    let kept = try await Self.merchant(context, of: node)
    var form = MerchantForm(fields, of: kept)
    guard let merchant = form.merchant(venues: venues) else {
      return try await formPage(form, .unprocessableContent, request, context)
    }
    do {
      try await node.store.changeMerchant(merchant, by: context.actor, at: node.ports.now())
      return .see("/console/merchants/\(merchant.id)?done=changed")
    } catch let fault as MerchantFault {
      form.note(fault)
      return try await formPage(form, .conflict, request, context)
    }
  }
}
