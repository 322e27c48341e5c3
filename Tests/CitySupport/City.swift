import Benefits
import CityNode
import Federation
import Foundation
import Logging
import ServiceLifecycle
import Signing
import Store
import Synchronization
import Testing
import Web
import Wire

/// One city's node in this process: real listeners on free loopback ports, a real SQLite file, and a clock of
/// its own. It can be stopped and started again.
final class City: Sendable {
  /// What of its settings a test may choose.
  struct Settings: Sendable {
    var limits = NodeLimits(peerTimeout: .seconds(20))
  }

  private struct Running {
    let node: Node
    let group: ServiceGroup
    let task: Task<Void, any Error>
    let counterPort: Int
    let federationPort: Int
  }

  let id: CityID
  let entity: EntityID
  /// The folder of keys and certificates.
  let keyFolder: String
  let database: String
  let clock = TestClock()
  let log = LogCollector()
  private let agreement: String
  private let running = Mutex<Running?>(nil)

  init(_ id: CityID, entity: EntityID, folder: String, agreement: String) {
    self.id = id
    self.entity = entity
    self.agreement = agreement
    keyFolder = "\(folder)/\(id)"
    database = "\(folder)/\(id).sqlite"
  }

  /// The running node.
  var node: Node {
    get throws { try running.withLock { try #require($0, "the node is not running") }.node }
  }

  /// The counter listener's port.
  var counterPort: Int { get throws { try running.withLock { try #require($0) }.counterPort } }

  /// Where counters reach it.
  var counterURL: String {
    get throws { "http://127.0.0.1:\(try counterPort)" }
  }

  /// Its federation listener's port; 0 while it is not running.
  var federationPort: Int { running.withLock { $0?.federationPort ?? 0 } }

  /// Where partners reach it.
  func federationURL(port: Int) -> String { "https://\(entity.host):\(port)" }

  /// The settings, with the partner at `peer` and its own federation listener on `port`.
  func configuration(
    peer: (id: CityID, url: String), settings: Settings = .init(), port: Int = 0
  ) -> NodeConfiguration {
    func file(_ name: String) -> String { "\(keyFolder)/\(name)" }
    return NodeConfiguration(
      city: id, database: .file(database),
      counter: ListenerConfiguration(host: "127.0.0.1", port: 0, certificate: nil),
      federation: ListenerConfiguration(
        host: "127.0.0.1", port: port,
        certificate: CertificateFiles(chain: file("tls.pem"), key: file("tls-key.pem"))),
      federationURL: federationURL(port: port),
      keys: KeyFiles(
        federation: file("federation.pem"), protocol: file("protocol.pem"),
        identifiers: file("identifiers.key"), pairwise: file("pairwise.key")),
      agreements: [agreement], partners: TwoCities.partners,
      peers: [peer.id: PeerConfiguration(url: peer.url, address: "127.0.0.1")], limits: settings.limits)
  }

  /// Starts the node and waits until both listeners listen.
  func start(_ configuration: NodeConfiguration) async throws {
    let logger = log.logger("\(id)")
    let node = try await Node(configuration, ports: clock.ports, logger: logger)
    let counter = AsyncStream<Int>.makeStream()
    let federation = AsyncStream<Int>.makeStream()
    let services = try nodeServices(
      node, metrics: nil, logger: logger,
      onCounter: { counter.continuation.yield($0) }, onFederation: { federation.continuation.yield($0) })
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
        logger: logger))
    let task = Task {
      // Should a listener not come up, nobody waits for its port.
      defer {
        counter.continuation.finish()
        federation.continuation.finish()
      }
      try await group.run()
    }
    let ports = (await counter.stream.first { _ in true }, await federation.stream.first { _ in true })
    guard let counterPort = ports.0, let federationPort = ports.1 else {
      try await task.value
      throw CancellationError()
    }
    node.statement.announce(url: federationURL(port: federationPort))
    running.withLock {
      $0 = Running(
        node: node, group: group, task: task, counterPort: counterPort, federationPort: federationPort)
    }
  }

  /// Asks the node to stop, and waits until it has; nothing happens if it does not run.
  func stop() async throws {
    guard let running = running.withLock({ $0 }) else { return }
    await running.group.triggerGracefulShutdown()
    defer { self.running.withLock { $0 = nil } }
    try await running.task.value
  }

  /// A key of its folder.
  func privateKey(_ name: String) throws -> PrivateKey {
    try PrivateKey(pem: String(contentsOfFile: "\(keyFolder)/\(name).pem", encoding: .utf8))
  }

  /// Puts another text into a file of its folder, for the owner alone.
  func replace(_ name: String, by text: String) throws {
    try text.write(toFile: "\(keyFolder)/\(name)", atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(keyFolder)/\(name)")
  }

  /// Signs as this city's node does.
  var signer: MessageSigner { get throws { MessageSigner(try privateKey("protocol")) } }

  /// The protocol keys that it publishes.
  var protocolKeys: JSONWebKeySet { get throws { try JSONWebKeySet([signer.publicKey]) } }
}
