import Benefits

/// The lowest total by trying everything: every ticket as the cardholder's, every offer (or none) for every
/// ticket within the offers' limits. Slow, and written from the rules' text alone.
struct ReferenceTotal {
  private let sale: RandomSale
  private var granted: Set<BenefitClass> = []
  private var isActive = false
  private var offers: [Offer] = []

  init(_ sale: RandomSale) {
    self.sale = sale
    if case .answered(let home, .active, let granted, _) = sale.facts {
      self.granted = granted
      isActive = true
      offers = sale.venue.offers.filter {
        $0.audience.covers(home: home) && $0.availability.weekdays.contains(sale.date.weekday)
          && !$0.audience.classes.isDisjoint(with: granted)
      }
    }
  }

  func lowest() -> Money {
    let tickets = sale.basket.lines.flatMap { Array(repeating: $0, count: $0.quantity) }
    let holders: [Int?] = isActive ? Array(tickets.indices) : [nil]
    return holders.map { total(tickets, holder: $0) }.min() ?? .zero
  }

  private func regular(_ line: BasketLine) -> Money { sale.venue.ticket(line.ticket)?.price ?? .zero }

  private func total(_ tickets: [BasketLine], holder: Int?) -> Money {
    let laws = statutory(tickets, holder: holder)
    var party = 0 as Int64
    if let holder {
      let prices = offers.compactMap { price(regular(tickets[holder]), tickets[holder].ticket, $0) }
      party = min(prices.min() ?? laws[holder].ntd, laws[holder].ntd)
    }
    let others = tickets.indices.filter { $0 != holder }
    return Money(party + cheapest(others[...], tickets, laws, offers.map { $0.ticketsPerCheck - 1 }))
  }

  private func cheapest(
    _ left: ArraySlice<Int>, _ tickets: [BasketLine], _ laws: [Money], _ room: [Int]
  ) -> Int64 {
    guard let ticket = left.first else { return 0 }
    var best = laws[ticket].ntd + cheapest(left.dropFirst(), tickets, laws, room)
    for (index, offer) in offers.enumerated() where room[index] > 0 {
      guard let price = price(regular(tickets[ticket]), tickets[ticket].ticket, offer) else { continue }
      var room = room
      room[index] -= 1
      best = min(best, price + cheapest(left.dropFirst(), tickets, laws, room))
    }
    return best
  }

  private func statutory(_ tickets: [BasketLine], holder: Int?) -> [Money] {
    let rules = sale.venue.statutory
    let isDisabled = tickets.indices.map {
      tickets[$0].seen == .disability || ($0 == holder && granted.contains(disabled))
    }
    var companions = isDisabled.filter { $0 }.count
    return tickets.indices.map { index in
      let regular = regular(tickets[index])
      let disabledPrice =
        !rules.contains(.disability) ? regular : sale.venue.sector == .public ? .zero : Money(regular.ntd / 2)
      var price = isDisabled[index] ? disabledPrice : regular
      if tickets[index].seen == .age65 || (index == holder && granted.contains(over65)) {
        if rules.contains(.age65) { price = min(price, Money(regular.ntd / 2)) }
        if rules.contains(.age65FreeOnWeekdays), !sale.date.weekday.isWeekend { price = .zero }
      }
      let accompanies = tickets[index].seen == .companion || (index == holder && granted.contains(companion))
      if accompanies, companions > 0, disabledPrice < price {
        companions -= 1
        price = disabledPrice
      }
      return price
    }
  }

  private func price(_ regular: Money, _ type: TicketTypeID, _ offer: Offer) -> Int64? {
    guard offer.purchase.items.isEmpty || offer.purchase.items.contains(type) else { return nil }
    let exact: Double =
      switch offer.benefit {
      case .percentOff(let percent): Double(regular.ntd * Int64(100 - percent)) / 100
      case .amountOff(let amount): Double(regular.ntd - amount.ntd)
      case .flatPrice(let flat): Double(flat.ntd)
      case .free, .buyGet: 0
      case .redeemable: Double(regular.ntd)
      }
    let whole =
      switch offer.rounding {
      case .halfUp: exact.rounded(.toNearestOrAwayFromZero)
      case .down: exact.rounded(.down)
      case .up: exact.rounded(.up)
      }
    return Int64(min(max(whole, 0), Double(regular.ntd)))
  }
}
