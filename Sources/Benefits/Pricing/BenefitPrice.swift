extension Benefit {
  /// What a ticket of `regular` price costs by this benefit alone, rounded to whole NT$ per ticket; never
  /// below zero and never above the regular price.
  ///
  /// 15 % off NT$85 is NT$72.25: with ``Rounding/halfUp`` the visitor pays 72.
  func price(of regular: Money, rounding: Rounding) -> Money {
    let price =
      switch self {
      case .percentOff(let percent): rounding.hundredths(regular.ntd * Int64(100 - percent))
      case .amountOff(let amount): regular - amount
      case .flatPrice(let flat): flat
      case .free, .buyGet: Money.zero
      case .redeemable: regular
      }
    return min(max(.zero, price), regular)
  }
}

extension Rounding {
  /// Whole NT$ from hundredths of a dollar, of which there are none below zero.
  fileprivate func hundredths(_ amount: Int64) -> Money {
    switch self {
    case .halfUp: Money((amount + 50) / 100)
    case .down: Money(amount / 100)
    case .up: Money((amount + 99) / 100)
    }
  }
}

extension Offer {
  /// What is left of `price` by this offer alone, reckoned from it.
  public func price(from price: Money) -> Money { benefit.price(of: price, rounding: rounding) }

  /// What one ticket gets on top to spend inside.
  var value: Money {
    if case .redeemable(let value) = benefit { value } else { .zero }
  }

  /// Whether tickets of a basket line are reduced.
  func covers(_ line: BasketLine, _ item: BasketItem) -> Bool {
    covers(item) && covers(event: line.event) && covers(slot: line.slot)
  }

  /// Whether what is sold is reduced, whatever event or slot it is for: without a list, all tickets and no goods.
  func covers(_ item: BasketItem) -> Bool {
    purchase.items.isEmpty ? !item.isGoods : purchase.items.contains(item.id)
  }

  /// Whether tickets for `event` are reduced.
  func covers(event: EventID?) -> Bool {
    purchase.events.isEmpty || event.map(purchase.events.contains) == true
  }

  /// Whether tickets for `slot` are reduced.
  func covers(slot: TimeOfDay?) -> Bool {
    availability.slots.isEmpty || slot.map(availability.slots.contains) == true
  }

  /// How many tickets of a basket with `covered` covered ones it may reduce.
  func tickets(of covered: Int) -> Int {
    guard case .buyGet(let buy, let get) = benefit else { return ticketsPerCheck }
    return min(ticketsPerCheck, covered / (buy + get) * get)
  }
}
