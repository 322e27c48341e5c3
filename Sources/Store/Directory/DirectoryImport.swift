public import Benefits

/// Fills a staging generation and makes it the live one.
///
/// Rows go in by short transactions; until ``publish()`` nobody sees them, and an import that fails or dies
/// leaves the live generation as it was. What it leaves behind is swept by the next import.
public struct DirectoryImport: Sendable {
  /// Rows in one transaction.
  public static let batch = 2_000
  /// Between two transactions, so that a node on the same database gets its turn: a counter waits for one
  /// batch at most.
  static let pause = Duration.milliseconds(3)
  /// Rows of a retired generation deleted in one transaction.
  static let sweep: Int64 = 5_000

  private let engine: any StoreEngine
  private let generation: Int64
  private let asOf: Instant
  private var members: Int64 = 0
  private var cards: Int64 = 0

  /// Opens a staging generation for the file with this as-of time and SHA-256.
  public init(into store: CityStore, asOf: Instant, source: [UInt8]) async throws {
    engine = store.engine
    self.asOf = asOf
    generation = try await engine.writeAlone { session in
      _ = try session.rows(DirectoryTable.retireSameSource, [.blob(source)])
      return try session.rows(DirectoryTable.begin, [.instant(asOf), .blob(source)])[0].integer(0)
    }
  }

  /// Stages rows, at most ``batch`` in one transaction. Throws ``StagingError`` for the first line that
  /// contradicts an earlier one; the import can then only be abandoned.
  public mutating func stage(_ rows: [StagedCard]) async throws {
    for start in stride(from: 0, to: rows.count, by: Self.batch) {
      try await stage(batch: Array(rows[start..<min(start + Self.batch, rows.count)]))
      try await Task.sleep(for: Self.pause)
    }
  }

  private mutating func stage(batch rows: [StagedCard]) async throws {
    let before = Stage(generation: generation, members: members, cards: cards)
    let after = try await engine.writeAlone { session in
      var stage = before
      try stage.add(rows, in: session)
      return stage
    }
    (members, cards) = (after.members, after.cards)
  }

  /// Makes this generation the live one, unless a file with the same or a later as-of time got there first,
  /// or another import of the same file took over; says whether it did.
  public func publish() async throws -> Bool {
    let (generation, asOf, members, cards) = (generation, asOf, members, cards)
    return try await engine.writeAlone { session in
      if let live = try session.rows(DirectoryTable.live).first, try live.instant(1) >= asOf { return false }
      guard try session.rows(DirectoryTable.state, [.integer(generation)]).first?.text(0) == "staging" else {
        return false
      }
      _ = try session.run([
        SQLQuery(
          DirectoryTable.seal, [.integer(generation), .integer(members), .integer(cards)]),
        SQLQuery(DirectoryTable.point, [.integer(generation)]),
        SQLQuery(DirectoryTable.retireOthers, [.integer(generation), .instant(asOf)]),
      ])
      return true
    }
  }

  /// Gives the staging generation up.
  public func abandon() async throws {
    let generation = generation
    try await engine.writeAlone { session in
      _ = try session.rows(DirectoryTable.abandon, [.integer(generation)])
    }
  }

  /// Deletes generations that are no longer in use, a few rows at a time.
  public static func sweep(_ store: CityStore) async throws {
    let engine = store.engine
    let retired = try await engine.read([SQLQuery(DirectoryTable.retired)])[0].map { try $0.integer(0) }
    for generation in retired {
      for statement in [
        DirectoryTable.deleteIdentifiers, DirectoryTable.deleteCards, DirectoryTable.deleteMembers,
      ] {
        var deleted = Int(sweep)
        while deleted == Int(sweep) {
          deleted = try await engine.writeAlone { session in
            try session.rows(statement, [.integer(generation), .integer(sweep)]).count
          }
          try await Task.sleep(for: pause)
        }
      }
      try await engine.writeAlone { session in
        _ = try session.rows(DirectoryTable.deleteGeneration, [.integer(generation)])
      }
    }
  }
}

/// One transaction of an import.
private struct Stage: Sendable {
  let generation: Int64
  var members: Int64
  var cards: Int64

  mutating func add(_ rows: [StagedCard], in session: any SQLSession) throws {
    let state = try session.rows(DirectoryTable.state, [.integer(generation)]).first?.text(0)
    guard state == "staging" else { throw StagingError(fault: .superseded, line: rows[0].line) }
    let (ids, differing) = try addMembers(rows, in: session)
    var cardRows: [SQLQuery] = []
    var identifiers: [(line: Int, query: SQLQuery)] = []
    for (row, member) in zip(rows, ids) {
      cards += 1
      cardRows.append(
        SQLQuery(
          DirectoryTable.addCard,
          [
            .integer(generation), .integer(cards), .blob(row.card), .integer(member),
            .text(row.state.rawValue),
          ]))
      for digest in row.identifiers {
        let query = SQLQuery(
          DirectoryTable.addIdentifier, [.integer(generation), .blob(digest), .integer(cards)])
        identifiers.append((row.line, query))
      }
    }
    let doubledCard = zip(rows, try session.run(cardRows)).first { $1.isEmpty }?.0.line
    let doubledIdentifier = zip(identifiers, try session.run(identifiers.map(\.query)))
      .first { $1.isEmpty }?.0.line
    let faults: [(StagingFault, Int?)] = [
      (.memberDiffers, differing), (.doubledCard, doubledCard), (.doubledIdentifier, doubledIdentifier),
    ]
    // `min` gives the first of equals, which is the order of precedence within a line.
    let first = faults.compactMap { fault, line in line.map { StagingError(fault: fault, line: $0) } }
      .min { $0.line < $1.line }
    if let first { throw first }
  }

  /// The members' numbers, in the order of the rows, and the first line on which a member that came before, in
  /// this batch or in an earlier one, is not the same.
  private mutating func addMembers(
    _ rows: [StagedCard], in session: any SQLSession
  ) throws -> (ids: [Int64], differing: Int?) {
    // A member has the number of its first card: unique, without counting members twice.
    let inserts = rows.enumerated().map { offset, row in
      SQLQuery(
        DirectoryTable.addMember,
        [
          .integer(generation), .integer(cards + Int64(offset) + 1), .blob(row.member),
          row.birth.map { .integer(Int64($0.daysSinceEpoch)) } ?? .null, .text(ClassList.text(row.classes)),
        ])
    }
    let inserted = try session.run(inserts)
    let known = zip(rows, inserted).filter(\.1.isEmpty).map(\.0)
    members += Int64(rows.count - known.count)
    let selects = known.map { SQLQuery(DirectoryTable.member, [.integer(generation), .blob($0.member)]) }
    var found = (selects.isEmpty ? [] : try session.run(selects))[...]
    var differing: Int?
    let ids = try zip(rows, inserted).map { row, result in
      if let new = result.first { return try new.integer(0) }
      let member = found.removeFirst()[0]
      let birth = member.isNull(1) ? nil : Int(try member.integer(1))
      let same = try birth == row.birth?.daysSinceEpoch && member.text(2) == ClassList.text(row.classes)
      if !same, differing == nil { differing = row.line }
      return try member.integer(0)
    }
    return (ids, differing)
  }
}
