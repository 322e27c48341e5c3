/// The visits of one or more closed months, as they may be shown: see ``ProtectedTable`` for what is withheld and why
/// nothing of it follows from the rest.
///
/// Months are protected one by one, and a year is the sum of what its months show. So it tells nothing that they do
/// not, also while it runs: a total that grew month by month, less last month's, would be a month.
///
/// What is reckoned with are the sums that figures have in common. Not reckoned with is what somebody knows from
/// elsewhere, such as who works at a counter on Mondays, or that an offer is for the cards of one city alone.
public struct PublishedMonths: Hashable, Sendable {
  /// The months, in order.
  public let months: [CivilMonth]
  /// Visits at each venue and in all.
  public let visits: PublishedTable<AllVisits>
  /// By the classes on which the price rested.
  public let groups: PublishedTable<BenefitGroup>
  /// By offer, each at its venue.
  public let offers: PublishedTable<VisitBenefit>
  /// By home city; nil where nobody knew it.
  public let homes: PublishedTable<CityID?>
  /// By whether the member was here before.
  public let novelty: PublishedTable<Novelty>
  /// By day of the week.
  public let weekdays: PublishedTable<Weekday>
  /// By hour of the day.
  public let hours: PublishedTable<Int>
  /// By hour of the week, over all venues.
  public let weekHours: PublishedTable<WeekHour>
  /// Members by how often they came in a month, over all venues. Of several months it is the sum: who came in two of
  /// them counts twice.
  public let members: PublishedTable<FrequencyBand>

  /// The venues that are counted together because they had few visits, by month.
  public let pooled: [CivilMonth: [VenueID]]

  /// Both together; months that are in both would count twice.
  public static func + (a: PublishedMonths, b: PublishedMonths) -> PublishedMonths {
    PublishedMonths(
      months: (a.months + b.months).sorted(), visits: a.visits + b.visits, groups: a.groups + b.groups,
      offers: a.offers + b.offers, homes: a.homes + b.homes, novelty: a.novelty + b.novelty,
      weekdays: a.weekdays + b.weekdays, hours: a.hours + b.hours, weekHours: a.weekHours + b.weekHours,
      members: a.members + b.members, pooled: a.pooled.merging(b.pooled) { first, _ in first })
  }
}

/// The one row of a table that counts all visits.
public enum AllVisits: Hashable, Sendable {
  case all
}

extension PublishedMonths {
  /// Shows of a month what may be shown.
  public init(_ counts: MonthCounts, _ rule: SuppressionRule = .standard) {
    guard let columns = VenueColumns(counts, rule) else {
      self.init(closed: counts.month, isEmpty: counts.visits == 0)
      return
    }
    let totals = counts.benefits.mapValues { [AllVisits.all: $0.values.reduce(0, +)] }
    let byGroup = counts.benefits.mapValues { $0.summed(\.group) }
    let groups = PublishedTable.protecting(
      byGroup, rows: byGroup.rows { "\($0)" }, listsRows: true, in: columns, rule)
    let homes = PublishedTable.protecting(
      counts.homes, rows: counts.homes.rows { $0?.text ?? "" }, listsRows: true, in: columns, rule)
    let weekdays = PublishedTable.protecting(
      counts.hours.mapValues { $0.summed(\.weekday) }, rows: Weekday.allCases, listsRows: false, in: columns,
      rule)
    let hours = PublishedTable.protecting(
      counts.hours.mapValues { $0.summed(\.hour) }, rows: WeekHour.hours, listsRows: false, in: columns, rule)
    self.init(
      months: [counts.month],
      visits: .protecting(totals, rows: [.all], listsRows: false, in: columns, rule).table,
      groups: groups.table,
      offers: .offers(counts.benefits, under: groups.table, in: columns, rule),
      homes: homes.table,
      novelty: PublishedTable.protecting(
        counts.novelty, rows: Novelty.allCases, listsRows: false, in: columns, rule
      ).table,
      weekdays: weekdays.table, hours: hours.table,
      weekHours: .weekHours(counts.hours, weekdays.hidden, hours.hidden, rule),
      members: .members(counts, rule), pooled: [counts.month: columns.pooled])
  }

  private init(closed month: CivilMonth, isEmpty: Bool) {
    self.init(
      months: [month], visits: .bare(isEmpty), groups: .bare(isEmpty), offers: .bare(isEmpty),
      homes: .bare(isEmpty), novelty: .bare(isEmpty), weekdays: .bare(isEmpty), hours: .bare(isEmpty),
      weekHours: .bare(isEmpty), members: .bare(isEmpty), pooled: [:])
  }
}

extension Dictionary where Value == Int {
  /// The counts by what `attribute` makes of the keys.
  fileprivate func summed<Row>(_ attribute: (Key) -> Row) -> [Row: Int] {
    reduce(into: [:]) { $0[attribute($1.key), default: 0] += $1.value }
  }
}

extension Dictionary where Key == VenueID {
  /// The rows that occur. Their order decides which of equals is withheld, and must be the same each time.
  fileprivate func rows<Row: Hashable>(_ order: (Row) -> String) -> [Row] where Value == [Row: Int] {
    Set(values.flatMap(\.keys)).sorted { order($0) < order($1) }
  }
}
