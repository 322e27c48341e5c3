public import Benefits
import Federation
import Logging
import Metrics
public import ServiceLifecycle
public import Store

/// Publishes what is due, notices what other processes of the city published or fetched, and fetches the partners'
/// registries.
public struct RegistryService: Service {
  /// Between two looks at the numbers in force.
  static let pulse = Duration.seconds(1)

  private let node: Node

  /// The registries of `node`.
  public init(_ node: Node) { self.node = node }

  /// Looks and fetches until the node stops.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask {
          while !Task.isCancelled {
            await node.registryPulse()
            try? await Task.sleep(for: Self.pulse)
          }
        }
        for fetcher in node.fetchers.values {
          group.addTask {
            while !Task.isCancelled {
              await fetcher.round()
              try? await Task.sleep(for: .microseconds(fetcher.nextRound().microseconds))
            }
          }
        }
      }
    }
  }
}

extension Node {
  /// Looks once for new registries of all partners.
  func fetchRegistries() async {
    for fetcher in fetchers.values { await fetcher.round() }
  }

  /// One look: publishes what is due, and puts in force whatever the store has that this process has not.
  func registryPulse() async {
    do {
      var pulse = try await store.registryPulse()
      if await publishIfDue(pulse) { pulse = try await store.registryPulse() }
      let seq = pulse.seq
      let city = configuration.city
      let shelf = RegistryShelf(store: store)
      let known = registry
      if seq != known[city]?.seq, let own = try await shelf.own(city, known: known[city]) {
        holder.put(own, of: city)
        logger.info("a new registry is in force", metadata: ["seq": "\(own.seq)"])
      }
      for (peer, seq) in pulse.peers where fetchers[peer] != nil && seq != known[peer]?.seq {
        // One partner's must not keep the others' from being taken up.
        await trying("take up the registry of \(peer)") {
          guard let partners = try await shelf.peer(peer, known: known[peer]) else { return }
          holder.put(partners, of: peer)
        }
      }
      for peer in [city] + fetchers.keys {
        Meter(label: "citycard_registry_seq", dimensions: [("city", peer.text)])
          .set(registry[peer]?.seq ?? 0)
      }
    } catch {
      logger.warning("could not look at the registry", metadata: ["error": "\(error)"])
    }
  }

  /// Publishes and signs anew where that is due; says whether it was. What goes wrong here must not keep what others
  /// published from coming into force.
  private func publishIfDue(_ pulse: RegistryPulse) async -> Bool {
    let now = ports.now()
    let isDue = pulse.due.map { $0 <= now } ?? false
    let isOld = pulse.nextUpdate.map { $0 - now < RegistryLimits.renewal } ?? false
    guard isDue || isOld else { return false }
    // The signature is renewed whatever becomes of what is due, or one revision could let it all grow old.
    if isDue { await trying("publish what is due") { try await publishDue() } }
    if isOld { await trying("renew the registry") { try await clerk.renewIfOld(keyToo: false) } }
    return true
  }

  private func trying(_ what: String, _ body: () async throws -> Void) async {
    do { try await body() } catch {
      logger.error("could not \(what)", metadata: ["error": "\(error)"])
    }
  }

  private func publishDue() async throws {
    for revision in try await clerk.publishDue() {
      logger.notice(
        revision.state == .rejected ? "a scheduled revision was overtaken" : "published a revision",
        metadata: [
          "revision": "\(revision.id)", "venue": "\(revision.venue)",
          "state": "\(revision.state.rawValue)", "why": "\(revision.refusal ?? "")",
        ])
    }
  }

  /// Founds the registry on the first start, and says where the folder and the registry in force differ later.
  static func openRegistry(
    _ configuration: NodeConfiguration, clerk: RegistryClerk, logger: Logger
  ) async throws -> PartnerRegistry {
    let city = configuration.city
    let shelf = RegistryShelf(store: clerk.store)
    var registry = PartnerRegistry()
    let isFounded = try await clerk.store.registryPulse().seq > 0
    do {
      let copy = try PartnerFolderCopy.load(configuration.partners)
      registry = copy.registry
      if !isFounded {
        if try await clerk.found(on: copy) { logger.notice("founded the registry on the partners' folder") }
      } else {
        try await compare(copy, with: clerk, folder: configuration.partners, logger: logger)
      }
    } catch let error as ConfigurationError {
      // Once there is a registry the folder is a copy, and a fault in it must not keep the city's counters shut.
      guard isFounded else { throw error }
      logger.warning("the partners' folder can't be used", metadata: ["error": "\(error)"])
    }
    registry[city] = try await shelf.own(city)
    return registry
  }

  private static func compare(
    _ copy: PartnerFolderCopy, with clerk: RegistryClerk, folder: String, logger: Logger
  ) async throws {
    let different = try await clerk.differences(copy.files[clerk.city] ?? [])
    guard !different.isEmpty else { return }
    logger.notice(
      "the partners' folder differs from the registry in force",
      metadata: [
        "venues": "\(different.count)", "first": "\(different[0])",
        "command": "citycard partners import \(folder)/\(clerk.city) --as NAME --config FILE",
      ])
  }
}

/// How a city's registry does, for the operator.
public struct RegistryStatus: Sendable {
  /// The city.
  public let city: CityID
  /// What is in force; nil if nothing is.
  public let origin: CityPartners.Origin?
  /// How many venues it has.
  public let venues: Int
  /// How the last tries to fetch it went; nil for the own city.
  public let check: PeerRegistryCheck?
}

extension Node {
  /// The own registry first, then the partners' by city.
  public func registryStatus() -> [RegistryStatus] {
    let registry = registry
    return ([configuration.city] + fetchers.keys.sorted()).map { city in
      RegistryStatus(
        city: city, origin: registry[city]?.origin, venues: registry[city]?.count ?? 0,
        check: fetchers[city]?.check)
    }
  }
}
