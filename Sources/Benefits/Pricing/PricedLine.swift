/// What settled a ticket's price.
public enum PriceBasis: String, CaseIterable, Hashable, Sendable {
  case regular, statutory, offer
}

/// An offer at work on one ticket.
public struct AppliedOffer: Hashable, Sendable {
  /// The offer.
  public let offer: OfferID
  /// Its version.
  public let version: Int
  /// What it takes off one ticket beyond the law, and beyond the offers before it.
  public let subsidy: Money
  /// Who bears that.
  public let funding: Funding

  /// Makes a record.
  public init(offer: OfferID, version: Int, subsidy: Money, funding: Funding) {
    self.offer = offer
    self.version = version
    self.subsidy = subsidy
    self.funding = funding
  }
}

/// So many tickets of a basket line that all came to the same price. A basket line whose tickets differ (one
/// covered by the card, two not) becomes several of these, in the order in which the clerk rings them up.
public struct PricedLine: Hashable, Sendable {
  /// The basket line it came from, from 0.
  public let basketLine: Int
  /// What is bought.
  public let ticket: TicketTypeID
  /// How many tickets.
  public let quantity: Int
  /// The regular price of one ticket.
  public let regular: Money
  /// The price of one ticket by law; the regular price if the law takes nothing off.
  public let statutory: Money
  /// The price of one ticket by the best offer that holds for it, applied or not (then of the first of these
  /// tickets); nil if none does, or if those that do have reduced as many tickets as they may.
  public let offer: Money?
  /// What one ticket costs: the lowest of the three.
  public let due: Money
  /// Which of the three that was; at a tie the law before the offer, the regular price before both.
  public let basis: PriceBasis
  /// The offers at work, in the order in which they are reckoned; several only where they stack.
  public let applied: [AppliedOffer]
  /// What of the price, or on top of it, may be spent inside, for one ticket.
  public let redeemable: Money
  /// What the clerk presses on the venue's own till.
  public let tillCode: String?

  /// Makes a line.
  public init(
    basketLine: Int, ticket: TicketTypeID, quantity: Int, regular: Money, statutory: Money, offer: Money?,
    due: Money, basis: PriceBasis, applied: [AppliedOffer] = [], redeemable: Money = .zero, tillCode: String?
  ) {
    self.basketLine = basketLine
    self.ticket = ticket
    self.quantity = quantity
    self.regular = regular
    self.statutory = statutory
    self.offer = offer
    self.due = due
    self.basis = basis
    self.applied = applied
    self.redeemable = redeemable
    self.tillCode = tillCode
  }

  /// The first offer at work, which names the line.
  public var offerID: OfferID? { applied.first?.offer }
  /// That offer's version.
  public var offerVersion: Int? { applied.first?.version }
  /// What the offers take off one ticket beyond the statutory price; zero without an offer.
  public var subsidy: Money { applied.reduce(.zero) { $0 + $1.subsidy } }
}
