import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import NIOCore

/// "Where does my card count?": a page and an API for everybody, over the registries of the own city and its partners.
struct PlaceRoutes {
  /// No script at all, no frame, nothing from anywhere else.
  static let policy = """
    default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
    """

  private let node: Node

  init(node: Node) { self.node = node }

  func register(on router: Router<NodeRequestContext>) {
    router.get("/places") { request, _ in page(PlaceQuery(request.query, node: node)) }
    router.get("/api/v1/places") { request, _ in try places(PlaceQuery(request.query, node: node)) }
  }

  private func hits(_ query: PlaceQuery) -> [PlaceSearch.Hit] {
    query.search.hits(in: node.registry.venues(of: query.city), holidays: node.calendar.holidays)
  }

  private func page(_ query: PlaceQuery) -> Response {
    let page = PlacePage(query: query, hits: hits(query), cityNames: node.cityNames)
    var headers: HTTPFields = [
      .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: Self.policy,
      .cacheControl: "no-cache",
      .contentLanguage: query.language.tag,
    ]
    if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "no-referrer" }
    return Response(
      status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: page.bytes)))
  }

  private func places(_ query: PlaceQuery) throws -> Response {
    if let fault = query.faults.first {
      let possible = fault.possible.joined(separator: ", ")
      throw Problem(
        .invalidRequest,
        detail: BilingualText(
          zh: "查詢參數 \(fault.parameter)：可用 \(possible)。",
          en: "Query parameter \(fault.parameter): \(possible)."))
    }
    let hits = hits(query)
    return .json(.ok) { $0.write(query, hits) }
  }
}
