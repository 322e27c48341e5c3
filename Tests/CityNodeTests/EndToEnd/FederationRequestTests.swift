import Benefits
import CityNode
import Federation
import Store
import StrictJSON
import Testing
import Wire

@testable import CitySupport

extension EndToEnd {
  @Suite("Bad requests between cities", .runningCities)
  struct FederationRequests {
    private let cities: TwoCities
    private var taipei: City { cities.taipei }
    private var taitung: City { cities.taitung }

    init() throws { cities = try TwoCities.shared }

    private func forge(_ count: Int = 1) throws -> RequestForge {
      let card = try cities.card(.adult, of: taipei)
      return try RequestForge(
        from: taitung, to: taipei, cards: Array(repeating: card, count: count), venue: "museum-of-prehistory")
    }

    private func send(_ body: [UInt8], type: String? = MessageMedia.sdJWT) async throws -> Reply {
      try await FederationCaller.with(to: taipei, showing: .city(taitung, "tls")) {
        try await $0.verify(body, type: type)
      }
    }

    /// What a changed request is refused with, in a signed response, leaving nothing.
    private func expectRefusal(
      _ code: RefusalCode, sourceLocation: SourceLocation = #_sourceLocation,
      _ change: (inout RequestForge) throws -> Void
    ) async throws {
      var forged = try forge()
      try change(&forged)
      let body = try forged.encoded()
      let reply = try await cities.expectNothingRecorded(sourceLocation: sourceLocation) {
        try await send(body)
      }
      try taipei.expectRefusal(reply, code, sourceLocation: sourceLocation)
      let refusal = try taipei.opened(reply)
      #expect(refusal.requestID?.description == forged.id, sourceLocation: sourceLocation)
      #expect(refusal.audience == taitung.entity, sourceLocation: sourceLocation)
    }

    @Test("Faults of the envelope are refused in a signed response that names the request")
    func envelope() async throws {
      try await expectRefusal(.wrongIssuer) { $0.issuer = "https://card.kaohsiung.example" }
      try await expectRefusal(.wrongIssuer) { $0.issuer = $0.audience }
      try await expectRefusal(.wrongAudience) { $0.audience = "https://card.kaohsiung.example" }
      try await expectRefusal(.wrongAudience) { $0.audience = $0.issuer }
      try await expectRefusal(.lifetimeTooLong) { $0.expires = $0.issued + 61 }
      try await expectRefusal(.lifetimeTooLong) { $0.expires = $0.issued }
      try await expectRefusal(.lifetimeTooLong) { $0.expires = $0.issued - 10 }
      try await expectRefusal(.issuedInFuture) {
        $0.issued += 70
        $0.expires = $0.issued + 60
      }
      try await expectRefusal(.expired) {
        $0.issued -= 200
        $0.expires = $0.issued + 60
      }
      try await expectRefusal(.malformedRequest) { $0.checks = [] }
      try await expectRefusal(.malformedRequest) { $0.issuer = "http://card.taitung.example" }
      try await expectRefusal(.doubledCheckID) { $0.checks.append($0.checks[0]) }
      try await expectRefusal(.malformedRequest) { $0.change(0, "id", to: .string("1")) }
    }

    @Test("A request without a readable id is refused in a response that names it by its hash alone")
    func unreadableID() async throws {
      var forged = try forge()
      forged.id = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
      let body = try forged.encoded()
      let reply = try await cities.expectNothingRecorded { try await send(body) }
      try taipei.expectRefusal(reply, .malformedRequest)
      #expect(try taipei.opened(reply).requestID == nil)
    }

    @Test("A clock that differs by 50 seconds either way is borne")
    func skew() async throws {
      for shift: Int64 in [-50, 50] {
        var forged = try forge()
        forged.issued += shift
        forged.expires += shift
        forged.change(0, "at", to: .integer(forged.issued))
        #expect(try taipei.answers(await send(forged.encoded())).count == 1)
      }
    }

