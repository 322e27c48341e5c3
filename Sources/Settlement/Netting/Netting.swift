public import Benefits

/// Multilateral netting: from what each two cities owe each other to what each city pays.
public enum Netting {
  /// What each city is owed by all others together, by city.
  public static func positions(
    of cities: [CityID], from statements: [SheetStatement]
  ) throws(SheetFault) -> [SheetPosition] {
    var amounts = Dictionary(cities.map { ($0, Money.zero) }) { first, _ in first }
    var seen: Set<DirectedPair> = []
    for statement in statements {
      let pair = statement.pair
      guard amounts[pair.host] != nil else { throw .strangeCity(pair.host) }
      guard amounts[pair.home] != nil else { throw .strangeCity(pair.home) }
      guard seen.insert(pair).inserted else { throw .doubledPair(pair) }
      guard statement.hash.count == 32, statement.net.ntd.magnitude <= SheetLimits.net.ntd.magnitude else {
        throw .malformed(pair)
      }
      amounts[pair.host, default: .zero] += statement.net
      amounts[pair.home, default: .zero] -= statement.net
    }
    return amounts.sorted { $0.key < $1.key }.map { SheetPosition(city: $0.key, amount: $0.value) }
  }

  /// Who pays whom: again and again the city that owes most pays the city that is owed most, as much as the smaller of
  /// both amounts; of equal amounts the city first by id. Each payment settles at least one of the two, the last one
  /// both, so that n cities make at most n − 1 payments; and everybody comes to the same ones.
  /// - Parameter positions: They sum to zero.
  public static func payments(_ positions: [SheetPosition]) -> [SheetPayment] {
    var open = positions.filter { $0.amount != .zero }
    var payments: [SheetPayment] = []
    while let debtor = largest(of: open, sign: -1), let creditor = largest(of: open, sign: 1) {
      let (owes, owed) = (open[debtor], open[creditor])
      let amount = min(.zero - owes.amount, owed.amount)
      payments.append(SheetPayment(from: owes.city, to: owed.city, amount: amount))
      open[debtor] = SheetPosition(city: owes.city, amount: owes.amount + amount)
      open[creditor] = SheetPosition(city: owed.city, amount: owed.amount - amount)
    }
    return payments
  }

  /// The place of the largest amount of that sign, the first by city among equal ones; nil if there is none.
  private static func largest(of open: [SheetPosition], sign: Int64) -> Int? {
    open.indices.filter { open[$0].amount.ntd * sign > 0 }.min { a, b in
      (-open[a].amount.ntd * sign, open[a].city.text) < (-open[b].amount.ntd * sign, open[b].city.text)
    }
  }
}
