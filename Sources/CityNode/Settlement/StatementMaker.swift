public import Benefits
public import Settlement
public import Store
import Wire

/// A statement as the own books make it, with what its lists stand for.
public struct MadeStatement: Sendable {
  /// What it says.
  public let statement: Statement
  /// Its exact bytes.
  public let bytes: [UInt8]
  /// Over them.
  public let hash: [UInt8]
  /// The window's lines that it excludes, all of them.
  public let excluded: [ExcludedLine]
  /// The lines of earlier windows that it carries in or drops.
  public let ended: [UUIDv7]
}

/// Makes statements from the own books, line by line: the host city to draft one, the home city to see that the draft
/// says what its own books say. Both read the same two chains, up to the same two heads.
public struct StatementMaker: Sendable {
  /// The most receipt entries after the head that a statement rests on. So many come only where a draft is very old;
  /// then the host city drafts anew.
  static let laterEntries = 10_000
  /// How often a statement is begun again because receipts came in meanwhile.
  static let attempts = 5

  private let store: CityStore

  /// A maker over the books.
  public init(_ store: CityStore) { self.store = store }

  /// Makes the statement of a window.
  /// - Parameter receipts: The head of receipts to rest on; nil for the newest.
  /// - Throws: ``SettlementFault/unknown`` for a window that is not there, ``SettlementFault/wrongState`` while it is
  ///   open, ``SettlementFault/statementAhead`` for a head that is not here yet, ``SettlementFault/statementBehind`` for
  ///   one that is too old or where receipts don't stop coming, ``SettlementFault/statementDiffers(_:)`` for another hash
  ///   at that head; ``StoreError``.
  public func make(_ reference: StatementReference, _ month: CivilMonth, receipts: ChainPoint? = nil)
    async throws
    -> MadeStatement
  {
    for _ in 0..<Self.attempts {
      guard let pair = try await store.claimPair(reference.pair),
        let window = try await store.claimWindow(month, of: pair)
      else { throw SettlementFault.unknown }
      guard let close = window.close else { throw SettlementFault.wrongState }
      let point = receipts ?? ChainPoint(number: pair.receipts.number, hash: pair.receipts.hash)
      let later = try await findings(after: point, in: pair)
      let made = try await make(reference, window, close: close, point, later, pair)
      // What is found while the lines are read would be in some pages and not in others.
      if try await store.claimPair(reference.pair)?.receipts == pair.receipts { return made }
    }
    throw SettlementFault.statementBehind
  }

  private func make(
    _ reference: StatementReference, _ window: KeptWindow, close: Int64, _ point: ChainPoint,
    _ later: [UUIDv7: Finding?], _ pair: ClaimPair
  ) async throws -> MadeStatement {
    guard let closing = try await store.claimLines(of: pair, after: close - 1, limit: 1).first else {
      throw SettlementFault.unknown
    }
    var draft = StatementDraft()
    var seq: Int64 = 0
    while true {
      let page = try await store.claimLines(of: pair, in: window, after: seq)
      for line in page where line.kind != .close { draft.take(line.stated(later)) }
      guard let last = page.last, page.count == CityStore.claimPage else { break }
      seq = last.seq
    }
    seq = 0
    while true {
      let page = try await store.excludedLines(before: reference, after: seq, limit: CityStore.claimPage)
      for excluded in page {
        guard let line = try await store.claimLine(excluded.line, of: pair) else { continue }
        draft.takeExcluded(line.stated(later))
      }
      guard let last = page.last, page.count == CityStore.claimPage else { break }
      seq = last.seq
    }
    return draft.made(
      reference, window.window.month, close: ChainPoint(number: close, hash: closing.hash), receipts: point)
  }

  /// What lines that were found about after `point` were found to be up to it.
  private func findings(after point: ChainPoint, in pair: ClaimPair) async throws -> [UUIDv7: Finding?] {
    guard point.number <= pair.receipts.number else { throw SettlementFault.statementAhead }
    guard pair.receipts.number - point.number <= Int64(Self.laterEntries) else {
      throw SettlementFault.statementBehind
    }
    try await check(point, in: pair)
    var findings: [UUIDv7: Finding?] = [:]
    var number = point.number
    while number < pair.receipts.number {
      let page = try await store.receiptEntries(of: pair, after: number)
      guard let last = page.last else { break }
      for kept in page where findings[kept.entry.line] == nil {
        let all = try await store.receiptEntries(of: pair, about: kept.entry.line)
        findings[kept.entry.line] = .some(all.last { $0.entry.number <= point.number }?.entry.finding)
      }
      number = last.entry.number
    }
    return findings
  }

  private func check(_ point: ChainPoint, in pair: ClaimPair) async throws {
    let own: [UInt8]?
    if point.number == 0 {
      own = ChainHash.start
    } else {
      own = try await store.receiptEntries(of: pair, after: point.number - 1, limit: 1).first?.hash
    }
    guard let own, own == point.hash else {
      throw SettlementFault.statementDiffers(
        StatementDifference(
          member: "receipts.hash", own: Base64URL.text(own ?? []), other: Base64URL.text(point.hash)))
    }
  }
}

extension KeptClaimLine {
  /// The line as a statement sees it, with an earlier finding where `later` has one.
  fileprivate func stated(_ later: [UUIDv7: Finding?]) -> StatementLine {
    StatementLine(id: id, seq: seq, shares: shares, unfunded: unfunded, finding: later[id] ?? finding)
  }
}

/// The lists of a statement, while its lines are read.
private struct StatementDraft {
  private var sorter = StatementSorter()
  private var lists: [StatementListKind: StatementListBuilder] = [:]
  private var excluded: [ExcludedLine] = []
  private var ended: [UUIDv7] = []

  mutating func take(_ line: StatementLine) {
    for (kind, entry) in sorter.take(line) {
      lists[kind, default: StatementListBuilder()].append(entry)
      if kind == .excluded { excluded.append(ExcludedLine(line: line.id, seq: line.seq)) }
    }
  }

  mutating func takeExcluded(_ line: StatementLine) {
    for (kind, entry) in sorter.takeExcluded(line) {
      lists[kind, default: StatementListBuilder()].append(entry)
      if kind == .carriedIn || kind == .dropped { ended.append(line.id) }
    }
  }

  func made(
    _ reference: StatementReference, _ month: CivilMonth, close: ChainPoint, receipts: ChainPoint
  ) -> MadeStatement {
    func list(_ kind: StatementListKind) -> StatementList { lists[kind]?.list ?? .empty }
    let statement = Statement(
      pair: reference.pair, number: reference.number, window: month, close: close, receipts: receipts,
      claimed: sorter.claimed, payable: sorter.payable, carriedIn: list(.carriedIn),
      excluded: list(.excluded), dropped: list(.dropped), bySilence: list(.bySilence),
      unfunded: list(.unfunded))
    let bytes = StatementCodec.encode(statement)
    return MadeStatement(
      statement: statement, bytes: bytes, hash: StatementCodec.hash(bytes), excluded: excluded, ended: ended)
  }
}
