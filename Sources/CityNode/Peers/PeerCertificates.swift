public import Benefits
public import Federation
public import Signing
import Synchronization

/// Tells which partner city is at the other end of a mutual TLS connection.
///
/// The handshake accepts every root that any agreement pins, so it proves that *some* partner calls; who it is
/// follows from the root that issued the client's certificate. A federation certificate is therefore issued
/// by the pinned root itself, without intermediate authorities: only then does one look at the leaf tell the
/// city. The host name of the city's entity id must be among its DNS names, letter for letter (a wildcard does
/// not count), so that a city's root vouches for nobody but that city's node.
public final class PeerCertificates: Sendable {
  /// The most certificates that are remembered. A partner's node has one or two.
  static let cacheLimit = 64

  private let partners: [(party: AgreementParty, roots: [Certificate])]
  private let known = Mutex(Known())

  /// Takes the partners of `own` from its agreements; one in which `own` has no part adds nobody.
  /// - Throws: The error of ``Signing/Certificate/init(pem:)`` for a root that cannot be read.
  public init(agreements: [Agreement], own: CityID) throws(SigningError) {
    var partners: [(party: AgreementParty, roots: [Certificate])] = []
    for agreement in agreements {
      guard let party = agreement.partner(of: own) else { continue }
      var roots: [Certificate] = []
      for pem in party.tlsRoots.all { roots.append(try Certificate(pem: pem)) }
      partners.append((party, roots))
    }
    self.partners = partners
  }

  /// The partner whose certificate this is: its current or next root issued it, and it names the city's host.
  /// Nil for everything else. Whether it holds today is the handshake's to say.
  ///
  /// - Parameter der: The leaf that the client proved to hold the key of.
  public func party(forCertificate der: [UInt8]) -> AgreementParty? {
    let name = sha256(der)
    if let party = known.withLock({ $0.parties[name] }) { return party }
    // Outside the lock, for a verification takes some 80 µs; two that come at once both do the work.
    guard let leaf = try? Certificate(der: der) else { return nil }
    let hosts = leaf.dnsNames
    let found = partners.first { party, roots in
      hosts.contains(party.entity.host) && roots.contains { leaf.isIssued(by: $0) }
    }
    guard let party = found?.party else { return nil }
    // Only partners' certificates are kept, so nobody else's can push them out.
    known.withLock { $0.remember(party, as: name) }
    return party
  }

  /// How many certificates are remembered.
  var remembered: Int { known.withLock { $0.parties.count } }

  /// The partners by the SHA-256 of their certificates; the oldest entry gives way.
  private struct Known {
    var parties: [[UInt8]: AgreementParty] = [:]
    var order: [[UInt8]] = []

    mutating func remember(_ party: AgreementParty, as name: [UInt8]) {
      guard parties.updateValue(party, forKey: name) == nil else { return }
      order.append(name)
      if order.count > PeerCertificates.cacheLimit { parties[order.removeFirst()] = nil }
    }
  }
}
