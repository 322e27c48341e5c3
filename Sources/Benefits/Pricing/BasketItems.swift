/// Why a basket cannot be priced at all. Checked before any rule; `line` counts the basket's lines from 0.
public enum BasketFault: Error, Hashable, Sendable {
  /// The venue sells no such ticket or goods.
  case unknownTicket(line: Int, TicketTypeID)
  /// Goods without the price on their tag, or with one outside 0...``Money/limit``.
  case priceMissing(line: Int)
  /// A ticket with a price, though its type has one.
  case priceNotAsked(line: Int)
  /// The venue sells for no such event.
  case unknownEvent(line: Int, EventID)
  /// The event is not on today.
  case eventNotToday(line: Int, EventID)
  /// The event has no such slot.
  case unknownSlot(line: Int, event: EventID, TimeOfDay)

  /// Stable, for programs.
  public var code: String {
    switch self {
    case .unknownTicket: "unknown_ticket"
    case .priceMissing: "price_missing"
    case .priceNotAsked: "price_not_asked"
    case .unknownEvent: "unknown_event"
    case .eventNotToday: "event_not_today"
    case .unknownSlot: "unknown_slot"
    }
  }
}

/// What one basket line sells: a ticket type, or a category of goods at the price of this piece.
struct BasketItem {
  let id: TicketTypeID
  /// What one costs without any reduction.
  let price: Money
  /// Goods are no admission: the law's reductions do not touch them.
  let isGoods: Bool
  /// The part of the price that may be spent inside.
  let redeemable: Money
  private let tillCode: String?
  private let statutoryTillCode: String?

  init(_ type: TicketType) {
    (id, price, isGoods) = (type.id, type.price, false)
    redeemable = type.redeemable ?? .zero
    (tillCode, statutoryTillCode) = (type.tillCode, type.statutoryTillCode)
  }

  init(_ goods: GoodsCategory, price: Money) {
    (id, self.price, isGoods, redeemable) = (goods.id, price, true, .zero)
    (tillCode, statutoryTillCode) = (goods.tillCode, nil)
  }

  /// What the clerk presses for a price that came about without an offer.
  func code(for basis: PriceBasis) -> String? { basis == .statutory ? statutoryTillCode : tillCode }
}

extension Venue {
  /// What the lines of a basket sell, in their order; the first fault of the first faulty line.
  func items(of basket: Basket, on date: CivilDate) throws(BasketFault) -> [BasketItem] {
    var items: [BasketItem] = []
    for (index, line) in basket.lines.enumerated() {
      items.append(try item(of: line, index))
      try check(line, index, on: date)
    }
    return items
  }

  /// Whether a basket can be priced here on `date`: throws what is wrong with its first faulty line.
  public func check(items basket: Basket, on date: CivilDate) throws(BasketFault) {
    _ = try items(of: basket, on: date)
  }

  private func item(of line: BasketLine, _ index: Int) throws(BasketFault) -> BasketItem {
    if let type = ticket(line.ticket) {
      guard line.price == nil else { throw .priceNotAsked(line: index) }
      return BasketItem(type)
    }
    guard let goods = goods(line.ticket) else { throw .unknownTicket(line: index, line.ticket) }
    guard let price = line.price, (.zero...Money.limit).contains(price) else {
      throw .priceMissing(line: index)
    }
    return BasketItem(goods, price: price)
  }

  private func check(_ line: BasketLine, _ index: Int, on date: CivilDate) throws(BasketFault) {
    guard let id = line.event else { return }
    guard let event = event(id) else { throw .unknownEvent(line: index, id) }
    guard event.days.contains(date) else { throw .eventNotToday(line: index, id) }
    guard let slot = line.slot, !event.slots.isEmpty else { return }
    guard event.slots.contains(slot) else { throw .unknownSlot(line: index, event: id, slot) }
  }
}
