import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import Office

/// `/staff/account`: what somebody does with their own account.
struct AccountRoutes {
  let node: Node

  func register(on router: Router<NodeRequestContext>) {
    let pages = router.group("/staff").add(middleware: OfficePages(node: node))
    // Registered with the outer context too: the visitor's address is known there alone.
    pages.post("/password") { request, context in
      try await changePassword(
        request, StaffContext(context: context), by: context.visitor(request, node))
    }
    let own = pages.group(context: StaffContext.self)
    own.get("/account") { request, context in try await account(request, context) }
    own.post("/recovery-codes") { request, context in try await renewRecovery(request, context) }
    own.post("/sign-out") { request, context in
      _ = try await context.form(of: request)
      try await node.staff.signOut(context.session.presence)
      var response = Response.see("/staff/sign-in")
      StaffCookies(node).forgetSession(in: &response)
      return response
    }
    own.post("/sign-out-elsewhere") { request, context in
      _ = try await context.form(of: request)
      _ = try await node.staff.signOutElsewhere(context.session.presence)
      return Response.see("/staff/account?done=elsewhere")
    }
  }

  private func changePassword(
    _ request: Request, _ context: StaffContext, by visitor: Visitor
  ) async throws -> Response {
    let form = try await context.form(of: request, limit: 8 << 10)
    do {
      let signedIn = try await node.staff.changePassword(
        of: context.session.presence, from: form.raw("current") ?? "", to: form.raw("password") ?? "",
        again: form.raw("again") ?? "", by: visitor)
      var response = Response.see("/staff/account?done=password")
      StaffCookies(node).keep(signedIn, in: &response)
      return response
    } catch StaffFault.signInOver {
      throw OfficeFault.signInNeeded
    } catch let fault as StaffFault {
      return try await account(request, context, passwordFault: fault)
    }
  }

  private func renewRecovery(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await context.form(of: request, limit: 8 << 10)
    do {
      let codes = try await node.staff.renewRecovery(
        of: context.session.presence, code: form["code"] ?? "")
      var page = OfficePage("新的復原碼", "New recovery codes", for: context, at: request, node: node)
      page.path = "/staff/account"
      page.isNarrow = true
      page.notice = .init(.good, "舊的復原碼已經失效", "The codes you had before open nothing any more")
      return page.response { html in
        RecoveryCodeList(codes: codes, next: "/staff/account").write(context.language, &html)
      }
    } catch let fault as StaffFault {
      return try await account(request, context, codeFault: fault)
    }
  }

  // MARK: The page

  private func account(
    _ request: Request, _ context: StaffContext, passwordFault: StaffFault? = nil,
    codeFault: StaffFault? = nil
  ) async throws -> Response {
    let say = context.language
    let sessions = try await node.staff.sessions(of: context.session.presence)
    let codes = try await node.staff.recoveryCodesLeft(of: context.session.presence)
    var page = OfficePage("我的帳號", "My account", for: context, at: request, node: node)
    page.path = "/staff/account"
    page.isNarrow = true
    page.notice = notice(request, passwordFault ?? codeFault)
    return page.response((passwordFault ?? codeFault).map(\.status) ?? .ok) { html in
      html.card(say("我是誰", "Who I am")) { card in
        card.element("dl", ["class": "facts"]) { facts in
          let roles = context.staff.roles.sorted().map { say($0.text) }.joined(separator: say("、", ", "))
          for (name, value) in [
            (say("姓名", "Name"), context.staff.name), (say("帳號", "Login"), context.staff.login.text),
            (say("角色", "Roles"), roles),
          ] {
            facts.element("dt", text: name)
            facts.element("dd", text: value)
          }
        }
      }
      password(page, say, passwordFault, &html)
      recovery(page, say, codes, codeFault, &html)
      devices(page, say, sessions, context.session.presence.token, &html)
    }
  }

  private func notice(_ request: Request, _ fault: StaffFault?) -> OfficePage.Notice? {
    if let fault { return .init(.bad, fault.message.zh, fault.message.en) }
    return switch request.query.first(where: { $0.name == "done" })?.value {
    case "password":
      .init(.good, "密碼已變更，其他裝置已登出", "Your password is changed; other devices were signed out")
    case "elsewhere": .init(.good, "其他裝置已登出", "Other devices were signed out")
    default: nil
    }
  }

  private func password(
    _ page: OfficePage, _ say: PageLanguage, _ fault: StaffFault?, _ html: inout HTMLWriter
  ) {
    let message = fault.map { say($0.message) }
    let isNew = if case .password = fault { true } else { fault == .passwordsDiffer }
    html.card(say("變更密碼", "Change the password")) { card in
      page.form(to: "/staff/password", in: &card) { form in
        form.input(
          "current", say("目前的密碼", "Current password"), type: "password", fault: isNew ? nil : message,
          isRequired: true, autocomplete: "current-password", limit: 512)
        form.input(
          "password", say("新密碼", "New password"), type: "password",
          help: say("12 至 128 個字元。", "12 to 128 characters."), fault: isNew ? message : nil,
          isRequired: true, autocomplete: "new-password", limit: 512)
        form.input(
          "again", say("再輸入一次新密碼", "The new password again"), type: "password", isRequired: true,
          autocomplete: "new-password", limit: 512)
        form.element("p") { $0.submit(say("變更密碼", "Change the password"), style: "") }
      }
    }
  }

  private func recovery(
    _ page: OfficePage, _ say: PageLanguage, _ left: Int, _ fault: StaffFault?, _ html: inout HTMLWriter
  ) {
    html.card(say("復原碼", "Recovery codes")) { card in
      card.element(
        "p",
        text: say(
          "還有 \(left) 組可用。重新產生後，舊的全部失效。",
          "\(left) are left. New ones replace all that you had."))
      page.form(to: "/staff/recovery-codes", in: &card) { form in
        form.input(
          "code", say("驗證器上的六位數字", "The six digits of your authenticator"),
          fault: fault.map { say($0.message) }, isRequired: true, autocomplete: "one-time-code", limit: 20)
        form.element("p") { $0.submit(say("重新產生復原碼", "Make new recovery codes"), style: "") }
      }
    }
  }

  private func devices(
    _ page: OfficePage, _ say: PageLanguage, _ sessions: [StaffSessionRecord], _ own: [UInt8],
    _ html: inout HTMLWriter
  ) {
    html.card(say("登入中的裝置", "Where I am signed in")) { card in
      card.table(
        say("登入中的裝置", "Where I am signed in"),
        [say("裝置", "Device"), say("登入時間", "Since"), say("最近使用", "Last used")]
      ) { rows in
        for session in sessions {
          rows.element("tr") { row in
            row.element("td") { cell in
              if session.token == own { cell.badge(.info, say("這個裝置", "this device")) }
              cell.write(" " + (session.agent ?? say("未說明", "not said")))
            }
            row.cell(CivilCalendar.taipei.format(session.created))
            row.cell(CivilCalendar.taipei.format(session.seen))
          }
        }
      }
      guard sessions.count > 1 else { return }
      page.form(to: "/staff/sign-out-elsewhere", in: &card) { form in
        form.element("p") { $0.submit(say("登出其他裝置", "Sign out elsewhere"), style: "danger") }
      }
    }
  }
}
