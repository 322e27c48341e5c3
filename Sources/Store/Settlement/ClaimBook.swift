public import Benefits
public import Settlement

/// A pair's books, opened for a change under the lock of its head: what is appended commits together or not at all, and
/// of two processes of a city one waits for the other.
///
/// Reads see what was committed, not what this book has appended. It lives for one transaction and leaves it no further
/// than its own writes.
public struct ClaimBook {
  /// The most of anything that one change takes.
  public static let batch = 500

  let session: any SQLSession
  /// How far the chains have come; what is set here is written at the end.
  public var head: ClaimHead
  private var tallies = ClaimTallyTable.Changes()
  private var writes: [SQLQuery] = []

  init(_ head: ClaimHead, _ session: any SQLSession) {
    self.head = head
    self.session = session
  }

  private var pair: SQLValue { .integer(head.number) }

  // MARK: What is there

  /// The next notices, oldest first, at most `limit`.
  public func notices(limit: Int = batch) throws -> [ClaimNotice] {
    let rows = try session.rows(
      ClaimNoticeTable.select, [.text(head.pair.home.text), .integer(Int64(limit))])
    let redemptions = try session.run(rows.map { RedemptionTable.read(try $0.id(1)) }).map {
      try $0.first.map(RedemptionTable.redemption)
    }
    let visits = try redemptions.map { redemption in
      guard let redemption else { throw StoreError(.damaged, "a notice without a redemption") }
      return redemption
    }
    var checks = try session.run(visits.flatMap { CheckTable.read($0.check) })[...]
    return try zip(rows, visits).map { row, redemption in
      let (check, lines) = (checks.removeFirst().first, checks.removeFirst())
      guard let check else { throw StoreError(.damaged, "a redemption without a check") }
      return ClaimNotice(
        number: try row.integer(0), redemption: redemption, check: try CheckTable.check(check, lines: lines),
        isVoid: try row.integer(2) == 1, at: try row.instant(3))
    }
  }

  /// The line called `id`.
  public func line(_ id: UUIDv7) throws -> KeptClaimLine? {
    try session.rows(ClaimLineTable.byID, [pair, .id(id)]).first.map(KeptClaimLine.init)
  }

  /// Lines after `seq`, in order.
  public func lines(after seq: Int64, limit: Int = batch) throws -> [KeptClaimLine] {
    try session.rows(ClaimLineTable.after, [pair, .integer(seq), .integer(Int64(limit))])
      .map(KeptClaimLine.init)
  }

  /// The voids and corrections of a claim, in order.
  public func reversals(of claim: UUIDv7) throws -> [KeptClaimLine] {
    try session.rows(ClaimLineTable.reversals, [pair, .id(claim)]).map(KeptClaimLine.init)
  }

  /// The claims of a redemption, in order.
  public func claims(of redemption: UUIDv7) throws -> [KeptClaimLine] {
    try session.rows(ClaimLineTable.ofRedemption, [.id(redemption), pair]).map(KeptClaimLine.init)
  }

  /// The claims that rest on the answer to `check`, in order.
  public func claims(restingOn check: UUIDv7) throws -> [KeptClaimLine] {
    try session.rows(ClaimLineTable.ofCheck, [.id(check), pair]).map(KeptClaimLine.init)
  }

  /// A window; nil if no line has come into it.
  public func window(_ month: CivilMonth) throws -> KeptWindow? {
    try session.rows(ClaimWindowTable.select, [pair, .month(month)]).first.map {
      try KeptWindow($0, of: head.pair)
    }
  }

  /// What was consumed of caps and budgets.
  public func meters() throws -> [ClaimMeterKey: Money] {
    // Two agreements, three parties, twelve months and a year, for ten years.
    let rows = try session.rows(ClaimMeterTable.select, [pair, .integer(1_000)]).map(ClaimMeterTable.meter)
    return Dictionary(rows.map { ($0.key, $0.used) }) { first, _ in first }
  }

  /// Receipt entries after `number`, in order.
  public func entries(after number: Int64, limit: Int = batch) throws -> [KeptReceiptEntry] {
    try session.rows(ReceiptTable.after, [pair, .integer(number), .integer(Int64(limit))])
      .map(ReceiptTable.entry)
  }

  // MARK: What is added

  /// Appends a line. The head, the window and the meters are set beside it.
  public mutating func append(_ line: KeptClaimLine) {
    writes.append(ClaimLineTable.write(line, pair: head.number))
    tallies.count(line)
  }

  /// Appends a receipt entry, and sets its finding on the `line` that it is about.
  public mutating func append(_ kept: KeptReceiptEntry, about line: KeptClaimLine) {
    writes.append(ReceiptTable.write(kept, pair: head.number))
    var found = line
    (found.finding, found.found) = (kept.entry.finding, kept.entry.at)
    tallies.count(line, taking: true)
    tallies.count(found)
    writes.append(
      SQLQuery(
        ClaimLineTable.find,
        [pair, .id(line.id), .text(kept.entry.finding.code), .instant(kept.entry.at)]))
  }

  /// Writes a window.
  public mutating func put(_ window: KeptWindow) {
    writes.append(ClaimWindowTable.write(window, pair: head.number))
  }

  /// Writes what a period has consumed.
  public mutating func put(_ used: Money, of key: ClaimMeterKey) {
    writes.append(ClaimMeterTable.write(key, used, pair: head.number))
  }

  /// The notice became lines.
  public mutating func settle(_ notice: ClaimNotice) {
    writes.append(SQLQuery(ClaimNoticeTable.delete, [.integer(notice.number)]))
  }

  /// Writes everything.
  func finish(_ before: ClaimHead) throws {
    var all = writes + tallies.writes(pair: head.number)
    if head != before { all.append(ClaimHeadTable.write(head)) }
    if !all.isEmpty { _ = try session.run(all) }
  }
}

extension CityStore {
  /// Opens the books of `pair` for one change, and begins them at `month` if there are none.
  ///
  /// What `body` throws undoes the change and is thrown on. It may run again where the engine finds that the first run
  /// had no effect, so it has none but through the book.
  public func changeClaims<Outcome: Sendable>(
    of pair: DirectedPair, from month: CivilMonth,
    _ body: @escaping @Sendable (inout ClaimBook) throws -> Outcome
  ) async throws -> Outcome {
    let cities: [SQLValue] = [.text(pair.host.text), .text(pair.home.text)]
    if try await reads.read([SQLQuery(ClaimHeadTable.select, cities)])[0].isEmpty {
      try await beginClaims(cities, month)
    }
    return try await engine.write { session in
      guard let row = try session.rows(ClaimHeadTable.lock, cities).first else {
        throw StoreError(.conflict, "the pair's head is gone")
      }
      let head = try ClaimHeadTable.head(row)
      var book = ClaimBook(head, session)
      let outcome = try body(&book)
      try book.finish(head)
      return outcome
    }
  }

  private func beginClaims(_ cities: [SQLValue], _ month: CivilMonth) async throws {
    let nothing = SQLValue.blob([UInt8](repeating: 0, count: 32))
    try await engine.writeAlone { session in
      guard try session.rows(ClaimHeadTable.select, cities).isEmpty else { return }
      _ = try session.rows(ClaimHeadTable.insert, cities + [nothing, .month(month)])
    }
  }
}
