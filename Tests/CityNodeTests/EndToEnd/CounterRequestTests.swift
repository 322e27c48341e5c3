import Benefits
import CityNode
import Federation
import NIOHTTP1
import Testing

@testable import CitySupport

extension EndToEnd {
  @Suite("Bad requests at the counter", .runningCities)
  struct CounterRequestLines {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    private func till() async throws -> Till {
      try await cities.counter(cities.taitung, "museum-of-prehistory")
    }

    @Test("Without a terminal's token nothing is done")
    func tokens() async throws {
      let till = try await till()
      let body = CheckBody(
        id: till.newID(), venue: till.venue, card: try cities.card(.adult, of: cities.taipei))
      var stranger = till
      stranger.token = ""
      let long = String(repeating: "a", count: 201)
      let wrong = "cct_" + String(repeating: "A", count: 43)
      for (header, code) in [
        (nil, ProblemCode.terminalTokenMissing), ("Basic dXNlcjpwYXNz", .terminalTokenMissing),
        ("Bearer", .terminalTokenMissing), (till.token, .terminalTokenMissing),
        ("Bearer \(long)", .terminalTokenMissing), ("Bearer \(wrong)", .terminalTokenUnknown),
        ("Bearer \(till.token)x", .terminalTokenUnknown),
        ("Bearer \(till.token.dropLast())", .terminalTokenUnknown),
        ("Bearer \(till.token.uppercased())", .terminalTokenUnknown),
      ] {
        let headers = header.map { [("Authorization", $0)] } ?? []
        try await cities.expectNothingRecorded {
          for (method, path) in [
            (HTTPMethod.GET, "/api/v1/terminal"), (.POST, "/api/v1/checks"),
            (.GET, "/api/v1/checks/\(till.newID())"),
            (.POST, "/api/v1/redemptions"), (.GET, "/api/v1/redemptions/\(till.newID())"),
            (.POST, "/api/v1/redemptions/\(till.newID())/void"),
          ] {
            let reply = try await stranger.send(
              method, path, body: method == .POST ? Array(body.text.utf8) : nil, headers: headers)
            expectProblem(reply, code, 401, "\(method) \(path) \(header ?? "-")")
            #expect(reply.header("www-authenticate") == "Bearer")
          }
        }
      }
    }

    @Test("A method that no route takes is method_not_allowed, and Allow says which are")
    func methods() async throws {
      let till = try await till()
      let id = till.newID()
      for (path, allowed) in [
        ("/api/v1/checks", "POST"), ("/api/v1/checks/\(id)", "GET"), ("/api/v1/redemptions", "POST"),
        ("/api/v1/redemptions/\(id)", "GET"), ("/api/v1/redemptions/\(id)/void", "POST"),
        ("/api/v1/terminal", "GET"), ("/pos", "GET"), ("/pos/app.js", "GET"), ("/healthz", "GET"),
        ("/readyz", "GET"), ("/metrics", "GET"),
        ("/.well-known/openid-federation", "GET"),
      ] {
        for method in [HTTPMethod.GET, .POST, .PUT, .DELETE, .PATCH, .OPTIONS, .TRACE] {
          guard method.rawValue != allowed else { continue }
          let reply = try await till.send(method, path)
          expectProblem(reply, .methodNotAllowed, 405, "\(method) \(path)")
          #expect(reply.header("allow") == allowed, "\(method) \(path)")
        }
      }
    }

    @Test(
      "An address that does not exist is not_found",
      arguments: [
        "/nothing", "/api", "/api/v1", "/api/v1/nothing", "/api/v2/checks", "/API/v1/checks",
        "/federation/v1/verifications", "/.well-known/openid-configuration", "/healthz/x",
        "/api/v1/redemptions/x/void/x", "/index.php", "/.env", "/pos/app.js/x",
      ])
    func unknownPaths(_ path: String) async throws {
      let till = try await till()
      for method in [HTTPMethod.GET, .POST, .DELETE] {
        expectProblem(try await till.send(method, path), .notFound, 404, "\(method) \(path)")
      }
    }

