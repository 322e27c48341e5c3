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
    /// What it costs in all.
    let due: Money
    /// What the offers change of it.
    let cost: OfferCost
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
      if let known = best, !next.isBetter(than: known) { continue }
      best = next
    }
    return best ?? outcome([])
  }

  /// Whether a price rests on what is known of the card, and not on what the clerk saw alone.
  func restsOnCard(_ outcome: Outcome) -> Bool {
    guard holder != nil else { return false }
    return outcome.lines.contains { !$0.applied.isEmpty }
      || outcome.due < Sale(lines: lines, items: items, law: law, holder: nil).best([]).due
  }

  /// Prices the basket, and where an offer comes out over what is left of it, again with fewer of the party's tickets
  /// for it.
  private func outcome(_ held: [EligibleOffers.Held]) -> Outcome {
    var room = held.map { initialRoom(for: $0) }
    while true {
      let quote = Pricing(self, offers: held, room: room).lowest()
      let lines = quote.lines()
      guard let excess = excess(of: held, room, in: lines) else {
        return Outcome(lines: lines, due: quote.due, cost: quote.cost)
      }
      room[excess.offer].onTop[excess.base] = excess.party
    }
  }

  private func initialRoom(for held: EligibleOffers.Held) -> OfferRoom {
    let offer = held.offer
    let covered = zip(lines, items).reduce(0) { $0 + (offer.covers($1.0, $1.1) ? $1.0.quantity : 0) }
    let tickets = min(offer.tickets(of: covered), held.allowance.tickets)
    return switch offer.beneficiary {
    case .party: OfferRoom(most: tickets, holder: true, party: min(tickets - 1, covered))
    case .holder: OfferRoom(most: tickets, holder: true, party: 0)
    case .companions: OfferRoom(most: tickets, holder: false, party: min(tickets, covered))
    }
  }

  /// An offer of which more was given than is left, with how many of the party's tickets it may reduce from now on
  /// where `base` reduces them first.
  private struct Excess {
    let offer: Int
    let base: Int
    let party: Int
  }

  /// The first offer of which more was given than is left. It is taken back where it is worth least. The holder's
  /// ticket alone is never too much: see ``Pricing/steps(of:for:)``.
  private func excess(
    of offers: [EligibleOffers.Held], _ room: [OfferRoom], in lines: [PricedLine]
  ) -> Excess? {
    for (index, held) in offers.enumerated() where room[index].party > 0 {
      let left = held.allowance.amount
      guard left < Int64.max || held.offer.stacks else { continue }
      var (tickets, amount, most) = (0, Int64(0), Int64(1))
      var least: (base: Int, worth: Money)?
      for line in lines {
        guard let applied = line.applied.first(where: { $0.offer == held.offer.id }) else { continue }
        tickets += line.quantity
        amount += (applied.subsidy * line.quantity).ntd
        most = max(most, applied.subsidy.ntd)
        guard let base = offers.firstIndex(where: { $0.offer.id == line.offerID }),
          room[index].party(on: base) > 0
        else { continue }
        let worth = applied.subsidy - (base == index ? instead(of: index, offers, line) : .zero)
        if least.map({ worth < $0.worth }) ?? true { least = (base, worth) }
      }
      let over = max(tickets - room[index].most, Int((amount - left + most - 1) / most))
      guard over > 0, let base = least?.base else { continue }
      return Excess(offer: index, base: base, party: max(0, room[index].party(on: base) - over))
    }
    return nil
  }

  /// What another offer would take off a ticket beyond the law.
  private func instead(of offer: Int, _ offers: [EligibleOffers.Held], _ line: PricedLine) -> Money {
    let prices = offers.indices.compactMap { index -> Money? in
      let covers = offers[index].offer.covers(lines[line.basketLine], items[line.basketLine])
      return index != offer && covers ? offers[index].offer.price(from: line.regular) : nil
    }
    return line.statutory - min(line.statutory, prices.min() ?? line.statutory)
  }
}

extension Sale.Outcome {
  func isBetter(than other: Self) -> Bool {
    (due, cost.publicCost, cost.value) < (other.due, other.cost.publicCost, other.cost.value)
  }
}

extension Offer {
  /// Whether it may come on top of others, so that several columns of a quote draw on it.
  var stacks: Bool {
    if case .onTopOf = stacking { true } else { false }
  }
}
