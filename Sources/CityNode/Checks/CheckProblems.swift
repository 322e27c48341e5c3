import Benefits
public import Federation

extension Problem {
  /// A fault at the counter as a problem.
  init(_ fault: CounterFault) {
    let code: ProblemCode =
      switch fault {
      case .idConflict: .idConflict
      case .unknownTicket: .unknownTicket
      case .wrongPrice: .wrongPrice
      case .unknownEvent: .unknownEvent
      case .tooManyReservations: .tooManyReservations
      case .unknownCheck: .unknownCheck
      case .unknownRedemption: .unknownRedemption
      case .checkAlreadyRedeemed: .checkAlreadyRedeemed
      case .checkNotGranted: .checkNotGranted
      case .checkLapsed: .checkLapsed
      case .voidReasonRequired: .voidReasonRequired
      case .voidTooLate: .voidTooLate
      }
    self.init(code)
  }

  /// A fault of a card number as a problem.
  public init(_ fault: CardNumberFault, pointer: String) {
    let code: ProblemCode =
      switch fault {
      case .notAnIdentifier, .wrongForm: .malformedCard
      case .randomUID: .randomUID
      case .invoiceCarrier: .invoiceCarrier
      }
    self.init(code, detail: fault.message, pointer: pointer)
  }
}

extension Venue {
  /// Refuses a basket that can't be priced here, with what is sold.
  func check(_ basket: Basket, on date: CivilDate) throws {
    do {
      try check(items: basket, on: date)
    } catch {
      throw problem(error)
    }
  }

  private func problem(_ fault: BasketFault) -> Problem {
    switch fault {
    case .unknownTicket(let line, _):
      choose(.unknownTicket, line, "ticket", from: tickets.map(\.id.text) + goods.map(\.id.text))
    case .priceMissing(let line):
      Problem(
        .wrongPrice,
        detail: BilingualText(
          zh: "商品須附單價（0 至 \(Money.limit.ntd) 元的整數）。",
          en: "Goods need the price of one piece, whole NT$ from 0 to \(Money.limit.ntd)."),
        pointer: "/basket/\(line)/price")
    case .priceNotAsked(let line):
      Problem(
        .wrongPrice,
        detail: BilingualText(
          zh: "票種有定價，請拿掉 price。", en: "A ticket type has a price of its own; leave price out."),
        pointer: "/basket/\(line)/price")
    case .unknownEvent(let line, _):
      choose(.unknownEvent, line, "event", from: events.map(\.id.text))
    case .eventNotToday(let line, let id):
      Problem(
        .unknownEvent, detail: BilingualText(zh: "今天沒有「\(id)」。", en: "“\(id)” is not on today."),
        pointer: "/basket/\(line)/event")
    case .unknownSlot(let line, let id, _):
      choose(.unknownEvent, line, "slot", from: event(id)?.slots.map(\.description) ?? [])
    }
  }

  private func choose(_ code: ProblemCode, _ line: Int, _ member: String, from known: [String]) -> Problem {
    let list = known.joined(separator: ", ")
    return Problem(
      code, detail: BilingualText(zh: "可選：\(list)。", en: "Possible here: \(list)."),
      pointer: "/basket/\(line)/\(member)")
  }
}
