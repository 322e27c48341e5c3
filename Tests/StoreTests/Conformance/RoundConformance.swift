import Benefits
import Settlement
import Testing

@testable import Store

private let taitung = CityID(unchecked: "taitung")

@Suite("Any engine: rounds of many cities")
struct RoundConformance {
  private let bytes = [UInt8]("a sheet".utf8)
  private let hash = digest(1)

  private func sheet() throws -> Sheet {
    try Sheet(
      round: id(1), month: CivilMonth(of: CivilDate(daysSinceEpoch: 20_780)), coordinator: taipei,
      deadline: morning + .hours(1), cities: [taipei, taitung],
      statements: [
        SheetStatement(
          pair: DirectedPair(host: taitung, home: taipei).orThrow(), hash: digest(2), net: Money(9))
      ])
  }

  @Test(arguments: EngineUnderTest.all)
  func `a round is kept with its signatures and one word, and the sheet is booked with it`(
    engine: EngineUnderTest
  ) async throws {
    let sheet = try sheet()
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        #expect(try await store.keep(sheet, bytes: bytes, hash: hash, at: morning))
        #expect(try await !store.keep(sheet, bytes: bytes, hash: hash, at: morning))
        await #expect(throws: RoundFault.sheetDiffers) {
          try await store.keep(sheet, bytes: [1], hash: digest(3), at: morning)
        }
        #expect(try await store.sign(sheet, hash, by: taipei, token: "t1", at: morning))
        #expect(try await !store.sign(sheet, hash, by: taipei, token: "t2", at: morning))
        await #expect(throws: RoundFault.tooLate) {
          try await store.sign(sheet, hash, by: taitung, token: "t3", at: morning + .hours(2))
        }
        #expect(try await store.sign(sheet, hash, by: taitung, token: "t4", at: morning))
        #expect(try await store.openRounds(limit: 9).map(\.id) == [id(1)])
        let event = LedgerEvent.sheet(hash)
        let posting = try PostingRules.paid(Money(9), to: taitung)
        let draft = JournalDraft(
          event: event, date: CivilDate(daysSinceEpoch: 20_780), text: BilingualText(zh: "表", en: "Sheet"),
          posting: posting)
        for isFirst in [true, false] {
          #expect(
            try await store.decide(
              sheet, hash, .completed, by: taipei, signers: [taipei, taitung], token: "word", at: morning
            ) { try $0.book(draft, at: morning) } == isFirst)
        }
        #expect(try await store.ledgerEntry(of: event)?.number == 1)
        let kept = try #require(try await store.round(id(1)))
        #expect(kept.state == .completed && kept.bytes == bytes && kept.word == "word")
        #expect(kept.signatures == [taipei: "t1", taitung: "t4"])
        #expect(try await store.openRounds(limit: 9).isEmpty)
      }
    }
  }

  @Test(arguments: EngineUnderTest.all)
  func `a second and different word is kept as proof, and the first stands`(engine: EngineUnderTest)
    async throws
  {
    let sheet = try sheet()
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        try await store.keep(sheet, bytes: bytes, hash: hash, at: morning)
        await #expect(throws: RoundFault.unsigned([taipei])) {
          try await store.decide(
            sheet, hash, .completed, by: taipei, signers: [taitung], token: "a", at: morning)
        }
        try await store.decide(sheet, hash, .aborted, by: taipei, signers: [], token: "b", at: morning)
        await #expect(throws: RoundFault.equivocation(.completed)) {
          try await store.decide(
            sheet, hash, .completed, by: taipei, signers: [taipei, taitung], token: "c", at: morning)
        }
        let kept = try #require(try await store.round(id(1)))
        #expect(kept.state == .aborted && kept.word == "b" && kept.contradiction == "c")
      }
    }
  }
}
