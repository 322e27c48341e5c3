import Benefits
import CityNode
import Federation
import Foundation
import Store
import StrictJSON
import Wire

/// Makes everything that two nodes need: keys and certificates, the agreement, synthetic cardholders,
/// terminals, settings.
struct DemoSetUp {
  let root: String
  let folder: String
  let members: Int

  /// The desks of each city that get a terminal.
  static let desks = [
    "taipei": ["moca", "moca/2", "story-house"],
    "taitung": ["museum-of-prehistory", "museum-of-prehistory/2", "chulu-ranch"],
  ]

  /// Taipei and Taitung, ready to start.
  func cities(freePorts: Bool) async throws -> [DemoCity] {
    let ports = freePorts ? try FreePorts.take(4) : [8801, 9801, 8802, 9802]
    // Before anything is written: a demonstration that runs already works on the same folder.
    if !freePorts { try FreePorts.require(ports) }
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let terms = try terms()
    let issued = freePorts ? folder + "/issued" : root + "/certs/issued"
    say("金鑰與憑證 / keys and certificates: \(issued)")
    _ = try DevelopmentKeys(
      terms: terms, folder: issued, now: NodePorts.system.now(), days: 365, replacing: false
    ).issue()
    let all = zip(terms.parties, [Array(ports[..<2]), Array(ports[2...])])
    var cities: [DemoCity] = []
    for (party, own) in all {
      let others = all.filter { $0.0.city != party.city }.map { (party: $0.0, port: $0.1[1]) }
      let file = try writeSettings(party, own, others, issued: issued)
      say("\(party.name.zh)：載入合作夥伴與 \(members) 位虛構市民 / loading partners and synthetic members")
      let tokens = try await fill(party.city, configurationFile: file)
      cities.append(
        DemoCity(
          id: party.city, name: party.name, ports: (own[0], own[1]), configurationFile: file,
          folder: folder, tokens: tokens))
    }
    return cities
  }

  /// A line that is seen at once, also in a file or a pipe.
  private func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  private func terms() throws -> AgreementTerms {
    let path = root + "/Federation/agreements/taipei-taitung.json"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DemoFailure(message: "找不到 / not found: \(path)（請用 --repository 指出專案資料夾 / give --repository）")
    }
    return try AgreementFile.readTerms([UInt8](data))
  }

  private func writeSettings(
    _ party: PartyTerms, _ ports: [Int], _ others: [(party: PartyTerms, port: Int)], issued: String
  ) throws -> String {
    let city = party.city
    let keys = "\(issued)/\(city)"
    var json = JSONWriter()
    json.object {
      $0.member("city", city.text)
      $0.member("database", "\(folder)/\(city).sqlite")
      $0.member("federation_url", "https://\(party.entity.host):\(ports[1])")
      $0.object("counter") {
        $0.member("host", "127.0.0.1")
        $0.member("port", ports[0])
      }
      $0.object("federation") {
        $0.member("host", "127.0.0.1")
        $0.member("port", ports[1])
        $0.member("certificate", keys + "/tls.pem")
        $0.member("key", keys + "/tls-key.pem")
      }
      $0.object("keys") {
        $0.member("federation", keys + "/federation.pem")
        $0.member("protocol", keys + "/protocol.pem")
        $0.member("identifiers", keys + "/identifiers.key")
        $0.member("pairwise", keys + "/pairwise.key")
      }
      $0.array("agreements") { $0.element(issued + "/agreements/taipei-taitung.json") }
      $0.member("partners", root + "/Partners")
      $0.object("peers") {
        for other in others {
          $0.object(other.party.city.text) {
            $0.member("url", "https://\(other.party.entity.host):\(other.port)")
            $0.member("address", "127.0.0.1")
          }
        }
      }
    }
    let path = "\(folder)/\(city).json"
    let value = try JSONParser.parse(json.bytes, rules: .wire)
    try Data(value.encoded(pretty: true)).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Imports the synthetic cards and adds the terminals; gives the tokens.
  private func fill(_ city: CityID, configurationFile: String) async throws -> [String: String] {
    let configuration = try await NodeConfiguration.load(path: configurationFile, environment: [:])
    let (store, keys) = try await OperatorStore.open(configuration)
    defer { try? store.close() }
    let now = NodePorts.system.now()
    guard let synthetic = SyntheticMembers.City(rawValue: city.text),
      let people = SyntheticMembers(
        city: synthetic, members: members, seed: 1, on: CivilCalendar.taipei.date(now))
    else { throw DemoFailure(message: "沒有 \(city) 的虛構資料 / no synthetic members for \(city)") }
    let file = "\(folder)/\(city)-synthetic.csv"
    let text = people.reduce(into: SyntheticMembers.header) { $0 += $1 }
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    let outcome = try await CardImporter(store: store, keys: keys, now: NodePorts.system.now).run(
      path: file, asOf: now)
    guard case .imported = outcome else {
      throw DemoFailure(message: "市民資料匯入失敗 / the import failed: \(outcome)")
    }
    var tokens: [String: String] = [:]
    for desk in Self.desks[city.text] ?? [] {
      guard let venue = VenueID(desk.prefix { $0 != "/" }) else { continue }
      tokens[desk] = try await TerminalEnrolment.add(
        to: store, keys: keys, venue: venue, label: "demo \(desk)"
      ).token
    }
    return tokens
  }
}
