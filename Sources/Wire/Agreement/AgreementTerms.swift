public import Benefits
public import Federation
public import Signing

/// What two cities agreed, without the keys by which they know each other: the part of an agreement that is
/// the same on every machine.
public struct AgreementTerms: Hashable, Sendable {
  /// Such as `taipei-taitung`; a name of 2 to 64 lower-case letters, digits and hyphens, fit for a file.
  public let id: String
  /// Both cities.
  public let parties: [PartyTerms]
  /// The facts that may be asked at all.
  public let scope: Set<BenefitClass>
  /// Who bears an offer's subsidy where the offer does not say.
  public let funding: FundingParty
}

/// A city that takes part, by its names.
public struct PartyTerms: Hashable, Sendable {
  /// In short.
  public let city: CityID
  /// Its name in the federation.
  public let entity: EntityID
  /// As people call it.
  public let name: BilingualText
}

/// By what a city is known: public keys and root certificates, nothing secret.
public struct PartyPins: Hashable, Sendable {
  /// The keys that may sign its entity statement.
  public let federationKeys: CurrentAndNext<PublicKey>
  /// The roots under which its node's TLS certificate is accepted.
  public let tlsRoots: CurrentAndNext<Certificate>

  /// Takes the pins.
  public init(federationKeys: CurrentAndNext<PublicKey>, tlsRoots: CurrentAndNext<Certificate>) {
    self.federationKeys = federationKeys
    self.tlsRoots = tlsRoots
  }
}

extension AgreementTerms {
  /// The terms with each city's pins.
  ///
  /// - Throws: `pins_missing` if a party has none, `root_not_pinnable` for a root that is no self-signed
  ///   authority on P-256, `key_duplicate` and `root_duplicate` if two places hold the same key or root, or
  ///   two cities' roots the same key; each with the place in the agreement's file.
  public func pinned(by pins: [CityID: PartyPins]) throws(AgreementFault) -> Agreement {
    var keys: [PublicKey: String] = [:]
    var roots: [Certificate: String] = [:]
    var rootKeys: [PublicKey: (city: CityID, pointer: String)] = [:]
    var pinned: [AgreementParty] = []
    for (index, party) in parties.enumerated() {
      let place = "/parties/\(index)"
      guard let pins = pins[party.city] else { throw AgreementFault(.pinsMissing, at: place) }
      for (name, key) in pins.federationKeys.named {
        let pointer = "\(place)/federation_keys/\(name)"
        if let other = keys.updateValue(pointer, forKey: key) {
          throw AgreementFault(.keyDuplicate, at: pointer, detail: other)
        }
      }
      for (name, root) in pins.tlsRoots.named {
        let pointer = "\(place)/tls_roots/\(name)"
        guard root.isRoot, let key = try? root.publicKey else {
          throw AgreementFault(.rootNotPinnable, at: pointer)
        }
        if let other = roots.updateValue(pointer, forKey: root) {
          throw AgreementFault(.rootDuplicate, at: pointer, detail: other)
        }
        // A city may renew its root with the same key; two cities with one key could speak for each other.
        if let other = rootKeys.updateValue((party.city, pointer), forKey: key), other.city != party.city {
          throw AgreementFault(.rootDuplicate, at: pointer, detail: other.pointer)
        }
      }
      pinned.append(AgreementParty(party, pins))
    }
    return Agreement(id: id, parties: pinned, scope: scope, funding: funding)
  }
}

extension AgreementParty {
  fileprivate init(_ terms: PartyTerms, _ pins: PartyPins) {
    self.init(
      city: terms.city, entity: terms.entity, name: terms.name,
      federationKeys: pins.federationKeys.map(KeyRecord.init), tlsRoots: pins.tlsRoots.map(\.pem))
  }
}

extension KeyRecord {
  /// The record of a key: its coordinates under its thumbprint.
  public init(_ key: PublicKey) {
    self.init(kid: JSONWebKey.thumbprint(of: key), x: key.x, y: key.y)
  }
}

extension CurrentAndNext {
  /// Both that there are, with their names in the file.
  var named: [(name: String, pin: Pin)] {
    [("current", current)] + (next.map { [("next", $0)] } ?? [])
  }

  fileprivate func map<Other>(_ make: (Pin) -> Other) -> CurrentAndNext<Other> {
    CurrentAndNext<Other>(current: make(current), next: next.map(make))
  }
}
