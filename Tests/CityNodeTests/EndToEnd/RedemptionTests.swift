import Benefits
import CityNode
import Federation
import Office
import Store
import Testing

@testable import CitySupport

extension EndToEnd {
  @Suite("Redeemed once", .runningCities)
  struct Redeeming {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    private func till(_ venue: String = "museum-of-prehistory") async throws -> Till {
      try await cities.counter(cities.taitung, venue)
    }

    /// A granted check for a Taipei card.
    private func granted(_ till: Till) async throws -> UUIDv7 {
      let id = till.newID()
      let reply = try await till.check(
        cities.card(.adult, of: cities.taipei), home: cities.taipei, id: id)
      #expect(reply.text("/verdict") == "granted")
      return id
    }

    @Test("A redemption repeated under its id is the same one; another id for the same check is refused")
    func idempotent() async throws {
      let till = try await till()
      let check = try await granted(till)
      let id = till.newID()
      let first = try await till.redeem(check, id: id)
      #expect(first.status == 200)
      try await cities.expectNothingRecorded {
        #expect(try await till.redeem(check, id: id).bytes == first.bytes)
        expectProblem(try await till.redeem(check, id: till.newID()), .checkAlreadyRedeemed, 409)
        let other = till.newID()
        expectProblem(try await till.redeem(other, id: id), .idConflict, 409)
        expectProblem(try await till.redeem(other, id: till.newID()), .unknownCheck, 404)
      }
    }

    @Test("Fifty redemptions of one check from two terminals at the same moment: one is made, 49 are refused")
    func race() async throws {
      let tills = [try await till(), try await till()]
      let check = try await granted(tills[0])
      let before = try await cities.taitung.books
      let replies = try await withThrowingTaskGroup { group in
        for index in 0..<50 {
          group.addTask {
            let till = tills[index % 2]
            return try await till.redeem(check, id: till.newID())
          }
        }
        return try await group.reduce(into: [Reply]()) { $0.append($1) }
      }
      #expect(replies.filter { $0.status == 200 }.count == 1)
      for reply in replies where reply.status != 200 { expectProblem(reply, .checkAlreadyRedeemed, 409) }
      #expect(try await cities.taitung.books["redemption"] == before["redemption"] + 1)
    }

    @Test("Fifty checks under one id at the same moment are one check")
    func oneCheck() async throws {
      let till = try await till()
      let id = till.newID()
      let before = try await cities.taitung.books
      let bodies = try await withThrowingTaskGroup { group in
        for _ in 0..<50 {
          group.addTask {
            try await till.check(cities.card(.adult, of: cities.taipei), home: cities.taipei, id: id)
          }
        }
        return try await group.reduce(into: Set<[UInt8]>()) {
          #expect($1.status == 200)
          $0.insert($1.bytes)
        }
      }
      #expect(bodies.count == 1)
      let after = try await cities.taitung.books
      #expect(after["counter_check"] == before["counter_check"] + 1)
      #expect(after["check_line"] == before["check_line"] + 1)
      #expect(after["answer_evidence"] == before["answer_evidence"] + 1)
      let digits = id.description.replacing("-", with: "")
      let disclosed = try await cities.taipei.rows(
        "SELECT COUNT(*) FROM disclosure WHERE check_id = X'\(digits)'")
      #expect(try disclosed[0].integer(0) == 1, "one visit is one line in the holder's log")
    }

    @Test("A void within ten minutes needs no reason, and voiding twice is voiding once")
    func undo() async throws {
      let till = try await till()
      let check = try await granted(till)
      let id = till.newID()
      #expect(try await till.redeem(check, id: id).status == 200)
      let voided = try await till.void(id)
      #expect(voided.status == 200)
      #expect(voided.text("/state") == "voided")
      try await cities.expectNothingRecorded {
        #expect(try await till.void(id).bytes == voided.bytes)
        #expect(try await till.void(id, reason: "再次").bytes == voided.bytes, "the first voiding stands")
        #expect(try await till.get("/api/v1/redemptions/\(id)").text("/state") == "voided")
        expectProblem(try await till.redeem(check, id: till.newID()), .checkAlreadyRedeemed, 409)
        expectProblem(try await till.void(till.newID()), .unknownRedemption, 404)
      }
    }

    @Test("Another venue's terminal neither sees nor touches a check or a redemption; the same venue's does")
    func otherVenue() async throws {
      let (till, other, neighbour) = (
        try await till(), try await self.till("chulu-ranch"), try await self.till()
      )
      let check = try await granted(till)
      let unredeemed = try await granted(till)
      let id = till.newID()
      #expect(try await till.redeem(check, id: id).status == 200)
      try await cities.expectNothingRecorded {
        expectProblem(try await other.get("/api/v1/checks/\(check)"), .unknownCheck, 404)
        expectProblem(try await other.get("/api/v1/redemptions/\(id)"), .unknownRedemption, 404)
        expectProblem(try await other.redeem(unredeemed, id: other.newID()), .unknownCheck, 404)
        expectProblem(try await other.void(id), .unknownRedemption, 404)
        let body = CheckBody(
          id: other.newID(), venue: "museum-of-prehistory", card: try cities.card(.adult, of: cities.taipei))
        expectProblem(try await other.post("/api/v1/checks", body.text), .venueOfOtherTerminal, 403)
      }
      #expect(try await neighbour.get("/api/v1/redemptions/\(id)").status == 200)
      #expect(try await neighbour.void(id).status == 200)
    }

