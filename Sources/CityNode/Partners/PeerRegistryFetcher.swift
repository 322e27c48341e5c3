import Benefits
import Federation
import Logging
import Metrics
import Store
import Synchronization
import Wire

/// Fetches, checks and takes over one partner's published registry.
///
/// All of a registry is taken over or nothing; whatever is wrong with a new one, the last good one stays in force, and
/// how old that is and why the new one was refused can be seen.
final class PeerRegistryFetcher: Sendable {
  /// How long each of the partner's replies may take.
  static let timeout = TimeSpan.seconds(10)
  /// Between two rounds.
  static let interval = TimeSpan.seconds(20)
  /// The same while nothing was had of the partner yet, as when both nodes were just started.
  static let firstInterval = TimeSpan.seconds(2)
  /// A round that changes nothing is recorded in the store so often at most.
  static let recordInterval = TimeSpan.minutes(5)

  private let party: AgreementParty
  private let directory: PeerDirectory
  private let transport: any PeerTransport
  private let shelf: RegistryShelf
  private let holder: RegistryHolder
  private let ports: NodePorts
  private let logger: Logger

  private struct State {
    /// The entity tag of the message in force, if this process fetched it.
    var etag: String?
    var check = PeerRegistryCheck()
    var recorded: Instant?
  }
  private let state = Mutex(State())

  init(
    party: AgreementParty, directory: PeerDirectory, transport: any PeerTransport, store: CityStore,
    holder: RegistryHolder, ports: NodePorts, logger: Logger
  ) {
    self.party = party
    self.directory = directory
    self.transport = transport
    shelf = RegistryShelf(store: store)
    self.holder = holder
    self.ports = ports
    self.logger = logger
  }

  /// How the last tries went.
  var check: PeerRegistryCheck { state.withLock { $0.check } }

  /// Takes up how the tries before a restart went.
  func restore() async throws {
    let check = try await shelf.store.registryCheck(of: party.city)
    state.withLock { $0.check = check }
  }

  /// When to try next: soon while nothing was had, else in a third of a minute, spread a little.
  func nextRound() -> TimeSpan {
    let base = check.checked == nil ? Self.firstInterval : Self.interval
    return TimeSpan(microseconds: base.microseconds - base.microseconds / 10 * ports.jitter() / 1000)
  }

  /// Looks once whether there is a new registry, and takes it over; says whether there was.
  @discardableResult
  func round() async -> Bool {
    do {
      let isNew = try await fetch()
      await checked(isNew: isNew)
      return isNew
    } catch let error as RegistryContentsError {
      await refused(error)
    } catch {
      await refused(RegistryContentsError(.unavailable, "\(error)"))
    }
    return false
  }

  private func fetch() async throws -> Bool {
    if directory.current?.registryEndpoint == nil { await directory.refresh() }
    guard let endpoint = directory.current?.registryEndpoint else {
      throw RegistryContentsError(.unavailable, "no statement, or none that names a registry")
    }
    let reply = try await transport.get(
      endpoint, unless: state.withLock { $0.etag }, timeout: Self.timeout)
    if reply.status == 304 {
      // Unchanged is not good for ever: what is in force may have come to its end.
      if case .published(let seq, _, _, _, let expires) = holder.current[party.city]?.origin,
        expires <= ports.now()
      {
        throw RegistryContentsError(.expired, "seq \(seq), unchanged")
      }
      return false
    }
    guard reply.status == 200, reply.mediaType == MessageMedia.registry else {
      throw RegistryContentsError(.unavailable, "status \(reply.status)")
    }
    let received: ReceivedRegistry
    do {
      received = try await directory.read { keys throws(JOSEError) in
        try RegistryCodec.decode(reply.body, keys: keys)
      }
    } catch {
      throw RegistryContentsError(.unsound, error.description)
    }
    let isNew = try await takeOver(received, reply.body, from: endpoint)
    state.withLock { $0.etag = reply.etag }
    return isNew
  }

