public import Benefits
public import Federation
import Logging
import Signing
import Store
import Synchronization
public import Wire

/// What is known of a partner's protocol: its keys and its endpoint, from its entity statement.
public struct PeerProtocol: Sendable {
  /// The keys that sign its messages now.
  public let keys: JSONWebKeySet
  /// Where verification requests go.
  public let verificationEndpoint: String
  /// Where its registry is; nil if it publishes none yet.
  public let registryEndpoint: String?
  /// When the statement was issued.
  public let issued: Instant
  /// Until when the statement holds.
  public let expires: Instant

  init(_ statement: EntityStatement) {
    keys = statement.protocolKeys
    verificationEndpoint = statement.verificationEndpoint
    registryEndpoint = statement.registryEndpoint
    issued = statement.issued
    expires = statement.expires
  }
}

/// Fetches, checks and keeps one partner's entity statement. Nothing is discovered during a sale: the
/// statement is fetched in the background, early and with jitter, and survives a restart in the store.
public final class PeerDirectory: Sendable {
  /// Where a node publishes its statement (OpenID Federation 1.0 §9).
  public static let wellKnownPath = "/.well-known/openid-federation"
  /// A fetch that a message with an unknown key asks for happens at most so often.
  static let urgentInterval = TimeSpan.seconds(10)
  /// The same while nothing is known of the partner, as when the own node came up first and fetched in vain: a
  /// partner whose certificate proves it must not wait for the next round.
  static let firstInterval = TimeSpan.milliseconds(250)
  /// How long a fetch may take; a counter may be waiting for it.
  static let fetchTimeout = TimeSpan.seconds(2)
  /// A statement with the same keys is kept again after this, so that a restart finds one that still holds.
  static let keepInterval = TimeSpan.hours(6)

  /// The partner.
  public let party: AgreementParty
  private let pinned: JSONWebKeySet
  private let transport: any PeerTransport
  private let store: CityStore
  private let ports: NodePorts
  private let logger: Logger

  private struct State {
    var baseURL: String
    var known: PeerProtocol?
    /// When the store last kept a statement.
    var kept: Instant?
    var lastFetch: Instant?
  }
  private let state: Mutex<State>

  /// A directory for `party`, whose node is reached under `baseURL`.
  init(
    party: AgreementParty, baseURL: String, transport: any PeerTransport, store: CityStore,
    ports: NodePorts, logger: Logger
  ) throws {
    self.party = party
    state = Mutex(State(baseURL: baseURL))
    self.transport = transport
    self.store = store
    self.ports = ports
    self.logger = logger
    pinned = try party.pinnedKeys
  }

  /// The partner's node is under another base URL now; what was known of it has to be fetched anew.
  func move(to url: String) { state.withLock { $0 = State(baseURL: url) } }

  /// What is known and still holds; nil closes the way to this partner.
  public var current: PeerProtocol? {
    let now = ports.now()
    return state.withLock { $0.known.flatMap { now < $0.expires ? $0 : nil } }
  }

  /// Takes up the statement that the store kept, if it still holds.
  func restore() async throws {
    guard let kept = try await store.statements(of: party.entity, limit: 1).first else { return }
    do {
      let statement = try check(Array(kept.statement.utf8))
      state.withLock { ($0.known, $0.kept) = (PeerProtocol(statement), kept.fetched) }
    } catch {
      logger.notice(
        "the kept statement no longer holds",
        metadata: ["peer": "\(party.city)", "rule": "\(error.code)"])
    }
  }

  /// Fetches and checks the statement. False if it can't be had or does not hold; the last good one stays in
  /// force until it expires.
  @discardableResult
  func refresh() async -> Bool {
    let baseURL = state.withLock { state in
      state.lastFetch = ports.now()
      return state.baseURL
    }
    do {
      let reply = try await transport.get(baseURL + Self.wellKnownPath, timeout: Self.fetchTimeout)
      guard reply.status == 200 else { throw TransportFault.refused }
      let statement = try check(reply.body)
      try await keep(reply.body, statement, from: baseURL)
      return true
    } catch {
      logger.warning(
        "could not refresh a partner's statement",
        metadata: ["peer": "\(party.city)", "error": "\(error)"])
      return false
    }
  }

  /// Fetches the statement because a message was signed with a key that is not known: a partner that rotated
  /// early is heard at once, a stranger can't make this node fetch more than now and then.
  ///
  /// While nothing is known of the partner, as just after both have started, the shorter ``firstInterval``
  /// counts: its questions must not go unanswered because it was not up yet a moment ago.
  func refreshForUnknownKey() async -> Bool {
    let now = ports.now()
    let due = state.withLock { state in
      guard let last = state.lastFetch else { return true }
      let known = state.known.map { now < $0.expires } ?? false
      // A clock that was set back must not put the next fetch off until it has caught up.
      return now < last || now - last >= (known ? Self.urgentInterval : Self.firstInterval)
    }
    return due ? await refresh() : false
  }

  /// Reads a message of the partner with its keys. A key that is not known may be one that it rotated to, so
  /// the message is read once more after a fetch.
  func read<Message>(
    _ decode: (JSONWebKeySet) throws(JOSEError) -> Message
  ) async throws(JOSEError) -> Message {
    var unknown = JOSEError(.kidUnknown)
    if let known = current {
      do {
        return try decode(known.keys)
      } catch  where error.rule == .kidUnknown {
        unknown = error
      }
    }
    guard await refreshForUnknownKey(), let fresh = current else { throw unknown }
    return try decode(fresh.keys)
  }

  /// When to refresh next: at half the remaining life, spread a little, but within the hour.
  func nextRefresh() -> TimeSpan {
    guard let known = current else { return .seconds(2) + .milliseconds(ports.jitter()) }
    let half = (known.expires - ports.now()).microseconds / 2
    let base = min(max(half, 1_000_000), TimeSpan.hours(1).microseconds)
    return TimeSpan(microseconds: base - base / 10 * ports.jitter() / 1000)
  }

  private func check(_ token: [UInt8]) throws(JOSEError) -> EntityStatement {
    try EntityStatementCodec.decode(token, of: party.entity, pinned: pinned, at: ports.now())
  }

  private func keep(_ token: [UInt8], _ statement: EntityStatement, from baseURL: String) async throws {
    let now = ports.now()
    let recorded = state.withLock { state in
      // From where the partner no longer is, or overtaken by a later fetch.
      guard state.baseURL == baseURL, state.known.map({ statement.issued >= $0.issued }) ?? true else {
        return false
      }
      // Evidence needs to know which keys were published when; a statement with the same keys adds nothing to
      // that.
      let changed = state.known.map { $0.keys != statement.protocolKeys } ?? true
      let aged = state.kept.map { now - $0 > Self.keepInterval } ?? true
      state.known = PeerProtocol(statement)
      if changed || aged { state.kept = now }
      return changed || aged
    }
    guard recorded else { return }
    try await store.submit(
      KeepStatement(
        FetchedStatement(
          entity: party.entity, statement: String(decoding: token, as: UTF8.self), fetched: now)))
  }
}

extension AgreementParty {
  /// The pinned federation keys as a key set.
  public var pinnedKeys: JSONWebKeySet {
    get throws {
      try JSONWebKeySet(
        federationKeys.all.map { record in
          JSONWebKey(try PublicKey(x: record.x, y: record.y))
        })
    }
  }
}
