import Benefits
import CityNode
import NIOHTTP1
import StrictJSON
import TestSupport
import Testing

@testable import CitySupport

extension EndToEnd {
  @Suite("The counter page is served", .runningCities)
  struct CounterPageServing {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    /// A visitor of the page without a token.
    private func anybody() async throws -> Till {
      var till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      till.token = ""
      return till
    }

    @Test func `a terminal is told who it is, where, and what is sold there`() async throws {
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      let reply = try await till.get("/api/v1/terminal")
      #expect(reply.status == 200)
      let document = try OpenAPIDocument.shared.get()
      let faults = try SchemaCheck(document: document).faults(
        try #require(reply.value("")), document.schema("Terminal"))
      #expect(faults.isEmpty)
      let example = try document.example("MuseumTerminal")
      for member in example.members where member.name != "label" {
        #expect(reply.value("/\(member.name)") == member.value, "\(member.name)")
      }
      #expect(reply.text("/label") == "售票口")
    }

    @Test func `a venue without statutory reductions has no documents to look at`() async throws {
      for venue in try cities.taitung.node.registry.venues(of: cities.taitung.id) {
        let till = try await cities.counter(cities.taitung, venue.id.text)
        let reply = try await till.get("/api/v1/terminal")
        guard case .array(let documents)? = reply.value("/documents") else {
          Issue.record("no documents")
          return
        }
        #expect(
          documents.contains(.string("age65")) == !venue.statutory.isDisjoint(with: [
            .age65, .age65FreeOnWeekdays,
          ]))
        #expect(documents.contains(.string("companion")) == venue.statutory.contains(.disability))
      }
    }

    @Test func `every file of the page is in the program, as it is in the repository`() async throws {
      let till = try await anybody()
      let files = Repository.files(under: "Sources/CPageFiles/").filter { file in
        [".js", ".css", ".svg"].contains { file.hasSuffix($0) }
      }
      #expect(files.count > 12)
      for file in files {
        let name = file.split(separator: "/").last ?? ""
        let reply = try await till.get(file.contains("/assets/") ? "/assets/\(name)" : "/pos/\(name)")
        #expect(reply.bytes == (try Repository.bytes(file)), "\(name)")
        let type = [
          "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml",
        ]
        #expect(reply.type == type[String(name.split(separator: ".").last ?? "")], "\(name)")
      }
    }

    @Test func `the page names its city, and its policy lets no other script or origin in`() async throws {
      let till = try await anybody()
      for (path, type) in [
        ("/pos", "text/html; charset=utf-8"), ("/pos/app.js", "text/javascript; charset=utf-8"),
      ] {
        let reply = try await till.get(path)
        #expect(reply.type == type)
        let policy = try #require(reply.header("content-security-policy"))
        for rule in [
          "default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'",
          "base-uri 'none'",
          "form-action 'none'", "require-trusted-types-for 'script'",
        ] { #expect(policy.split(separator: "; ").contains { $0 == rule }, "\(rule)") }
        #expect(!policy.contains("unsafe"))
        #expect(reply.header("x-content-type-options") == "nosniff")
        #expect(reply.header("referrer-policy") == "no-referrer")
        #expect(reply.header("cache-control") == "no-cache")
        #expect(reply.header("set-cookie") == nil)
      }
      let page = String(decoding: try await till.get("/pos").bytes, as: UTF8.self)
      #expect(page.contains(#"data-city="taitung""#) && page.contains("臺東縣市民卡櫃檯"))
      #expect(!page.contains("{{"), "a mark was left")
      let inline = page.matches(of: /<script(?![^>]*src=)|<style|style=|\son[a-z]+=|https?:\/\//)
      #expect(inline.isEmpty)
      #expect(
        try await till.get("/api/v1/terminal").header("content-security-policy")
          == "default-src 'none'; frame-ancestors 'none'", "the API has the stricter policy")
    }

    @Test func `a browser that has the file already is told so, and another build's file is another`()
      async throws
    {
      let till = try await anybody()
      let tag = try #require(try await till.get("/pos/app.js").header("etag"))
      for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
        let reply = try await till.send(.GET, "/pos/app.js", headers: [("If-None-Match", known)])
        #expect(reply.status == 304, "\(known)")
        #expect(reply.bytes.isEmpty)
        #expect(reply.header("etag") == tag)
      }
      for unknown in ["\"x\"", "", "\(tag)x"] {
        let reply = try await till.send(.GET, "/pos/app.js", headers: [("If-None-Match", unknown)])
        #expect(reply.status == 200, "\(unknown)")
      }
      #expect(try await till.get("/pos/card.js").header("etag") != tag)
    }

    @Test(arguments: ["x.js", "counter.html", "counter.css.map", "..%2Fapp.js", "APP.js"])
    func `a file that the page does not have is not found`(name: String) async throws {
      expectProblem(try await anybody().get("/pos/\(name)"), .notFound, 404)
    }
  }
}
