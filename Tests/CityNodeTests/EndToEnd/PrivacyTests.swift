import Benefits
import CityNode
import Federation
import Foundation
import Store
import Testing
import Wire

@testable import CitySupport

extension EndToEnd {
  @Suite("What is not kept")
  struct Privacy {
    @Test(
      "After a day's work no card number, reference or token is in either city's files, copies of messages or logs"
    )
    func noIdentifierIsKept() async throws {
      let cities = try await TwoCities.start()
      var secrets: [String] = []
      do {
        secrets = try await work(cities)
        for city in [cities.taipei, cities.taitung] { try await city.stop() }
        for city in [cities.taipei, cities.taitung] { try search(city, for: secrets) }
      } catch {
        try? await cities.stop()
        throw error
      }
      try await cities.stop()
      #expect(!FileManager.default.fileExists(atPath: cities.folder))
    }

    /// Checks of every kind in both cities; gives what must not be found.
    private func work(_ cities: TwoCities) async throws -> [String] {
      var secrets = ["SYN-TPE-", "SYN-TTT-"]
      for (host, home, venue) in [
        (cities.taitung, cities.taipei, "museum-of-prehistory"), (cities.taipei, cities.taitung, "moca"),
      ] {
        let till = try await cities.counter(host, venue)
        secrets.append(till.token)
        for role in DemoRole.allCases {
          for (owner, named) in [(home, home as City?), (host, nil)] {
            let card = try cities.card(role, of: owner)
            let id = till.newID()
            secrets.append(card.number)
            if try await till.check(card, home: named, id: id).text("/verdict") == "granted" {
              #expect(try await till.redeem(id, id: till.newID()).status == 200)
            }
          }
        }
        let stranger = try cities.unknownCard(5)
        secrets.append(stranger.number)
        #expect(
          try await till.check(stranger, home: home, id: till.newID()).text("/reason") == "card_unrecognised")
        // The same number in bodies that are refused, and in paths.
        _ = try await till.post("/api/v1/checks", #"{"card":"\#(stranger.number)"}"#)
        _ = try await till.post("/api/v1/checks", #"{"\#(stranger.number)":1,"card":"#)
        _ = try await till.get("/api/v1/checks/\(stranger.number)")
        _ = try await till.get("/\(stranger.number)?card=\(stranger.number)")
        var thief = till
        thief.token = "cct_stolen-\(stranger.number)"
        expectProblem(try await thief.get("/api/v1/checks/x"), .terminalTokenUnknown, 401)
      }
      return secrets
    }

    private func search(_ city: City, for secrets: [String]) throws {
      var all: [UInt8] = []
      for suffix in ["", "-wal", "-shm"] {
        guard let data = FileManager.default.contents(atPath: city.database + suffix) else { continue }
        let whole = Needle.opened([UInt8](data))
        for secret in secrets {
          let found = Needle.found(secret, in: whole)
          #expect(!found, "\(city.id)\(suffix): \(secret)")
        }
        all += whole
      }
      // The search would find what is there: in the clear, and within a signed response.
      for kept in ["card.taipei.example", "museum-of-prehistory", "grants"] {
        let found = Needle.found(kept, in: all)
        #expect(found, "\(kept) should be in \(city.id)'s files")
      }
      let log = city.log.lines.joined(separator: "\n")
      #expect(log.contains("/api/v1/checks"), "the log is collected")
      for secret in secrets {
        let found = log.contains(secret)
        #expect(!found, "\(city.id)'s log: \(secret)")
      }
    }

    @Test("The same member has another subject at every host city, never the reference or its hash")
    func unlinkable() async throws {
      try await TwoCities.with { try await subjects($0) }
    }

    private func subjects(_ cities: TwoCities) async throws {
      let keys = try cities.taipei.node.keys
      let member = keys.digest(memberReference: "SYN-TPE-0000001")
      let hosts = try (1...50).map { try #require(EntityID("https://card.city\($0).example")) }
      let subjects = hosts.map { keys.subject(of: member, for: $0) }
      #expect(Set(subjects).count == hosts.count)
      for subject in subjects { #expect(!subject.contains("SYN") && subject != Base64URL.text(member)) }
      #expect(hosts.map { keys.subject(of: member, for: $0) } == subjects, "stable at each host")

      // What Taitung really learns: the subject for Taitung, and the same at each visit.
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      var learnt: Set<String?> = []
      for _ in 0..<2 {
        let id = till.newID()
        _ = try await till.check(cities.card(.adult, of: cities.taipei), home: cities.taipei, id: id)
        learnt.insert(try await cities.taitung.node.store.check(id)?.subject)
      }
      #expect(learnt == [keys.subject(of: member, for: cities.taitung.entity)])
      // Taipei's own counters know the member by yet another one, and another city's key makes other ones.
      let own = try await cities.counter(cities.taipei, "moca")
      let id = own.newID()
      _ = try await own.check(cities.card(.adult, of: cities.taipei), id: id)
      let ownSubject = try await cities.taipei.node.store.check(id)?.subject
      #expect(ownSubject == keys.subject(of: member, for: cities.taipei.entity))
      #expect(!learnt.contains(ownSubject))
      #expect(try cities.taitung.node.keys.subject(of: member, for: cities.taitung.entity) != learnt.first)
    }
  }
}