    @Test("An id in a path that is none is as unknown as one that is not found")
    func idsInPaths() async throws {
      let till = try await till()
      for id in ["x", "1", "0192f0c1-2345-7abc-8def-0123456789AB", "%00", "%2e%2e", "%F0%9F%90%9F", "a%2Fb"] {
        expectProblem(try await till.get("/api/v1/checks/\(id)"), .unknownCheck, 404, "\(id)")
        expectProblem(try await till.get("/api/v1/redemptions/\(id)"), .unknownRedemption, 404, "\(id)")
        expectProblem(
          try await till.post("/api/v1/redemptions/\(id)/void", "{}"), .unknownRedemption, 404, "\(id)")
      }
    }

    @Test("Odd request targets get a refusal and no internal error, and the listener goes on")
    func oddTargets() async throws {
      let till = try await till()
      let port = try #require(Int(till.city.counterURL.split(separator: ":").last ?? ""))
      for target in [
        "//nothing", "///api/v1/checks", "/api//v1/checks", "/api/v1/checks/", "/api/v1/checks//",
        "/api/v1/./checks",
        "/api/v1/../v1/checks", "/api/v1/checks/%", "/api/v1/checks/%2", "/api/v1/checks/%zz",
        "/%61pi/v1/checks/x",
        "/api/v1/checks/%c0%ae", "/api/v1/checks/%ff%fe", "/api/v1/checks/x%0d%0aSet-Cookie:%20a=b",
        "/api/v1/checks/x?%00", "/api/v1/checks/x#y", "/api/v1/checks/{id}", "/*", "*",
        "http://elsewhere.example/api/v1/checks/x", "/" + String(repeating: "a/", count: 2000),
        "/api/v1/checks/" + String(repeating: "a", count: 4000),
      ] {
        for method in ["GET", "POST"] {
          let reply = try await cities.expectNothingRecorded {
            try await RawHTTP.exchange(
              "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(till.token)\r\n"
                + "Connection: close\r\nContent-Length: 0\r\n\r\n", port: port)
          }
          let status = RawHTTP.status(of: reply)
          #expect(
            status.map { (400..<500).contains($0) } == true,
            "\(method) \(target.prefix(60)): \(reply.prefix(200))")
          #expect(!reply.lowercased().contains("set-cookie:"), "\(target)")
        }
      }
      #expect(try await till.get("/healthz").status == 200)
    }

    @Test("What is no HTTP is refused or closed, and the listener goes on")
    func noHTTP() async throws {
      let till = try await till()
      let port = try #require(Int(till.city.counterURL.split(separator: ":").last ?? ""))
      for text in [
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n", "GET\r\n\r\n", "hello\r\n\r\n",
        "POST /api/v1/checks HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /api/v1/checks HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /api/v1/checks HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 200_000) + "\r\n\r\n",
      ] {
        let reply = try await cities.expectNothingRecorded {
          (try? await RawHTTP.exchange(text, port: port)) ?? ""
        }
        #expect(
          reply.isEmpty || RawHTTP.status(of: reply).map { $0 >= 400 && $0 < 500 } == true,
          "\(reply.prefix(200))")
      }
      #expect(try await till.get("/healthz").status == 200)
    }

    @Test("Every reply forbids sniffing, caching and scripts")
    func headers() async throws {
      let till = try await till()
      for path in ["/healthz", "/nothing", "/api/v1/checks/x", "/readyz", "/.well-known/openid-federation"] {
        let reply = try await till.get(path)
        #expect(reply.header("cache-control") == "no-store", "\(path)")
        #expect(reply.header("x-content-type-options") == "nosniff", "\(path)")
        #expect(reply.header("content-security-policy")?.contains("default-src 'none'") == true, "\(path)")
      }
    }
  }
}
