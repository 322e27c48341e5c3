import Benefits
import CityNode
import Federation
import Foundation
import Logging
import ServiceLifecycle
import TestSupport
import Testing
import Web
import Wire

/// Two nodes in a folder, with keys made for them, on free ports of this machine.
struct NodePair {
  let agreement: Agreement
  private let folder: String
  private let agreementPath: String

  init(folder: String) async throws {
    let terms = try AgreementFile.readTerms(
      Repository.bytes("Federation/agreements/taipei-taitung.json"))
    let report = try DevelopmentKeys(
      terms: terms, folder: folder, now: NodePorts.system.now(), days: 30, replacing: false
    ).issue()
    self.folder = folder
    agreementPath = report.agreement.path
    agreement = try AgreementFile.read([UInt8](Data(contentsOf: URL(fileURLWithPath: agreementPath))))
  }

  func certificate(of city: CityID) -> CertificateFiles {
    CertificateFiles(chain: "\(folder)/\(city)/tls.pem", key: "\(folder)/\(city)/tls-key.pem")
  }

  private func files(of city: CityID) -> KeyFiles {
    KeyFiles(
      federation: "\(folder)/\(city)/federation.pem", protocol: "\(folder)/\(city)/protocol.pem",
      identifiers: "\(folder)/\(city)/identifiers.key", pairwise: "\(folder)/\(city)/pairwise.key")
  }

  func keys(of city: CityID) throws -> NodeKeys { try NodeKeys.load(files(of: city)) }

  private func node(_ party: AgreementParty) async throws -> Node {
    let partner = try #require(agreement.partner(of: party.city))
    return try await Node(
      NodeConfiguration(
        city: party.city, database: .file("\(folder)/\(party.city).sqlite"),
        counter: ListenerConfiguration(host: "127.0.0.1", port: 0, certificate: nil),
        federation: ListenerConfiguration(
          host: "127.0.0.1", port: 0, certificate: certificate(of: party.city)),
        federationURL: "\(party.entity.text):9801", keys: files(of: party.city), agreements: [agreementPath],
        partners: Repository.root.appendingPathComponent("Partners").path,
        peers: [partner.city: PeerConfiguration(url: partner.entity.text, address: "127.0.0.1")]),
      logger: Logger(label: "capture") { _ in SwiftLogNoOpLogHandler() })
  }

  /// The way from `city` to the node of its partner.
  func transport(from city: CityID) throws -> MutualTLSTransport {
    try MutualTLSTransport(
      to: try #require(agreement.partner(of: city)), certificate: certificate(of: city), address: "127.0.0.1")
  }

  /// Runs both nodes while `body` runs, which gets the first party's node and the federation ports by city.
  func run(_ body: (Node, [String: Int]) async throws -> Void) async throws {
    let nodes = [try await node(agreement.parties[0]), try await node(agreement.parties[1])]
    let (listening, up) = AsyncStream.makeStream(of: (CityID, Int).self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for node in nodes {
        let city = node.configuration.city
        let services = try nodeServices(
          node, metrics: nil, logger: node.quietLogger, onFederation: { up.yield((city, $0)) })
        for service in services { group.addTask { try await service.run() } }
      }
      var ports: [String: Int] = [:]
      for await (city, port) in listening {
        ports[city.text] = port
        for node in nodes where node.configuration.city != city {
          let party = try #require(agreement.parties.first { $0.city == city })
          node.move(peer: city, to: "\(party.entity.text):\(port)")
        }
        if ports.count == nodes.count { break }
      }
      try await body(nodes[0], ports)
      group.cancelAll()
      while let result = await group.nextResult() {
        // The services end by cancellation, each in its own way.
        _ = result
      }
    }
  }
}

extension Node {
  fileprivate var quietLogger: Logger { Logger(label: "capture") { _ in SwiftLogNoOpLogHandler() } }
}
