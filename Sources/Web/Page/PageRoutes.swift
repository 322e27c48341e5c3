import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import StrictJSON

/// `/pos`: the counter page and its files; `/assets`: the files that all pages share. They hold no secret, so anybody may read them; what the page does, it
/// does through the counter's API with the terminal's token.
struct PageRoutes {
  /// Nothing but the page's own files, and no script that is not one of them: what a venue or an operator calls
  /// a thing can never run.
  static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
    trusted-types 'none'
    """

  /// Tells one build's counter page from another's: what the page says of itself with every request.
  static let version: String = {
    let files = PageFiles.folder("counter").sorted { $0.key < $1.key }
    return PageFile(type: "", bytes: files.flatMap(\.value) + texts).tag.filter { $0 != "\"" }
  }()

  private let page: PageFile
  private let files: [String: PageFile]
  /// What all pages share.
  private let assets: [String: PageFile]

  init(node: Node) throws {
    var bytes = PageFiles.folder("counter")
    let template = String(decoding: bytes.removeValue(forKey: "counter.html") ?? [], as: UTF8.self)
    let city = node.configuration.city
    let name = node.cityNames[city]
    let html = try PageTemplate.fill(
      template,
      values: [
        "city": city.text, "city_zh": name?.zh ?? city.text, "city_en": name?.en ?? city.text,
        "page": Self.version,
      ])
    page = PageFile(type: "text/html; charset=utf-8", bytes: Array(html.utf8))
    bytes["texts.js"] = Self.texts
    files = PageFiles.ready(bytes)
    assets = PageFiles.ready(PageFiles.folder("assets"))
  }

  func register(on router: Router<NodeRequestContext>) {
    router.get("/pos") { request, _ in Self.response(page, to: request) }
    router.get("/pos/{file}") { request, context in
      guard let file = context.parameters.get("file").flatMap({ files[$0] }) else {
        throw Problem(.notFound)
      }
      return Self.response(file, to: request)
    }
    router.get("/assets/{file}") { request, context in
      guard let file = context.parameters.get("file").flatMap({ assets[$0] }) else {
        throw Problem(.notFound)
      }
      return Self.response(file, to: request)
    }
  }

  /// The page's texts as a module: JSON is an expression of JavaScript (ECMA-262 since 2019).
  private static var texts: [UInt8] {
    var json = JSONWriter(capacity: 16 << 10)
    json.object { texts in
      for row in PageTexts.all { texts.member(row.name, row.text) }
    }
    return Array("export default ".utf8) + json.bytes + Array(";\n".utf8)
  }

  /// A browser keeps the file, and asks each time whether it is still the same: a node that was updated is seen
  /// by its counters at once.
  private static func response(_ file: PageFile, to request: Request) -> Response {
    var headers: HTTPFields = [
      .contentType: file.type, .cacheControl: "no-cache", .eTag: file.tag, .contentSecurityPolicy: policy,
    ]
    for (name, value) in [("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin")] {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    return request.knows(file.tag)
      ? Response(status: .notModified, headers: headers)
      : Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.body))
  }
}
