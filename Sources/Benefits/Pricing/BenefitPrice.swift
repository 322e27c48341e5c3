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
      case .free: Money.zero
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
  /// What a ticket of `type` costs by this offer alone; nil if the offer is not for such tickets.
  func price(of type: TicketType) -> Money? {
    covers(ticket: type.id) ? benefit.price(of: type.price, rounding: rounding) : nil
  }

  /// How many tickets of the cardholder's party it reduces besides the cardholder's own.
  var ticketsForParty: Int { max(1, ticketsPerCheck) - 1 }
}
