import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import Office
import Store

/// A merchant's payee: proposed by one person, decided by another.
struct PayeeRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/merchants/{id}/payee", use: form)
    router.post("/console/merchants/{id}/payee", use: propose)
    router.get("/console/payees/{id}", use: review)
    router.post("/console/payees/{id}/approve", use: approve)
    router.post("/console/payees/{id}/reject", use: reject)
  }

  // MARK: Proposing

  @Sendable private func form(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.proposePayee)
    return formPage(
      PayeeForm(), of: try await MerchantRoutes.merchant(context, of: node), .ok, request, context)
  }

  private func formPage(
    _ form: PayeeForm, of merchant: Merchant, _ status: HTTPResponse.Status, _ request: Request,
    _ context: StaffContext
  ) -> Response {
    var page = OfficePage("提出收款資料", "Propose a payee", for: context, at: request, node: node)
    page.isBelow("/console/merchants", [(merchant.name, "/console/merchants/\(merchant.id)")])
    page.isNarrow = true
    return page.response(status) { form.write(context.language, merchant: merchant.id, page: page, &$0) }
  }

  @Sendable private func propose(_ request: Request, _ context: StaffContext) async throws -> Response {
    var form = PayeeForm(try await context.form(of: request, limit: 8 << 10, for: .proposePayee))
    let merchant = try await MerchantRoutes.merchant(context, of: node)
    guard let payee = form.payee() else {
      return formPage(form, of: merchant, .unprocessableContent, request, context)
    }
    do {
      _ = try await node.store.propose(
        payee, for: merchant.id, by: context.actor, at: node.ports.now())
      return .see("/console/merchants/\(merchant.id)?done=proposed")
    } catch let fault as MerchantFault {
      form.note(fault)
      return formPage(form, of: merchant, .conflict, request, context)
    }
  }

  // MARK: Deciding

  private func change(_ context: StaffContext) async throws -> PayeeChange {
    guard let number = context.parameters.get("id").flatMap({ Int64($0) }),
      let change = try await node.store.payeeChange(PayeeChangeID(number))
    else { throw OfficeFault.notFound }
    return change
  }

  @Sendable private func review(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.approvePayee)
    return try await reviewPage(change(context), nil, request, context)
  }

  private func reviewPage(
    _ change: PayeeChange, _ fault: MerchantFault?, _ request: Request, _ context: StaffContext
  ) async throws -> Response {
    let merchant = try await node.store.merchant(change.merchant)
    var page = OfficePage("核定收款資料", "Decide on a payee", for: context, at: request, node: node)
    page.path = "/console/payees/\(change.id)"
    page.isBelow(
      "/console/merchants", merchant.map { [($0.name, "/console/merchants/\($0.id)")] } ?? [])
    let content = PayeeReviewPage(
      say: context.language, page: page, change: change,
      inForce: try await node.store.payee(of: change.merchant),
      isAuthor: change.author.name == context.staff.login.text, fault: fault)
    return page.response(fault == nil ? .ok : .conflict) { content.write(&$0) }
  }

  @Sendable private func approve(_ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await context.form(of: request, limit: 8 << 10, for: .approvePayee)
    let change = try await change(context)
    return try await decided(change, "approved", request, context) {
      try await node.store.approve(change.id, by: context.actor, at: node.ports.now())
    }
  }

  @Sendable private func reject(_ request: Request, _ context: StaffContext) async throws -> Response {
    let fields = try await context.form(of: request, limit: 8 << 10, for: .approvePayee)
    let change = try await change(context)
    return try await decided(change, "rejected", request, context) {
      try await node.store.reject(
        change.id, because: fields["reason"] ?? "", by: context.actor, at: node.ports.now())
    }
  }

  private func decided(
    _ change: PayeeChange, _ done: String, _ request: Request, _ context: StaffContext,
    _ decide: () async throws -> Void
  ) async throws -> Response {
    do {
      try await decide()
      return .see("/console/merchants/\(change.merchant)?done=\(done)")
    } catch let fault as MerchantFault {
      // What became of it meanwhile is what the page shows.
      let now = try await node.store.payeeChange(change.id) ?? change
      return try await reviewPage(now, fault, request, context)
    }
  }
}
