/// A document that the clerk saw. The law holds for every visitor, so no card is needed for it.
public enum SeenDocument: String, CaseIterable, Hashable, Sendable {
  /// A certificate of disability.
  case disability
  /// Proof of being 65 or older.
  case age65
  /// Accompanies a disabled person whose ticket is in the same basket (one companion each).
  case companion
}

/// So many tickets of one type, for persons who all showed the same document (or none).
public struct BasketLine: Hashable, Sendable {
  /// What is bought.
  public let ticket: TicketTypeID
  /// How many, 1...``Basket/ticketLimit``.
  public let quantity: Int
  /// What each of these persons showed.
  public let seen: SeenDocument?

  /// Makes a line.
  public init(ticket: TicketTypeID, quantity: Int = 1, seen: SeenDocument? = nil) {
    self.ticket = ticket
    self.quantity = quantity
    self.seen = seen
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

/// Why a basket cannot be priced at all. Checked before any rule.
public enum BasketFault: Error, Hashable, Sendable {
  /// The venue sells no such ticket; `line` counts the basket's lines from 0.
  case unknownTicket(line: Int, TicketTypeID)

  /// Stable, for programs.
  public var code: String {
    switch self {
    case .unknownTicket: "unknown_ticket"
    }
  }
}
