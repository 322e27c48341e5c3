public import Benefits

/// A place in a list that is ordered by time.
public struct ListPlace: Hashable, Sendable {
  /// When.
  public let at: Instant
  /// Which of that time.
  public let id: UUIDv7

  /// Makes a place.
  public init(at: Instant, id: UUIDv7) {
    self.at = at
    self.id = id
  }
}

/// A venue's visits, refusals and what was taken back: for its merchant. Every read is of one venue, so what it costs
/// does not depend on what others sell.
extension CityStore {
  /// The most entries of a page.
  public static let salesPage = 200

  /// The newest visits of a period that come before `place`, newest first, taken back or not.
  public func sales(
    at venue: VenueID, in period: Range<Instant>, before place: ListPlace? = nil, limit: Int = salesPage
  ) async throws -> [SoldVisit] {
    try await sold(Self.newestSales, Self.arguments(venue, period, place, limit))
  }

  /// The newest visits that were taken back in a period, whenever they had taken place.
  public func takenBack(
    at venue: VenueID, in period: Range<Instant>, before place: ListPlace? = nil, limit: Int = salesPage
  ) async throws -> [SoldVisit] {
    try await sold(Self.newestTakenBack, Self.arguments(venue, period, place, limit))
  }

  /// The newest checks of a period that were not granted, before `place`, newest first.
  public func refusals(
    at venue: VenueID, in period: Range<Instant>, before place: ListPlace? = nil, limit: Int = salesPage
  ) async throws -> [CheckRecord] {
    let arguments = Self.arguments(venue, period, place, limit)
    let results = try await reads.read([
      SQLQuery(Self.newestRefusals, arguments), SQLQuery(Self.refusalLines, arguments),
    ])
    var lines: [UUIDv7: [SQLRow]] = [:]
    for line in results[1] { lines[try line.id(14), default: []].append(line) }
    return try results[0].map { try CheckTable.check($0, lines: lines[$0.id(0)] ?? []) }
  }

  /// How many checks of a period were not granted, by reason.
  public func refusalCounts(at venue: VenueID, in period: Range<Instant>) async throws -> [Reason: Int] {
    let counts = try await all(
      SQLQuery(
        Self.refusalReasons,
        [.text(venue.text), .instant(period.lowerBound), .instant(period.upperBound)])
    ) { (try $0.parsed(0, Reason.init), Int(try $0.integer(1))) }
    return Dictionary(counts, uniquingKeysWith: +)
  }

  /// What a period comes to: see ``Benefits/Takings``. It reads every visit of the period once, page by page; counters
  /// do not wait for it.
  public func takings(at venue: VenueID, in period: Range<Instant>) async throws -> Takings {
    var takings = Takings()
    try await eachPage({ try await sales(at: venue, in: period, before: $0, limit: SoldVisits.page) }) {
      for visit in $0 { takings.addSold(visit) }
      return $0.last.map { ListPlace(at: $0.redemption.at, id: $0.redemption.id) }
    }
    try await eachPage({ try await takenBack(at: venue, in: period, before: $0, limit: SoldVisits.page) }) {
      for visit in $0 { takings.addTakenBack(visit) }
      return $0.last.flatMap { last in
        last.redemption.voiding.map { ListPlace(at: $0.at, id: last.redemption.id) }
      }
    }
    return takings
  }

  private func eachPage(
    _ read: (ListPlace?) async throws -> [SoldVisit], _ body: ([SoldVisit]) throws -> ListPlace?
  ) async throws {
    var place: ListPlace?
    while true {
      let visits = try await read(place)
      place = try body(visits)
      guard visits.count == SoldVisits.page else { return }
    }
  }

  private func sold(_ queries: SoldVisits.Queries, _ arguments: [SQLValue]) async throws -> [SoldVisit] {
    let results = try await reads.read([
      SQLQuery(queries.visits, arguments), SQLQuery(queries.lines, arguments),
    ])
    return try SoldVisits.visits(results[0], lines: results[1])
  }

  /// `at` at the place and before its id, or before its time. Without a place in the period, all of it.
  private static func arguments(
    _ venue: VenueID, _ period: Range<Instant>, _ place: ListPlace?, _ limit: Int
  ) -> [SQLValue] {
    let place = place.flatMap { $0.at < period.upperBound ? $0 : nil }
    return [
      .text(venue.text), .instant(period.lowerBound), .instant(place?.at ?? period.upperBound),
      place.map { .id($0.id) } ?? .blob([]), .integer(Int64(limit)),
    ]
  }

  private static func before(_ column: String) -> String {
    "venue = $1 AND \(column) >= $2 AND (\(column), id) < ($3, $4)"
  }

  private static let newestSales = SoldVisits.Queries(
    page: """
      SELECT \(SoldVisits.columns) FROM redemption WHERE \(before("at")) ORDER BY at DESC, id DESC LIMIT $5
      """, order: "sold_at DESC, sold_id DESC")
  private static let newestTakenBack = SoldVisits.Queries(
    page: """
      SELECT \(SoldVisits.columns) FROM redemption WHERE voided_at IS NOT NULL AND \(before("voided_at"))
      ORDER BY voided_at DESC, id DESC LIMIT $5
      """, order: "voided_at DESC, sold_id DESC")

  private static let refused = "verdict <> 'granted' AND \(before("at")) ORDER BY at DESC, id DESC LIMIT $5"
  private static let newestRefusals = SQLText(
    "SELECT \(CheckTable.checkColumns) FROM counter_check WHERE \(refused)")
  private static let refusalLines = SQLText(
    """
    SELECT \(CheckTable.lineColumns), check_id FROM (SELECT id FROM counter_check WHERE \(refused)) AS page
    JOIN check_line ON check_line.check_id = page.id ORDER BY check_id, position
    """)
  private static let refusalReasons = SQLText(
    """
    SELECT reason, COUNT(*) FROM counter_check
    WHERE verdict <> 'granted' AND venue = $1 AND at >= $2 AND at < $3 GROUP BY reason
    """)
}
