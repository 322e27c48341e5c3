/// What is sold, and to whom by law: everything about a basket's prices but the offers.
struct Sale {
  let lines: [BasketLine]
  /// What each line sells.
  let items: [BasketItem]
  let law: Law
  /// What the law grants the cardholder, whose ticket is one of the basket's; nil if no card counts.
  let holder: Entitlements?

  /// A way to price the whole basket.
  struct Outcome {
    let lines: [PricedLine]
    /// What it costs against the law's prices alone.
    let cost: OfferCost
    /// Of the offers that had to be left out because less is left of them than one ticket takes: the reason.
    var refusal: Reason?
  }

  /// The best way to price the basket with these offers.
  ///
  /// An exclusive offer (``Stacking/exclusive``) is tried alone, all others together; of these ways the one counts with
  /// the lowest price, then the lowest public cost, then the most to spend inside; where all are equal, the one
  /// whose first offer has the highest priority, then the smallest id.
  func best(_ held: [EligibleOffers.Held]) -> Outcome {
    guard !held.isEmpty else { return outcome([]) }
    // `held` is in the order of priority and id, and so are the groups.
    let together = held.indices.filter { held[$0].offer.stacking != .exclusive }
    var groups = held.indices.filter { held[$0].offer.stacking == .exclusive }.map { [$0] }
    if let first = together.first {
      groups.insert(together, at: groups.firstIndex { $0[0] > first } ?? groups.endIndex)
    }
    var best: Outcome?
    for group in groups {
      let next = outcome(group.map { held[$0] })
      if let known = best, !next.isBetter(than: known) {
        best?.refusal = known.refusal ?? next.refusal
      } else {
        best = next
      }
    }
    return best ?? outcome([])
  }

  /// Prices the basket, and where an offer comes out over what is left of it, again with less of it.
  private func outcome(_ held: [EligibleOffers.Held]) -> Outcome {
    var offers = held
    var room = held.map { initialRoom(for: $0) }
    var refusal: Reason?
    while true {
      let pricing = Pricing(self, offers: offers, room: room)
      let quote = pricing.lowest()
      let lines = quote.lines()
      guard let (index, tickets) = excess(of: offers, in: lines) else {
        return Outcome(lines: lines, cost: quote.cost, refusal: refusal)
      }
      if room[index].party > 0 {
        room[index].party = max(0, room[index].party - tickets)
      } else {
        refusal = refusal ?? offers[index].allowance.amountReason
        offers.remove(at: index)
        room.remove(at: index)
      }
    }
  }

  private func initialRoom(for held: EligibleOffers.Held) -> OfferRoom {
    let offer = held.offer
    let covered = zip(lines, items).reduce(0) { $0 + (offer.covers($1.0, $1.1) ? $1.0.quantity : 0) }
    let tickets = min(offer.tickets(of: covered), held.allowance.tickets)
    return switch offer.beneficiary {
    case .party: OfferRoom(holder: true, party: tickets - 1)
    case .holder: OfferRoom(holder: true, party: 0)
    case .companions: OfferRoom(holder: false, party: tickets)
    }
  }

  /// The first offer of which more was given than is left, and by about how many tickets to give less.
  private func excess(of offers: [EligibleOffers.Held], in lines: [PricedLine]) -> (Int, tickets: Int)? {
    for (index, held) in offers.enumerated() {
      let (allowance, limit) = (held.allowance, held.offer.tickets(of: Basket.ticketLimit))
      guard allowance.tickets < Int.max || allowance.amount < Int64.max || held.offer.stacks else { continue }
      var (tickets, amount, most) = (0, Int64(0), Int64(1))
      for line in lines {
        for applied in line.applied where applied.offer == held.offer.id {
          tickets += line.quantity
          amount += (applied.subsidy * line.quantity).ntd
          most = max(most, applied.subsidy.ntd)
        }
      }
      let over = max(
        tickets - min(limit, allowance.tickets), Int((amount - allowance.amount + most - 1) / most))
      if over > 0 { return (index, over) }
    }
    return nil
  }
}

extension Sale.Outcome {
  func isBetter(than other: Self) -> Bool {
    (cost.due, cost.publicCost, cost.value) < (other.cost.due, other.cost.publicCost, other.cost.value)
  }
}

extension Offer {
  /// Whether it may come on top of others, so that several columns of a quote draw on it.
  var stacks: Bool {
    if case .onTopOf = stacking { true } else { false }
  }
}
