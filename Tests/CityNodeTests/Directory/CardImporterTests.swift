import Benefits
import CityNode
import Federation
import Foundation
import Store
import Testing

@Suite("Importing a card file")
struct CardImporterTests {
  @Test("Members, cards and identifiers arrive, and any identifier finds its card")
  func imported() async throws {
    try await DirectoryFixture.with { city in
      let outcome = try await city.run([
        "m1,1980-05-17,resident:2020-01-01..2030-12-31|student,c1,"
          + "easycard:printed:9000-0000-0000-0001|easycard:uid:04A1B2C3D4E5F6,active",
        "m1,1980-05-17,student|resident:2020-01-01..2030-12-31,c2,city:printed:TT9000001,lost",
        "m2,,,c3,ipass:printed:90000000003,suspended",
      ])
      let summary = try #require(outcome.summary)
      #expect(summary.live.members == 2)
      #expect(summary.live.cards == 3)
      #expect(summary.identifiers == 4)
      #expect(summary.replaced == nil)
      let printed = try #require(try await city.card("easycard:printed:9000000000000001"))
      #expect(printed == (try await city.card("easycard:uid:04A1B2C3D4E5F6")))
      #expect(printed.entry.state == .active)
      #expect(printed.entry.statusAsOf == DirectoryFixture.ago(1))
      #expect(printed.entry.birth == CivilDate(year: 1980, month: 5, day: 17))
      #expect(Set(printed.entry.classes.map(\.name)) == [.resident, .student])
      let lost = try #require(try await city.card("city:printed:TT9000001"))
      #expect(lost.entry.state == .lost)
      #expect(lost.entry.member == printed.entry.member)
      #expect(try await city.card("ipass:printed:90000000003")?.entry.birth == nil)
      #expect(try await city.card("ipass:printed:90000000004") == nil)
    }
  }

  @Test("Columns may stand in any order, in any form that RFC 4180 has")
  func order() async throws {
    try await DirectoryFixture.with { city in
      let path = try city.file(
        "\u{FEFF}\"status\",identifiers,card,classes,birth_date,member\r\n"
          + "active,\"city:printed:ABC123\",c1,,\"\",m1\r\n")
      let outcome = try await city.importer.run(path: path, asOf: DirectoryFixture.ago(1))
      #expect(outcome.summary?.live.cards == 1)
      #expect(try await city.card("city:printed:ABC123")?.entry.state == .active)
    }
  }

  @Test("The next file replaces the directory whole, and what it leaves out is gone")
  func replaced() async throws {
    try await DirectoryFixture.with { city in
      let first = try await city.run((1...2_500).map { CardRows.row($0) }, daysAgo: 3)
      let second = try await city.run([CardRows.row(2)], daysAgo: 2)
      #expect(second.summary?.replaced == first.summary?.live)
      #expect(try await city.card(CardRows.printed(1)) == nil)
      #expect(try await city.card(CardRows.printed(2)) != nil)
    }
  }

  @Test("A file with a fault changes nothing, and the mended file is taken")
  func faulty() async throws {
    try await DirectoryFixture.with { city in
      _ = try await city.run([CardRows.row(1)], daysAgo: 3)
      let live = try await city.store.liveGeneration()
      let outcome = try await city.run([CardRows.row(2), "x"], daysAgo: 2)
      #expect(outcome.faultCodes == ["3 - field_count"])
      #expect(try await city.store.liveGeneration() == live)
      #expect(try await city.card(CardRows.printed(2)) == nil)
      #expect(try await city.run([CardRows.row(2)], daysAgo: 2).summary != nil)
      #expect(try await city.card(CardRows.printed(2)) != nil)
    }
  }

  @Test("The same file again does nothing, an older one is refused")
  func idempotent() async throws {
    try await DirectoryFixture.with { city in
      _ = try await city.run([CardRows.row(1)], daysAgo: 2)
      let live = try #require(try await city.store.liveGeneration())
      #expect(try await city.run([CardRows.row(1)], daysAgo: 2) == .alreadyLive)
      #expect(try await city.run([CardRows.row(2)], daysAgo: 2) == .olderThanLive(asOf: live.asOf))
      #expect(try await city.run([CardRows.row(1)], daysAgo: 3) == .olderThanLive(asOf: live.asOf))
      #expect(try await city.store.liveGeneration() == live)
      // The same bytes, confirmed at a later time, are news: statuses are confirmed as of then.
      #expect(try await city.run([CardRows.row(1)], daysAgo: 1).summary != nil)
      #expect(try await city.card(CardRows.printed(1))?.entry.statusAsOf == DirectoryFixture.ago(1))
    }
  }

