import Benefits
import CityNode
import Federation
import Foundation
import Signing
import Store

/// A city's store in a folder of its own, with keys, and card files beside it; gone after `body`.
struct DirectoryFixture: Sendable {
  let folder: URL
  let store: CityStore
  let keys: NodeKeys

  /// The clock of these tests.
  static let now = CivilCalendar.taipei.start(of: CivilDate(year: 2026, month: 11, day: 23)!)

  static func with(_ body: (DirectoryFixture) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = CityStore(
      engine: try SQLiteEngine(path: folder.appendingPathComponent("city.sqlite").path), now: { now })
    try await store.open()
    let keys = NodeKeys(
      federation: try .generate(), protocol: try .generate(),
      identifiers: try KeyedHash(key: Array(repeating: 1, count: 32)),
      pairwise: try KeyedHash(key: Array(repeating: 2, count: 32)))
    try await body(DirectoryFixture(folder: folder, store: store, keys: keys))
    try store.close()
  }

  var importer: CardImporter { CardImporter(store: store, keys: keys, now: { Self.now }) }

  /// Writes a card file and gives its path.
  func file(_ text: String, name: String = "cards.csv") throws -> String {
    let url = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// Imports `rows` under the usual header.
  func run(_ rows: [String], daysAgo: Int = 1) async throws -> CardImportOutcome {
    let text = ([CardRows.header] + rows).joined(separator: "\n")
    return try await importer.run(path: file(text), asOf: Self.ago(daysAgo))
  }

  func card(_ identifier: String) async throws -> FoundCard? {
    try await store.card(keys.digest(of: try CardIdentifier(text: identifier)))
  }

  static func ago(_ days: Int) -> Instant { now - .hours(Int64(days) * 24) }
}

/// Card files' rows.
enum CardRows {
  static let header = "member,birth_date,classes,card,identifiers,status"

  /// The printed number of card `number`.
  static func printed(_ number: Int) -> String { "easycard:printed:9000" + String(100_000_000_000 + number) }

  /// A sound row for the member and card `number`.
  static func row(_ number: Int, status: String = "active") -> String {
    "m\(number),1980-05-17,resident,c\(number),\(printed(number)),\(status)"
  }
}

extension CardImportOutcome {
  /// `line column code` of each fault, or nil if there was none.
  var faultCodes: [String]? {
    guard case .faults(let faults) = self else { return nil }
    return faults.map { "\($0.line) \($0.column?.rawValue ?? "-") \($0.code.rawValue)" }
  }

  var summary: CardImportSummary? {
    guard case .imported(let summary) = self else { return nil }
    return summary
  }
}
