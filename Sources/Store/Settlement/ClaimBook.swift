public import Benefits
public import Federation
public import Settlement

/// A pair's books, opened for a change under the lock of the pair: what is appended commits together or not at all, and
/// of two processes of a city one waits for the other.
///
/// It reads what it has appended itself. It lives for one transaction, and nothing has an effect but through it.
public struct ClaimBook {
  /// The most of anything that one change takes.
  public static let batch = 500

  let session: any SQLSession
  private let before: ClaimPair
  /// The chain of claims.
  public private(set) var claims: ClaimHead
  /// What its lines have consumed.
  public private(set) var meter: FundingMeter
  /// The chain of receipts.
  public private(set) var receipts: ReceiptHead
  /// The last line that the home city has.
  public private(set) var acknowledged: Int64
  private var windows: [CivilMonth: KeptWindow]
  private var touched: Set<CivilMonth> = []
  private var tallies = ClaimTallyTable.Changes()

  init(_ pair: ClaimPair, _ session: any SQLSession) throws {
    self.session = session
    before = pair
    let number = SQLValue.integer(pair.number)
    let open = try session.rows(ClaimWindowTable.open, [number, .month(pair.firstOpen)]).map {
      try KeptWindow($0, of: pair.pair)
    }
    windows = Dictionary(open.map { ($0.window.month, $0) }) { first, _ in first }
    claims = ClaimHead(
      seq: pair.seq, hash: pair.hash, firstOpen: pair.firstOpen, open: windows.mapValues(\.totals))
    let consumed = try session.rows(ClaimMeterTable.select, [number, .integer(ClaimMeterTable.limit)])
      .map(ClaimMeterTable.meter)
    meter = FundingMeter(Dictionary(consumed.map { ($0.key, $0.used) }) { first, _ in first })
    receipts = pair.receipts
    acknowledged = pair.acknowledged
  }

  /// Whose books.
  public var pair: DirectedPair { before.pair }
  private var number: SQLValue { .integer(before.number) }

  // MARK: What is there

  /// The next notices, oldest first, at most `limit`.
  public func notices(limit: Int = batch) throws -> [ClaimNotice] {
    let rows = try session.rows(ClaimNoticeTable.select, [.text(pair.home.text), .integer(Int64(limit))])
    let found = try session.run(rows.map { RedemptionTable.read(try $0.id(1)) })
    let visits = try found.map { rows in
      guard let row = rows.first else { throw StoreError(.damaged, "a notice without a redemption") }
      return try RedemptionTable.redemption(row)
    }
    var checks = try session.run(visits.flatMap { CheckTable.read($0.check) })[...]
    return try zip(rows, visits).map { row, redemption in
      let (check, lines) = (checks.removeFirst().first, checks.removeFirst())
      guard let check else { throw StoreError(.damaged, "a redemption without a check") }
      return ClaimNotice(
        number: try row.integer(0), redemption: redemption,
        check: try CheckTable.check(check, lines: lines), isVoid: try row.integer(2) == 1,
        at: try row.instant(3))
    }
  }

  /// The line called `id`.
  public func line(_ id: UUIDv7) throws -> KeptClaimLine? {
    try lines(ClaimLineTable.byID, [number, .id(id)]).first
  }

  /// Lines after `seq`, in order.
  public func lines(after seq: Int64, limit: Int = batch) throws -> [KeptClaimLine] {
    try lines(ClaimLineTable.after, [number, .integer(seq), .integer(Int64(limit))])
  }

  /// The voids and corrections of a claim, in order.
  public func reversals(of claim: UUIDv7) throws -> [KeptClaimLine] {
    try lines(ClaimLineTable.reversals, [number, .id(claim)])
  }

  /// The claims of a redemption, in order.
  public func claims(of redemption: UUIDv7) throws -> [KeptClaimLine] {
    try lines(ClaimLineTable.ofRedemption, [.id(redemption), number])
  }

  /// The claims that rest on the answer to `check`, in order.
  public func claims(restingOn check: UUIDv7) throws -> [KeptClaimLine] {
    try lines(ClaimLineTable.ofCheck, [.id(check), number])
  }

  /// Lines with a finding that is not `matched`, after `seq`, in order.
  public func lines(
    in month: CivilMonth, finding: Finding, after seq: Int64 = 0, limit: Int = batch
  ) throws -> [KeptClaimLine] {
    try lines(
      ClaimLineTable.ofFinding,
      [number, .month(month), .text(finding.code), .integer(seq), .integer(Int64(limit))])
  }

  /// Receipt entries after `place`, in order.
  public func entries(after place: Int64, limit: Int = batch) throws -> [KeptReceiptEntry] {
    try session.rows(ReceiptTable.after, [number, .integer(place), .integer(Int64(limit))])
      .map(ReceiptTable.entry)
  }

