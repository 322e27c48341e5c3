import AsyncHTTPClient
import Benefits
import CityNode
import Federation
import Foundation
import NIOCore
import Store
import TestSupport
import Testing
import Wire

/// Taipei and Taitung with synthetic cardholders, the founding partners and a mutual TLS connection between
/// them, all in this process. Nothing is left of them after ``stop()``.
final class TwoCities: Sendable {
  /// The repository's registry.
  static let partners = Repository.root.appendingPathComponent("Partners").path
  /// The cities of the suite under way.
  @TaskLocal static var running: TwoCities?

  /// The cities of the suite under way; suites that use it carry the trait ``RunningCities``.
  static var shared: TwoCities { get throws { try #require(running, "the suite lacks .runningCities") } }

  let taipei: City
  let taitung: City
  /// Plain HTTP to the counters' listeners, with as many connections as a test likes.
  let client: HTTPClient
  let folder: String

  /// Makes keys, imports cards and starts both nodes.
  static func start(_ settings: City.Settings = .init()) async throws -> TwoCities {
    let cities = try TwoCities()
    do {
      for (city, people) in [(cities.taipei, SyntheticMembers.City.taipei), (cities.taitung, .taitung)] {
        try await cities.importCards(of: people, into: city)
        try await city.start(city.configuration(peer: cities.peer(of: city), settings: settings))
      }
      try cities.introduce()
    } catch {
      try? await cities.stop()
      throw error
    }
    return cities
  }

  /// Starts two cities for `body`, and stops and removes them whatever comes of it.
  static func with(
    _ settings: City.Settings = City.Settings(), _ body: (TwoCities) async throws -> Void
  ) async throws {
    let cities = try await start(settings)
    do {
      try await body(cities)
    } catch {
      try? await cities.stop()
      throw error
    }
    try await cities.stop()
  }

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    let terms = try AgreementFile.readTerms(Repository.bytes("Federation/agreements/taipei-taitung.json"))
    let report = try DevelopmentKeys(
      terms: terms, folder: folder, now: NodePorts.system.now(), days: 2, replacing: false
    ).issue()
    let cities = terms.parties.map { [folder] party in
      City(party.city, entity: party.entity, folder: folder, agreement: report.agreement.path)
    }
    (taipei, taitung) = (cities[0], cities[1])
    // A redirection is an answer like any other, to be looked at.
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// The other city.
  func partner(of city: City) -> City { city.id == taipei.id ? taitung : taipei }

  /// How `city` reaches its partner.
  func peer(of city: City) -> (id: CityID, url: String) {
    let partner = partner(of: city)
    return (partner.id, partner.federationURL(port: partner.federationPort))
  }

  /// Tells both nodes each other's real ports.
  func introduce() throws {
    for city in [taipei, taitung] {
      let peer = peer(of: city)
      try city.node.move(peer: peer.id, to: peer.url)
    }
  }

  /// Puts both clocks forward.
  func shift(by span: TimeSpan) {
    for city in [taipei, taitung] { city.clock.shift(by: span) }
  }

  /// Stops both nodes and removes their files.
  func stop() async throws {
    var failure: (any Error)?
    for city in [taipei, taitung] {
      do { try await city.stop() } catch { failure = error }
    }
    try await client.shutdown()
    try FileManager.default.removeItem(atPath: folder)
    if let failure { throw failure }
  }

  private func importCards(of people: SyntheticMembers.City, into city: City) async throws {
    let day = CivilCalendar.taipei.date(TestClock.start)
    let members = try #require(SyntheticMembers(city: people, members: 60, seed: 11, on: day))
    let file = "\(folder)/\(city.id).csv"
    let text = SyntheticMembers.header + members.joined()
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    let (store, keys) = try await OperatorStore.open(
      city.configuration(peer: peer(of: city)), ports: city.clock.ports)
    let outcome = try await CardImporter(store: store, keys: keys, now: city.clock.ports.now)
      .run(path: file, asOf: TestClock.start - .hours(5))
    try store.close()
    try FileManager.default.removeItem(atPath: file)
    guard case .imported = outcome else { throw UnexpectedOutcome("\(outcome)") }
  }
}

/// Something that a test's preparation did not expect.
struct UnexpectedOutcome: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Keeps two cities running for a whole suite, as ``TwoCities/shared``.
struct RunningCities: SuiteTrait, TestScoping {
  let settings: City.Settings

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await TwoCities.with(settings) { cities in
      try await TwoCities.$running.withValue(cities, operation: function)
    }
  }
}

extension Trait where Self == RunningCities {
  /// Two cities, started once for the suite.
  static var runningCities: RunningCities { RunningCities(settings: City.Settings()) }

  /// Two cities with other settings, started once for the suite.
  static func runningCities(_ settings: City.Settings) -> RunningCities { RunningCities(settings: settings) }
}