    @Test("What is no request of this kind gets a problem document, not a signature")
    func tokens() async throws {
      var other = try forge()
      other.typ = MessageType.verificationResponse
      let sound = try forge().encoded()
      let text = String(decoding: sound, as: UTF8.self)
      let parts = text.split(separator: "~", omittingEmptySubsequences: false)
      let cases: [([UInt8], ProblemCode, Int)] = [
        (try other.encoded(), .wrongTokenType, 400), (Array("garbage".utf8), .malformedToken, 400),
        ([], .malformedToken, 400), ([UInt8](repeating: 0xFF, count: 500), .malformedToken, 400),
        (Array(parts[0].utf8), .malformedToken, 400), (Array("\(parts[0])~".utf8), .malformedToken, 400),
        (Array((text + parts[1] + "~").utf8), .malformedToken, 400),
        (Array((text + "e30.e30.AA").utf8), .malformedToken, 400),
        (Array((text + "WyJzYWx0IiwxXQ~").utf8), .malformedToken, 400),
        (Array("{\"checks\":[]}".utf8), .malformedToken, 400),
        ([UInt8](repeating: 0x41, count: (1 << 20) + 1), .bodyTooLarge, 413),
        ([UInt8](repeating: 0x41, count: 3 << 20), .bodyTooLarge, 413),
      ]
      for (index, (body, code, status)) in cases.enumerated() {
        let reply = try await cities.expectNothingRecorded { try await send(body) }
        expectProblem(reply, code, status, "case \(index)")
      }
    }

    @Test(
      "Another media type is refused before the body is read",
      arguments: ["application/json", "application/sd-jwt+x", "text/plain", nil])
    func mediaType(_ type: String?) async throws {
      let body = try forge().encoded()
      let reply = try await cities.expectNothingRecorded { try await send(body, type: type) }
      expectProblem(reply, .unsupportedMediaType, 415)
    }

    @Test("256 checks are answered, 257 are refused")
    func batchLimit() async throws {
      let full = try forge(256).encoded()
      let answers = try taipei.answers(await send(full))
      #expect(answers.count == 256)
      let over = try forge(257).encoded()
      let reply = try await cities.expectNothingRecorded { try await send(over) }
      // 257 disclosures break a rule of the token itself.
      expectProblem(reply, .malformedToken, 400)
    }

    @Test("A replay with identical bytes gets the identical response; with other bytes a signed refusal")
    func replay() async throws {
      let forged = try forge()
      let body = try forged.encoded()
      let first = try await send(body)
      #expect(try taipei.answers(first).count == 1)
      try await cities.expectNothingRecorded {
        #expect(try await send(body).bytes == first.bytes)
        var other = forged
        other.change(0, "venue", to: .string("chulu-ranch"))
        try taipei.expectRefusal(await send(other.encoded()), .replayedOtherBytes, 409)
        // The same claims signed again are other bytes too: salts and signature differ.
        try taipei.expectRefusal(await send(forged.encoded()), .replayedOtherBytes, 409)
        #expect(try await send(body).bytes == first.bytes)
      }
    }

    @Test("Twenty replays at the same moment are one disclosure and one response")
    func concurrentReplay() async throws {
      let body = try forge().encoded()
      let before = try await taipei.books
      let replies = try await withThrowingTaskGroup { group in
        for _ in 0..<20 { group.addTask { try await send(body).bytes } }
        return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
      }
      #expect(replies.count == 1)
      let after = try await taipei.books
      #expect(after["disclosure"] == before["disclosure"] + 1)
      #expect(after["answered_request"] == before["answered_request"] + 1)
    }

    @Test("One bad check fails alone; the others are answered, and only they are disclosed")
    func badChecksAlone() async throws {
      let faults: [(String, JSONValue?, AnswerFault)] = [
        ("card", .string("9000010000000011"), .malformedCard), ("card", nil, .malformedCard),
        ("asks", .string("resident"), .malformedCheck), ("at", .string("now"), .malformedCheck),
        ("asks", .array([.string("resident"), .string("resident")]), .malformedCheck),
        ("asks", .array([.string("vip")]), .malformedCheck), ("venue", nil, .malformedCheck),
        ("at", .integer(taitung.clock.now.seconds - 300), .atOutOfRange),
        ("at", .integer(taitung.clock.now.seconds + 200), .atOutOfRange), ("at", .integer(0), .atOutOfRange),
        ("venue", .string("moca"), .unknownVenue), ("venue", .string("nowhere"), .unknownVenue),
        ("asks", .array([.string("low_income")]), .overAsking),
        ("asks", .array([.string("resident"), .string("indigenous")]), .overAsking),
      ]
      var forged = try forge(faults.count * 2)
      for (index, (name, value, _)) in faults.enumerated() { forged.change(index * 2, name, to: value) }
      let before = try await taipei.books
      let answers = try taipei.answers(await send(forged.encoded()))
      #expect(answers.count == faults.count * 2)
      for (index, (name, _, fault)) in faults.enumerated() {
        #expect(answers[index * 2] == .fault(fault), "\(name)")
        guard case .known = answers[index * 2 + 1] else {
          Issue.record("check \(index * 2 + 1) should be answered")
          continue
        }
      }
      let after = try await taipei.books
      #expect(after["disclosure"] == before["disclosure"] + Int64(faults.count))
      #expect(after["probe_count"] == before["probe_count"])
    }
  }

