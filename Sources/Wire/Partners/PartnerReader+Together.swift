import Benefits

// What can be judged only of all offers of a venue together: stacking, and offers that say the same twice.
extension PartnerReader {
  typealias ReadOffer = (offer: Offer, pointer: String)

  mutating func checkStacking(_ read: [ReadOffer]) {
    let known = offerIDs.map(\.id)
    let exclusive = Set(read.map(\.offer).filter { $0.stacking == .exclusive }.map(\.id))
    var below: [OfferID: Set<OfferID>] = [:]
    for (offer, pointer) in read {
      guard case .onTopOf(let bases) = offer.stacking else { continue }
      below[offer.id] = bases.subtracting([offer.id])
      let place = "\(pointer)/stacking/on_top_of"
      for base in bases.sorted() {
        if base == offer.id {
          findings.report(.stackingOnItself, at: place)
        } else if !known.contains(base) {
          findings.report(.offerUnknown(base, known: known), at: place)
        } else if exclusive.contains(base) {
          findings.report(.stackingOnExclusive(base), at: place)
        }
      }
    }
    var tower = StackingTower(below)
    for (offer, pointer) in read {
      let place = "\(pointer)/stacking/on_top_of"
      switch tower.height(of: offer.id) {
      case nil: findings.report(.stackingCircle(offer.id), at: place)
      case let height? where height > Stacking.depth: findings.report(.stackingTooDeep, at: place)
      default: break
      }
    }
  }

  /// Two offers for the same people, tickets and times, of which no priority says which one is meant: best-of would
  /// choose, but it is nearly always a copy whose terms nobody changed.
  mutating func checkOverlaps(_ read: [ReadOffer]) {
    var earlier: [OfferScope: [Offer]] = [:]
    for (offer, pointer) in read where offer.stacking == .bestOf {
      let scope = OfferScope(offer)
      if let first = earlier[scope]?.first(where: { $0.availability.overlaps(offer.availability) }) {
        findings.report(.offersOverlap(first.id), at: "\(pointer)/id")
      }
      earlier[scope, default: []].append(offer)
    }
  }
}

/// For whom and what an offer is: of two offers with one scope, one is too many.
private struct OfferScope: Hashable {
  let audience: Audience
  let purchase: Purchase
  let beneficiary: Beneficiary
  let priority: Int

  init(_ offer: Offer) {
    audience = offer.audience
    purchase = offer.purchase
    beneficiary = offer.beneficiary
    priority = offer.priority
  }
}

extension Availability {
  /// Whether there may be a time at which both hold; blackouts left aside.
  fileprivate func overlaps(_ other: Availability) -> Bool {
    if let from, let until = other.until, from > until { return false }
    if let from = other.from, let until, from > until { return false }
    if let dayKind, let kind = other.dayKind, dayKind != kind { return false }
    if !slots.isEmpty, !other.slots.isEmpty, slots.isDisjoint(with: other.slots) { return false }
    if weekdays.isDisjoint(with: other.weekdays) { return false }
    return windows.isEmpty || other.windows.isEmpty
      || windows.contains { window in other.windows.contains(where: window.overlaps) }
  }
}

/// How many offers stand on one another.
private struct StackingTower {
  private let below: [OfferID: Set<OfferID>]
  private var known: [OfferID: Int] = [:]
  private var open: Set<OfferID> = []

  init(_ below: [OfferID: Set<OfferID>]) { self.below = below }

  /// The offers from `id` down to the lowest, the longest way; nil if the way leads back to `id`. A circle
  /// further down is reported where it is and cut here.
  mutating func height(of id: OfferID) -> Int? { leadsBack(to: id) ? nil : measured(id) }

  private func leadsBack(to id: OfferID) -> Bool {
    var (seen, next): (Set<OfferID>, [OfferID]) = ([], Array(below[id] ?? []))
    while let offer = next.popLast() {
      if offer == id { return true }
      if seen.insert(offer).inserted { next += below[offer] ?? [] }
    }
    return false
  }

  private mutating func measured(_ id: OfferID) -> Int {
    if let height = known[id] { return height }
    guard open.insert(id).inserted else { return 0 }
    defer { open.remove(id) }
    var height = 1
    for base in below[id] ?? [] { height = max(height, 1 + measured(base)) }
    known[id] = height
    return height
  }
}
