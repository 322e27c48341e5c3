import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import Office
import QRCode

/// `/staff/invitation`: somebody takes up an account. The secret stands in the link's fragment, which browsers send
/// nowhere; a small module puts it into the form, and without scripts it is pasted by hand.
struct InvitationRoutes {
  let node: Node

  func register(on router: Router<NodeRequestContext>) {
    let pages = router.group("/staff").add(middleware: OfficePages(node: node))
    pages.get("/invitation") { request, context in pastePage(request, context) }
    pages.post("/invitation") { request, context in try await open(request, context) }
    pages.post("/join") { request, context in try await join(request, context) }
  }

  private func pastePage(
    _ request: Request, _ context: NodeRequestContext, fault: StaffFault? = nil
  ) -> Response {
    let say = context.language
    var page = OfficePage("啟用帳號", "Take up your account", language: say, at: request, node: node)
    page.path = "/staff/invitation"
    page.isNarrow = true
    page.modules = ["invitation.js"]
    if let fault { page.notice = .init(.bad, fault.message.zh, fault.message.en) }
    return page.response(fault.map(\.status) ?? .ok) { html in
      html.element(
        "form", ["method": "post", "action": "/staff/invitation", "class": "card stack", "id": "invitation"]
      ) { form in
        form.input(
          "secret", say("邀請碼", "Invitation code"),
          help: say("邀請連結中 # 之後的部分。", "What stands after # in the link of your invitation."),
          fault: fault.map { say($0.message) }, isRequired: true, autocomplete: "off", limit: 100,
          isFirst: true)
        form.element("p") { $0.submit(say("繼續", "Go on")) }
      }
    }
  }

  /// Shows what the invitation is for. Nothing changes by it, so it is no harm to send it again by reloading; that it is
  /// a form keeps the secret out of addresses and logs.
  private func open(_ request: Request, _ context: NodeRequestContext) async throws -> Response {
    let form = try await request.ownForm()
    let secret = form["secret"] ?? ""
    do {
      return try joinPage(request, context, secret, try await node.staff.invitation(secret))
    } catch let fault as StaffFault {
      return pastePage(request, context, fault: fault)
    }
  }

  private func join(_ request: Request, _ context: NodeRequestContext) async throws -> Response {
    let form = try await request.ownForm()
    let secret = form["secret"] ?? ""
    do {
      let joined = try await node.staff.join(
        secret, password: form.raw("password") ?? "", again: form.raw("again") ?? "",
        code: form["code"] ?? "", from: context.visitor(request, node))
      var page = OfficePage("復原碼", "Recovery codes", language: context.language, at: request, node: node)
      page.path = "/staff/account"
      page.isNarrow = true
      page.notice = .init(.good, "帳號已啟用，你已登入", "Your account is ready, and you are signed in")
      var response = page.response { html in
        RecoveryCodeList(codes: joined.recovery, next: NextPage.path(nil, for: joined.signedIn.member))
          .write(context.language, &html)
      }
      StaffCookies(node).keep(joined.signedIn, in: &response)
      return response
    } catch StaffFault.invitationOver {
      return pastePage(request, context, fault: .invitationOver)
    } catch let fault as StaffFault {
      return try joinPage(request, context, secret, try await node.staff.invitation(secret), fault: fault)
    }
  }

