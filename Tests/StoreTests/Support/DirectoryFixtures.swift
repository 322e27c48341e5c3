import Benefits
import Federation

@testable import Store

/// A row of a card file: member and card by number, the identifiers as numbers too.
func row(
  _ line: Int, member: Int, card: Int, ids: [Int], birth: Int? = 7_000, classes: [String] = ["resident"],
  state: CardState = .active
) throws -> StagedCard {
  StagedCard(
    line: line, member: digest(member), birth: birth.map { CivilDate(daysSinceEpoch: $0) },
    classes: try classes.map { try ClassGrant(text: $0).orThrow() }, card: digest(card),
    identifiers: ids.map(digest), state: state)
}

/// One member each with one card and one identifier: identifier n, card 1,000,000 + n, member 2,000,000 + n.
func plainRows(_ numbers: Range<Int>) throws -> [StagedCard] {
  try numbers.map { try row($0, member: 2_000_000 + $0, card: 1_000_000 + $0, ids: [$0]) }
}

extension CityStore {
  /// Imports a whole file; says whether it was published.
  func importFile(_ rows: [StagedCard], asOf: Instant = morning, source: Int = 1) async throws -> Bool {
    var file = try await DirectoryImport(into: self, asOf: asOf, source: digest(source))
    try await file.stage(rows)
    return try await file.publish()
  }
}