  /// The hash of the chain of receipts up to an entry; nil if there is none with this number.
  public func receiptHash(at place: Int64) throws -> [UInt8]? {
    if place == 0 { return ChainHash.start }
    return try entries(after: place - 1, limit: 1).first.flatMap { $0.entry.number == place ? $0.hash : nil }
  }

  private func lines(_ sql: SQLText, _ arguments: [SQLValue]) throws -> [KeptClaimLine] {
    try session.rows(sql, arguments).map(KeptClaimLine.init)
  }

  // MARK: What is added

  /// Takes the next line: into the chain, its window and the meter.
  /// - Parameters:
  ///   - original: For a void or a correction, the claim as it stood before.
  ///   - terms: Of the claim's agreement; nil if there are none, and then nothing is consumed.
  /// - Throws: ``Settlement/ChainFault`` where it breaks a rule of the chain.
  @discardableResult
  public mutating func take(
    _ line: ClaimLine, bytes: [UInt8], original: ClaimStanding?, terms: SettlementTerms?, digest: Digest
  ) throws -> KeptClaimLine {
    var close: WindowClose?
    if case .close(let stated) = line.entry { close = stated }
    let firstOpen = claims.firstOpen
    let hash = try claims.take(ClaimColumns(line), bytes: bytes, close: close, digest: digest)
    if let terms { meter.count(line, original: original, terms: terms, firstOpen: firstOpen) }
    let kept = KeptClaimLine(line, bytes: bytes, hash: hash)
    _ = try session.run([ClaimLineTable.write(kept, pair: before.number)])
    tallies.count(kept)
    var window = windows[line.window] ?? KeptWindow(pair, line.window, since: line.recorded)
    window.take(kept, totals: claims.totals(of: line.window))
    windows[line.window] = window
    touched.insert(line.window)
    return kept
  }

  /// Takes the next receipt entry, and sets its finding on the `line` that it is about.
  /// - Throws: ``Store/StoreError`` of the code `damaged` if the entry is not the next.
  public mutating func take(
    _ entry: ReceiptEntry, bytes: [UInt8], about line: KeptClaimLine, digest: Digest
  ) throws {
    guard let hash = receipts.take(entry, bytes: bytes, digest: digest), line.id == entry.line else {
      throw StoreError(.damaged, "receipt entry \(entry.number) after \(receipts.number)")
    }
    let kept = KeptReceiptEntry(entry, bytes: bytes, hash: hash)
    var found = line
    (found.finding, found.found) = (entry.finding, entry.at)
    tallies.count(line, takingOut: true)
    tallies.count(found)
    _ = try session.run([
      ReceiptTable.write(kept, pair: before.number),
      SQLQuery(
        ClaimLineTable.find, [number, .id(line.id), .text(entry.finding.code), .instant(entry.at)]),
    ])
  }

  /// The home city has the lines up to `seq`.
  public mutating func acknowledge(_ seq: Int64) { acknowledged = max(acknowledged, min(seq, claims.seq)) }

  /// The notice became lines, or none.
  public func settle(_ notice: ClaimNotice) throws {
    _ = try session.run([SQLQuery(ClaimNoticeTable.delete, [.integer(notice.number)])])
  }

  /// Writes what the lines and entries come to.
  func finish() throws {
    var writes = tallies.writes(pair: before.number)
    for month in touched.sorted() {
      if let window = windows[month] { writes.append(ClaimWindowTable.write(window, pair: before.number)) }
    }
    for key in meter.changed { writes.append(ClaimMeterTable.write(key, meter[key], pair: before.number)) }
    writes.append(
      SQLQuery(
        ClaimPairTable.update,
        [
          number, .integer(claims.seq), .blob(claims.hash), .integer(acknowledged),
          .integer(receipts.number), .blob(receipts.hash), .month(claims.firstOpen),
        ]))
    _ = try session.run(writes)
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
    if try await claimPair(pair) == nil { try await beginClaims(cities, month) }
    return try await engine.write { session in
      guard let row = try session.rows(ClaimPairTable.lock, cities).first else {
        throw StoreError(.conflict, "the pair is gone")
      }
      var book = try ClaimBook(ClaimPairTable.pair(row), session)
      let outcome = try body(&book)
      try book.finish()
      return outcome
    }
  }

  private func beginClaims(_ cities: [SQLValue], _ month: CivilMonth) async throws {
    try await engine.writeAlone { session in
      guard try session.rows(ClaimPairTable.select, cities).isEmpty else { return }
      _ = try session.rows(ClaimPairTable.insert, cities + [.blob(ChainHash.start), .month(month)])
    }
  }
}
