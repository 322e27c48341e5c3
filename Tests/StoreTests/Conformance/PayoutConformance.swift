import Benefits
import Office
import Settlement
import Testing

@testable import Store

private let ranch = MerchantID(unchecked: "ranch")
private let day = CivilDate(daysSinceEpoch: 20_780)
private let words = BilingualText(zh: "對帳單", en: "Statement")

@Suite("Any engine: what merchants are owed")
struct PayoutConformance {
  private func totals(_ number: Int, _ month: CivilMonth) throws -> StatementTotals {
    StatementTotals(
      pair: try DirectedPair(host: CityID(unchecked: "taitung"), home: taipei).orThrow(), month: month,
      hash: digest(number), shares: Shares(merchant: Money(5), host: Money(5), home: Money(3)))
  }

  @Test(arguments: EngineUnderTest.all)
  func `a statement makes dues, a payment covers the oldest, and the bank's return opens them again`(
    engine: EngineUnderTest
  ) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        let connection = try database.connect()
        let dues: [Creditor: Due] = [
          .merchant(ranch): Due(claims: 2, owed: Money(6)), .venue(museum): Due(claims: 1, owed: Money(2)),
        ]
        let month = CivilMonth(of: day)
        let statements = [try totals(1, month), try totals(2, month.next)]
        for _ in 0..<2 {
          try await connection.writeAlone { session in
            for totals in statements {
              try LedgerWriter(session: session).book(totals, owing: dues, on: day, text: words, at: morning)
            }
          }
        }
        #expect(try await store.journal(limit: 9).count == 2, "a statement is booked once")
        #expect(try await store.dues(of: .merchant(ranch)).map(\.payable.ntd) == [6, 6])
        #expect(try await store.dues(of: .venue(museum)).map(\.due.claims) == [1, 1])
        let paid = JournalDraft(
          event: .payout(id(1)), date: day, text: words,
          posting: try PostingRules.paidOut(Money(8), to: ranch))
        try await store.book(paid, at: morning)
        #expect(try await store.dues(of: .merchant(ranch)).map(\.paid.ntd) == [6, 2])
        _ = try await connection.writeAlone { session in
          try LedgerWriter(session: session).reverse(
            paid.event, because: .returned(id(1)), on: day, text: words, at: morning)
        }
        #expect(try await store.dues(of: .merchant(ranch)).map(\.payable.ntd) == [6, 6])
        await #expect(throws: PostingFault.unbalanced(debit: Money(8), credit: Money(1))) {
          try await connection.writeAlone { session in
            try LedgerWriter(session: session).book(
              totals(3, month), owing: [.merchant(ranch): Due(claims: 1, owed: Money(1))], on: day,
              text: words, at: morning)
          }
        }
        try connection.close()
      }
    }
  }
}
