import Benefits
import CityNode
import StrictJSON
import Testing

@testable import CitySupport
@testable import Web

extension EndToEnd {
  @Suite("Where does my card count", .runningCities)
  struct PlaceTests {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    /// Somebody without a token, at Taipei's node.
    private func asked(_ path: String) async throws -> Reply {
      var till = try await cities.counter(cities.taipei, "moca")
      till.token = ""
      return try await till.get(path)
    }

    private func ids(_ reply: Reply) -> [String] {
      guard case .array(let places)? = reply.value("/places") else { return [] }
      return places.indices.compactMap { reply.text("/places/\($0)/id") }
    }

    @Test func `a Taipei citizen is told of every place in Taitung, as the contract says`() async throws {
      let reply = try await asked("/api/v1/places")
      #expect(reply.status == 200)
      #expect(reply.text("/city") == "taitung" && reply.text("/home") == "taipei")
      #expect(ids(reply).count == 9)
      let document = try OpenAPIDocument.shared.get()
      let faults = try SchemaCheck(document: document).faults(
        try #require(reply.value("")), document.schema("Places"))
      #expect(faults.isEmpty)
      let museum = try #require(ids(reply).firstIndex(of: "museum-of-prehistory"))
      #expect(reply.number("/places/\(museum)/offers/0/prices/0/regular") == 80)
      #expect(reply.number("/places/\(museum)/offers/0/prices/0/offer") == 60)
    }

    @Test func `the question is narrowed, and one that is not understood is answered with what is possible`()
      async throws
    {
      #expect(ids(try await asked("/api/v1/places?kind=farm")) == ["chulu-ranch"])
      #expect(ids(try await asked("/api/v1/places?city=taipei&home=taitung")).contains("moca"))
      let students = ids(try await asked("/api/v1/places?class=student"))
      #expect(!students.isEmpty && students.count < 9)
      for (query, parameter) in [
        ("kind=castle", "kind"), ("city=atlantis", "city"), ("class=hero", "class"), ("open=never", "open"),
        ("near=Paris", "near"), ("town=Beinan", "town"), ("lang=fr", "lang"),
      ] {
        let reply = try await asked("/api/v1/places?\(query)")
        #expect(reply.status == 400 && reply.text("/code") == "invalid_request", "\(query)")
        #expect(reply.text("/detail_en")?.contains(parameter) == true, "\(query)")
      }
    }

    @Test func `the parameters are the contract's`() throws {
      let document = try OpenAPIDocument.shared.get()
      for path in ["/places", "/api/v1/places"] {
        let parameters = try document.root["paths"][path]["get"]["parameters"].elements.map {
          try document.resolved($0)["name"].text
        }
        #expect(parameters == PlaceQuery.parameters)
      }
    }

    @Test func `the page says it in either language, without a script, and escapes what was asked`()
      async throws
    {
      let page = try await asked("/places")
      #expect(page.status == 200)
      #expect(page.html.contains("臺北市的卡在臺東縣哪裡可以用？"))
      #expect(page.html.contains("全票 80 → 60") && page.html.contains("✓ 今天開放"))
      #expect(!page.html.contains("<script"))
      let english = try await asked("/places?lang=en")
      #expect(english.html.contains("<html lang=\"en\">") && english.html.contains("Adult 80 → 60"))
      let wrong = try await asked("/places?%3Cb%3E=1&near=%22%3E%3Cb%3E")
      #expect(wrong.status == 200)
      #expect(wrong.html.contains("&lt;b&gt;") && !wrong.html.contains("<b>"))
    }
  }
}

extension Reply {
  /// The body of a page.
  fileprivate var html: String { String(decoding: bytes, as: UTF8.self) }
}
