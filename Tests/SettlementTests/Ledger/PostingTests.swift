import Benefits
import Office
import Settlement
import TestSupport
import Testing

private let taipei = CityID(unchecked: "taipei")
private let ranch = MerchantID(unchecked: "ranch")
private let day = CivilDate(daysSinceEpoch: 20_780)
private let text = BilingualText(zh: "測試", en: "Test")

@Suite("Postings and the journal")
struct PostingTests {
  private func line(_ side: LedgerSide, _ account: LedgerAccount, _ amount: Int64) -> PostingLine {
    PostingLine(side, account, Money(amount))
  }

  @Test func `lines that do not balance are no posting`() throws {
    #expect(throws: PostingFault.unbalanced(debit: Money(5), credit: Money(4))) {
      try Posting([line(.debit, .bank, 5), line(.credit, .receivable(from: taipei), 4)])
    }
    #expect(throws: PostingFault.empty) { try Posting([]) }
    for amount in [0, -5] as [Int64] {
      #expect(throws: PostingFault.notPositive(.bank)) {
        try Posting([line(.debit, .bank, amount), line(.credit, .hostShare, amount)])
      }
    }
    let over = Posting.largest.ntd + 1
    #expect(throws: PostingFault.tooLarge) {
      try Posting([line(.debit, .bank, over), line(.credit, .hostShare, over)])
    }
    let many = Array(repeating: line(.debit, .bank, 1), count: Posting.limit + 1)
    #expect(throws: PostingFault.tooManyLines) { try Posting(many) }
  }

  @Test func `every posting and its reversal sum to nothing on every account`() throws {
    let posting = try Posting([
      line(.debit, .bank, 3), line(.debit, .hostShare, 4), line(.credit, .merchant(ranch), 7),
    ])
    var balance = TrialBalance()
    balance.add(posting)
    #expect(balance.isBalanced && !balance.owesNothing)
    #expect(balance[.merchant(ranch)].balance(of: .merchant(ranch)) == Money(7))
    balance.add(posting.reversal)
    #expect(balance.accounts.values.allSatisfy { $0.difference == .zero })
    #expect(posting.total == Money(7) && posting.reversal.reversal == posting)
  }

  @Test func `the chart has each number once, and reads back every account that the rules open`() {
    #expect(Set(AccountCode.allCases.map(\.chart.name)).count == AccountCode.allCases.count)
    let accounts: [LedgerAccount] = [
      .bank, .hostShare, .homeShare, .receivable(from: taipei), .receivableUnfunded(from: taipei),
      .payable(to: taipei), .payableUnfunded(to: taipei), .merchant(ranch),
      .unassigned(VenueID(unchecked: "museum")),
    ]
    #expect(Set(accounts.map(\.code)) == Set(AccountCode.allCases))
    for account in accounts {
      #expect(LedgerAccount(code: account.code.rawValue, party: account.party) == account)
    }
    #expect(LedgerAccount(code: 1200, party: "") == nil)
    #expect(LedgerAccount(code: 1100, party: "taipei") == nil)
    #expect(LedgerAccount(code: 9999, party: "") == nil)
  }

  @Test func `the name of an event reads back as the event, and nothing else does`() {
    let id = UUIDv7(at: Instant(seconds: 1), randomness: (1, 2))
    let hash = (0..<32).map { UInt8($0 * 7) }
    let events: [LedgerEvent] = [
      .statement(hash), .sheet(hash), .net("taipei+taitung:2026-11"), .payment(id), .payout(id),
      .returned(id), .funded(id),
      .assigned(id), .corrected(7),
    ]
    for event in events { #expect(LedgerEvent(event.text) == event) }
    #expect(Set(events.map(\.text)).count == events.count)
    for text in [
      "", "net:", "payment", "payment:", "paid:\(id)", "statement:00", "corrected:+7", "corrected:07",
    ] {
      #expect(LedgerEvent(text) == nil, "\(text)")
    }
  }
}

@Suite("The journal")
struct JournalTests {
  private let paid = LedgerEvent.payment(UUIDv7(at: Instant(seconds: 1), randomness: (1, 2)))
  private let returned = LedgerEvent.returned(UUIDv7(at: Instant(seconds: 1), randomness: (1, 2)))

  private func draft(
    _ event: LedgerEvent, _ posting: Posting, on date: CivilDate = day, reverses: LedgerEvent? = nil
  ) -> JournalDraft {
    JournalDraft(event: event, date: date, text: text, posting: posting, reverses: reverses)
  }

  @Test func `an event is booked once, and never as something else`() throws {
    var journal = Journal()
    let posting = try PostingRules.paid(Money(5), to: taipei)
    #expect(try journal.append(draft(paid, posting), at: Instant(seconds: 1))?.number == 1)
    #expect(try journal.append(draft(paid, posting), at: Instant(seconds: 2)) == nil)
    #expect(throws: JournalFault.eventDiffers(paid)) {
      try journal.append(
        draft(paid, PostingRules.paid(Money(6), to: taipei)), at: Instant(seconds: 3))
    }
    #expect(journal.entries.count == 1)
  }

  @Test func `what the bank gives back is owed again, once`() throws {
    var journal = Journal()
    let posting = try PostingRules.paid(Money(5), to: taipei)
    let back = draft(returned, posting.reversal, on: CivilDate(daysSinceEpoch: 20_785), reverses: paid)
    #expect(throws: JournalFault.unknownEvent(paid)) { try journal.append(back, at: Instant(seconds: 1)) }
    try journal.append(draft(paid, posting), at: Instant(seconds: 1))
    #expect(journal.balance(of: .payable(to: taipei)) == Money(-5))
    #expect(throws: JournalFault.notItsReversal(paid)) {
      try journal.append(draft(returned, posting, reverses: paid), at: Instant(seconds: 1))
    }
    try journal.append(back, at: Instant(seconds: 2))
    #expect(journal.balance(of: .payable(to: taipei)) == .zero)
    #expect(journal.balance(of: .payable(to: taipei), at: CivilDate(daysSinceEpoch: 20_784)) == Money(-5))
    #expect(journal.balance(of: .payable(to: taipei), at: CivilDate(daysSinceEpoch: 20_779)) == .zero)
    #expect(throws: JournalFault.alreadyReversed(paid)) {
      try journal.append(
        draft(.corrected(1), posting.reversal, reverses: paid), at: Instant(seconds: 3))
    }
    #expect(throws: JournalFault.reversalOfReversal(returned)) {
      try journal.append(draft(.corrected(2), posting, reverses: returned), at: Instant(seconds: 3))
    }
    #expect(journal.entries.count == 2 && journal.trialBalance().isBalanced)
  }
}
