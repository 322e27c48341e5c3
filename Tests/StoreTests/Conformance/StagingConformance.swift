import Benefits
import Testing

@testable import Store

@Suite("Any engine: faults of a card file")
struct StagingConformance {
  /// A contradiction of the file whose first three lines are sound.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rows: [StagedCard]
    let fault: StagingFault
    let line: Int
  }

  private static func start() throws -> [StagedCard] {
    [
      try row(2, member: 1, card: 10, ids: [100, 101]), try row(3, member: 1, card: 11, ids: [102]),
      try row(4, member: 2, card: 12, ids: [103], birth: nil, classes: ["senior", "resident"]),
    ]
  }

  private static func cases() throws -> [Case] {
    [
      Case(
        testDescription: "another birth date",
        rows: [try row(5, member: 1, card: 20, ids: [], birth: 7_001)], fault: .memberDiffers, line: 5),
      Case(
        testDescription: "no birth date any more",
        rows: [try row(5, member: 1, card: 20, ids: [], birth: nil)], fault: .memberDiffers, line: 5),
      Case(
        testDescription: "another class",
        rows: [try row(5, member: 1, card: 20, ids: [], classes: ["resident", "student"])],
        fault: .memberDiffers, line: 5),
      Case(
        testDescription: "the card twice", rows: [try row(5, member: 3, card: 11, ids: [])],
        fault: .doubledCard, line: 5),
      Case(
        testDescription: "an identifier twice", rows: [try row(5, member: 3, card: 20, ids: [200, 101])],
        fault: .doubledIdentifier, line: 5),
      Case(
        testDescription: "an identifier twice on one line",
        rows: [try row(5, member: 3, card: 20, ids: [200, 200])],
        fault: .doubledIdentifier, line: 5),
      Case(
        testDescription: "the first of several faulty lines",
        rows: [
          try row(5, member: 3, card: 20, ids: [200]), try row(6, member: 4, card: 21, ids: [200]),
          try row(7, member: 4, card: 10, ids: []), try row(8, member: 3, card: 22, ids: [], birth: 1),
        ], fault: .doubledIdentifier, line: 6),
      Case(
        testDescription: "a doubled card before a differing member",
        rows: [
          try row(5, member: 3, card: 12, ids: []), try row(6, member: 3, card: 20, ids: [], birth: 1),
        ], fault: .doubledCard, line: 5),
      Case(
        testDescription: "everything wrong with one line",
        rows: [try row(5, member: 1, card: 10, ids: [100], birth: 1)], fault: .memberDiffers, line: 5),
    ]
  }

  @Test(
    "A contradiction is reported with its line, within a batch and across batches",
    arguments: EngineUnderTest.all)
  func contradictions(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        for (number, fault) in try Self.cases().enumerated() {
          let expected = StagingError(fault: fault.fault, line: fault.line)
          var within = try await DirectoryImport(into: store, asOf: morning, source: digest(2 * number))
          await #expect(throws: expected, "\(fault.testDescription), within") {
            try await within.stage(try Self.start() + fault.rows)
          }
          var across = try await DirectoryImport(into: store, asOf: morning, source: digest(2 * number + 1))
          try await across.stage(try Self.start())
          await #expect(throws: expected, "\(fault.testDescription), across") {
            try await across.stage(fault.rows)
          }
        }
        // A batch at fault leaves nothing of itself, so what stands is the first batch of each import.
        #expect(try await store.engine.count("card") == Int64(3 * Self.cases().count))
      }
    }
  }

  @Test(
    "A long file goes in by transactions of a stated size, and contradicts itself across them",
    arguments: EngineUnderTest.all)
  func long(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      let counting = DoubtfulEngine(try database.connect())
      try await database.withStore(engine: counting) { store in
        var file = try await DirectoryImport(into: store, asOf: morning, source: digest(1))
        let before = counting.writes
        let rows = try plainRows(0..<(2 * DirectoryImport.batch + 1))
        try await file.stage(rows)
        #expect(counting.writes == before + 3)
        let again = try row(9_999, member: 2_000_000, card: 1_000_000, ids: [])
        await #expect(throws: StagingError(fault: .doubledCard, line: 9_999)) {
          try await file.stage([again])
        }
        #expect(try await file.publish())
        #expect(try await store.liveGeneration()?.members == rows.count)
        #expect(try await store.card(digest(rows.count - 1)) != nil)
      }
    }
  }

  @Test("A file without rows is a file", arguments: EngineUnderTest.all)
  func empty(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        #expect(try await store.importFile([]))
        #expect(try await store.liveGeneration()?.cards == 0)
      }
    }
  }
}
