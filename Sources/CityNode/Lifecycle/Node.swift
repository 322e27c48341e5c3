public import Benefits
public import Federation
public import Logging
import Metrics
public import Store
import Synchronization
import Wire

/// One city's node, put together: services over a store, keys, a registry and the ways to its partners. It
/// listens nowhere; the listeners are `Web`'s.
public final class Node: Sendable {
  /// The settings.
  public let configuration: NodeConfiguration
  /// The city's name in the federation.
  public let entity: EntityID
  /// The partner cities and the own one, by their names.
  public let cityNames: [CityID: BilingualText]
  /// The books.
  public let store: CityStore
  /// Dates, times of day and days off at the city's venues.
  public let calendar: CityCalendar
  /// The venues in force; a request takes them once.
  public var registry: PartnerRegistry { holder.current }
  /// What is done with the own registry.
  public let clerk: RegistryClerk
  /// What is done with staff accounts.
  public let staff: StaffClerk
  /// Brings terminals in and sends them away.
  public let terminals: TerminalClerk
  /// When terminals were last heard.
  public let contacts = TerminalContacts()
  /// The counter's service.
  public let checks: CheckService
  /// Use at a glance.
  public let statistics: VisitStatistics
  /// Answers to partners.
  public let verification: VerificationService
  /// The own entity statement.
  public let statement: OwnStatement
  /// Which partner a client certificate is of.
  public let certificates: PeerCertificates
  /// The agreements in force.
  public let agreements: [Agreement]
  /// The secrets.
  public let keys: NodeKeys
  /// The clock and randomness.
  public let ports: NodePorts
  let peers: [CityID: (directory: PeerDirectory, link: PeerLink, transport: any PeerTransport)]
  let holder: RegistryHolder
  let fetchers: [CityID: PeerRegistryFetcher]
  let logger: Logger
  /// Whether the last housekeeping could write.
  let writable = Mutex(true)

  /// Reads everything that the configuration names and opens the store.
  ///
  /// Throws ``ConfigurationError`` with the file or setting at fault, or ``Store/StoreError``.
  public init(
    _ configuration: NodeConfiguration, ports: NodePorts = .system, logger: Logger
  ) async throws {
    self.configuration = configuration
    self.ports = ports
    self.logger = logger
    keys = try NodeKeys.load(configuration.keys)
    calendar = try CityCalendar.load(configuration.partners)
    let today = calendar.civil.date(ports.now())
    if calendar.holidays.years?.contains(today.year) != true {
      logger.warning("the public holidays of this year are not known", metadata: ["year": "\(today.year)"])
    }
    agreements = try configuration.agreements.map(AgreementFile.load)
    let city = configuration.city
    let partners = agreements.compactMap { agreement in
      agreement.partner(of: city).map { (agreement: agreement, party: $0) }
    }
    guard let me = agreements.lazy.flatMap(\.parties).first(where: { $0.city == city }) else {
      throw ConfigurationError(
        "agreements",
        BilingualText(zh: "沒有一份協議包含 \(city)。", en: "no agreement has \(city) as a party"))
    }
    entity = me.entity
    cityNames = Dictionary(
      agreements.flatMap(\.parties).map { ($0.city, $0.name) }
    ) { first, _ in first }
    certificates = try PeerCertificates(agreements: agreements, own: city)
    statement = OwnStatement(
      entity: me.entity, keys: keys, url: configuration.federationURL, ports: ports)
    let batches = Metrics.Recorder(label: "citycard_commit_batch_commands", aggregate: true)
    store = CityStore(
      engine: try configuration.database.engine(now: ports.now),
      rules: DeskRules(calendar: calendar, probes: configuration.limits.probes), seal: keys.auditSeal,
      onBatch: { batches.record($0) }, now: ports.now)
    try await store.open()
    peers = try Self.peers(
      partners, me: me.entity, configuration: configuration, keys: keys, store: store,
      ports: ports, logger: logger)
    clerk = RegistryClerk(
      city: city, entity: me.entity, cities: Set(cityNames.keys), keys: keys, store: store, ports: ports)
    staff = StaffClerk(
      city: city, cityName: cityNames[city] ?? me.name, keys: keys, store: store, ports: ports)
    holder = RegistryHolder(
      try await Self.openRegistry(configuration, clerk: clerk, logger: logger), own: city,
      scopes: Dictionary(partners.map { ($0.party.city, $0.agreement.scope) }) { first, _ in first })
    statistics = VisitStatistics(
      city: city, store: store, registry: holder, civil: calendar.civil, ports: ports, logger: logger)
    fetchers = Self.fetchers(partners.map(\.party), peers, store, holder, ports, logger)
    terminals = TerminalClerk(store: store, keys: keys, ports: ports, logger: logger)
    let directory = CardDirectory(store: store, keys: keys)
    checks = CheckService(
      city: city, me: me.entity, registry: holder, directory: directory, links: peers.mapValues(\.link),
      store: store, keys: keys, calendar: calendar, ports: ports, limits: configuration.limits)
    verification = VerificationService(
      me: me.entity, directory: directory, store: store, keys: keys, calendar: .taipei, ports: ports,
      peers: peers.mapValues(\.directory), registry: holder, logger: logger)
    for peer in peers.values { try await peer.directory.restore() }
    for fetcher in fetchers.values { try await fetcher.restore() }
    try await clerk.renewIfOld(keyToo: true)
    await registryPulse()
  }

