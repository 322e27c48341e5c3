/// Things that a venue sells at prices the clerk types in, such as books: offers and limits count them as they count
/// tickets, the law's reductions do not touch them.
public struct GoodsCategory: Hashable, Sendable {
  /// Unique within the venue, ticket types included.
  public let id: TicketTypeID
  /// As told to the visitor.
  public let name: BilingualText
  /// What the clerk presses on the venue's own till; nil if the venue has none.
  public let tillCode: String?

  /// Makes a category.
  public init(id: TicketTypeID, name: BilingualText, tillCode: String? = nil) {
    self.id = id
    self.name = name
    self.tillCode = tillCode
  }
}

/// One of the places of a venue at which tickets are sold; a terminal stands at one, or at none in particular.
public struct SalesPoint: Hashable, Sendable {
  /// Unique within the venue.
  public let id: SalesPointID
  /// As told to the clerk.
  public let name: BilingualText

  /// Makes a sales point.
  public init(id: SalesPointID, name: BilingualText) {
    self.id = id
    self.name = name
  }
}

/// A performance, a tour or a fair that a venue sells tickets for, maybe in somebody else's hall.
public struct Event: Hashable, Sendable {
  /// Unique within the venue.
  public let id: EventID
  /// As on the poster.
  public let name: BilingualText
  /// Where, if not at the venue.
  public let place: BilingualText?
  /// The days on which it takes place.
  public let days: DateSpan
  /// The starts of its timed slots (場次); empty if it has none.
  public let slots: [TimeOfDay]

  /// Makes an event.
  public init(
    id: EventID, name: BilingualText, place: BilingualText? = nil, days: DateSpan, slots: [TimeOfDay] = []
  ) {
    self.id = id
    self.name = name
    self.place = place
    self.days = days
    self.slots = slots
  }
}
