public import Benefits
public import Federation
import Signing
public import Store

/// How one partner city does, function by function, for the operator.
public struct PeerReport: Sendable {
  /// The agreement between both.
  public let agreement: Agreement
  /// The partner.
  public let party: AgreementParty
  /// Asking about its cards.
  public let verification: PeerHealth.State
  /// The last exchange, sound or not, of this process.
  public let exchange: PeerExchangeRecord
  /// Until when its keys hold, and when they were stated; nil if none are known that hold.
  public let keys: (issued: Instant, expires: Instant)?
  /// What is in force of its registry; nil if nothing is.
  public let registry: CityPartners.Origin?
  /// How many venues it has.
  public let venues: Int
  /// How fetching its registry went.
  public let check: PeerRegistryCheck
  /// When the pinned TLS roots end to hold, the current one first; nil for what is no certificate.
  public let rootsEnd: [Instant?]

  /// The end of the last pinned root: from then on there is no connection.
  public var lastRootEnds: Instant? { rootsEnd.compactMap(\.self).max() }

  /// Everything that somebody has to look after, the gravest first; empty if all is well.
  public func troubles(at now: Instant) -> [PeerTrouble] {
    var troubles: [PeerTrouble] = []
    if let refusal = check.refusal, refusal.isAlarming { troubles.append(.registry(refusal)) }
    if let end = lastRootEnds, end - now < .hours(30 * 24) { troubles.append(.rootEnds) }
    if keys == nil { troubles.append(.noKeys) }
    switch verification {
    case .alive: break
    case .failing: troubles.append(.verificationFailing(exchange.failure))
    case .dead: troubles.append(.verificationDead(exchange.failure))
    }
    if let refusal = check.refusal, !refusal.isAlarming { troubles.append(.registry(refusal)) }
    if registry == nil, check.refusal == nil { troubles.append(.noRegistry) }
    return troubles
  }
}

/// Something about a partner that somebody has to look after.
public enum PeerTrouble: Hashable, Sendable {
  /// Its statement was never had, or has run out.
  case noKeys
  /// The last questions were not answered, and it is still asked.
  case verificationFailing(AnswerFailure?)
  /// It is not asked until a probe is answered.
  case verificationDead(AnswerFailure?)
  /// Its new registry is refused.
  case registry(RegistryRefusal)
  /// Its registry was never had.
  case noRegistry
  /// The last pinned TLS root ends within thirty days, or has.
  case rootEnds
}

/// The last exchanges with a partner, as one process saw them.
public struct PeerExchangeRecord: Hashable, Sendable {
  /// When it last answered soundly; nil if it never did since this process started.
  public internal(set) var answered: Instant?
  /// When an exchange last failed.
  public internal(set) var failed: Instant?
  /// Why.
  public internal(set) var failure: AnswerFailure?

  /// Nothing exchanged yet.
  public init() {}
}

extension Node {
  /// How the partners do, by city.
  public func peerReports() -> [PeerReport] {
    let registry = registry
    return peers.sorted { $0.key < $1.key }.compactMap { city, peer in
      guard let agreement = agreements.first(where: { $0.partner(of: configuration.city)?.city == city })
      else { return nil }
      let known = peer.directory.current
      return PeerReport(
        agreement: agreement, party: peer.directory.party, verification: peer.link.health,
        exchange: peer.link.lastExchange, keys: known.map { ($0.issued, $0.expires) },
        registry: registry[city]?.origin, venues: registry[city]?.count ?? 0,
        check: fetchers[city]?.check ?? PeerRegistryCheck(),
        rootsEnd: peer.directory.party.tlsRoots.all.map { pem in
          (try? Certificate(pem: pem).validity).map { Instant(seconds: $0.notAfter) }
        })
    }
  }
}
