/// A venue's offers held against one visit: those that hold with how much they may still reduce, and what stands in
/// the way of the others.
struct EligibleOffers {
  /// An offer that holds. A class, for an offer has many parts, and pricing hands it about a good deal.
  final class Held: Sendable {
    let offer: Offer
    let serviceDate: CivilDate
    let allowance: Allowance

    init(_ offer: Offer, on date: CivilDate, _ allowance: Allowance) {
      self.offer = offer
      serviceDate = date
      self.allowance = allowance
    }
  }

  /// Those that hold, in order of priority (highest first), then of id.
  private(set) var held: [Held] = []
  /// All of the venue's.
  let offers: [Offer]
  /// The others, by their place among ``offers``, with what stands in the way.
  private(set) var obstructed: [(index: Int, obstacle: Reason)] = []

  init(
    _ offers: [Offer], visit: Visit, holder: KnownHolder, identity: HolderIdentity,
    used: [UsageKey: Usage]
  ) {
    self.offers = offers
    for (index, offer) in offers.enumerated() {
      let sifted = SiftedOffer(offer, visit: visit, holder: holder)
      if let obstacle = sifted.obstacle {
        obstructed.append((index, obstacle))
        continue
      }
      do throws(ReachedLimit) {
        var allowance = try Allowance.left(
          of: offer, holder: identity, on: sifted.serviceDate, used: used)
        if holder.staleness != nil, case .allowUpTo(let cap) = offer.offline.rule {
          allowance.cap(amount: cap.ntd, .offlineCapReached)
        }
        held.append(Held(offer, on: sifted.serviceDate, allowance))
      } catch {
        obstructed.append((index, error.reason))
      }
    }
    // The same order whatever the order in the file: what is decided must not depend on it.
    held.sort { a, b in
      a.offer.priority != b.offer.priority ? a.offer.priority > b.offer.priority : a.offer.id < b.offer.id
    }
  }

  /// Why the visitor pays the regular price, if nothing turns out to lower it.
  func reason(_ visit: Visit) -> Reason {
    let obstacles = obstructed.map(\.obstacle) + held.map { Self.refusal(of: $0, visit) ?? .offerNotCheaper }
    guard let last = obstacles.max(by: { $0.stage < $1.stage }) else { return .venueHasNoOffer }
    // A class that is not known may yet be held: that weighs more than one that surely is not.
    return last == .classNotHeld && obstacles.contains(.classUnknown) ? .classUnknown : last
  }

  /// Why an offer that holds reduces none of the tickets that it covers, where it is cheaper: less is left of it than
  /// one of them takes. Asked only where no law lowers a price, so that regular prices tell.
  private static func refusal(of held: Held, _ visit: Visit) -> Reason? {
    zip(visit.lines, visit.items)
      .filter { held.offer.covers($0, $1) }
      .compactMap { held.allowance.refusal(of: $1.price - held.offer.price(from: $1.price)) }
      .min { $0.stage < $1.stage }
  }
}

extension Reason {
  /// How far an offer came that this stands in the way of: the place in the order of precedence.
  var stage: Int { Self.stages[self] ?? 0 }
  private static let stages = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}

/// The counters that decide over the offers that hold for a visit, to be read before
/// ``decide(venue:basket:salesPoint:facts:identity:used:at:calendar:)`` is asked; empty for most visits, whose offers
/// have no limits.
public func usageKeys(
  venue: Venue, basket: Basket, salesPoint: SalesPointID? = nil, facts: CardFacts,
  identity: HolderIdentity, at instant: Instant, calendar: CityCalendar
) -> Set<UsageKey> {
  guard venue.offers.contains(where: { !$0.limits.isEmpty }), let holder = facts.holder,
    let items = try? venue.items(of: basket, on: calendar.civil.date(instant))
  else { return [] }
  let visit = Visit(
    venue: venue, basket: basket, items: items, salesPoint: salesPoint, at: instant, calendar: calendar)
  var keys: Set<UsageKey> = []
  for offer in venue.offers where !offer.limits.isEmpty {
    let sifted = SiftedOffer(offer, visit: visit, holder: holder)
    guard sifted.obstacle == nil else { continue }
    keys.formUnion(offer.counters(of: identity, on: sifted.serviceDate))
  }
  return keys
}

extension CardFacts {
  /// The holder, if the card is active and known.
  var holder: KnownHolder? {
    switch self {
    case .answered(let home, .active, let granted, let unknown):
      KnownHolder(home: home, granted: granted, unknown: unknown, staleness: nil)
    case .offline(let home, .active, let granted, let unknown, let staleness):
      KnownHolder(home: home, granted: granted, unknown: unknown, staleness: staleness)
    default: nil
    }
  }
}
