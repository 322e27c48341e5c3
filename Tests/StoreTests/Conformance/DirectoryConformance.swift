import Benefits
import Federation
import Testing

@testable import Store

@Suite("Any engine: card directory")
struct DirectoryConformance {
  @Test("Any identifier finds its card, with everything about its member", arguments: EngineUnderTest.all)
  func find(engine: EngineUnderTest) async throws {
    let classes = ["student:2025-09-01..2026-07-31", "resident", "low_income:..2026-12-31"]
    try await engine.withDatabase { database in
      try await database.withStore { store in
        #expect(try await store.card(digest(1)) == nil)
        #expect(try await store.liveGeneration() == nil)
        let rows = [
          try row(2, member: 10, card: 20, ids: [1, 2], classes: classes),
          try row(3, member: 10, card: 21, ids: [3], classes: classes.reversed(), state: .lost),
          try row(4, member: 11, card: 22, ids: [], birth: nil, classes: []),
          try row(5, member: 12, card: 23, ids: [4], birth: -15_000, classes: []),
        ]
        #expect(try await store.importFile(rows))
        let live = try await store.liveGeneration().orThrow()
        #expect(live.asOf == morning && live.source == digest(1))
        // Three members, though one of them is on two rows.
        #expect((live.members, live.cards) == (3, 4))

        let found = try await store.cards([1, 9, 3, 2, 4].map(digest))
        #expect(found.map { $0?.key } == [digest(20), nil, digest(21), digest(20), digest(23)])
        let first = try (found[0]).orThrow().entry
        #expect(first.state == .active && first.statusAsOf == morning && first.member == digest(10))
        #expect(first.birth == CivilDate(daysSinceEpoch: 7_000))
        #expect(first.classes.map(\.text) == classes.sorted())
        #expect(found[2]?.entry.state == .lost)
        #expect(found[2]?.entry.classes == first.classes)
        #expect(found[4]?.entry.birth == CivilDate(daysSinceEpoch: -15_000))
        #expect(found[4]?.entry.classes == [])
      }
      try await database.withStore { store async throws in #expect(try await store.card(digest(3)) != nil) }
    }
  }

  @Test(
    "A file appears whole by publishing; until then readers see the one before",
    arguments: EngineUnderTest.all)
  func whole(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        #expect(try await store.importFile(try plainRows(0..<3)))
        var next = try await DirectoryImport(into: store, asOf: morning + atom, source: digest(2))
        try await next.stage(try plainRows(2..<5))
        #expect(
          try await store.cards((0..<5).map(digest)).map { $0 != nil } == [true, true, true, false, false])
        try await next.stage(try plainRows(5..<6))
        #expect(try await next.publish())
        #expect(
          try await store.cards((0..<6).map(digest)).map { $0 != nil } == [
            false, false, true, true, true, true,
          ])
        #expect(try await store.liveGeneration()?.cards == 4)
      }
    }
  }

  @Test("An abandoned import stays invisible and can't go on", arguments: EngineUnderTest.all)
  func abandoned(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        var file = try await DirectoryImport(into: store, asOf: morning, source: digest(1))
        try await file.stage(try plainRows(0..<3))
        try await file.abandon()
        await #expect(throws: StagingError(fault: .superseded, line: 4)) {
          try await file.stage(try plainRows(4..<5))
        }
        #expect(try await !file.publish())
        #expect(try await store.card(digest(1)) == nil)
        try await DirectoryImport.sweep(store)
        #expect(try await store.engine.count("card") == 0)
        // Swept or not, its number is nobody else's.
        var next = try await DirectoryImport(into: store, asOf: morning, source: digest(2))
        await #expect(throws: StagingError(fault: .superseded, line: 4)) {
          try await file.stage(try plainRows(4..<5))
        }
        #expect(try await !file.publish())
        try await next.stage(try plainRows(7..<8))
        #expect(try await next.publish())
        #expect(try await store.card(digest(7)) != nil)
      }
    }
  }

  @Test(
    "A file that is no newer than the live one is refused, and one that is wins",
    arguments: EngineUnderTest.all)
  func older(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in
        #expect(try await store.importFile(try plainRows(0..<1), asOf: morning, source: 1))
        #expect(try await !store.importFile(try plainRows(1..<2), asOf: morning - atom, source: 2))
        #expect(try await !store.importFile(try plainRows(1..<2), asOf: morning, source: 3))
        #expect(try await !store.importFile(try plainRows(0..<1), asOf: morning, source: 1))
        #expect(try await store.liveGeneration()?.source == digest(1))
        #expect(try await store.importFile(try plainRows(1..<2), asOf: morning + atom, source: 4))
        #expect(try await store.liveGeneration()?.source == digest(4))
        #expect(try await store.card(digest(0)) == nil)
      }
    }
  }

  @Test(
    "Two imports at once: the later file wins, whichever is published last", arguments: EngineUnderTest.all)
  func racing(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        var old = try await DirectoryImport(into: store, asOf: morning, source: digest(1))
        var new = try await DirectoryImport(into: store, asOf: morning + .hours(1), source: digest(2))
        try await old.stage(try plainRows(0..<2))
        try await new.stage(try plainRows(0..<3))
        #expect(try await new.publish())
        await #expect(throws: StagingError(fault: .superseded, line: 5)) {
          try await old.stage(try plainRows(5..<6))
        }
        #expect(try await !old.publish())
        #expect(try await store.liveGeneration()?.cards == 3)
      }
    }
  }

  @Test(
    "A crash half-way leaves the old file, and the same file can be imported again",
    arguments: EngineUnderTest.all)
  func crash(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in _ = try await store.importFile(try plainRows(0..<2)) }
      do {
        // Dropped without a close, as a process that is killed leaves it.
        let store = CityStore(engine: try database.connect(), now: { morning })
        var file = try await DirectoryImport(into: store, asOf: morning + .hours(1), source: digest(2))
        try await file.stage(try plainRows(1..<4))
      }
      try await database.withStore { store in
        #expect(try await store.cards((0..<4).map(digest)).map { $0 != nil } == [true, true, false, false])
        #expect(try await store.importFile(try plainRows(1..<4), asOf: morning + .hours(1), source: 2))
        #expect(try await store.cards((0..<4).map(digest)).map { $0 != nil } == [false, true, true, true])
        try await DirectoryImport.sweep(store)
        #expect(try await store.engine.count("directory_generation") == 1)
        #expect(try await store.engine.count("card") == 3)
      }
    }
  }

  @Test("Sweeping deletes retired rows in pieces, and no others", arguments: EngineUnderTest.all)
  func sweep(engine: EngineUnderTest) async throws {
    let many = Int(DirectoryImport.sweep) + 50
    try await engine.withDatabase { database in
      try await database.withStore { store in
        #expect(try await store.importFile(try plainRows(0..<many), source: 1))
        #expect(try await store.importFile(try plainRows(0..<2), asOf: morning + atom, source: 2))
        let staging = try await DirectoryImport(into: store, asOf: morning + .hours(1), source: digest(3))
        var file = staging
        try await file.stage(try plainRows(0..<3))
        try await DirectoryImport.sweep(store)
        for table in ["member", "card", "card_identifier"] {
          #expect(try await store.engine.count(table) == 5, "\(table)")
        }
        #expect(try await store.card(digest(1)) != nil)
        #expect(try await file.publish())
        #expect(try await store.liveGeneration()?.cards == 3)
      }
    }
  }

  @Test("A status set by hand outweighs an older file, and no newer one", arguments: EngineUnderTest.all)
  func byHand(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        let rows = try plainRows(1..<3)
        let key = rows[0].card
        func state() async throws -> [CardState?] {
          try await store.cards([1, 2].map(digest)).map { $0?.entry.state }
        }
        #expect(try await store.importFile(rows, asOf: morning, source: 1))
        // At the file's own time the file counts, a moment later the hand.
        try await store.setStatus(.suspended, ofCard: key, at: morning)
        #expect(try await state() == [.active, .active])
        try await store.setStatus(.suspended, ofCard: key, at: morning + .minutes(2))
        try await store.setStatus(.lost, ofCard: key, at: morning + .minutes(3))
        #expect(try await state() == [.lost, .active])
        #expect(try await store.card(digest(1))?.entry.statusAsOf == morning + .minutes(3))
        #expect(try await store.card(digest(2))?.entry.statusAsOf == morning)

        #expect(try await store.importFile(rows, asOf: morning + .minutes(2), source: 2))
        #expect(try await state() == [.lost, .active])
        #expect(try await store.importFile(rows, asOf: morning + .minutes(3), source: 3))
        #expect(try await state() == [.active, .active])
        #expect(try await store.card(digest(1))?.entry.statusAsOf == morning + .minutes(3))

        // The last word within one moment is the one said last.
        try await store.setStatus(.lost, ofCard: key, at: morning + .hours(1))
        try await store.setStatus(.active, ofCard: key, at: morning + .hours(1))
        #expect(try await state() == [.active, .active])
      }
    }
  }
}
