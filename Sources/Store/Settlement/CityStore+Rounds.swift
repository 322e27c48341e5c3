public import Benefits
public import Settlement

/// Rounds of multilateral netting, to and from rows.
enum RoundTable {
  private static let columns = "SELECT id, sheet, hash, state, word, contradiction FROM netting_round"
  static let insert = SQLText(
    """
    INSERT INTO netting_round (id, month, coordinator, sheet, hash, deadline, received, state, since)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'proposed', $7)
    """)
  static let byID = SQLText("\(columns) WHERE id = $1")
  static let open = SQLText("\(columns) WHERE state = 'proposed' ORDER BY deadline, id LIMIT $1")
  static let signatures = SQLText("SELECT city, token FROM netting_signature WHERE round = $1 ORDER BY city")
  static let sign = SQLText(
    "INSERT INTO netting_signature (round, city, token, received) VALUES ($1, $2, $3, $4)")
  static let decide = SQLText(
    "UPDATE netting_round SET state = $2, word = $3, since = $4 WHERE id = $1 AND state = 'proposed'")
  static let contradict = SQLText(
    "UPDATE netting_round SET contradiction = $2 WHERE id = $1 AND contradiction IS NULL")

  static func round(_ row: SQLRow, signatures: [SQLRow]) throws -> KeptRound {
    var tokens: [CityID: String] = [:]
    for signature in signatures {
      tokens[try signature.parsed(0) { CityID($0) }] = try signature.text(1)
    }
    return KeptRound(
      id: try row.id(0), bytes: try row.blob(1), hash: try row.blob(2),
      state: try row.parsed(3, RoundState.init), signatures: tokens,
      word: try row.optional(4, SQLRow.text), contradiction: try row.optional(5, SQLRow.text))
  }
}

/// A round as it is kept.
public struct KeptRound: Hashable, Sendable {
  /// The round.
  public let id: UUIDv7
  /// The sheet's exact bytes.
  public let bytes: [UInt8]
  /// Their hash.
  public let hash: [UInt8]
  /// Where it stands.
  public let state: RoundState
  /// The signatures' tokens.
  public let signatures: [CityID: String]
  /// The token of the coordinator's word.
  public let word: String?
  /// The token of another word that contradicts it.
  public let contradiction: String?

  /// The round, once its bytes were read as `sheet`.
  public func round(_ sheet: Sheet) -> Round {
    Round(sheet, hash: hash, state: state, signed: Set(signatures.keys))
  }
}

extension CityStore {
  /// Keeps a round's sheet; false if the very same is there.
  ///
  /// - Throws: ``Settlement/RoundFault/sheetDiffers``, ``StoreError``.
  @discardableResult
  public func keep(_ sheet: Sheet, bytes: [UInt8], hash: [UInt8], at now: Instant) async throws -> Bool {
    try await engine.writeAlone { session in
      if let kept = try Self.round(sheet.round, session) {
        guard kept.hash == hash, kept.bytes == bytes else { throw RoundFault.sheetDiffers }
        return false
      }
      _ = try session.rows(
        RoundTable.insert,
        [
          .id(sheet.round), .integer(Int64(sheet.month.number)), .text(sheet.coordinator.text), .blob(bytes),
          .blob(hash), .instant(sheet.deadline), .instant(now),
        ])
      return true
    }
  }

  /// The round called `id`.
  public func round(_ id: UUIDv7) async throws -> KeptRound? {
    let results = try await reads.read([
      SQLQuery(RoundTable.byID, [.id(id)]), SQLQuery(RoundTable.signatures, [.id(id)]),
    ])
    return try results[0].first.map { try RoundTable.round($0, signatures: results[1]) }
  }

  /// The rounds without a word, the next deadline first; without their signatures.
  public func openRounds(limit: Int) async throws -> [KeptRound] {
    try await all(SQLQuery(RoundTable.open, [.integer(Int64(limit))])) {
      try RoundTable.round($0, signatures: [])
    }
  }

  /// Keeps a city's verified signature; false if it is there.
  /// - Parameter sheet: What the bytes kept under `hash` say.
  ///
  /// - Throws: ``Settlement/RoundFault``, ``StoreError``.
  @discardableResult
  public func sign(
    _ sheet: Sheet, _ hash: [UInt8], by city: CityID, token: String, at now: Instant
  ) async throws -> Bool {
    try await engine.writeAlone { session in
      guard let kept = try Self.round(sheet.round, session) else { throw RoundFault.sheetDiffers }
      var round = kept.round(sheet)
      guard try round.sign(city, hash, at: now) else { return false }
      _ = try session.rows(
        RoundTable.sign, [.id(sheet.round), .text(city.text), .text(token), .instant(now)])
      return true
    }
  }

  /// Keeps the coordinator's verified word; false if it is there. A second and different word is kept as proof, and
  /// changes nothing else.
  /// - Parameter then: What follows from the word in the same transaction, such as the sheet's posting.
  ///
  /// - Throws: ``Settlement/RoundFault``, ``StoreError``, and what `then` throws; but for a contradiction nothing has
  ///   changed then.
  @discardableResult
  func decide(
    _ sheet: Sheet, _ hash: [UInt8], _ word: RoundWord, by city: CityID, signers: Set<CityID>, token: String,
    at now: Instant, then: @escaping @Sendable (LedgerWriter) throws -> Void = { _ in }
  ) async throws -> Bool {
    let outcome = try await engine.writeAlone { session -> Result<Bool, RoundFault> in
      guard let kept = try Self.round(sheet.round, session) else { throw RoundFault.sheetDiffers }
      var round = kept.round(sheet)
      do {
        guard try round.decide(word, by: city, hash, signers: signers) else { return .success(false) }
      } catch let fault as RoundFault {
        guard case .equivocation = fault else { throw fault }
        // Returned and not thrown, so that the proof is kept.
        _ = try session.rows(RoundTable.contradict, [.id(sheet.round), .text(token)])
        return .failure(fault)
      }
      _ = try session.rows(
        RoundTable.decide,
        [.id(sheet.round), .text(round.state.rawValue), .text(token), .instant(now)])
      try then(LedgerWriter(session: session))
      return .success(true)
    }
    return try outcome.get()
  }

  /// The round called `id`, in a transaction.
  private static func round(_ id: UUIDv7, _ session: any SQLSession) throws -> KeptRound? {
    let results = try session.run([
      SQLQuery(RoundTable.byID, [.id(id)]), SQLQuery(RoundTable.signatures, [.id(id)]),
    ])
    return try results[0].first.map { try RoundTable.round($0, signatures: results[1]) }
  }
}
