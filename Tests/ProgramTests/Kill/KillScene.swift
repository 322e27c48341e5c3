import Benefits
import CityNode
import Federation
import Foundation
import Rehearsal
import TestSupport
import Testing
import Wire

@testable import citycard

/// Two cities as processes, with counters at one of them that never rest.
struct KillScene {
  static let counters = 6

  let bench: BenchScene
  let folder: TemporaryFolder
  let keys: PublishedKeys
  let ledger = Ledger()

  var host: RehearsedCity { bench.host }
  var home: RehearsedCity { bench.home }
  private var cities: [RehearsedCity] { [bench.home, bench.host] }

  /// Both nodes run and know each other.
  static func start(_ store: RehearsalStore) async throws -> KillScene {
    let folder = try TemporaryFolder()
    var plan = RehearsalPlan(root: Repository.root.path, folder: folder.path, program: Program.path)
    plan.store = store
    plan.limits = ["probes_per_terminal": 1_000_000]
    let bench = try await BenchScene.make(.verify, plan: plan)
    do {
      for city in [bench.home, bench.host] { try await city.start() }
      for city in [bench.home, bench.host] { try await city.meetPartner() }
      let health = HealthClient()
      let published = await health.get(bench.home.url + PeerDirectory.wellKnownPath) ?? []
      await health.close()
      let keys = try EvidenceVerifier.publishedKeys(published, agreement: bench.agreement)
      return KillScene(bench: bench, folder: folder, keys: keys)
    } catch {
      for city in [bench.host, bench.home] { city.stop() }
      throw error
    }
  }

  /// Runs `trouble` while visitors come, lets the last of them finish, and stops both nodes.
  func underLoad(seed: UInt64, _ trouble: () async throws -> Void) async throws {
    defer { for city in [host, home] { city.stop() } }
    let tokens = host.tokens.values.sorted().prefix(Self.counters)
    try await withThrowingTaskGroup { group in
      for (number, token) in tokens.enumerated() {
        let client = CounterClient(node: host.url, token: token)
        let visitors = Visitors(
          client: client, questions: bench.questions, ledger: ledger,
          random: SeededRandom(seed: seed &+ UInt64(number) &+ 1))
        group.addTask {
          try await client.close(after: {
            var visitors = visitors
            try await visitors.serve()
          })
        }
      }
      try await trouble()
      ledger.close()
      try await group.waitForAll()
    }
  }

  /// Everything in the books that is not what the clients were told.
  func faults() async throws -> [String] {
    let (host, home) = (try await Books(of: host), try await Books(of: home))
    defer { for books in [host, home] { try? books.close() } }
    let entity = try #require(bench.agreement.partner(of: self.home.id)?.entity)
    return try await BooksCheck(host: host, home: home, keys: keys, hostEntity: entity).faults(ledger.page)
  }
}
