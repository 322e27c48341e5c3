import Benefits
import CityNode
import StrictJSON
import Testing

@testable import CitySupport
@testable import Store

extension EndToEnd {
  @Suite("A full disk", .runningCities)
  struct DiskFull {
    /// More checks than fit into what is free of the pages that are there.
    static let checks = 500

    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    /// Lets a city's database grow no further than it is, which SQLite reports as it does a full disk
    /// (SQLITE_FULL); `isFull` false lets it grow again. The numbers are the smallest and the default of
    /// sqlite.org, "Maximum Number Of Pages In A Database File".
    private func fill(_ city: City, _ isFull: Bool) async throws {
      let pragma = SQLText("PRAGMA max_page_count = \(isFull ? 1 : 4_294_967_294)")
      _ = try await city.node.store.engine.write { session in try session.rows(pragma) }
    }

    private func check(_ till: Till, _ id: UUIDv7) async throws -> Reply {
      try await till.check(cities.card(.adult, of: cities.taipei), home: cities.taipei, id: id)
    }

    /// The first check that comes to something else than a grant.
    private func firstRefused(_ till: Till) async throws -> (id: UUIDv7, reply: Reply) {
      for _ in 0..<Self.checks {
        let id = till.newID()
        let reply = try await check(till, id)
        if reply.text("/verdict") != "granted" { return (id, reply) }
      }
      throw UnexpectedOutcome("\(Self.checks) checks fitted into a full database")
    }

    @Test(
      "The counter is told to come back, what was kept is shown, and with room again the same id succeeds")
    func host() async throws {
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      let before = till.newID()
      let kept = try await check(till, before)
      try await fill(cities.taitung, true)
      let (id, reply) = try await firstRefused(till)
      expectProblem(reply, .storeUnavailable, 503)
      #expect(reply.header("retry-after") == "5")
      expectProblem(try await check(till, id), .storeUnavailable, 503)
      #expect(try await check(till, before).bytes == kept.bytes)
      expectProblem(try await till.get("/api/v1/checks/\(id)"), .unknownCheck, 404)
      try await fill(cities.taitung, false)
      #expect(try await check(till, id).text("/verdict") == "granted")
      #expect(try await till.redeem(id, id: till.newID()).status == 200)
    }

    @Test("A home city that can't keep its answer gives none, and answers again once it can")
    func home() async throws {
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      try await fill(cities.taipei, true)
      let (id, reply) = try await firstRefused(till)
      #expect(reply.status == 200)
      #expect(reply.value("/evidence") == .bool(false))
      #expect(try await check(till, id).bytes == reply.bytes)
      try await fill(cities.taipei, false)
      try await eventually { try await check(till, till.newID()).text("/verdict") == "granted" }
    }
  }
}
