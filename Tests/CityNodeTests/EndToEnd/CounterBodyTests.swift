import Benefits
import CityNode
import Federation
import NIOHTTP1
import Testing

@testable import CitySupport

extension EndToEnd {
  @Suite("Bad bodies at the counter", .runningCities)
  struct CounterBodies {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    private func till() async throws -> Till {
      try await cities.counter(cities.taitung, "museum-of-prehistory")
    }

    private func body(_ till: Till) throws -> CheckBody {
      CheckBody(
        id: till.newID(), venue: till.venue, card: try cities.card(.adult, of: cities.taipei),
        home: cities.taipei)
    }

    /// Posts a check's body that must be refused and leave nothing, neither a check under the id.
    private func expectRefused(
      _ code: ProblemCode, _ status: Int, pointer: String? = nil,
      sourceLocation: SourceLocation = #_sourceLocation, _ change: (CheckBody) throws -> CheckBody
    ) async throws {
      let till = try await till()
      let changed = try change(body(till))
      let reply = try await cities.expectNothingRecorded(sourceLocation: sourceLocation) {
        try await till.post("/api/v1/checks", changed.text)
      }
      expectProblem(reply, code, status, "\(changed.text.prefix(200))", sourceLocation: sourceLocation)
      if let pointer { #expect(reply.text("/pointer") == pointer, sourceLocation: sourceLocation) }
    }

    @Test(
      "What is not strict JSON is malformed_json",
      arguments: [
        "", "{", "[]", "null", "\"text\"", "{} {}", "{'id':1}", "{\"id\":1,}", "\u{FEFF}{}",
        #"{"id":"a","id":"a"}"#, #"{"id":1.5}"#, #"{"id":1e3}"#, #"{"id":NaN}"#, #"{"id":"\u0000"}"#,
        "{\"id\":\"a\u{0}b\"}", "{\"id\":\"a\u{1}\"}", #"{"id":"\ud800"}"#,
        #"{"a":"# + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "}",
        #"{"a":["# + (0..<600).map { "\($0)" }.joined(separator: ",") + "]}",
        #"{"id":99999999999999999999}"#,
      ])
    func malformed(_ text: String) async throws {
      let till = try await till()
      for path in ["/api/v1/checks", "/api/v1/redemptions", "/api/v1/redemptions/\(till.newID())/void"] {
        let reply = try await cities.expectNothingRecorded { try await till.post(path, text) }
        expectProblem(reply, .malformedJSON, 400, "\(path) \(text.prefix(60))")
      }
    }

    @Test("Bytes that are no UTF-8 are malformed_json")
    func notUTF8() async throws {
      let till = try await till()
      for bytes: [UInt8] in [[0xFF], [0x7B, 0x22, 0xC3, 0x28, 0x22, 0x3A, 0x31, 0x7D]] {
        let reply = try await cities.expectNothingRecorded {
          try await till.send(.POST, "/api/v1/checks", body: bytes)
        }
        expectProblem(reply, .malformedJSON, 400)
      }
    }

    @Test("A body over the route's limit is body_too_large, and one at the limit is read")
    func tooLarge() async throws {
      let till = try await till()
      for (path, limit) in [
        ("/api/v1/checks", 16 << 10), ("/api/v1/redemptions", 4 << 10),
        ("/api/v1/redemptions/\(till.newID())/void", 4 << 10),
      ] {
        let spaces = [UInt8](repeating: 0x20, count: limit - 2)
        try await cities.expectNothingRecorded {
          let over = try await till.send(.POST, path, body: Array("{".utf8) + spaces + Array(" }".utf8))
          expectProblem(over, .bodyTooLarge, 413, "\(path)")
          let far = try await till.send(.POST, path, body: [UInt8](repeating: 0x20, count: 3 << 20))
          expectProblem(far, .bodyTooLarge, 413, "\(path)")
          let at = try await till.send(.POST, path, body: Array("{".utf8) + spaces + Array("}".utf8))
          #expect(at.status != 413)
        }
      }
      // The listener goes on.
      #expect(try await till.get("/healthz").status == 200)
    }

    @Test(
      "Only application/json is read",
      arguments: ["text/plain", "application/jsonp", "application/json5", ""])
    func mediaType(_ type: String) async throws {
      let till = try await till()
      let text = try body(till).text
      let reply = try await cities.expectNothingRecorded {
        try await till.send(
          .POST, "/api/v1/checks", body: Array(text.utf8), type: type.isEmpty ? nil : type)
      }
      expectProblem(reply, .unsupportedMediaType, 415)
      let good = try await till.send(
        .POST, "/api/v1/checks", body: Array(text.utf8), type: "Application/JSON; charset=utf-8")
      #expect(good.status == 200)
    }

    @Test(
      "A member that is missing, unknown or of another type is invalid_request, and the pointer says which")
    func members() async throws {
      for name in ["id", "venue", "card", "basket"] {
        try await expectRefused(.invalidRequest, 400, pointer: "/\(name)") { $0.without(name) }
        try await expectRefused(.invalidRequest, 400, pointer: "/\(name)") { $0.with(name, "17") }
        try await expectRefused(.invalidRequest, 400, pointer: "/\(name)") { $0.with(name, "null") }
      }
      try await expectRefused(.invalidRequest, 400, pointer: "/homecity") {
        $0.with("homecity", #""taipei""#)
      }
      try await expectRefused(.invalidRequest, 400, pointer: "/home_city") { $0.with("home_city", "3") }
      try await expectRefused(.invalidRequest, 400, pointer: "/basket/0/price") {
        $0.with("basket", #"[{"ticket":"adult","price":-1}]"#)
      }
      try await expectRefused(.invalidRequest, 400, pointer: "/basket/0/seen") {
        $0.with("basket", #"[{"ticket":"adult","seen":"passport"}]"#)
      }
      try await expectRefused(.invalidRequest, 400, pointer: "/basket/0") { $0.with("basket", #"["adult"]"#) }
    }

    @Test(
      "An id must be a UUIDv7 in lower case",
      arguments: [
        "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "0192F0C1-2345-7ABC-8DEF-0123456789AB",
        "{0192f0c1-2345-7abc-8def-0123456789ab}", "0192f0c123457abc8def0123456789ab",
        "0192f0c1-2345-7abc-cdef-0123456789ab", "0192f0c1-2345-7abc-8def-0123456789a", "", "1",
        "00000000-0000-0000-0000-000000000000",
      ])
    func ids(_ id: String) async throws {
      try await expectRefused(.invalidRequest, 400, pointer: "/id") { $0.with("id", #""\#(id)""#) }
      let till = try await till()
      try await cities.expectNothingRecorded {
        let reply = try await till.post("/api/v1/redemptions", #"{"id":"\#(id)","check":"\#(till.newID())"}"#)
        expectProblem(reply, .invalidRequest, 400)
      }
    }

    @Test("Venue, ticket and city must be known")
    func unknownNames() async throws {
      try await expectRefused(.invalidRequest, 400, pointer: "/venue") { $0.with("venue", #""""#) }
      for venue in ["nowhere", "Museum", "moca", "../moca", "museum-of-prehistory "] {
        try await expectRefused(.unknownVenue, 422, pointer: "/venue") { $0.with("venue", #""\#(venue)""#) }
      }
      for ticket in ["senior", "ADULT"] {
        try await expectRefused(.unknownTicket, 422, pointer: "/basket/0/ticket") {
          $0.with("basket", #"[{"ticket":"\#(ticket)"}]"#)
        }
      }
      for city in ["kaohsiung", "TAIPEI"] {
        try await expectRefused(.unknownCity, 422, pointer: "/home_city") {
          $0.with("home_city", #""\#(city)""#)
        }
      }
    }

    @Test("A basket has 1 to 20 lines and 1 to 100 tickets")
    func baskets() async throws {
      try await expectRefused(.emptyBasket, 422, pointer: "/basket") { $0.with("basket", "[]") }
      let line = #"{"ticket":"adult"}"#
      let long = "[" + Array(repeating: line, count: 21).joined(separator: ",") + "]"
      try await expectRefused(.basketTooLarge, 422, pointer: "/basket") { $0.with("basket", long) }
      for quantity in ["0", "-1", "101", "1000000"] {
        try await expectRefused(.basketTooLarge, 422, pointer: "/basket/0/quantity") {
          $0.with("basket", #"[{"ticket":"adult","quantity":\#(quantity)}]"#)
        }
      }
      try await expectRefused(.basketTooLarge, 422, pointer: "/basket") {
        $0.with("basket", #"[{"ticket":"adult","quantity":60},{"ticket":"group","quantity":41}]"#)
      }
      let till = try await till()
      let full = "[" + Array(repeating: #"{"ticket":"adult","quantity":5}"#, count: 20).joined(separator: ",")
      let reply = try await till.post("/api/v1/checks", body(till).with("basket", full + "]").text)
      #expect(reply.status == 200)
      #expect(reply.number("/collect/regular") == 8000)
    }

    @Test("A card number of no known form is refused kindly")
    func cards() async throws {
      func card(_ scheme: String, _ kind: String, _ number: String) -> (CheckBody) -> CheckBody {
        { $0.with("card", #"{"scheme":"\#(scheme)","kind":"\#(kind)","number":"\#(number)"}"#) }
      }
      try await expectRefused(.invalidRequest, 400, pointer: "/card/scheme", card("visa", "printed", "1"))
      try await expectRefused(.invalidRequest, 400, pointer: "/card/kind", card("easycard", "nfc", "1"))
      for number in ["123", "123456789012345x", "１２３４５６７８９０１２３４５６", String(repeating: "1", count: 65), " "] {
        try await expectRefused(
          .malformedCard, 422, pointer: "/card/number", card("easycard", "printed", number))
      }
      for number in ["zzzzzzzz", "0453590000000g", "045359"] {
        try await expectRefused(.malformedCard, 422, pointer: "/card/number", card("easycard", "uid", number))
      }
      try await expectRefused(.randomUID, 422, pointer: "/card/number", card("easycard", "uid", "08AABBCC"))
      try await expectRefused(
        .invoiceCarrier, 422, pointer: "/card/number", card("easycard", "printed", "/ABC+123"))
      try await expectRefused(.invalidRequest, 400, pointer: "/card/number", card("city", "printed", ""))
      try await expectRefused(.invalidRequest, 400, pointer: "/card/pin") {
        $0.with("card", #"{"scheme":"city","kind":"printed","number":"TT900000001","pin":"1"}"#)
      }
    }

    @Test("The same id with other content is id_conflict, and the first check stands")
    func conflict() async throws {
      let till = try await till()
      let body = try body(till)
      let first = try await till.post("/api/v1/checks", body.text)
      #expect(first.status == 200)
      let neighbour = try await self.till()
      try await cities.expectNothingRecorded {
        for other in [
          body.with("basket", #"[{"ticket":"adult","quantity":2}]"#),
          body.with("basket", #"[{"ticket":"group"}]"#),
          body.with("basket", #"[{"ticket":"adult","seen":"age65"}]"#), body.without("home_city"),
          body.with("card", #"{"scheme":"easycard","kind":"printed","number":"9000010000000021"}"#),
        ] {
          expectProblem(try await till.post("/api/v1/checks", other.text), .idConflict, 409)
        }
        // Another terminal of the venue may not take over the id either.
        expectProblem(try await neighbour.post("/api/v1/checks", body.text), .idConflict, 409)
        #expect(try await till.post("/api/v1/checks", body.text).bytes == first.bytes)
      }
    }
  }
}