  @Test("A status set by hand after the file's as-of time stays; a file of a later time decides again")
  func byHand() async throws {
    try await DirectoryFixture.with { city in
      _ = try await city.run([CardRows.row(1)], daysAgo: 5)
      let key = try #require(try await city.card(CardRows.printed(1))).key
      try await city.store.setStatus(.lost, ofCard: key, at: DirectoryFixture.ago(3))
      // The file was made before the card was reported lost, and is imported after it.
      _ = try await city.run([CardRows.row(1), CardRows.row(2)], daysAgo: 4)
      let lost = try #require(try await city.card(CardRows.printed(1)))
      #expect(lost.entry.state == .lost)
      #expect(lost.entry.statusAsOf == DirectoryFixture.ago(3))
      _ = try await city.run([CardRows.row(1)], daysAgo: 2)
      #expect(try await city.card(CardRows.printed(1))?.entry.state == .active)
    }
  }

  @Test("Without an as-of time the file's modification time counts, down to the second")
  func modificationTime() async throws {
    try await DirectoryFixture.with { city in
      let path = try city.file("\(CardRows.header)\n\(CardRows.row(1))\n")
      let modified = Date(timeIntervalSince1970: 1_700_000_000.75)
      try FileManager.default.setAttributes([.modificationDate: modified], ofItemAtPath: path)
      #expect(try await city.importer.run(path: path).summary?.live.asOf == Instant(seconds: 1_700_000_000))
    }
  }

  @Test("An as-of time ahead of the clock, and a file that can't be read, are refused")
  func refused() async throws {
    try await DirectoryFixture.with { city in
      await #expect(throws: CardImportError.asOfInFuture) {
        try await city.run([CardRows.row(1)], daysAgo: -1)
      }
      await #expect(throws: CardImportError.unreadable) {
        try await city.importer.run(path: city.folder.path, asOf: DirectoryFixture.ago(1))
      }
      await #expect(throws: CardImportError.unreadable) {
        try await city.importer.run(path: city.folder.path + "/none", asOf: DirectoryFixture.ago(1))
      }
      let live = try await city.store.liveGeneration()
      #expect(live == nil)
    }
  }

  @Test("A file that changes while it is read is refused")
  func changed() async throws {
    try await DirectoryFixture.with { city in
      let path = try city.file("\(CardRows.header)\n\(CardRows.row(1))\n")
      let changed = Data("\(CardRows.header)\n\(CardRows.row(2))\n".utf8)
      let outcome = try await city.importer.run(path: path, asOf: DirectoryFixture.ago(1)) { progress in
        // Between the first reading, which takes the digest, and the second.
        if progress.phase == .digesting { try? changed.write(to: URL(fileURLWithPath: path)) }
      }
      #expect(outcome.faultCodes == ["0 - file_changed"])
      #expect(try await city.store.liveGeneration() == nil)
    }
  }

  @Test("An import that is cancelled half-way leaves the directory as it was, and the next one succeeds")
  func cancelled() async throws {
    try await DirectoryFixture.with { city in
      _ = try await city.run([CardRows.row(1)], daysAgo: 3)
      let live = try await city.store.liveGeneration()
      let rows = (1...20_000).map { CardRows.row($0) }
      let text = ([CardRows.header] + rows).joined(separator: "\n")
      let path = try city.file(text)
      let work = Task {
        try await city.importer.run(path: path, asOf: DirectoryFixture.ago(2)) { progress in
          // Some rows are staged, and more of the file is to come. withUnsafeCurrentTask: "you should only
          // use it within the body closure", as here.
          if progress.phase == .staging, progress.rows > 0 {
            unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
          }
        }
      }
      await #expect(throws: CancellationError.self) { try await work.value }
      #expect(try await city.store.liveGeneration() == live)
      #expect(try await city.card(CardRows.printed(5)) == nil)
      let outcome = try await city.importer.run(path: path, asOf: DirectoryFixture.ago(2))
      #expect(outcome.summary?.live.cards == 20_000)
    }
  }

  @Test("Progress goes from the first byte to the last and through the phases in order")
  func progress() async throws {
    try await DirectoryFixture.with { city in
      let text = ([CardRows.header] + (1...3_000).map { CardRows.row($0) }).joined(separator: "\n")
      let path = try city.file(text)
      let (steps, more) = AsyncStream.makeStream(of: CardImportProgress.self)
      _ = try await city.importer.run(path: path, asOf: DirectoryFixture.ago(1)) { more.yield($0) }
      more.finish()
      var seen: [CardImportProgress] = []
      for await step in steps { seen.append(step) }
      let phases = seen.map(\.phase).reduce(into: [CardImportProgress.Phase]()) { phases, phase in
        if phases.last != phase { phases.append(phase) }
      }
      #expect(phases == [.digesting, .staging, .sweeping])
      #expect(seen.allSatisfy { $0.total == Int64(text.utf8.count) && $0.bytes <= $0.total })
      #expect(seen.last { $0.phase == .staging }?.rows == 3_000)
    }
  }
}
