public import Benefits

/// Closed months: counted once, and never again.
extension CityStore {
  /// The new members that one transaction keeps: no counter waits long for it.
  static let visitorBatch = 500

  /// The first and the last month that were counted, and so all between them; nil before the first.
  public func countedMonths() async throws -> ClosedRange<CivilMonth>? {
    try await first(SQLQuery(VisitCountTable.ends)) { row -> ClosedRange<CivilMonth>? in
      guard !row.isNull(0), let first = CivilMonth(stored: Int(try row.integer(0))),
        let last = CivilMonth(stored: Int(try row.integer(1)))
      else { return nil }
      return first...last
    } ?? nil
  }

  /// When the first visit was; nil before there is one. It reads through all visits, and is asked until a month has
  /// been counted.
  public func firstVisit() async throws -> Instant? {
    try await first(SQLQuery(Self.firstSold)) { $0.isNull(0) ? nil : try $0.instant(0) } ?? nil
  }

  /// Hands the visits of `month` to `body`, one by one, with whether their member had come in an earlier month that was
  /// counted. What was taken back by `cutOff` is no visit; what is taken back later was one, or a month that is
  /// published would change, and the change would be somebody.
  ///
  /// It walks all redemptions by their id once: months are counted once, and an index by time over all venues would cost
  /// every redemption a write more.
  public func eachVisit(
    of month: CivilMonth, in period: Range<Instant>, cutOff: Instant, page: Int = CityStore.visitPage,
    _ body: (SoldVisit, _ isKnown: Bool) throws -> Void
  ) async throws {
    var last = SQLValue.blob([])
    while true {
      let arguments: [SQLValue] = [
        .instant(period.lowerBound), .instant(period.upperBound), .instant(cutOff), last,
        .integer(Int64(page)), .integer(Int64(month.number)),
      ]
      let results = try await reads.read([
        SQLQuery(Self.counted.visits, arguments), SQLQuery(Self.counted.lines, Array(arguments.dropLast())),
      ])
      let visits = try SoldVisits.visits(results[0], lines: results[1])
      for (visit, row) in zip(visits, results[0]) { try body(visit, try row.integer(SoldVisits.extra) > 0) }
      guard visits.count == page, let end = visits.last else { return }
      last = .id(end.redemption.id)
    }
  }

  /// Keeps what was counted of a month, and who came in it for the first time. A month that was counted already, here or
  /// by another process, stays as it is.
  public func keep(_ counts: MonthCounts, newMembers: [VisitingMember], at now: Instant) async throws {
    let month = SQLValue.integer(Int64(counts.month.number))
    // In short transactions, and before the month itself: who is kept twice is kept once, and counts as known only in
    // later months, so being stopped in between does no harm.
    for start in stride(from: 0, to: newMembers.count, by: Self.visitorBatch) {
      let batch = newMembers[start..<min(start + Self.visitorBatch, newMembers.count)].map {
        SQLQuery(VisitCountTable.insertVisitor, [.text($0.home.text), .text($0.subject), month])
      }
      try await engine.write { session in _ = try session.run(batch) }
    }
    let rows = VisitCountTable.write(counts)
    try await engine.writeAlone { session in
      guard try session.rows(VisitCountTable.selectMonth, [month]).isEmpty else { return }
      _ = try session.run([SQLQuery(VisitCountTable.insertMonth, [month, .instant(now)])] + rows)
    }
  }

  /// The counts of the months in a range that were counted, in order.
  public func monthCounts(_ range: ClosedRange<CivilMonth>) async throws -> [MonthCounts] {
    let arguments = [range.lowerBound, range.upperBound].map { SQLValue.integer(Int64($0.number)) }
    let results = try await reads.read([
      SQLQuery(VisitCountTable.selectMonths, arguments), SQLQuery(VisitCountTable.select, arguments),
    ])
    let months = try results[0].compactMap { CivilMonth(stored: Int(try $0.integer(0))) }
    var counts = Dictionary(uniqueKeysWithValues: months.map { ($0, MonthCounts(month: $0)) })
    for row in results[1] { try VisitCountTable.read(row, into: &counts) }
    return months.compactMap { counts[$0] }
  }

  private static let firstSold = SQLText("SELECT MIN(at) FROM redemption")
  private static let counted = SoldVisits.Queries(
    page: """
      SELECT \(SoldVisits.columns) FROM redemption
      WHERE at >= $1 AND at < $2 AND (voided_at IS NULL OR voided_at >= $3) AND id > $4 ORDER BY id LIMIT $5
      """, order: "sold_id",
    extra: """
      , (SELECT COUNT(*) FROM visitor WHERE visitor.home = counter_check.home
           AND visitor.subject = counter_check.subject AND visitor.month < $6)
      """)
}