  private static func fetchers(
    _ parties: [AgreementParty],
    _ peers: [CityID: (directory: PeerDirectory, link: PeerLink, transport: any PeerTransport)],
    _ store: CityStore, _ holder: RegistryHolder, _ ports: NodePorts, _ logger: Logger
  ) -> [CityID: PeerRegistryFetcher] {
    var fetchers: [CityID: PeerRegistryFetcher] = [:]
    for party in parties {
      guard let peer = peers[party.city] else { continue }
      fetchers[party.city] = PeerRegistryFetcher(
        party: party, directory: peer.directory, transport: peer.transport, store: store, holder: holder,
        ports: ports, logger: logger)
    }
    return fetchers
  }

  /// Where a partner's node is reached, if not where the configuration says; for listeners on free ports.
  public func move(peer city: CityID, to url: String) { peers[city]?.directory.move(to: url) }

  private static func peers(
    _ partners: [(agreement: Agreement, party: AgreementParty)], me: EntityID,
    configuration: NodeConfiguration, keys: NodeKeys,
    store: CityStore, ports: NodePorts, logger: Logger
  ) throws -> [CityID: (directory: PeerDirectory, link: PeerLink, transport: any PeerTransport)] {
    guard let certificate = configuration.federation.certificate else {
      throw ConfigurationError(
        "federation.certificate", BilingualText(zh: "缺少這個設定。", en: "This setting is missing."))
    }
    var peers: [CityID: (directory: PeerDirectory, link: PeerLink, transport: any PeerTransport)] = [:]
    for (agreement, party) in partners {
      guard let peer = configuration.peers[party.city] else {
        throw ConfigurationError(
          "peers.\(party.city)",
          BilingualText(
            zh: "協議的另一方是 \(party.city)，但沒有設定如何連線。",
            en: "the agreement's other party is \(party.city), but how to reach it is not set"))
      }
      let transport = try MutualTLSTransport(to: party, certificate: certificate, address: peer.address)
      let directory = try PeerDirectory(
        party: party, baseURL: peer.url, transport: transport, store: store, ports: ports, logger: logger)
      let link = PeerLink(
        me: me, scope: agreement.scope, directory: directory, transport: transport,
        signer: MessageSigner(keys.protocol), ports: ports, timeout: configuration.limits.peerTimeout,
        logger: logger)
      peers[party.city] = (directory, link, transport)
    }
    return peers
  }
}

/// How one partner does, in a word.
public struct PeerStatus: Hashable, Sendable {
  /// The partner.
  public let city: CityID
  /// `alive`, `failing` or `dead`.
  public let health: String
  /// Whether its statement is known and holds.
  public let keysKnown: Bool
}

extension Node {
  /// Whether what was last to be written could be; housekeeping tries every quarter of a minute.
  public var booksAreWritable: Bool { writable.withLock { $0 } }

  /// How the partners do, by city.
  public func peerHealth() -> [PeerStatus] {
    peers.sorted { $0.key < $1.key }.map { city, peer in
      let health =
        switch peer.link.health {
        case .alive: "alive"
        case .failing: "failing"
        case .dead: "dead"
        }
      return PeerStatus(city: city, health: health, keysKnown: peer.directory.current != nil)
    }
  }
}
