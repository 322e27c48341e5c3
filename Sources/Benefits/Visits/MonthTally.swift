/// Counts the visits of one month. It holds a count for each member who came, and nothing of a visit.
public struct MonthTally: Sendable {
  /// Where a member was first in the month, and how often.
  private struct Presence {
    var visits: Int
    var first: (at: Instant, id: UUIDv7, venue: VenueID)
    let isKnown: Bool
  }

  private var counts: MonthCounts
  private var members: [VisitingMember: Presence] = [:]
  private let civil: CivilCalendar
  private let classes: @Sendable (OfferID, Int) -> [BenefitClass]

  /// Starts with no visit. `classes` tells whom a version of an offer is for.
  public init(
    _ month: CivilMonth, civil: CivilCalendar = .taipei,
    classes: @escaping @Sendable (OfferID, Int) -> [BenefitClass]
  ) {
    counts = MonthCounts(month: month)
    self.civil = civil
    self.classes = classes
  }

  /// Counts one visit of the month in. `isKnown` tells whether its member had come in an earlier month.
  public mutating func add(_ visit: SoldVisit, isKnown: Bool) {
    let venue = visit.check.venue
    counts.benefits[venue, default: [:]][benefit(of: visit.check), default: 0] += 1
    counts.homes[venue, default: [:]][visit.check.home, default: 0] += 1
    counts.hours[venue, default: [:]][civil.weekHour(visit.redemption.at), default: 0] += 1
    guard let member = visit.member else {
      counts.novelty[venue, default: [:]][.unknown, default: 0] += 1
      return
    }
    // Which of a new member's visits was the first is known at the end.
    counts.novelty[venue, default: [:]][.returning, default: 0] += 1
    let first = (at: visit.redemption.at, id: visit.redemption.id, venue: venue)
    if var known = members[member] {
      known.visits += 1
      if (first.at, first.id) < (known.first.at, known.first.id) { known.first = first }
      members[member] = known
    } else {
      members[member] = Presence(visits: 1, first: first, isKnown: isKnown)
    }
  }

  /// The members that came for the first time.
  public var newMembers: [VisitingMember] { members.filter { !$0.value.isKnown }.map(\.key) }

  /// What was counted.
  public func finished() -> MonthCounts {
    var counts = counts
    for presence in members.values {
      counts.members[FrequencyBand(visits: presence.visits), default: 0] += 1
      guard !presence.isKnown else { continue }
      let venue = presence.first.venue
      counts.novelty[venue, default: [:]][.new, default: 0] += 1
      counts.novelty[venue, default: [:]][.returning, default: 0] -= 1
      if counts.novelty[venue]?[.returning] == 0 { counts.novelty[venue]?[.returning] = nil }
    }
    return counts
  }

  private func benefit(of check: CheckRecord) -> VisitBenefit {
    for line in check.decision.lines {
      guard let offer = line.offerID, let version = line.offerVersion else { continue }
      return .offer(offer, for: classes(offer, version).sorted())
    }
    return check.decision.lines.contains { $0.statutory < $0.regular } ? .law : .none
  }
}
