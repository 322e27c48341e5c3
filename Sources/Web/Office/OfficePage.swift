import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import NIOCore
import Office

/// The frame of every page for staff and merchants: bar, navigation, notice, content, in one language with a switch to
/// the other.
struct OfficePage {
  /// The own files' scripts and styles and nothing else; what a venue or an operator typed can never run.
  static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'
    """

  /// Something to tell first of all.
  struct Notice {
    /// How it looks: a word, a sign and a colour.
    enum Tone: String {
      case good, warn, bad, info
      var sign: String {
        switch self {
        case .good: "✓"
        case .warn: "!"
        case .bad: "✕"
        case .info: "i"
        }
      }
    }
    let tone: Tone
    let text: BilingualText

    init(_ tone: Tone, _ zh: String, _ en: String) {
      self.tone = tone
      text = BilingualText(zh: zh, en: en)
    }
  }

  /// The page's name; its heading too.
  let title: BilingualText
  let language: PageLanguage
  /// The city whose node it is.
  let city: BilingualText
  /// Where the page is, with its query: what the switch of language leads to.
  var path: String
  /// Who is signed in.
  var session: StaffSession?
  var notice: Notice?
  /// ES modules of `/assets`, by file name.
  var modules: [String] = []
  /// The pages above this one.
  var trail: [(name: BilingualText, path: String)] = []
  /// Whether it is read like a letter, not like a table.
  var isNarrow = false

  /// A page of a member of staff.
  init(
    _ zh: String, _ en: String, for context: StaffContext, at request: Request, node: Node
  ) {
    self.init(zh, en, language: context.language, at: request, node: node)
    session = context.session
  }

  /// A page before anybody signed in.
  init(_ zh: String, _ en: String, language: PageLanguage, at request: Request, node: Node) {
    title = BilingualText(zh: zh, en: en)
    self.language = language
    let id = node.configuration.city
    city = node.cityNames[id] ?? BilingualText(zh: id.text, en: id.text)
    path = request.uri.string
  }

  /// The page as an answer; `content` writes what stands below its heading.
  func response(
    _ status: HTTPResponse.Status = .ok, _ content: (inout HTMLWriter) -> Void
  ) -> Response {
    var headers: HTTPFields = [
      .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: Self.policy,
      .cacheControl: "no-store", .contentLanguage: language.tag,
    ]
    for (name, value) in [("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin")] {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    return Response(
      status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes(content))))
  }

  func bytes(_ content: (inout HTMLWriter) -> Void) -> [UInt8] {
    HTMLWriter.document(lang: language.tag) { html in
      html.element("head") { describe(&$0) }
      html.element("body") { body in
        body.element("a", ["class": "skip", "href": "#main"], text: language("跳到內容", "Skip to content"))
        bar(&body)
        navigation(&body)
        body.element("main", ["id": "main", "class": isNarrow ? "narrow" : nil]) { main in
          above(&main)
          main.element("h1", text: language(title))
          tell(&main)
          content(&main)
        }
        body.element("footer") { footer in
          footer.write(
            language(
              "CityCard Node · \(city.zh)市民卡節點", "CityCard Node · the city card node of \(city.en)"))
        }
      }
    }
  }

  private func describe(_ head: inout HTMLWriter) {
    head.open("meta", ["charset": "utf-8"])
    head.open("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    head.element("title", text: "\(language(title)) · \(language(city))")
    head.open("link", ["rel": "icon", "href": "/assets/icon.svg", "type": "image/svg+xml"])
    for style in ["tokens.css", "city.css"] {
      head.open("link", ["rel": "stylesheet", "href": "/assets/\(style)"])
    }
    for module in modules {
      head.element("script", ["type": "module", "src": "/assets/\(module)"], text: "")
    }
  }

  private func bar(_ html: inout HTMLWriter) {
    html.element("header", ["class": "bar"]) { bar in
      bar.element("a", ["class": "name", "href": session == nil ? "/" : "/console"]) {
        $0.write(language("\(city.zh)市民卡", "\(city.en) city card"))
      }
      let other = language.other
      bar.element(
        "a", ["href": otherLanguagePath, "lang": other.tag, "hreflang": other.tag],
        text: other == .en ? "English" : "中文")
      guard let session else { return }
      bar.element("a", ["href": "/staff/account"], text: session.staff.name)
      bar.element("form", ["method": "post", "action": "/staff/sign-out"]) { form in
        token(&form)
        form.element("button", ["type": "submit"], text: language("登出", "Sign out"))
      }
    }
  }

  /// The same page in the other language.
  private var otherLanguagePath: String {
    let parts = path.split(separator: "?", maxSplits: 1)
    let kept = parts.dropFirst().first?.split(separator: "&").filter { !$0.hasPrefix("lang=") } ?? []
    return "\(parts.first ?? "/")?" + (kept + ["lang=\(other)"]).joined(separator: "&")
  }
  private var other: String { language.other.rawValue }

  private func navigation(_ html: inout HTMLWriter) {
    guard let session else { return }
    let sections = OfficeSection.all.filter { session.staff.may($0.permission) }
    let here = path.prefix { $0 != "?" }
    html.element("nav", ["class": "sections", "aria-label": language("功能", "Sections")]) { nav in
      nav.element("ul") { list in
        for section in sections {
          let isHere = here == section.path || here.hasPrefix(section.path + "/")
          list.element("li") { item in
            item.element(
              "a", ["href": section.path, "aria-current": isHere ? "page" : nil], text: language(section.name)
            )
          }
        }
      }
    }
  }

  private func above(_ html: inout HTMLWriter) {
    guard !trail.isEmpty else { return }
    html.element("nav", ["class": "trail", "aria-label": language("上一層", "Above")]) { nav in
      for (name, path) in trail {
        nav.element("a", ["href": path], text: language(name))
        nav.write(" › ")
      }
    }
  }

  private func tell(_ html: inout HTMLWriter) {
    guard let notice else { return }
    html.notice(notice.tone, language(notice.text))
  }

  /// The field that proves a form to be of this session.
  func token(_ form: inout HTMLWriter) {
    form.open("input", ["type": "hidden", "name": "csrf", "value": session?.csrf ?? ""])
  }

  /// A form of this session that is sent to `path`; `content` writes its fields.
  func form(
    to path: String, class name: String? = "stack", in html: inout HTMLWriter,
    _ content: (inout HTMLWriter) -> Void
  ) {
    html.element("form", ["method": "post", "action": path, "class": name]) { form in
      token(&form)
      content(&form)
    }
  }
}