    @Test("A revoked terminal's token is refused at once")
    func revoked() async throws {
      let till = try await till()
      let check = try await granted(till)
      let store = try cities.taitung.node.store
      #expect(try await store.revokeTerminal(till.terminal, by: .node, at: cities.taitung.clock.now))
      try await cities.expectNothingRecorded {
        expectProblem(try await till.get("/api/v1/checks/\(check)"), .terminalTokenUnknown, 401)
        expectProblem(try await till.redeem(check, id: till.newID()), .terminalTokenUnknown, 401)
        let reply = try await till.check(
          cities.card(.adult, of: cities.taipei), home: cities.taipei, id: till.newID())
        expectProblem(reply, .terminalTokenUnknown, 401)
        #expect(reply.header("www-authenticate") == "Bearer")
      }
    }

    @Test(
      "A check that is not granted is recorded with its reason, and can't be redeemed",
      arguments: [
        (DemoRole.suspended, "card_suspended"), (.lost, "card_lost"),
      ])
    func refused(_ role: DemoRole, _ reason: String) async throws {
      let till = try await till()
      let id = till.newID()
      let reply = try await till.check(
        cities.card(role, of: cities.taipei), home: cities.taipei, id: id)
      #expect(reply.status == 200)
      #expect(reply.text("/verdict") == "denied")
      #expect(reply.text("/reason") == reason)
      #expect(reply.number("/collect/due") == 80)
      let kept = try await till.get("/api/v1/checks/\(id)")
      #expect(kept.bytes == reply.bytes)
      #expect(kept.text("/state") == "closed")
      expectProblem(try await till.redeem(id, id: till.newID()), .checkNotGranted, 409)
    }

    @Test("A card that neither city was named for asks for the city, and is recorded so")
    func needsCity() async throws {
      let till = try await till()
      let id = till.newID()
      let before = try await cities.taipei.books
      let reply = try await till.check(cities.card(.adult, of: cities.taipei), id: id)
      #expect(reply.text("/verdict") == "needs_city")
      #expect(reply.text("/cities/0/id") == "taipei")
      #expect(reply.value("/cities/1") == nil)
      #expect(try await till.get("/api/v1/checks/\(id)").bytes == reply.bytes)
      #expect(try await cities.taipei.books == before, "no city is asked on the off-chance")
    }
  }

  @Suite("Time passes", .runningCities)
  struct TimePasses {
    @Test("A check lapses after ten minutes; a void then needs a reason, and after 90 days none is made")
    func lapse() async throws {
      let cities = try TwoCities.shared
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      let (redeemed, open) = (till.newID(), till.newID())
      let card = try cities.card(.adult, of: cities.taipei)
      for id in [redeemed, open] {
        #expect(try await till.check(card, home: cities.taipei, id: id).text("/verdict") == "granted")
      }
      let (first, second) = (till.newID(), till.newID())
      #expect(try await till.redeem(redeemed, id: first).status == 200)
      cities.shift(by: .minutes(9))
      #expect(try await till.get("/api/v1/checks/\(open)").text("/state") == "open")
      cities.shift(by: .minutes(1) + .seconds(1))
      #expect(try await till.get("/api/v1/checks/\(open)").text("/state") == "lapsed")
      expectProblem(try await till.redeem(open, id: second), .checkLapsed, 409)
      expectProblem(try await till.get("/api/v1/redemptions/\(second)"), .unknownRedemption, 404)
      expectProblem(try await till.void(first), .voidReasonRequired, 422)
      #expect(try await till.get("/api/v1/redemptions/\(first)").text("/state") == "redeemed")
      let voided = try await till.void(first, reason: "票種選錯")
      #expect(voided.text("/voided/reason") == "票種選錯")
      // What housekeeping does every few seconds.
      #expect(try await cities.taitung.node.store.submit(LapseChecks()) == 1)
      #expect(try await cities.taitung.node.store.check(open)?.state == .lapsed)
      #expect(try await cities.taitung.node.store.check(redeemed)?.state == .redeemed)

      let own = till.newID()
      let late = till.newID()
      #expect(
        try await till.check(cities.card(.disability, of: cities.taitung), id: own).text("/verdict")
          == "granted")
      #expect(try await till.redeem(own, id: late).status == 200)
      cities.shift(by: .hours(24 * 90) + .seconds(1))
      expectProblem(try await till.void(late, reason: "太晚"), .voidTooLate, 409)
      #expect(try await till.get("/api/v1/redemptions/\(late)").text("/state") == "redeemed")
      // And the cities still find each other after so long without a word.
      #expect(
        try await till.check(card, home: cities.taipei, id: till.newID()).text("/verdict") == "granted")
    }
  }
}
