import Benefits
import CityNode
import HTTPTypes
import Hummingbird

/// Around every office page: its language, who is signed in, and an answer for people where something stands in the way.
struct OfficePages: RouterMiddleware {
  let node: Node

  func handle(
    _ request: Request, context: NodeRequestContext,
    next: (Request, NodeRequestContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.language = PageLanguage.of(request)
    do {
      if let token = StaffCookies(node).session(of: request) {
        // Looked up each time, so that whatever ends a session ends it at once, in every process of the city.
        context.session = try await node.staff.presence(token).map(StaffSession.init)
      }
      return try await next(request, context)
    } catch OfficeFault.signInNeeded {
      return Self.toSignIn(request)
    } catch let fault as OfficeFault {
      return page(for: fault, request, context)
    } catch {
      let problem = ProblemMiddleware(listener: .counter).problem(for: error, request, context)
      return page(
        problem.code.title, problem.detail ?? problem.code.title, .init(code: problem.code.status), request,
        context)
    }
  }

  /// Where somebody signs in; from there back to what was asked for, if that was only to be read.
  private static func toSignIn(_ request: Request) -> Response {
    let next = request.method == .get ? request.uri.string : "/console"
    return .see("/staff/sign-in?next=\(Percent.encoded(next))")
  }

  private func page(
    for fault: OfficeFault, _ request: Request, _ context: NodeRequestContext
  ) -> Response {
    switch fault {
    case .signInNeeded: return Self.toSignIn(request)
    case .forbidden:
      return page(
        BilingualText(zh: "你的帳號不能使用這一頁", en: "Your account may not use this page"),
        BilingualText(
          zh: "需要的話，請負責帳號的人加上角色。", en: "If you need it, ask whoever keeps the accounts for the role."),
        .forbidden, request, context)
    case .foreignForm:
      return page(
        BilingualText(zh: "這份表單已經失效", en: "This form is no longer valid"),
        BilingualText(
          zh: "沒有變更任何資料。請回到上一頁、重新整理後再送出一次。",
          en: "Nothing was changed. Go back, reload the page, and send it again."),
        .forbidden, request, context)
    case .notFound:
      return page(
        BilingualText(zh: "找不到這一頁", en: "There is no such page"),
        BilingualText(zh: "它可能已經改名或移除。", en: "It may have been renamed or removed."), .notFound, request,
        context)
    }
  }

  private func page(
    _ title: BilingualText, _ text: BilingualText, _ status: HTTPResponse.Status, _ request: Request,
    _ context: NodeRequestContext
  ) -> Response {
    var page = OfficePage(title.zh, title.en, language: context.language, at: request, node: node)
    page.session = context.session
    page.isNarrow = true
    return page.response(status) { html in
      html.notice(.bad, context.language(text))
      html.element("p") {
        $0.button(
          context.language("回到起始頁", "To the start page"), to: context.session == nil ? "/" : "/console")
      }
    }
  }
}

extension Response {
  /// To be read elsewhere (RFC 9110 §15.4.4): what follows every form that changed something.
  static func see(_ path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
  }
}
