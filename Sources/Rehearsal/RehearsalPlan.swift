import Benefits
import CityNode
import Federation
import Foundation
import Office
import Store
import StrictJSON
import Wire

/// What two rehearsed cities consist of, Taipei and Taitung: demonstrations, benchmarks and tests that need
/// nodes as processes of their own set them up from here.
///
/// A plan makes real keys and certificates, the agreement, synthetic cardholders, terminals and settings; what
/// runs is the program that a city runs.
public struct RehearsalPlan: Sendable {
  /// The repository's root: agreement and partners come from there.
  public var root: String
  /// Where everything that is made goes. The plan makes it; the caller removes it.
  public var folder: String
  /// Where keys, certificates and the agreement are issued; nil puts them into ``folder``.
  public var issued: String?
  /// Synthetic members of each city.
  public var members = 2_000
  /// The desks of each city that get a terminal: a venue, and a number for the second and further ones.
  public var desks = Self.demonstrationDesks
  /// What each node's settings limit, by the names under `limits`, where it is not the default.
  public var limits: [String: Int] = [:]
  /// The nodes' level of log.
  public var logLevel = "info"
  /// The `citycard` program whose `serve` is a node.
  public var program: String
  /// Where the cities keep their books.
  public var store = RehearsalStore.sqlite
  /// The two listeners of Taipei, then of Taitung; nil takes ports that nobody listens on.
  public var ports: [Int]?
  /// Is told what is being made, a line at a time.
  public var report: @Sendable (String) -> Void = { _ in }

  /// A plan for the cities of the agreement under `root`, whose nodes are `program`.
  public init(root: String, folder: String, program: String = Self.ownProgram) {
    self.root = root
    self.folder = folder
    self.program = program
  }

  /// The desks of the demonstration.
  public static let demonstrationDesks = [
    "taipei": ["moca", "moca/2", "story-house"],
    "taitung": ["museum-of-prehistory", "museum-of-prehistory/2", "chulu-ranch"],
  ]

  /// The program that is running, which is a node's program too where it is `citycard`.
  public static let ownProgram =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    ?? CommandLine.arguments[0]

  /// `count` desks of a venue.
  public static func desks(_ count: Int, of venue: String) -> [String] {
    (1...max(1, count)).map { $0 == 1 ? venue : "\(venue)/\($0)" }
  }

  /// Taipei and Taitung, ready to start.
  public func cities() async throws -> [RehearsedCity] {
    // Before anything is written: a rehearsal that runs already works on the same folder.
    if let ports { try FreePorts.require(ports) }
    let ports = try ports ?? FreePorts.take(4)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let terms = try terms()
    let issued = issuedFolder
    report("金鑰與憑證 / keys and certificates: \(issued)")
    _ = try DevelopmentKeys(
      terms: terms, folder: issued, now: NodePorts.system.now(), days: 365, replacing: false
    ).issue()
    let all = zip(terms.parties, [Array(ports[..<2]), Array(ports[2...])])
    var cities: [RehearsedCity] = []
    for (party, own) in all {
      let others = all.filter { $0.0.city != party.city }.map { (party: $0.0, port: $0.1[1]) }
      let settings = RehearsalSettings(
        plan: self, party: party, ports: (own[0], own[1]), others: others, issued: issued)
      let file = try settings.write()
      report("\(party.name.zh)：載入合作夥伴與 \(members) 位虛構市民 / loading partners and synthetic members")
      let tokens = try await fill(party.city, configurationFile: file)
      cities.append(
        RehearsedCity(
          id: party.city, name: party.name, ports: (own[0], own[1]), configurationFile: file, tokens: tokens,
          plan: self))
    }
    return cities
  }

  /// The agreement between the two cities, once ``cities()`` has issued it.
  public var agreementFile: String { issuedFolder + "/agreements/taipei-taitung.json" }

  private var issuedFolder: String { issued ?? folder + "/issued" }

  private func terms() throws -> AgreementTerms {
    let path = root + "/Federation/agreements/taipei-taitung.json"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RehearsalFailure(
        message: "找不到 / not found: \(path)（請用 --repository 指出專案資料夾 / give --repository）")
    }
    return try AgreementFile.readTerms([UInt8](data))
  }

  /// Imports the synthetic cards, adds merchants and terminals; gives the tokens.
  private func fill(_ city: CityID, configurationFile: String) async throws -> [String: String] {
    let configuration = try await NodeConfiguration.load(path: configurationFile, environment: [:])
    let (store, keys) = try await OperatorStore.open(configuration)
    defer { try? store.close() }
    let now = NodePorts.system.now()
    guard let synthetic = SyntheticMembers.City(rawValue: city.text),
      let people = SyntheticMembers(
        city: synthetic, members: members, seed: 1, on: CivilCalendar.taipei.date(now))
    else { throw RehearsalFailure(message: "沒有 \(city) 的虛構資料 / no synthetic members for \(city)") }
    let file = "\(folder)/\(city)-synthetic.csv"
    let text = people.reduce(into: SyntheticMembers.header) { $0 += $1 }
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    let outcome = try await CardImporter(store: store, keys: keys, now: NodePorts.system.now).run(
      path: file, asOf: now)
    guard case .imported = outcome else {
      throw RehearsalFailure(message: "市民資料匯入失敗 / the import failed: \(outcome)")
    }
    for merchant in RehearsedMerchants.of(city) {
      try await store.addMerchant(merchant, by: .machine("rehearsal"), at: now)
    }
    var tokens: [String: String] = [:]
    for desk in desks[city.text] ?? [] {
      guard let venue = VenueID(desk.prefix { $0 != "/" }) else { continue }
      tokens[desk] = try await TerminalEnrolment.add(
        to: store, keys: keys, venue: venue, label: "demo \(desk)", by: .machine("rehearsal")
      ).token
    }
    return tokens
  }
}
