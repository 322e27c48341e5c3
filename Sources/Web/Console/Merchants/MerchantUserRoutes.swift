import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import Office

/// A merchant's users: whoever is invited here sees this merchant's sales, and nothing else.
struct MerchantUserRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/merchants/{id}/users", use: form)
    router.post("/console/merchants/{id}/users", use: invite)
  }

  /// What was typed, and what is wrong with it.
  private struct Form {
    var login = ""
    var name = ""
    var fault: StaffFault?

    func fault(_ fault: StaffFault?, of field: String, _ say: PageLanguage) -> String? {
      guard let fault else { return nil }
      let isOfName = fault == .nameInvalid
      return isOfName == (field == "name") ? say(fault.message) : nil
    }
  }

  @Sendable private func form(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.manageMerchants)
    return formPage(Form(), of: try await MerchantRoutes.merchant(context, of: node), request, context)
  }

  private func page(_ merchant: Merchant, _ request: Request, _ context: StaffContext) -> OfficePage {
    var page = OfficePage("邀請商家的使用者", "Invite a merchant's user", for: context, at: request, node: node)
    page.isBelow("/console/merchants", [(merchant.name, "/console/merchants/\(merchant.id)")])
    page.isNarrow = true
    return page
  }

  private func formPage(
    _ form: Form, of merchant: Merchant, _ request: Request, _ context: StaffContext
  ) -> Response {
    let say = context.language
    let page = page(merchant, request, context)
    return page.response(form.fault == nil ? .ok : .unprocessableContent) { html in
      html.faultSummary(say, isNeeded: form.fault != nil)
      html.element(
        "p",
        text: say(
          "受邀的人只看得到「\(merchant.name.zh)」自己的銷售。",
          "Whoever is invited sees the sales of \(merchant.name.en) alone."))
      page.form(to: "/console/merchants/\(merchant.id)/users", in: &html) { fields in
        fields.input(
          "login", say("帳號", "Login"), value: form.login,
          help: say(
            "3 至 64 個小寫英文、數字或 . - _ @，例如 ranch.wang",
            "3 to 64 lower-case letters, digits or . - _ @, such as ranch.wang"),
          fault: form.fault(form.fault, of: "login", say), isRequired: true, autocomplete: "off", limit: 64)
        fields.input(
          "name", say("姓名", "Name"), value: form.name, fault: form.fault(form.fault, of: "name", say),
          isRequired: true, autocomplete: "off", limit: 100)
        fields.element("div", ["class": "row"]) { row in
          row.submit(say("產生邀請連結", "Make the invitation"))
          row.button(say("取消", "Cancel"), to: "/console/merchants/\(merchant.id)")
        }
      }
    }
  }

  @Sendable private func invite(_ request: Request, _ context: StaffContext) async throws -> Response {
    let fields = try await context.form(of: request, limit: 8 << 10, for: .manageMerchants)
    let merchant = try await MerchantRoutes.merchant(context, of: node)
    var form = Form(login: fields["login"] ?? "", name: fields["name"] ?? "")
    do {
      let draft = try StaffDraft(
        login: form.login, name: form.name, roles: [.merchant], merchant: merchant.id)
      let secret = try await node.staff.invite(draft, by: context.actor)
      return invited(draft, secret, merchant, request, context)
    } catch let fault as StaffFault {
      form.fault = fault
      return formPage(form, of: merchant, request, context)
    }
  }

  /// The link is in this answer and nowhere else: what is kept is a hash. So this form alone is not followed by a
  /// redirection; sent again by a reload, it finds its login taken.
  private func invited(
    _ draft: StaffDraft, _ secret: String, _ merchant: Merchant, _ request: Request, _ context: StaffContext
  ) -> Response {
    let say = context.language
    var page = page(merchant, request, context)
    page.notice = .init(.good, "已建立邀請。", "The invitation is made.")
    let link = NodeAddress.of(request, node: node).link("/staff/invitation#\(secret)")
    return page.response { html in
      html.element(
        "p",
        text: say(
          "請把這個連結親手或以可靠的方式交給 \(draft.name)。只顯示這一次，72 小時內有效，只能用一次。",
          "Hand this link to \(draft.name) in person or by a way you trust. It is shown this once, counts for 72 hours, and once."
        ))
      html.element("p") { $0.element("code", ["id": "invitation"], text: link) }
      html.element("p") {
        $0.button(say("回到商家", "To the merchant"), to: "/console/merchants/\(merchant.id)", isPrimary: true)
      }
    }
  }
}
