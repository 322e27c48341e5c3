public import Benefits
public import Settlement

/// A line of an account's statement.
public struct AccountLine: Hashable, Sendable {
  /// Where it stands: the next page begins after it.
  public struct Place: Hashable, Sendable {
    /// The day.
    public let date: CivilDate
    /// The entry.
    public let number: Int64
    /// Its line, from 1.
    public let position: Int
  }

  /// Where.
  public let place: Place
  /// What it is about.
  public let event: LedgerEvent
  /// What it says.
  public let text: BilingualText
  /// What was booked.
  public let turnover: Turnover
}

/// What going through the whole ledger found.
public enum LedgerVerdict: Hashable, Sendable {
  /// Entries are numbered without a gap, each balances, and the sums of months are those of their lines.
  case holds(entries: Int64, balance: TrialBalance)
  /// From this entry on it is not what was written.
  case broken(at: Int64)
  /// The sum of a month is not that of its lines.
  case differs(account: LedgerAccount, month: CivilMonth)
}

extension CityStore {
  /// Books an event by itself; nil if the very same is in the books.
  ///
  /// - Throws: ``Settlement/JournalFault``, ``StoreError``.
  @discardableResult
  public func book(_ draft: JournalDraft, at now: Instant) async throws -> JournalEntry? {
    try await engine.writeAlone { session in try LedgerWriter(session: session).book(draft, at: now) }
  }

  /// The entry of an event.
  public func ledgerEntry(of event: LedgerEvent) async throws -> JournalEntry? {
    let name: [SQLValue] = [.text(event.text)]
    let rows = try await reads.read([
      SQLQuery(LedgerTable.entryOf, name), SQLQuery(LedgerTable.linesOf, name),
    ])
    return try LedgerTable.entries(rows[0], lines: rows[1]).first
  }

  /// The oldest entries after number `after`, oldest first.
  public func journal(after: Int64 = 0, limit: Int) async throws -> [JournalEntry] {
    let arguments: [SQLValue] = [.integer(after), .integer(Int64(limit))]
    let rows = try await reads.read([
      SQLQuery(LedgerTable.entriesAfter, arguments), SQLQuery(LedgerTable.linesAfter, arguments),
    ])
    return try LedgerTable.entries(rows[0], lines: rows[1])
  }

  /// What was booked on an account until the end of `date`.
  public func turnover(of account: LedgerAccount, at date: CivilDate) async throws -> Turnover {
    let query = SQLQuery(
      LedgerTable.balance,
      LedgerTable.fields(account) + [
        LedgerTable.month(date), LedgerTable.day(CivilMonth(of: date).first), LedgerTable.day(date),
      ])
    return try await first(query) { try LedgerTable.turnover($0, 0) } ?? .zero
  }

  /// What an account held at the end of `date`, on the side on which it grows.
  public func balance(of account: LedgerAccount, at date: CivilDate) async throws -> Money {
    try await turnover(of: account, at: date).balance(of: account)
  }

  /// All accounts at the end of `date`.
  public func trialBalance(at date: CivilDate) async throws -> TrialBalance {
    let query = SQLQuery(
      LedgerTable.trialBalance,
      [LedgerTable.month(date), LedgerTable.day(CivilMonth(of: date).first), LedgerTable.day(date)])
    return try await reads.read([query])[0].reduce(into: TrialBalance()) { balance, row in
      balance.add(try LedgerTable.turnover(row, 2), to: try LedgerTable.account(row, 0))
    }
  }

  /// What was booked on an account in `days`, oldest first, after a place in it.
  public func accountLines(
    of account: LedgerAccount, in days: DateSpan, after: AccountLine.Place? = nil, limit: Int
  ) async throws -> [AccountLine] {
    let start: [SQLValue] = [
      after.map { LedgerTable.day($0.date) } ?? .integer(.min), .integer(after?.number ?? 0),
      .integer(Int64(after?.position ?? 0)),
    ]
    let query = SQLQuery(
      LedgerTable.accountLines,
      LedgerTable.fields(account) + [LedgerTable.day(days.first), LedgerTable.day(days.last)] + start + [
        .integer(Int64(limit))
      ])
    return try await all(query) { row in
      try AccountLine(
        place: AccountLine.Place(
          date: CivilDate(daysSinceEpoch: Int(row.integer(2))), number: row.integer(0),
          position: Int(row.integer(7))), event: row.parsed(1) { LedgerEvent($0) },
        text: BilingualText(zh: row.text(4), en: row.text(5)), turnover: LedgerTable.turnover(row, 8))
    }
  }

  /// Goes through the whole ledger, entry by entry.
  public func verifyLedger() async throws -> LedgerVerdict {
    var number: Int64 = 0
    var balance = TrialBalance()
    var months: [LedgerMonth: Turnover] = [:]
    while true {
      let page: [JournalEntry]
      do {
        page = try await journal(after: number, limit: Self.ledgerPage)
      } catch let error as StoreError where error.code == .damaged {
        return .broken(at: number + 1)
      }
      for entry in page {
        number += 1
        guard entry.number == number else { return .broken(at: number) }
        balance.add(entry.draft.posting)
        let month = CivilMonth(of: entry.draft.date)
        for line in entry.draft.posting.lines {
          months[LedgerMonth(account: line.account, month: month), default: .zero] += Turnover(
            debit: line.amount(on: .debit), credit: line.amount(on: .credit))
        }
      }
      guard page.count == Self.ledgerPage else { break }
    }
    for row in try await reads.read([SQLQuery(LedgerTable.months)])[0] {
      let key = LedgerMonth(
        account: try LedgerTable.account(row, 0), month: try row.month(2))
      guard months.removeValue(forKey: key) == (try LedgerTable.turnover(row, 3)) else {
        return .differs(account: key.account, month: key.month)
      }
    }
    if let left = months.keys.first { return .differs(account: left.account, month: left.month) }
    return .holds(entries: number, balance: balance)
  }

  /// How many entries are read at once.
  private static let ledgerPage = 500
}

/// An account in a month.
private struct LedgerMonth: Hashable {
  let account: LedgerAccount
  let month: CivilMonth
}
