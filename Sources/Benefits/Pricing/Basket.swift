/// A document that the clerk saw. The law holds for every visitor, so no card is needed for it.
public enum SeenDocument: String, CaseIterable, Hashable, Sendable {
  /// A certificate of disability.
  case disability
  /// Proof of being 65 or older.
  case age65
  /// Accompanies a disabled person whose ticket is in the same basket (one companion each).
  case companion
}

/// So many tickets of one type (or pieces of one category of goods), for persons who all showed the same document
/// (or none).
public struct BasketLine: Hashable, Sendable {
  /// What is bought.
  public let ticket: TicketTypeID
  /// How many, 1...``Basket/ticketLimit``.
  public let quantity: Int
  /// What each of these persons showed.
  public let seen: SeenDocument?
  /// The event that the tickets are for, if for one.
  public let event: EventID?
  /// The start of the timed slot that they are for, if for one.
  public let slot: TimeOfDay?
  /// Of goods, the price of one piece, as on its tag; of tickets nil, for these have a price of their own.
  public let price: Money?

  /// Makes a line.
  public init(
    ticket: TicketTypeID, quantity: Int = 1, seen: SeenDocument? = nil, event: EventID? = nil,
    slot: TimeOfDay? = nil, price: Money? = nil
  ) {
    self.ticket = ticket
    self.quantity = quantity
    self.seen = seen
    self.event = event
    self.slot = slot
    self.price = price
  }
}

/// What one visitor or one party buys in one go, shown with one card.
public struct Basket: Hashable, Sendable {
  /// In the order in which the clerk entered them.
  public let lines: [BasketLine]

  /// The most lines.
  public static let lineLimit = 20
  /// The most tickets over all lines.
  public static let ticketLimit = 100

  /// Makes a basket, or nil if it is empty, has a line without a ticket or is over a limit.
  public init?(_ lines: [BasketLine]) {
    guard (1...Self.lineLimit).contains(lines.count),
      lines.allSatisfy({ (1...Self.ticketLimit).contains($0.quantity) }),
      lines.reduce(0, { $0 + $1.quantity }) <= Self.ticketLimit
    else { return nil }
    self.lines = lines
  }
}