  private func takeOver(
    _ received: ReceivedRegistry, _ token: [UInt8], from endpoint: String
  ) async throws -> Bool {
    let registry = received.registry
    // What the store knows counts: another process of this city may have fetched a later one.
    let known = try await shelf.store.peerRegistries(of: party.city).first.map {
      RegistryHead(seq: $0.publication.seq, hash: $0.publication.hash)
    }
    do {
      guard
        try registry.check(from: party.entity, hash: received.hash, known: known, at: ports.now())
      else { return false }
    } catch {
      throw RegistryContentsError(error, "seq \(registry.seq), in force \(known?.seq ?? 0)")
    }
    let (documents, fetched) = try await documents(of: registry.venues, from: endpoint)
    let contents = try RegistryContents(registry.venues, of: party.city, documents: documents)
    let publication = RegistryPublication(
      seq: registry.seq, token: token, hash: received.hash, kid: "",
      rules: RegistryContents.digest(registry.venues), issued: registry.issued, expires: registry.expires,
      nextUpdate: registry.nextUpdate)
    let kept = try await shelf.store.keep(
      PeerRegistry(
        city: party.city, publication: publication, venues: registry.venues, fetched: ports.now()),
      documents: fetched)
    // Another process took one over meanwhile. Whether it is the same one, the next round finds out.
    guard kept else { throw RegistryContentsError(.unavailable, "overtaken at seq \(registry.seq)") }
    holder.put(
      CityPartners(contents.venues, digest: publication.rules, origin: .published(publication)),
      of: party.city)
    return true
  }

  /// The documents of all entries, and those among them that had to be fetched.
  private func documents(
    of entries: [RegistryEntry], from endpoint: String
  ) async throws -> (all: [DocumentHash: [UInt8]], fetched: [DocumentHash: [UInt8]]) {
    var all = try await shelf.documents(entries.map(\.document))
    var fetched: [DocumentHash: [UInt8]] = [:]
    for entry in entries where all[entry.document] == nil {
      let reply = try await transport.get(
        "\(endpoint)/documents/\(entry.document.text)", timeout: Self.timeout)
      guard reply.status == 200 else {
        throw RegistryContentsError(.documentUnavailable, "\(entry.venue): status \(reply.status)")
      }
      try RegistryContents.check(reply.body, of: entry)
      all[entry.document] = reply.body
      fetched[entry.document] = reply.body
    }
    return (all, fetched)
  }

  // MARK: What became of it

  private func checked(isNew: Bool) async {
    let now = ports.now()
    if isNew {
      let seq = holder.current[party.city]?.seq ?? 0
      logger.info("took a partner's registry over", metadata: ["peer": "\(party.city)", "seq": "\(seq)"])
    }
    count(isNew ? "new" : "same")
    await record {
      $0.checked = now
      $0.refusal = nil
      $0.detail = nil
    }
  }

  private func refused(_ error: RegistryContentsError) async {
    let now = ports.now()
    count(error.refusal.rawValue)
    // Said once, not every third of a minute for as long as it lasts; the metric goes on counting.
    let isNews = check.refusal != error.refusal
    logger.log(
      level: !isNews ? .debug : error.refusal.isAlarming ? .critical : .warning,
      "refused a partner's registry",
      metadata: [
        "peer": "\(party.city)", "code": "\(error.refusal.rawValue)", "detail": "\(error.detail)",
      ])
    await record {
      $0.refused = now
      $0.refusal = error.refusal
      $0.detail = String(error.detail.prefix(200))
    }
  }

  /// Keeps how it went, in the store too where that is news.
  private func record(_ change: (inout PeerRegistryCheck) -> Void) async {
    let now = ports.now()
    let news = state.withLock { state -> PeerRegistryCheck? in
      let before = state.check
      change(&state.check)
      let isOld = state.recorded.map { now - $0 >= Self.recordInterval || now < $0 } ?? true
      guard isOld || state.check.refusal != before.refusal else { return nil }
      state.recorded = now
      return state.check
    }
    guard let news else { return }
    do {
      try await shelf.store.keep(news, of: party.city)
    } catch {
      logger.warning("could not keep how a registry was fetched", metadata: ["error": "\(error)"])
    }
  }

  private func count(_ result: String) {
    Counter(
      label: "citycard_registry_fetches_total", dimensions: [("peer", party.city.text), ("result", result)]
    ).increment()
  }
}

extension CityPartners.Origin {
  static func published(_ publication: RegistryPublication) -> Self {
    .published(
      seq: publication.seq, hash: publication.hash, issued: publication.issued,
      nextUpdate: publication.nextUpdate, expires: publication.expires)
  }
}