  private func joinPage(
    _ request: Request, _ context: NodeRequestContext, _ secret: String, _ invitation: OpenInvitation,
    fault: StaffFault? = nil
  ) throws -> Response {
    let say = context.language
    let symbol = try QRSymbol(invitation.uri)
    var page = OfficePage("啟用帳號", "Take up your account", language: say, at: request, node: node)
    page.path = "/staff/invitation"
    page.isNarrow = true
    if let fault { page.notice = .init(.bad, fault.message.zh, fault.message.en) }
    let (atPassword, atAgain, atCode) = Self.places(of: fault, say)
    return page.response(fault.map(\.status) ?? .ok) { html in
      html.element(
        "p",
        text: say("\(invitation.member.name)，你的帳號是：", "\(invitation.member.name), your login is: ")
          + invitation.member.login.text)
      html.element("form", ["method": "post", "action": "/staff/join", "class": "stack"]) { form in
        form.open("input", ["type": "hidden", "name": "secret", "value": secret])
        // Lets a password manager keep the two together.
        form.open(
          "input",
          [
            "type": "hidden", "name": "login", "value": invitation.member.login.text,
            "autocomplete": "username",
          ])
        form.card(say("1. 設定密碼", "1. Choose a password")) { card in
          card.input(
            "password", say("密碼", "Password"), type: "password",
            help: say(
              "12 至 128 個字元；幾個不相干的詞就很好，不需要符號。",
              "12 to 128 characters; a few unrelated words do well, no signs are needed."), fault: atPassword,
            isRequired: true, autocomplete: "new-password", limit: 512,
            isFirst: fault == nil)
          card.input(
            "again", say("再輸入一次密碼", "The password again"), type: "password", fault: atAgain,
            isRequired: true, autocomplete: "new-password", limit: 512)
        }
        form.card(say("2. 設定驗證器", "2. Set up an authenticator")) { card in
          card.element(
            "p",
            text: say(
              "用手機上的驗證器（任何支援 TOTP 的應用程式）掃描，或輸入下方的金鑰。",
              "Scan this with an authenticator on your telephone (any that knows TOTP), or type the key below."
            ))
          card.qrCode(symbol, name: say("給驗證器掃描的 QR 碼", "QR code for your authenticator"))
          card.element("p") { line in
            line.write(say("金鑰：", "Key: "))
            line.element("span", ["class": "code"], text: Self.inGroups(invitation.totp))
          }
          card.input(
            "code", say("驗證器顯示的六位數字", "The six digits that it shows"), fault: atCode, isRequired: true,
            autocomplete: "one-time-code", inputMode: "numeric", limit: 10)
        }
        form.element("p") { $0.submit(say("啟用帳號", "Take up the account")) }
      }
    }
  }

  /// What is said at which field.
  private static func places(
    of fault: StaffFault?, _ say: PageLanguage
  ) -> (password: String?, again: String?, code: String?) {
    switch fault {
    case .password(let fault): (say(fault.message), nil, nil)
    case .passwordsDiffer: (nil, fault.map { say($0.message) }, nil)
    case .wrongCode: (nil, nil, fault.map { say($0.message) })
    default: (nil, nil, nil)
    }
  }

  /// Groups of four: easier to type without losing one's place.
  static func inGroups(_ text: String) -> String {
    var groups: [Substring] = []
    var rest = text[...]
    while !rest.isEmpty {
      groups.append(rest.prefix(4))
      rest = rest.dropFirst(4)
    }
    return groups.joined(separator: " ")
  }
}

/// Recovery codes, shown this once. The page is the answer to the form itself, not to a redirection: the codes are kept
/// nowhere from which they could be shown again.
struct RecoveryCodeList {
  let codes: [String]
  /// Where one goes on.
  let next: String

  func write(_ say: PageLanguage, _ html: inout HTMLWriter) {
    html.card(say("請現在收好這些復原碼", "Keep these codes now")) { card in
      card.element(
        "p",
        text: say(
          "驗證器遺失時，每一組可以代替驗證碼登入一次。它們只顯示這一次；請列印或抄下，放在安全的地方。",
          "Should you lose your authenticator, each stands in for its code once. They are shown this once: print them or write them down, and keep them in a safe place."
        ))
      card.element("ul", ["class": "cards"]) { list in
        for code in codes {
          list.element("li") { $0.element("span", ["class": "code"], text: code) }
        }
      }
      card.element("p") { $0.button(say("我收好了", "I kept them"), to: next, isPrimary: true) }
    }
  }
}
