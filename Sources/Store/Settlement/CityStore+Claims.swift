public import Benefits
public import Settlement

/// Claim lines, receipts and windows, looked at. A million lines a month are read in pages, each a snapshot of its own;
/// lines and entries never change but for a line's finding.
extension CityStore {
  /// The most rows of a page.
  public static let claimPage = 1_000

  /// The pairs that have books, in order.
  public func claimPairs() async throws -> [ClaimPair] {
    try await all(SQLQuery(ClaimPairTable.all), ClaimPairTable.pair)
  }

  /// How far a pair's chains have come; nil if there are none.
  public func claimPair(_ pair: DirectedPair) async throws -> ClaimPair? {
    try await first(
      SQLQuery(ClaimPairTable.select, [.text(pair.host.text), .text(pair.home.text)]), ClaimPairTable.pair)
  }

  /// How many visits are due to become lines that `home` is to answer.
  public func claimsDue(from home: CityID) async throws -> Int {
    try await first(SQLQuery(ClaimNoticeTable.count, [.text(home.text)])) { Int(try $0.integer(0)) } ?? 0
  }

  /// When the oldest of these visits was; nil if nothing is due.
  public func firstClaimDue(from home: CityID) async throws -> Instant? {
    try await first(SQLQuery(ClaimNoticeTable.first, [.text(home.text)])) { try $0.instant(0) }
  }

  // MARK: Windows

  /// A window of the pair; nil if no line has come into it.
  public func claimWindow(_ month: CivilMonth, of pair: ClaimPair) async throws -> KeptWindow? {
    try await first(SQLQuery(ClaimWindowTable.select, [.integer(pair.number), .month(month)])) {
      try KeptWindow($0, of: pair.pair)
    }
  }

  /// The windows before `month`, the newest first.
  public func claimWindows(
    of pair: ClaimPair, before month: CivilMonth = CivilMonth.range.upperBound, limit: Int = 60
  ) async throws -> [KeptWindow] {
    try await all(
      SQLQuery(ClaimWindowTable.all, [.integer(pair.number), .month(month), .integer(Int64(limit))])
    ) { try KeptWindow($0, of: pair.pair) }
  }

  /// What the lines of a window come to, by finding.
  public func claimTallies(of month: CivilMonth, _ pair: ClaimPair) async throws -> [ClaimTally] {
    try await all(
      SQLQuery(ClaimTallyTable.select, [.integer(pair.number), .month(month)]), ClaimTallyTable.tally)
  }

  // MARK: Lines

  /// The line called `id`.
  public func claimLine(_ id: UUIDv7, of pair: ClaimPair) async throws -> KeptClaimLine? {
    try await first(SQLQuery(ClaimLineTable.byID, [.integer(pair.number), .id(id)]), KeptClaimLine.init)
  }

  /// Lines after `seq`, in order.
  public func claimLines(
    of pair: ClaimPair, after seq: Int64, limit: Int = claimPage
  ) async throws -> [KeptClaimLine] {
    try await lines(ClaimLineTable.after, [.integer(pair.number), .integer(seq), page(limit)])
  }

  /// Lines of a window after `seq`, in order; the close line is the last of them.
  public func claimLines(
    of pair: ClaimPair, in window: KeptWindow, after seq: Int64 = 0, limit: Int = claimPage
  ) async throws -> [KeptClaimLine] {
    let start = max(seq, (window.first ?? pair.seq + 1) - 1)
    return try await lines(
      ClaimLineTable.ofWindow,
      [
        .integer(pair.number), .month(window.window.month), .integer(start),
        .integer(window.close ?? pair.seq), page(limit),
      ])
  }

  /// Lines of a month with a finding that is not `matched`, after `seq`, in order.
  public func claimLines(
    of pair: ClaimPair, in month: CivilMonth, finding: Finding, after seq: Int64 = 0, limit: Int = claimPage
  ) async throws -> [KeptClaimLine] {
    try await lines(
      ClaimLineTable.ofFinding,
      [.integer(pair.number), .month(month), .text(finding.code), .integer(seq), page(limit)])
  }

  /// Lines about what happened within `period`, at `venue` if one is named, after `line`, by time.
  public func claimLines(
    of pair: ClaimPair, about period: Range<Instant>, at venue: VenueID? = nil,
    after line: KeptClaimLine? = nil, limit: Int = claimPage
  ) async throws -> [KeptClaimLine] {
    let arguments: [SQLValue] = [
      .integer(pair.number), .instant(period.lowerBound), .instant(period.upperBound),
      .instant(line?.service ?? period.lowerBound), .integer(line?.seq ?? 0), page(limit),
    ]
    guard let venue else { return try await lines(ClaimLineTable.ofDay, arguments) }
    return try await lines(ClaimLineTable.ofVenueDay, arguments + [.text(venue.text)])
  }

  /// The claims of a redemption, in order.
  public func claimLines(of pair: ClaimPair, redemption: UUIDv7) async throws -> [KeptClaimLine] {
    try await lines(ClaimLineTable.ofRedemption, [.id(redemption), .integer(pair.number)])
  }

  /// The voids and corrections of a claim, in order.
  public func claimReversals(of pair: ClaimPair, claim: UUIDv7) async throws -> [KeptClaimLine] {
    try await lines(ClaimLineTable.reversals, [.integer(pair.number), .id(claim)])
  }

  // MARK: Receipts

  /// Receipt entries after `number`, in order.
  public func receiptEntries(
    of pair: ClaimPair, after number: Int64, limit: Int = claimPage
  ) async throws -> [KeptReceiptEntry] {
    try await all(
      SQLQuery(ReceiptTable.after, [.integer(pair.number), .integer(number), page(limit)]),
      ReceiptTable.entry)
  }

  /// What was found about a line, in order.
  public func receiptEntries(of pair: ClaimPair, about line: UUIDv7) async throws -> [KeptReceiptEntry] {
    try await all(SQLQuery(ReceiptTable.ofLine, [.integer(pair.number), .id(line)]), ReceiptTable.entry)
  }

  private func lines(_ sql: SQLText, _ arguments: [SQLValue]) async throws -> [KeptClaimLine] {
    try await all(SQLQuery(sql, arguments), KeptClaimLine.init)
  }

  private func page(_ limit: Int) -> SQLValue { .integer(Int64(min(max(limit, 0), Self.claimPage))) }
}
