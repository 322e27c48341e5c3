/// What the law grounds a reduction on, for one ticket.
struct Entitlements: OptionSet {
  let rawValue: UInt8

  static let disability = Entitlements(rawValue: 1)
  static let age65 = Entitlements(rawValue: 2)
  static let companion = Entitlements(rawValue: 4)
}

extension Entitlements {
  /// From what the clerk saw.
  init(seen: SeenDocument?) {
    self =
      switch seen {
      case nil: []
      case .disability: .disability
      case .age65: .age65
      case .companion: .companion
      }
  }

  /// From the facts that the home city vouched for.
  init(granted: Set<BenefitClass>) {
    self = []
    if granted.contains(.named(.disability)) { insert(.disability) }
    if granted.contains(.named(.companion)) { insert(.companion) }
    if granted.contains(.ageAtLeast(65)) { insert(.age65) }
  }
}

/// The statutory reductions of one venue on one day.
struct Law {
  let rules: Set<StatutoryRule>
  let sector: Sector
  /// 平日 of 老人福利法 §25 is a working day: no weekend, no public holiday.
  let dayKind: DayKind

  /// For a disabled person or a companion (身心障礙者權益保障法 §59); the regular price if the rule does not
  /// apply here.
  func disabilityPrice(of regular: Money) -> Money {
    guard rules.contains(.disability) else { return regular }
    return sector == .public ? .zero : regular.halfDown
  }

  /// For a person of 65 or over (老人福利法 §25); the regular price if the rule does not apply here, or not
  /// today.
  func age65Price(of regular: Money) -> Money {
    if rules.contains(.age65FreeOnWeekdays), dayKind == .working { return .zero }
    return rules.contains(.age65) ? regular.halfDown : regular
  }

  /// The lowest price that a person may claim without being anybody's companion.
  func ownPrice(of regular: Money, for person: Entitlements) -> Money {
    min(
      person.contains(.disability) ? disabilityPrice(of: regular) : regular,
      person.contains(.age65) ? age65Price(of: regular) : regular)
  }
}

/// Tickets of one basket line that the law prices alike.
struct Lot {
  /// The basket line, from 0.
  let line: Int
  let quantity: Int
  /// Whether this is the one ticket of the cardholder.
  let isHolder: Bool
  let regular: Money
  let statutory: Money
}

extension Law {
  /// Applies the law to a basket in which the cardholder takes one ticket of `holderLine` (or nobody shows a
  /// card that counts) and returns its tickets in basket order, the cardholder's first of its line.
  ///
  /// There may be as many companions as disabled persons. Their places go out in basket order, and only to
  /// tickets that become cheaper by them: a companion of 65 who enters free anyway leaves the place to the
  /// next.
  func lots(
    _ lines: [BasketLine], items: [BasketItem], holder: Entitlements, holderLine: Int?
  ) -> [Lot] {
    var persons: [(line: Int, quantity: Int, isHolder: Bool, person: Entitlements)] = []
    for (index, line) in lines.enumerated() {
      let isGoods = items[index].isGoods
      let seen = isGoods ? [] : Entitlements(seen: line.seen)
      let own = index == holderLine ? 1 : 0
      if own == 1 { persons.append((index, 1, true, isGoods ? [] : seen.union(holder))) }
      if line.quantity > own { persons.append((index, line.quantity - own, false, seen)) }
    }
    var companionPlaces = persons.reduce(0) { $0 + ($1.person.contains(.disability) ? $1.quantity : 0) }
    var lots: [Lot] = []
    for (line, quantity, isHolder, person) in persons {
      let regular = items[line].price
      let own = ownPrice(of: regular, for: person)
      let accompanying = disabilityPrice(of: regular)
      let companions =
        person.contains(.companion) && accompanying < own ? min(quantity, companionPlaces) : 0
      companionPlaces -= companions
      for (count, statutory) in [(companions, accompanying), (quantity - companions, own)] where count > 0 {
        lots.append(
          Lot(line: line, quantity: count, isHolder: isHolder, regular: regular, statutory: statutory))
      }
    }
    return lots
  }
}

extension Money {
  /// Half, rounded down in the visitor's favour.
  fileprivate var halfDown: Money { Money(ntd / 2) }
}
