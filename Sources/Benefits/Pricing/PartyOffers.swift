/// What it costs to give an offer to a ticket. Compared from left to right and added up over tickets, this is
/// the order of best-of: the visitor's price, the public cost, what the visitor gets on top, the offer's place by
/// priority and id.
struct OfferCost: Comparable {
  /// What the visitor pays less than by law, as a negative number of NT$.
  var due: Int64
  /// What a city's budget bears, in NT$.
  var publicCost: Int64
  /// What the visitor may spend inside on top, as a negative number of NT$.
  var value: Int64
  /// The offer's place among those that hold, from 1.
  var place: Int

  static let zero = OfferCost(due: 0, publicCost: 0, value: 0, place: 0)

  /// The place of the lowest cost in a list; nil if it holds none.
  static func lowest(_ costs: [OfferCost?]) -> Int? {
    var lowest: (index: Int, cost: OfferCost)?
    for (index, cost) in costs.enumerated() {
      guard let cost else { continue }
      if let known = lowest, known.cost <= cost { continue }
      lowest = (index, cost)
    }
    return lowest?.index
  }

  static func < (a: Self, b: Self) -> Bool {
    (a.due, a.publicCost, a.value, a.place) < (b.due, b.publicCost, b.value, b.place)
  }
  static func + (a: Self, b: Self) -> Self {
    OfferCost(
      due: a.due + b.due, publicCost: a.publicCost + b.publicCost, value: a.value + b.value,
      place: a.place + b.place)
  }
  static func - (a: Self, b: Self) -> Self {
    OfferCost(
      due: a.due - b.due, publicCost: a.publicCost - b.publicCost, value: a.value - b.value,
      place: a.place - b.place)
  }
  static func * (a: Self, count: Int) -> Self {
    let count64 = Int64(count)
    return OfferCost(
      due: a.due * count64, publicCost: a.publicCost * count64, value: a.value * count64,
      place: a.place * count)
  }
}

/// Shares out offers of which each may reduce only so many tickets, so that the sum of ``OfferCost`` over all
/// tickets is the smallest possible: the visitor's whole party pays the lowest total, at the lowest public
/// cost among those.
///
/// **Why not simply the largest saving first.** Two tickets, two offers for one ticket each: A takes 10 off
/// the first or 9 off the second, B takes 9 off the first only. The largest saving first gives A to the first
/// ticket and leaves the second without: 10 saved, where 18 are possible.
///
/// **The rule, exactly.** If every ticket's best offer (smallest cost below zero) has room for all tickets
/// that want it, that is the result. Otherwise, starting from no offers given, repeat while the total falls:
/// of all ways to reduce one more ticket, where tickets that have an offer already may be moved on to
/// another, take the one that lowers the total most (successive shortest paths; Ahuja, Magnanti, Orlin,
/// *Network Flows*, §9.7). Where ways tie, the one that was found first stays: offers are looked through in
/// order of priority and id, lots in basket order.
///
/// **Bounds.** At most 99 tickets are given offers, each by one round of Bellman–Ford over the offers.
struct PartyOffers {
  /// How many tickets each offer may still reduce.
  let capacities: [Int]
  /// How many tickets are in each lot.
  let supplies: [Int]
  /// By lot, then by offer; nil where the offer does not lower the lot's price.
  let costs: [[OfferCost?]]

  /// A ticket of `lot` moves to some offer, from another or from having none.
  private struct Move {
    var cost: OfferCost
    var lot: Int
    var from: Int?
  }

  /// The tickets that each offer reduces, by lot, then by offer.
  func shares() -> [[Int]] {
    if let unlimited = bestOfEach() { return unlimited }
    var shares = supplies.map { _ in capacities.map { _ in 0 } }
    var unreduced = supplies
    var room = capacities
    while true {
      let moves = cheapestMoves(shares: shares, unreduced: unreduced)
      let open = capacities.indices.map { room[$0] > 0 ? moves[$0]?.cost : nil }
      guard let last = OfferCost.lowest(open), let cost = open[last], cost < .zero else { return shares }
      let chain = chain(endingAt: last, moves)
      let count = chain.reduce(room[last]) { count, step in
        min(count, step.move.from.map { shares[step.move.lot][$0] } ?? unreduced[step.move.lot])
      }
      room[last] -= count
      for (offer, move) in chain {
        shares[move.lot][offer] += count
        if let from = move.from { shares[move.lot][from] -= count } else { unreduced[move.lot] -= count }
      }
    }
  }

  /// Every ticket's best offer, unless more tickets want an offer than it may reduce.
  private func bestOfEach() -> [[Int]]? {
    var room = capacities
    var shares = supplies.map { _ in capacities.map { _ in 0 } }
    for lot in supplies.indices {
      let open = capacities.indices.map { capacities[$0] > 0 ? costs[lot][$0] : nil }
      guard let best = OfferCost.lowest(open) else { continue }
      room[best] -= supplies[lot]
      guard room[best] >= 0 else { return nil }
      shares[lot][best] = supplies[lot]
    }
    return shares
  }

  /// For each offer the last move of the cheapest chain that gives it one more ticket. No chain runs in a
  /// circle: that would be a way to lower the total without reducing another ticket, and the total is the
  /// lowest for the number of tickets reduced so far.
  private func cheapestMoves(shares: [[Int]], unreduced: [Int]) -> [Move?] {
    var moves: [Move?] = capacities.map { _ in nil }
    func consider(_ cost: OfferCost, lot: Int, from: Int?, to offer: Int) -> Bool {
      if let known = moves[offer], known.cost <= cost { return false }
      moves[offer] = Move(cost: cost, lot: lot, from: from)
      return true
    }
    for lot in supplies.indices where unreduced[lot] > 0 {
      for offer in capacities.indices {
        if let cost = costs[lot][offer] { _ = consider(cost, lot: lot, from: nil, to: offer) }
      }
    }
    var changed = true
    while changed {
      changed = false
      for from in capacities.indices {
        for lot in supplies.indices where shares[lot][from] > 0 {
          guard let reached = moves[from]?.cost, let given = costs[lot][from] else { continue }
          for offer in capacities.indices where offer != from {
            guard let cost = costs[lot][offer] else { continue }
            if consider(reached - given + cost, lot: lot, from: from, to: offer) { changed = true }
          }
        }
      }
    }
    return moves
  }

  private func chain(endingAt last: Int, _ moves: [Move?]) -> [(offer: Int, move: Move)] {
    var chain: [(offer: Int, move: Move)] = []
    var offer: Int? = last
    while let to = offer, let move = moves[to] {
      chain.append((to, move))
      offer = move.from
    }
    return chain
  }
}
