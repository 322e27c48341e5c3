import Benefits
import HTTPTypes
import Hummingbird

/// The language of a page for people.
enum PageLanguage: String, CaseIterable, Sendable {
  case zh, en

  /// As HTML and HTTP name it.
  var tag: String { self == .zh ? "zh-Hant-TW" : "en" }
  /// The other one.
  var other: PageLanguage { self == .zh ? .en : .zh }

  /// The text in this language. Texts of a page stand in the page, both languages beside each other.
  func callAsFunction(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }
  /// The text in this language.
  func callAsFunction(_ text: BilingualText) -> String { self(text.zh, text.en) }

  /// The cookie in which a browser remembers the choice; it says nothing about anybody.
  static let cookie = "citycard-language"

  /// The language that a request asks for by `?lang=`, else the one that its browser remembers, else Chinese.
  static func of(_ request: Request) -> PageLanguage {
    chosen(by: request) ?? request.cookies[cookie].flatMap { PageLanguage(rawValue: $0.value) } ?? .zh
  }

  /// What `?lang=` says.
  static func chosen(by request: Request) -> PageLanguage? {
    request.query.first { $0.name == "lang" }.flatMap { PageLanguage(rawValue: $0.value) }
  }
}

/// Lets a browser remember the language that somebody chose, for a year.
struct LanguageMemory: RouterMiddleware {
  func handle(
    _ request: Request, context: NodeRequestContext,
    next: (Request, NodeRequestContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    if let language = PageLanguage.chosen(by: request) {
      response.setCookie(
        Cookie(
          name: PageLanguage.cookie, value: language.rawValue, maxAge: 31_536_000, path: "/",
          sameSite: .lax))
    }
    return response
  }
}
