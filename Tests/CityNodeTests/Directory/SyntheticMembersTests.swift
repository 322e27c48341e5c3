import Benefits
import CityNode
import Federation
import Store
import Testing

@Suite("Invented members")
struct SyntheticMembersTests {
  private let day = CivilDate(year: 2026, month: 11, day: 23)!

  private func file(_ city: SyntheticMembers.City, _ members: Int, seed: UInt64) throws -> String {
    let people = try #require(SyntheticMembers(city: city, members: members, seed: seed, on: day))
    return SyntheticMembers.header + people.joined()
  }

  @Test("Seed, city, number and day decide every byte; the demonstration cards do not depend on the seed")
  func seeded() throws {
    let one = try file(.taipei, 300, seed: 7)
    #expect(try file(.taipei, 300, seed: 7) == one)
    let other = try file(.taipei, 300, seed: 8)
    #expect(other != one)
    let fixed = 1 + DemoRole.allCases.count
    #expect(one.split(separator: "\n").prefix(fixed) == other.split(separator: "\n").prefix(fixed))
    #expect(one.hasPrefix(try file(.taipei, 100, seed: 7)))
    #expect(SyntheticMembers(city: .taipei, members: 0, seed: 1, on: day) == nil)
    #expect(SyntheticMembers(city: .taipei, members: SyntheticMembers.limit + 1, seed: 1, on: day) == nil)
  }

  @Test("Every row is marked as synthetic", arguments: SyntheticMembers.City.allCases)
  func marked(city: SyntheticMembers.City) throws {
    for line in try file(city, 500, seed: 3).split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      #expect(fields[0].hasPrefix("SYN-") && fields[3].hasPrefix("SYN-"))
      for identifier in fields[4].split(separator: "|") {
        let number = identifier.split(separator: ":")[2]
        #expect(["9000", "045359", "TT90"].contains { number.hasPrefix($0) })
      }
    }
  }

  @Test(
    "A file of invented members imports without fault and has all kinds",
    arguments: SyntheticMembers.City.allCases)
  func imports(city: SyntheticMembers.City) async throws {
    try await DirectoryFixture.with { node in
      let text = try file(city, 4_000, seed: 1)
      let outcome = try await node.importer.run(path: node.file(text), asOf: DirectoryFixture.ago(0))
      let summary = try #require(outcome.summary, "\(outcome.faultCodes ?? [])")
      #expect(summary.live.members == 4_000)
      #expect(summary.live.cards > 4_000)
      #expect(summary.identifiers > summary.live.cards)
      for word in CardState.allCases.filter({ $0 != .unrecognised }).map({ ",\($0.rawValue)\n" })
        + NamedClass.allCases.map(\.rawValue)
      {
        #expect(text.contains(word), "\(word)")
      }
      #expect(text.contains(",,"))
      #expect(text.contains("city:printed:TT90") == (city == .taitung))
    }
  }

  @Test("The demonstration cards are what their descriptions say", arguments: SyntheticMembers.City.allCases)
  func demo(city: SyntheticMembers.City) async throws {
    try await DirectoryFixture.with { node in
      _ = try await node.importer.run(
        path: node.file(try file(city, 20, seed: 1)), asOf: DirectoryFixture.ago(0))
      let cards = SyntheticMembers.demoCards(of: city)
      #expect(cards.map(\.role) == DemoRole.allCases)
      for card in cards {
        let entry = try #require(try await node.store.card(node.keys.digest(of: card.identifier))).entry
        let expected: CardState =
          switch card.role {
          case .suspended: .suspended
          case .lost: .lost
          default: .active
          }
        #expect(entry.state == expected)
        let facts: (BenefitClass) -> Bool = { entry.facts([$0], on: self.day).granted == [$0] }
        #expect(facts(.named(.resident)) == (expected == .active))
        #expect(facts(.named(.senior)) == (card.role == .senior))
        #expect(facts(.ageAtLeast(70)) == (card.role == .senior))
        #expect(facts(.named(.disability)) == (card.role == .disability))
        #expect(facts(.named(.companion)) == (card.role == .companion))
        #expect(facts(.named(.student)) == (card.role == .student))
        #expect((entry.birth == nil) == (card.role == .noBirthDate))
      }
    }
  }
}