  @Suite("What a city tells", .runningCities)
  struct Telling {
    private let cities: TwoCities
    private var taipei: City { cities.taipei }
    private var taitung: City { cities.taitung }

    init() throws { cities = try TwoCities.shared }

    private func answers(_ cards: [CardIdentifier], _ venue: String) async throws -> [Answer.Content] {
      let body = try RequestForge(from: taitung, to: taipei, cards: cards, venue: venue).encoded()
      let reply = try await FederationCaller.with(to: taipei, showing: .city(taitung, "tls")) {
        try await $0.verify(body)
      }
      return try taipei.answers(reply)
    }

    @Test("The 31st unrecognised card limits its venue alone, for known cards too, until the window is over")
    func probing() async throws {
      let known = try cities.card(.adult, of: taipei)
      for index in 0..<30 {
        #expect(try await answers([cities.unknownCard(index)], "museum-of-prehistory") == [.unrecognised])
      }
      let before = try await taipei.books
      #expect(try await answers([cities.unknownCard(30)], "museum-of-prehistory") == [.fault(.limited)])
      #expect(try await answers([known], "museum-of-prehistory") == [.fault(.limited)])
      #expect(try await taipei.books["disclosure"] == before["disclosure"], "a limited answer tells nothing")
      guard case .known = try await answers([known], "chulu-ranch").first else {
        Issue.record("another venue goes on")
        return
      }
      #expect(try await answers([cities.unknownCard(31)], "chulu-ranch") == [.unrecognised])
      // A counter at the limited venue hears so, and collects the price of the law.
      let till = try await cities.counter(taitung, "museum-of-prehistory")
      let reply = try await till.check(known, home: taipei, id: till.newID())
      #expect(reply.text("/verdict") == "indeterminate")
      #expect(reply.text("/reason") == "home_limited")
      #expect(reply.number("/collect/due") == 80)
      cities.shift(by: .minutes(11))
      guard case .known = try await answers([known], "museum-of-prehistory").first else {
        Issue.record("the next window is open")
        return
      }
    }

    @Test(
      "The disclosure log holds exactly what was disclosed: member, host, venue, what was asked and granted")
    func disclosureLog() async throws {
      let member = try taipei.node.keys.digest(memberReference: "SYN-TPE-0000007")
      let store = try taipei.node.store
      #expect(try await store.disclosures(of: member, limit: 10).isEmpty)
      let till = try await cities.counter(taitung, "botanical-garden")
      let id = till.newID()
      _ = try await till.check(cities.card(.student, of: taipei), home: taipei, id: id)
      _ = try await till.get("/api/v1/checks/\(id)")
      _ = try await till.check(cities.card(.student, of: taipei), home: taipei, id: id)
      let log = try await store.disclosures(of: member, limit: 10)
      let line = try #require(log.first)
      #expect(log.count == 1, "a retry at the counter asks nobody again")
      #expect(line.host == taitung.entity)
      #expect(line.venue.text == "botanical-garden")
      #expect(line.check == id)
      #expect(Set(line.granted).isSubset(of: line.asked))
      #expect(line.asked.contains(.named(.resident)) || line.asked.contains(.named(.student)))
      // An unrecognised card and a card at its own city's counter leave no line.
      let before = try await taipei.books
      _ = try await till.check(cities.unknownCard(77), home: taipei, id: till.newID())
      let own = try await cities.counter(taipei, "moca")
      _ = try await own.check(cities.card(.student, of: taipei), id: own.newID())
      #expect(try await taipei.books["disclosure"] == before["disclosure"])
      #expect(try await store.disclosures(of: member, limit: 10) == log)
    }
  }
}
