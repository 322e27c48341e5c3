import Benefits
import Federation
import Settlement
import Testing

@testable import Store

@Suite("Any engine: the books of claims")
struct ClaimConformance {
  private let pair = DirectedPair(host: CityID(unchecked: "taitung"), home: taipei)
  private let november = CivilMonth(of: CivilDate(daysSinceEpoch: 20_780))
  private let terms = SettlementTerms(funding: .merchant)

  /// A digest that differs for every input: what the chain asks of one here.
  private static let mixed: @Sendable ([UInt8]) -> [UInt8] = { bytes in
    var state: UInt64 = 14_695_981_039_346_656_037
    return (0..<32).map { place in
      for byte in bytes { state = (state ^ UInt64(byte) ^ UInt64(place)) &* 1_099_511_628_211 }
      return UInt8(truncatingIfNeeded: state >> 24)
    }
  }

  private func claim(_ number: Int, seq: Int64, home: Int64) -> ClaimLine {
    let shares = Shares(merchant: Money(3), host: Money(7), home: Money(home))
    return ClaimLine(
      id: id(number), seq: seq, window: november, recorded: morning,
      entry: .claim(
        Claim(
          redemption: id(1_000 + number), check: id(2_000 + number), offer: OfferID(unchecked: "residents"),
          version: 3, document: digest(7), venue: museum,
          agreement: AgreementReference(id: "taipei-taitung", version: 1), service: morning, tickets: 1,
          regular: Money(80), statutory: Money(80), paid: Money(70 - home), shares: shares,
          evidence: .answer(response: id(3_000 + number)))))
  }

  /// Three claims, the second of which is matched and the third an exception.
  private func fill(_ store: CityStore) async throws -> DirectedPair {
    let pair = try pair.orThrow()
    let terms = terms
    let lines = [claim(1, seq: 1, home: 5), claim(2, seq: 2, home: 6), claim(3, seq: 3, home: 8)]
    try await store.changeClaims(of: pair, from: november) { book in
      for line in lines {
        try book.take(line, bytes: [UInt8(line.seq)], original: nil, terms: terms, digest: Self.mixed)
      }
      for (number, finding) in [(2, Finding.matched), (3, .exception(.late))] {
        let kept = try book.line(id(number)).orThrow()
        try book.take(
          book.receipts.entry(kept.id, finding, at: morning), bytes: [9], about: kept, digest: Self.mixed)
      }
      book.acknowledge(3)
    }
    return pair
  }

  @Test(
    "A visit of a partner's card is due with its redemption, its voiding too; an own card's never",
    arguments: EngineUnderTest.all)
  func notices(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store async throws in
        _ = try await store.submit(try check(1, answer: 50)).get()
        _ = try await store.submit(try check(2)).get()
        for _ in 0..<2 { _ = try await store.submit(redeem(101, check: 1)).get() }
        _ = try await store.submit(redeem(102, check: 2)).get()
        #expect(try await store.claimsDue(from: taipei) == 1)
        for _ in 0..<2 { _ = try await store.submit(void(101)).get() }
        #expect(try await store.claimsDue(from: taipei) == 2)
        let pair = try pair.orThrow()
        let due = try await store.changeClaims(of: pair, from: november) { book in
          let due = try book.notices()
          try book.settle(due[0])
          return due
        }
        #expect(due.map(\.redemption.id) == [id(101), id(101)])
        #expect(due.map(\.isVoid) == [false, true])
        #expect(due[0].check.evidence?.response == id(50))
        #expect(try await store.claimsDue(from: taipei) == 1)
      }
    }
  }

  @Test(
    "Lines, receipts, windows, tallies and meters come back as they were taken",
    arguments: EngineUnderTest.all)
  func kept(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store async throws in
        let books = try await store.claimPair(fill(store)).orThrow()
        #expect((books.seq, books.acknowledged, books.receipts.number) == (3, 3, 2))
        let lines = try await store.claimLines(of: books, after: 0)
        #expect(lines.map(\.id) == [id(1), id(2), id(3)])
        #expect(lines.map(\.finding) == [nil, .matched, .exception(.late)])
        #expect(
          lines.map(\.columns)
            == [claim(1, seq: 1, home: 5), claim(2, seq: 2, home: 6), claim(3, seq: 3, home: 8)].map {
              ClaimColumns($0)
            })
        #expect(lines.last?.hash == books.hash)
        let window = try await store.claimWindow(november, of: books).orThrow()
        #expect(window.window.lines == 3)
        #expect(window.window.shares == Shares(merchant: Money(9), host: Money(21), home: Money(19)))
        #expect(try await store.claimLines(of: books, in: window, after: 1).map(\.seq) == [2, 3])
        let tallies = try await store.claimTallies(of: november, books)
        #expect(tallies.map(\.finding) == [.exception(.late), .matched, nil])
        #expect(tallies.map(\.shares.home) == [Money(8), Money(6), Money(5)])
        #expect(
          try await store.claimLines(of: books, in: november, finding: .exception(.late)).map(\.seq) == [3])
        #expect(try await store.claimLines(of: books, redemption: id(1_002)).map(\.id) == [id(2)])
        let day = morning..<(morning + .hours(1))
        #expect(
          try await store.claimLines(of: books, about: day, at: museum, after: lines[0]).map(\.seq) == [2, 3])
        #expect(
          try await store.receiptEntries(of: books, about: id(3)).map(\.entry.finding) == [.exception(.late)])
        try await store.changeClaims(of: books.pair, from: november) { book in
          #expect(book.claims.totals(of: november).lines == 3)
          #expect(book.meter.consumed.values.reduce(.zero, +) == Money(2 * (21 + 19)))
        }
      }
    }
  }

  @Test("A change that breaks the chain, or fails at its end, leaves nothing", arguments: EngineUnderTest.all)
  func undone(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store async throws in
        let pair = try await fill(store)
        let before = try await store.claimPair(pair).orThrow()
        let (next, gap) = (claim(4, seq: 4, home: 1), claim(6, seq: 6, home: 1))
        let terms = terms
        await #expect(throws: ChainFault.gap) {
          try await store.changeClaims(of: pair, from: november) { book in
            for line in [next, gap] {
              try book.take(line, bytes: [1], original: nil, terms: terms, digest: Self.mixed)
            }
          }
        }
        #expect(try await store.claimPair(pair) == before)
        #expect(try await store.claimLines(of: before, after: 0).count == 3)
      }
    }
  }

  @Test(
    "The database refuses to change or remove a line's bytes or a receipt", arguments: EngineUnderTest.all)
  func appendOnly(engine: EngineUnderTest) async throws {
    let clock = TestClock()
    try await engine.withDatabase { database in
      try await database.withStore(clock: clock) { store async throws in
        _ = try await fill(store)
        for change in [
          "UPDATE claim_line SET bytes = hash", "DELETE FROM claim_line",
          "UPDATE receipt_entry SET finding = 'matched'",
          "DELETE FROM receipt_entry",
        ] {
          await #expect(throws: (any Error).self, "\(change)") {
            try await store.engine.write { session in _ = try session.rows(SQLText(change)) }
          }
        }
      }
    }
  }
}
