public import Benefits

/// One version of an agreement, as both cities sign it: the terms, without the keys. Keys change without a new version,
/// as the agreement's file pins them; the pinned keys of the first file carry over to every version.
public struct AgreementVersion: Hashable, Sendable {
  /// Such as `taipei-taitung`; the same for all versions.
  public var id: String
  /// 1, 2, 3 and so on, without gaps. The first is what the agreement's file says.
  public var number: Int
  /// The hash of the version before; nil in the first alone.
  public var previous: DocumentHash?
  /// Both cities, in an order that stays.
  public var parties: [AgreementCity]
  /// The facts that may be asked at all, whatever an offer uses.
  public var scope: Set<BenefitClass>
  /// What was agreed about money.
  public var settlement: SettlementTerms
  /// The first day in force; nil in the first version alone, which always was.
  public var starts: CivilDate?
  /// The last day in force, if one was agreed.
  public var ends: CivilDate?

  /// Makes a version.
  public init(
    id: String, number: Int, previous: DocumentHash?, parties: [AgreementCity], scope: Set<BenefitClass>,
    settlement: SettlementTerms, starts: CivilDate?, ends: CivilDate?
  ) {
    self.id = id
    self.number = number
    self.previous = previous
    self.parties = parties
    self.scope = scope
    self.settlement = settlement
    self.starts = starts
    self.ends = ends
  }

  /// The first version: what the agreement's file says, accepted by its pins.
  public init(first agreement: Agreement) {
    self.init(
      id: agreement.id, number: 1, previous: nil,
      parties: agreement.parties.map { AgreementCity(city: $0.city, entity: $0.entity, name: $0.name) },
      scope: agreement.scope, settlement: agreement.settlement, starts: nil, ends: nil)
  }
}

/// A city that takes part, by its names and by whom to call.
public struct AgreementCity: Hashable, Sendable {
  /// In short.
  public let city: CityID
  /// Its name in the federation.
  public let entity: EntityID
  /// As people call it.
  public let name: BilingualText
  /// Whom the other city reaches; none in the first version.
  public var contacts: [AgreementContact]

  /// Makes a party.
  public init(city: CityID, entity: EntityID, name: BilingualText, contacts: [AgreementContact] = []) {
    self.city = city
    self.entity = entity
    self.name = name
    self.contacts = contacts
  }
}

/// Somebody at a city. The document is kept for ever and read by the other city: it is a function's address rather than
/// a person's, where there is one.
public struct AgreementContact: Hashable, Sendable {
  /// For what.
  public enum Role: String, CaseIterable, Hashable, Sendable {
    /// Lines, statements and payments.
    case settlement
    /// The node, keys and connections.
    case technical
    /// Holders' data.
    case privacy
  }
  /// For what.
  public let role: Role
  /// A person's or an office's name.
  public let name: String
  /// An address; this or a phone number, or both.
  public let email: String?
  /// A phone number.
  public let phone: String?

  /// Makes a contact.
  public init(role: Role, name: String, email: String?, phone: String?) {
    self.role = role
    self.name = name
    self.email = email
    self.phone = phone
  }
}
