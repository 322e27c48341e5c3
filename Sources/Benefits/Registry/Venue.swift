/// Whether a figure or an offer was published by the partner, or stands in for one that never was.
public enum Source: String, Hashable, Sendable {
  case published, illustrative
}

/// Who runs a venue; the law's reductions depend on it.
public enum Sector: String, Hashable, Sendable {
  /// Run by the state or a city: free for disabled persons (身心障礙者權益保障法 §59).
  case `public`
  /// Run privately: half price for disabled persons.
  case `private`
}

/// What kind of place a venue is.
public enum VenueKind: String, CaseIterable, Hashable, Sendable {
  case museum, theatre, heritage, orchestra, farm, garden, village, hotspring, flight, arts
}

/// A reduction that the law gives every visitor at a venue, with or without a card.
public enum StatutoryRule: String, CaseIterable, Hashable, Sendable {
  /// 身心障礙者權益保障法 §59: disabled persons and one necessary companion; free at public venues, half
  /// price at private ones.
  case disability
  /// 老人福利法 §25: persons of 65 and over pay half.
  case age65
  /// 老人福利法 §25: central-government cultural venues are free for persons of 65 and over on weekdays.
  case age65FreeOnWeekdays = "age65_free_on_weekdays"

  /// The facts about a cardholder that the rule asks for.
  public var classes: [BenefitClass] {
    switch self {
    case .disability: [.named(.disability), .named(.companion)]
    case .age65, .age65FreeOnWeekdays: [.ageAtLeast(65)]
    }
  }
}

extension SeenDocument {
  /// The rules that look at it.
  var rules: Set<StatutoryRule> {
    switch self {
    case .disability, .companion: [.disability]
    case .age65: [.age65, .age65FreeOnWeekdays]
    }
  }
}

/// A kind of ticket with its regular price.
public struct TicketType: Hashable, Sendable {
  /// Unique within the venue.
  public let id: TicketTypeID
  /// As on the price board.
  public let name: BilingualText
  /// What a visitor without any reduction pays, per ticket.
  public let price: Money
  /// Where the price comes from.
  public let source: Source
  /// What the clerk presses on the venue's own till for this ticket; nil if the venue has none.
  public let tillCode: String?
  /// The same where the law lowers the price; nil if the venue has none, for the regular key would ring up the
  /// wrong amount.
  public let statutoryTillCode: String?

  /// Makes a ticket type.
  public init(
    id: TicketTypeID, name: BilingualText, price: Money, source: Source, tillCode: String?,
    statutoryTillCode: String? = nil
  ) {
    self.id = id
    self.name = name
    self.price = price
    self.source = source
    self.tillCode = tillCode
    self.statutoryTillCode = statutoryTillCode
  }

  /// What the clerk presses for a price that came about without an offer.
  public func tillCode(for basis: PriceBasis) -> String? {
    basis == .statutory ? statutoryTillCode : tillCode
  }
}

/// A place where tickets are sold, with its offers: one file of `Partners/`.
public struct Venue: Hashable, Sendable {
  /// Unique within the city.
  public let id: VenueID
  /// The city that lists it.
  public let city: CityID
  /// As on the sign.
  public let name: BilingualText
  /// What kind of place it is.
  public let kind: VenueKind
  /// Public or private, which decides the statutory prices.
  public let sector: Sector
  /// The statutory reductions that apply here.
  public let statutory: Set<StatutoryRule>
  /// What is sold, in the order of the price board.
  public let tickets: [TicketType]
  /// What partner cities' (and the own city's) cardholders get.
  public let offers: [Offer]

  /// Makes a venue.
  public init(
    id: VenueID, city: CityID, name: BilingualText, kind: VenueKind, sector: Sector,
    statutory: Set<StatutoryRule>, tickets: [TicketType], offers: [Offer]
  ) {
    self.id = id
    self.city = city
    self.name = name
    self.kind = kind
    self.sector = sector
    self.statutory = statutory
    self.tickets = tickets
    self.offers = offers
  }

  /// The documents that lower a price here, in the order of ``SeenDocument``.
  public var documents: [SeenDocument] {
    SeenDocument.allCases.filter { !statutory.isDisjoint(with: $0.rules) }
  }

  /// The ticket type called `id`.
  public func ticket(_ id: TicketTypeID) -> TicketType? { tickets.first { $0.id == id } }

  /// The facts that some offer or statutory rule here uses for cardholders of `home`: what a host may ask
  /// the home city, and not a class more.
  public func classesInUse(home: CityID) -> Set<BenefitClass> {
    var classes = Set(statutory.flatMap(\.classes))
    for offer in offers where offer.covers(home: home) { classes.formUnion(offer.classes) }
    return classes
  }
}
