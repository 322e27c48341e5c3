import Benefits
import CityNode
import Testing

@testable import CitySupport

extension EndToEnd {
  /// Each of these exchanges ends only if the node closes the connection.
  @Suite("Bodies that never end", .runningCities)
  struct UnreadBodies {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    private func exchange(_ lines: [String], _ body: String = "") async throws -> String {
      let request = (lines + ["Host: 127.0.0.1", "Content-Type: application/json", "", body])
      return try await RawHTTP.exchange(
        request.joined(separator: "\r\n"), port: try cities.taitung.counterPort)
    }

    @Test(
      "Of a stranger, at no address, or over the limit, the body is not read on",
      .timeLimit(.minutes(1)),
      arguments: [
        ("/api/v1/checks", "", 401), ("/nothing", "", 404), ("/healthz", "", 405),
        ("/api/v1/checks", "cct_unknown", 401),
      ])
    func unread(path: String, token: String, status: Int) async throws {
      var lines = ["POST \(path) HTTP/1.1", "Transfer-Encoding: chunked"]
      if !token.isEmpty { lines.append("Authorization: Bearer \(token)") }
      let reply = try await exchange(lines, "5\r\n{\"id\"\r\n")
      #expect(RawHTTP.status(of: reply) == status, "\(reply.prefix(200))")
      #expect(reply.lowercased().contains("connection: close"))
    }

    @Test("A length over the limit is refused before a byte comes", .timeLimit(.minutes(1)))
    func statedLength() async throws {
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      let reply = try await exchange([
        "POST /api/v1/checks HTTP/1.1", "Content-Length: 16385", "Authorization: Bearer \(till.token)",
      ])
      #expect(RawHTTP.status(of: reply) == 413, "\(reply.prefix(200))")
    }

    @Test("A body that does not arrive whole is given up", .timeLimit(.minutes(1)))
    func slow() async throws {
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      let reply = try await exchange(
        ["POST /api/v1/checks HTTP/1.1", "Content-Length: 100", "Authorization: Bearer \(till.token)"],
        "{\"id\":")
      #expect(RawHTTP.status(of: reply) == 408, "\(reply.prefix(200))")
      #expect(reply.contains("body_too_slow"))
    }
  }
}
