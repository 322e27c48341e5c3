import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import Office

/// `/staff/sign-in` and `/staff/code`: the password first, then a code. Forms are answered with a redirection, so that
/// reloading sends nothing again; a form with a fault is shown again, with the fault at its field.
struct SignInRoutes {
  let node: Node

  func register(on router: Router<NodeRequestContext>) {
    let pages = router.group("/staff").add(middleware: OfficePages(node: node))
    pages.get("/sign-in") { request, context in
      passwordPage(request, context, next: request.query.first { $0.name == "next" }?.value)
    }
    pages.post("/sign-in") { request, context in try await givePassword(request, context) }
    pages.get("/code") { request, context in
      codePage(request, context, next: request.query.first { $0.name == "next" }?.value)
    }
    pages.post("/code") { request, context in try await giveCode(request, context) }
  }

  // MARK: The password

  private func givePassword(_ request: Request, _ context: NodeRequestContext) async throws -> Response {
    let form = try await request.ownForm()
    let login = form["login"] ?? ""
    do {
      let proof = try await node.staff.givePassword(
        login, form.raw("password") ?? "", from: context.visitor(request, node))
      var response = Response.see("/staff/code" + NextPage.query(form["next"]))
      StaffCookies(node).keep(password: proof, in: &response)
      return response
    } catch let fault as StaffFault {
      return passwordPage(request, context, login: login, next: form["next"], fault: fault)
    }
  }

  private func passwordPage(
    _ request: Request, _ context: NodeRequestContext, login: String? = nil, next: String?,
    fault: StaffFault? = nil
  ) -> Response {
    let say = context.language
    var page = OfficePage("登入", "Sign in", language: say, at: request, node: node)
    page.isNarrow = true
    if let fault { page.notice = .init(.bad, fault.message.zh, fault.message.en) }
    return page.response(fault.map(\.status) ?? .ok) { html in
      html.element("form", ["method": "post", "action": "/staff/sign-in", "class": "card stack"]) { form in
        NextPage.keep(next, in: &form)
        form.input(
          "login", say("帳號", "Login"), value: login, isRequired: true, autocomplete: "username", limit: 64,
          isFirst: fault == nil)
        form.input(
          "password", say("密碼", "Password"), type: "password",
          fault: fault.map { say($0.message) }, isRequired: true, autocomplete: "current-password",
          limit: 512)
        form.element("p") { $0.submit(say("下一步：驗證碼", "Next: the code")) }
      }
      html.element(
        "p", ["class": "soft"],
        text: say(
          "第一次使用？請開啟邀請連結。忘記密碼或遺失驗證器，請向邀請你的人索取新的邀請。",
          "First time? Open the link of your invitation. Lost your password or authenticator? Ask whoever invited you for a new invitation."
        ))
    }
  }

  // MARK: The code

  private func giveCode(_ request: Request, _ context: NodeRequestContext) async throws -> Response {
    let form = try await request.ownForm()
    let cookies = StaffCookies(node)
    do {
      let signedIn = try await node.staff.giveCode(
        form["code"] ?? "", after: cookies.password(of: request) ?? "",
        from: context.visitor(request, node))
      var response = Response.see(NextPage.path(form["next"], for: signedIn.member))
      cookies.keep(signedIn, in: &response)
      return response
    } catch StaffFault.signInOver {
      return passwordPage(request, context, next: form["next"], fault: .signInOver)
    } catch let fault as StaffFault {
      return codePage(request, context, next: form["next"], fault: fault)
    }
  }

  private func codePage(
    _ request: Request, _ context: NodeRequestContext, next: String?, fault: StaffFault? = nil
  ) -> Response {
    let say = context.language
    var page = OfficePage("驗證碼", "Your code", language: say, at: request, node: node)
    page.isNarrow = true
    if let fault { page.notice = .init(.bad, fault.message.zh, fault.message.en) }
    return page.response(fault.map(\.status) ?? .ok) { html in
      html.element("form", ["method": "post", "action": "/staff/code", "class": "card stack"]) { form in
        NextPage.keep(next, in: &form)
        form.input(
          "code", say("驗證器上的六位數字", "The six digits of your authenticator"),
          help: say("驗證器不在手邊？改填一組復原碼。", "No authenticator at hand? Type a recovery code instead."),
          fault: fault.map { say($0.message) }, isRequired: true, autocomplete: "one-time-code", limit: 20,
          isFirst: true)
        form.element("p") { $0.submit(say("登入", "Sign in")) }
      }
      html.element("p") { $0.element("a", ["href": "/staff/sign-in"], text: say("換一個帳號", "Another login")) }
    }
  }
}

/// Where somebody goes on after signing in.
enum NextPage {
  /// Only pages of the office: a link must not lead elsewhere by way of our sign-in.
  static func isOurs(_ path: String) -> Bool {
    guard path.utf8.count <= 500, path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }) else {
      return false
    }
    return ["/console", "/merchant", "/staff/account"].contains {
      path == $0 || path.hasPrefix($0 + "/") || path.hasPrefix($0 + "?")
    }
  }

  static func path(_ asked: String?, for member: StaffMember) -> String {
    if let asked, isOurs(asked) { return asked }
    return member.roles.contains(.merchant) ? "/merchant" : "/console"
  }

  static func query(_ asked: String?) -> String {
    asked.map { isOurs($0) ? "?next=\(Percent.encoded($0))" : "" } ?? ""
  }

  static func keep(_ asked: String?, in form: inout HTMLWriter) {
    guard let asked, isOurs(asked) else { return }
    form.open("input", ["type": "hidden", "name": "next", "value": asked])
  }
}

extension Request {
  /// The form of a page on which nobody is signed in yet. There is no session whose token it could carry; that the
  /// browser sends it from our own page keeps others from signing somebody in to an account that is not theirs.
  func ownForm() async throws -> FormFields {
    guard isOfThisOrigin else { throw OfficeFault.foreignForm }
    return try await form(limit: 8 << 10)
  }
}

extension StaffFault {
  /// How a page with this fault is answered.
  var status: HTTPResponse.Status {
    switch self {
    case .wait: .tooManyRequests
    case .busy: .serviceUnavailable
    default: .unprocessableContent
    }
  }
}
