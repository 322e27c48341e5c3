public import Benefits
public import Federation

/// A card as the directory finds it.
public struct FoundCard: Hashable, Sendable {
  /// The card's own key: the keyed hash of the city's card reference.
  public let key: [UInt8]
  /// What is known of it and its member.
  public let entry: DirectoryEntry

  /// Makes a find.
  public init(key: [UInt8], entry: DirectoryEntry) {
    self.key = key
    self.entry = entry
  }
}

/// One import of the city's card file.
public struct DirectoryGeneration: Hashable, Sendable {
  /// The store's number for it.
  public let id: Int64
  /// When the file was true.
  public let asOf: Instant
  /// SHA-256 of the file.
  public let source: [UInt8]
  /// How many members it has.
  public let members: Int
  /// How many cards it has.
  public let cards: Int
}

/// A row of the card file, with every reference as a keyed hash.
public struct StagedCard: Sendable {
  /// The line of the file, for faults.
  public let line: Int
  /// The member.
  public let member: [UInt8]
  /// The member's birth date, if given.
  public let birth: CivilDate?
  /// The member's classes.
  public let classes: [ClassGrant]
  /// The card.
  public let card: [UInt8]
  /// The card's identifiers.
  public let identifiers: [[UInt8]]
  /// The card's status in the file.
  public let state: CardState

  /// Makes a row.
  public init(
    line: Int, member: [UInt8], birth: CivilDate?, classes: [ClassGrant], card: [UInt8],
    identifiers: [[UInt8]], state: CardState
  ) {
    self.line = line
    self.member = member
    self.birth = birth
    self.classes = classes
    self.card = card
    self.identifiers = identifiers
    self.state = state
  }
}

/// Why a row is not staged: it contradicts an earlier one of the same file, or the import is over. In order of
/// precedence within a line.
public enum StagingFault: String, Error, CaseIterable, Hashable, Sendable {
  /// The member came before with another birth date or other classes.
  case memberDiffers = "member_differs"
  /// The card came before.
  case doubledCard = "doubled_card"
  /// Another card of the file has this identifier.
  case doubledIdentifier = "doubled_identifier"
  /// The import was given up, or a later file or another import of the same file took over; no line is at
  /// fault.
  case superseded
}

/// A staging fault and the line it is on.
public struct StagingError: Error, Hashable, Sendable {
  /// What is wrong.
  public let fault: StagingFault
  /// The line of the file.
  public let line: Int
}

extension CityStore {
  /// Looks a card up by an identifier's keyed hash.
  public func card(_ digest: [UInt8]) async throws -> FoundCard? {
    try await cards([digest])[0]
  }

  /// Looks many cards up in one round trip, in order.
  public func cards(_ digests: [[UInt8]]) async throws -> [FoundCard?] {
    guard !digests.isEmpty else { return [] }
    let results = try await reads.read(digests.map { SQLQuery(DirectoryTable.find, [.blob($0)]) })
    return try results.map { rows in try rows.first.map(Self.found) }
  }

  /// Sets a card's status by hand, as when it is reported lost. It outweighs every file whose as-of time is
  /// earlier.
  public func setStatus(_ state: CardState, ofCard key: [UInt8], at now: Instant) async throws {
    try await engine.write { session in
      _ = try session.rows(
        DirectoryTable.setStatus, [.blob(key), .instant(now), .text(state.rawValue)])
    }
  }

  /// The generation in use; nil before the first import.
  public func liveGeneration() async throws -> DirectoryGeneration? {
    try await first(SQLQuery(DirectoryTable.live)) { row in
      DirectoryGeneration(
        id: try row.integer(0), asOf: try row.instant(1), source: try row.blob(2),
        members: Int(try row.integer(3)), cards: Int(try row.integer(4)))
    }
  }

  private static func found(_ row: SQLRow) throws -> FoundCard {
    let asOf = try row.instant(2)
    let byHand = row.isNull(6) ? nil : try row.parsed(6, CardState.init)
    let state = try byHand ?? row.parsed(1, CardState.init)
    return FoundCard(
      key: try row.blob(0),
      entry: DirectoryEntry(
        state: state, statusAsOf: row.isNull(7) ? asOf : try row.instant(7), member: try row.blob(3),
        birth: row.isNull(4) ? nil : CivilDate(daysSinceEpoch: Int(try row.integer(4))),
        classes: try ClassList.parse(row.text(5))))
  }
}

/// A member's classes in one column.
enum ClassList {
  static func text(_ classes: [ClassGrant]) -> String {
    classes.map(\.text).sorted().joined(separator: " ")
  }

  static func parse(_ text: String) throws -> [ClassGrant] {
    try text.split(separator: " ").map { word in
      guard let grant = ClassGrant(text: word) else { throw StoreError(.damaged, "classes") }
      return grant
    }
  }
}
