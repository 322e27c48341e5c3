public import Benefits
public import Settlement

/// Claim lines, receipts and windows, looked at. A million lines a month are read in pages, each a snapshot of its own;
/// lines and entries never change but for a line's finding.
extension CityStore {
  /// The most rows of a page.
  public static let claimPage = 1_000

  /// The pairs that have books, in order.
  public func claimHeads() async throws -> [ClaimHead] {
    try await all(SQLQuery(ClaimHeadTable.all), ClaimHeadTable.head)
  }

  /// How far a pair's chains have come; nil if there are none.
  public func claimHead(of pair: DirectedPair) async throws -> ClaimHead? {
    try await first(
      SQLQuery(ClaimHeadTable.select, [.text(pair.host.text), .text(pair.home.text)]), ClaimHeadTable.head)
  }

  /// How many visits are due to become lines that `home` is to answer.
  public func claimsDue(from home: CityID) async throws -> Int {
    try await first(SQLQuery(ClaimNoticeTable.count, [.text(home.text)])) { Int(try $0.integer(0)) } ?? 0
  }

  // MARK: Windows

  /// A window of the pair; nil if no line has come into it.
  public func claimWindow(_ month: CivilMonth, of head: ClaimHead) async throws -> KeptWindow? {
    try await first(SQLQuery(ClaimWindowTable.select, [.integer(head.number), .month(month)])) {
      try KeptWindow($0, of: head.pair)
    }
  }

  /// The windows before `month`, the newest first.
  public func claimWindows(
    of head: ClaimHead, before month: CivilMonth = CivilMonth.range.upperBound, limit: Int = 60
  ) async throws -> [KeptWindow] {
    try await all(
      SQLQuery(ClaimWindowTable.all, [.integer(head.number), .month(month), .integer(Int64(limit))])
    ) { try KeptWindow($0, of: head.pair) }
  }

  /// What the lines of a window come to, by finding.
  public func claimTallies(of month: CivilMonth, _ head: ClaimHead) async throws -> [ClaimTally] {
    try await all(
      SQLQuery(ClaimTallyTable.select, [.integer(head.number), .month(month)]), ClaimTallyTable.tally)
  }

  // MARK: Lines

  /// The line called `id`.
  public func claimLine(_ id: UUIDv7, of head: ClaimHead) async throws -> KeptClaimLine? {
    try await first(SQLQuery(ClaimLineTable.byID, [.integer(head.number), .id(id)]), KeptClaimLine.init)
  }

  /// Lines after `seq`, in order.
  public func claimLines(
    of head: ClaimHead, after seq: Int64, limit: Int = claimPage
  ) async throws -> [KeptClaimLine] {
    try await lines(ClaimLineTable.after, [.integer(head.number), .integer(seq), page(limit)])
  }

  /// Lines of a window after `seq`, in order; the close line is the last of them.
  public func claimLines(
    of head: ClaimHead, in window: KeptWindow, after seq: Int64 = 0, limit: Int = claimPage
  ) async throws -> [KeptClaimLine] {
    let start = max(seq, (window.first ?? head.seq + 1) - 1)
    return try await lines(
      ClaimLineTable.ofWindow,
      [
        .integer(head.number), .month(window.window.month), .integer(start),
        .integer(window.close ?? head.seq), page(limit),
      ])
  }

  /// Lines of a month with a finding that is not `matched`, after `seq`, in order.
  public func claimLines(
    of head: ClaimHead, in month: CivilMonth, finding: Finding, after seq: Int64 = 0, limit: Int = claimPage
  ) async throws -> [KeptClaimLine] {
    try await lines(
      ClaimLineTable.ofFinding,
      [.integer(head.number), .month(month), .text(finding.code), .integer(seq), page(limit)])
  }

  /// Lines about what happened within `period`, at `venue` if one is named, after `line`, by time.
  public func claimLines(
    of head: ClaimHead, about period: Range<Instant>, at venue: VenueID? = nil,
    after line: KeptClaimLine? = nil, limit: Int = claimPage
  ) async throws -> [KeptClaimLine] {
    let arguments: [SQLValue] = [
      .integer(head.number), .instant(period.lowerBound), .instant(period.upperBound),
      .instant(line?.service ?? period.lowerBound), .integer(line?.seq ?? 0), page(limit),
    ]
    guard let venue else { return try await lines(ClaimLineTable.ofDay, arguments) }
    return try await lines(ClaimLineTable.ofVenueDay, arguments + [.text(venue.text)])
  }

  /// The claims of a redemption, in order.
  public func claimLines(of head: ClaimHead, redemption: UUIDv7) async throws -> [KeptClaimLine] {
    try await lines(ClaimLineTable.ofRedemption, [.id(redemption), .integer(head.number)])
  }

  /// The voids and corrections of a claim, in order.
  public func claimReversals(of head: ClaimHead, claim: UUIDv7) async throws -> [KeptClaimLine] {
    try await lines(ClaimLineTable.reversals, [.integer(head.number), .id(claim)])
  }

  // MARK: Receipts

  /// Receipt entries after `number`, in order.
  public func receiptEntries(
    of head: ClaimHead, after number: Int64, limit: Int = claimPage
  ) async throws -> [KeptReceiptEntry] {
    try await all(
      SQLQuery(ReceiptTable.after, [.integer(head.number), .integer(number), page(limit)]),
      ReceiptTable.entry)
  }

  /// What was found about a line, in order.
  public func receiptEntries(of head: ClaimHead, about line: UUIDv7) async throws -> [KeptReceiptEntry] {
    try await all(SQLQuery(ReceiptTable.ofLine, [.integer(head.number), .id(line)]), ReceiptTable.entry)
  }

  private func lines(_ sql: SQLText, _ arguments: [SQLValue]) async throws -> [KeptClaimLine] {
    try await all(SQLQuery(sql, arguments), KeptClaimLine.init)
  }

  private func page(_ limit: Int) -> SQLValue { .integer(Int64(min(max(limit, 0), Self.claimPage))) }
}
