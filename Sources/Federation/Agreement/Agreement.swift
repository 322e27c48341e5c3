public import Benefits

/// A public key on P-256, by coordinates and thumbprint.
public struct KeyRecord: Hashable, Sendable {
  /// RFC 7638 thumbprint, base64url.
  public let kid: String
  /// 32 bytes.
  public let x: [UInt8]
  /// 32 bytes.
  public let y: [UInt8]

  /// Makes a record; the caller vouches that `kid` is the thumbprint of the coordinates.
  public init(kid: String, x: [UInt8], y: [UInt8]) {
    self.kid = kid
    self.x = x
    self.y = y
  }
}

/// A pinned thing and its announced successor: either is accepted, so that a city can roll over without a
/// new agreement.
public struct CurrentAndNext<Pin: Hashable & Sendable>: Hashable, Sendable {
  /// In use today.
  public let current: Pin
  /// Announced, if any.
  public let next: Pin?

  /// Makes the pair.
  public init(current: Pin, next: Pin?) {
    self.current = current
    self.next = next
  }

  /// Both that there are.
  public var all: [Pin] { next.map { [current, $0] } ?? [current] }
}

/// A city that takes part, with what the other side trusts of it.
public struct AgreementParty: Hashable, Sendable {
  /// In short.
  public let city: CityID
  /// Its name in the federation.
  public let entity: EntityID
  /// As people call it.
  public let name: BilingualText
  /// The keys that may sign its entity statement.
  public let federationKeys: CurrentAndNext<KeyRecord>
  /// The TLS roots (PEM) under which its node's certificate is accepted, and no others.
  public let tlsRoots: CurrentAndNext<String>

  /// Makes a party.
  public init(
    city: CityID, entity: EntityID, name: BilingualText, federationKeys: CurrentAndNext<KeyRecord>,
    tlsRoots: CurrentAndNext<String>
  ) {
    self.city = city
    self.entity = entity
    self.name = name
    self.federationKeys = federationKeys
    self.tlsRoots = tlsRoots
  }
}

/// What two cities agreed: who they are, which facts they exchange, who pays. Bilateral; becomes a versioned
/// document that both sign when settlement comes.
public struct Agreement: Hashable, Sendable {
  /// Such as `taipei-taitung`.
  public let id: String
  /// Both cities.
  public let parties: [AgreementParty]
  /// The facts that may be asked at all, whatever an offer uses.
  public let scope: Set<BenefitClass>
  /// Who bears an offer's subsidy where the offer does not say.
  public let funding: FundingParty
  /// What was agreed about money.
  public let settlement: SettlementTerms

  /// Makes an agreement; without settlement terms, `funding` alone decides.
  public init(
    id: String, parties: [AgreementParty], scope: Set<BenefitClass>, funding: FundingParty,
    settlement: SettlementTerms? = nil
  ) {
    self.id = id
    self.parties = parties
    self.scope = scope
    self.funding = funding
    self.settlement = settlement ?? SettlementTerms(funding: Funding(all: funding))
  }

  /// The party that is not `city`; nil if `city` does not take part.
  public func partner(of city: CityID) -> AgreementParty? {
    guard parties.contains(where: { $0.city == city }) else { return nil }
    return parties.first { $0.city != city }
  }
}
