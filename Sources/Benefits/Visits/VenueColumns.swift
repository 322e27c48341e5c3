/// The venues of a month as columns: each with enough visits alone, those with too few together.
///
/// So what the tables of a month share, the visits of each column and of all, is shown in all of them, and no table
/// has to withhold a sum that another shows.
public struct VenueColumns: Hashable, Sendable {
  /// The venues that are shown by themselves, in order.
  public let shown: [VenueID]
  /// The venues that are counted together; at least two, or none.
  public let pooled: [VenueID]

  /// The columns of a month; nil where all of it together is too small to be shown.
  init?(_ counts: MonthCounts, _ rule: SuppressionRule) {
    guard counts.visits >= rule.threshold else { return nil }
    var pool: [VenueID] = []
    var sum = 0
    // Ascending, so that the venues that have to join the small ones are the smallest.
    for (venue, visits) in counts.venues.map({ ($0, counts.visits(at: $0)) }).sorted(by: {
      ($0.1, $0.0) < ($1.1, $1.0)
    }) {
      let mustJoin = !pool.isEmpty && (pool.count < 2 || sum < rule.threshold)
      guard rule.isSmall(visits) || mustJoin else { break }
      pool.append(venue)
      sum += visits
    }
    pooled = pool.sorted()
    shown = counts.venues.filter { !pool.contains($0) }
  }

  /// How many columns there are, the one of the pool last.
  var count: Int { shown.count + (pooled.isEmpty ? 0 : 1) }

  /// The column of a venue.
  func index(of venue: VenueID) -> Int { shown.firstIndex(of: venue) ?? shown.count }
}
