import Benefits
import Office
import Settlement
import Testing

@testable import Store

private let taitung = CityID(unchecked: "taitung")
private let ranch = MerchantID(unchecked: "ranch")
private let day = CivilDate(daysSinceEpoch: 20_780)
private let words = BilingualText(zh: "付款", en: "Payment")

private func payment(
  _ number: Int, _ amount: Int64 = 5, on date: CivilDate = day, reverses: LedgerEvent? = nil
) throws -> JournalDraft {
  JournalDraft(
    event: .payment(id(number)), date: date, text: words,
    posting: try PostingRules.paid(Money(amount), to: taitung), reverses: reverses)
}

@Suite("Any engine: the ledger")
struct LedgerConformance {
  private func withStore(
    _ engine: EngineUnderTest, _ body: (CityStore, any StoreEngine) async throws -> Void
  ) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        let connection = try database.connect()
        try await body(store, connection)
        try connection.close()
      }
    }
  }

  @Test(arguments: EngineUnderTest.all)
  func `an event is booked once, reads back as it was, and never becomes another`(engine: EngineUnderTest)
    async throws
  {
    try await withStore(engine) { store, connection async throws in
      let draft = try payment(1)
      #expect(try await store.book(draft, at: morning)?.number == 1)
      #expect(try await store.book(draft, at: morning + atom) == nil)
      await #expect(throws: JournalFault.eventDiffers(draft.event)) {
        try await store.book(payment(1, 6), at: morning)
      }
      #expect(try await store.book(payment(2), at: morning)?.number == 2)
      let kept = try #require(try await store.ledgerEntry(of: draft.event))
      #expect(kept == JournalEntry(number: 1, recorded: morning, draft: draft))
      #expect(try await store.journal(limit: 9).map(\.number) == [1, 2])
      #expect(try await store.journal(after: 1, limit: 9).map(\.draft) == [payment(2)])
      #expect(try await connection.count("ledger_line") == 4)
    }
  }

  @Test(arguments: EngineUnderTest.all)
  func `what the bank gives back is taken back once`(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store, _ async throws in
      let paid = try payment(1)
      try await store.book(paid, at: morning)
      let back = JournalDraft(
        event: .returned(id(1)), date: day, text: words, posting: paid.posting.reversal, reverses: paid.event)
      #expect(try await store.book(back, at: morning) != nil)
      #expect(try await store.book(back, at: morning) == nil)
      await #expect(throws: JournalFault.alreadyReversed(paid.event)) {
        try await store.book(
          JournalDraft(
            event: .corrected(1), date: day, text: words, posting: paid.posting.reversal, reverses: paid.event
          ),
          at: morning)
      }
      #expect(try await store.balance(of: .payable(to: taitung), at: day) == .zero)
    }
  }

  @Test(arguments: EngineUnderTest.all)
  func `a transaction that fails leaves neither what was agreed nor what was booked`(engine: EngineUnderTest)
    async throws
  {
    try await withStore(engine) { store, connection async throws in
      let draft = try payment(1)
      await #expect(throws: BadFixture.self) {
        try await connection.writeAlone { session in
          try LedgerWriter(session: session).book(draft, at: morning)
          throw BadFixture()
        }
      }
      #expect(try await store.journal(limit: 9).isEmpty)
      #expect(try await store.verifyLedger() == .holds(entries: 0, balance: TrialBalance()))
    }
  }

  @Test(arguments: EngineUnderTest.all)
  func `balances hold at the end of every day, over months, as the lines say`(engine: EngineUnderTest)
    async throws
  {
    try await withStore(engine) { store, _ async throws in
      var journal = Journal()
      let days = [0, 1, 1, 9, 31, 40, 70, 400].map { CivilDate(daysSinceEpoch: 20_780 + $0) }
      for (number, date) in days.enumerated() {
        let draft = try payment(number, Int64(number + 1), on: date)
        try journal.append(draft, at: morning)
        try await store.book(draft, at: morning)
      }
      for offset in [-1, 0, 1, 8, 9, 30, 31, 39, 40, 75, 399, 400, 900] {
        let date = CivilDate(daysSinceEpoch: 20_780 + offset)
        #expect(try await store.trialBalance(at: date) == journal.trialBalance(at: date))
        for account in [LedgerAccount.bank, .payable(to: taitung)] {
          #expect(try await store.balance(of: account, at: date) == journal.balance(of: account, at: date))
        }
      }
      #expect(try await store.verifyLedger() == .holds(entries: 8, balance: journal.trialBalance()))
      let span = DateSpan(days[1], days[5])
      var lines: [AccountLine] = []
      while case let page = try await store.accountLines(
        of: .bank, in: span, after: lines.last?.place, limit: 2),
        !page.isEmpty
      { lines += page }
      #expect(lines.map(\.turnover.credit.ntd) == [2, 3, 4, 5, 6])
    }
  }

  /// Statements by hand, each of which leaves the books in a state that no posting makes.
  private static let unbalanced: [[String]] = [
    [line(1, 1, debit: 5, credit: 0), line(1, 2, debit: 0, credit: 4), entry(1, lines: 2, total: 5)],
    [line(1, 1, debit: 5, credit: 0), entry(1, lines: 1, total: 5)],
    [entry(1, lines: 0, total: 1)],
    [line(1, 1, debit: 5, credit: 0), line(1, 2, debit: 0, credit: 5)],
    [line(1, 1, debit: 5, credit: 5), entry(1, lines: 1, total: 5)],
    [line(1, 1, debit: -5, credit: 0), line(1, 2, debit: 0, credit: -5), entry(1, lines: 2, total: -5)],
    [line(1, 1, debit: 5, credit: 0), line(1, 2, debit: 0, credit: 5), entry(1, lines: 3, total: 5)],
    [
      line(1, 1, debit: 5, credit: 0), line(1, 2, debit: 0, credit: 5), entry(1, lines: 2, total: 5),
      line(1, 3, debit: 5, credit: 0),
    ],
  ]

  private static func line(_ entry: Int, _ position: Int, debit: Int, credit: Int) -> String {
    """
    INSERT INTO ledger_line (entry, position, account, party, date, debit, credit)
    VALUES (\(entry), \(position), 1100, '', 20780, \(debit), \(credit))
    """
  }

  private static func entry(_ number: Int, lines: Int, total: Int) -> String {
    """
    INSERT INTO ledger_entry (number, event, date, recorded, text_zh, text_en, lines, total)
    VALUES (\(number), 'payment:x', 20780, 0, '', '', \(lines), \(total))
    """
  }

  @Test(arguments: EngineUnderTest.all)
  func `the database refuses by itself what does not balance`(engine: EngineUnderTest) async throws {
    try await withStore(engine) { _, connection async throws in
      for statements in Self.unbalanced {
        await #expect(throws: StoreError(.constraint), "\(statements.last ?? "")") {
          try await connection.write { session in
            for text in statements { _ = try session.rows(SQLText(text)) }
          }
        }
        #expect(try await connection.count("ledger_line") == 0)
        #expect(try await connection.count("ledger_entry") == 0)
      }
      // The same by hand, but balanced, is taken: it is the balance that is judged.
      let right = [
        Self.line(1, 1, debit: 5, credit: 0), Self.line(1, 2, debit: 0, credit: 5),
        Self.entry(1, lines: 2, total: 5),
      ]
      try await connection.write { session in for text in right { _ = try session.rows(SQLText(text)) } }
      #expect(try await connection.count("ledger_entry") == 1)
    }
  }

  @Test(arguments: EngineUnderTest.all)
  func `the database refuses every change of what is booked, and a sum that is changed is found`(
    engine: EngineUnderTest
  ) async throws {
    try await withStore(engine) { store, connection async throws in
      try await store.book(payment(1), at: morning)
      for text in [
        "UPDATE ledger_line SET debit = 6 WHERE debit > 0", "DELETE FROM ledger_line",
        "UPDATE ledger_entry SET text_en = 'x'", "DELETE FROM ledger_entry",
      ] {
        await #expect(throws: StoreError(.constraint), "\(text)") {
          try await connection.write { session in _ = try session.rows(SQLText(text)) }
        }
      }
      try await connection.write { session in
        _ = try session.rows(SQLText("UPDATE ledger_month SET debit = debit + 1 WHERE account = 1100"))
      }
      #expect(
        try await store.verifyLedger() == .differs(account: .bank, month: CivilMonth(of: day)))
    }
  }
}
