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
  /// The part of the price that the visitor may spend inside (門票可折抵消費); nil for none.
  public let redeemable: Money?

  /// Makes a ticket type.
  public init(
    id: TicketTypeID, name: BilingualText, price: Money, source: Source, tillCode: String?,
    statutoryTillCode: String? = nil, redeemable: Money? = nil
  ) {
    self.id = id
    self.name = name
    self.price = price
    self.source = source
    self.tillCode = tillCode
    self.statutoryTillCode = statutoryTillCode
    self.redeemable = redeemable
  }
}
