public import Benefits
public import Settlement

/// A statement as it is in the books: its exact bytes, and how far both cities have come with them.
public struct KeptStatement: Hashable, Sendable {
  /// Which.
  public let reference: StatementReference
  /// Its month.
  public let window: CivilMonth
  /// What is hashed.
  public let bytes: [UInt8]
  /// What both cities sign.
  public let hash: [UInt8]
  /// What the home city owes the host city.
  public let net: Money
  /// When it was drafted, or taken in.
  public let drafted: Instant
  /// When both had signed, or silence accepted it; nil before.
  public var agreed: Instant?
  /// Whether silence accepted it: a signature is missing, and whoever shows it says so.
  public var isSilent: Bool

  /// Makes a draft.
  public init(
    reference: StatementReference, window: CivilMonth, bytes: [UInt8], hash: [UInt8], net: Money,
    drafted: Instant
  ) {
    self.reference = reference
    self.window = window
    self.bytes = bytes
    self.hash = hash
    self.net = net
    self.drafted = drafted
    agreed = nil
    isSilent = false
  }
}

/// A city's signature under a statement, with the key that it was checked by.
public struct StatementSignature: Hashable, Sendable {
  /// Which city.
  public let side: PairSide
  /// What it signed.
  public let hash: [UInt8]
  /// The exact JWS.
  public let token: [UInt8]
  /// The key's published name.
  public let kid: String
  /// The key's record as it was valid then, a JWK.
  public let key: String
  /// When it was made or taken in.
  public let at: Instant

  /// Makes a signature.
  public init(side: PairSide, hash: [UInt8], token: [UInt8], kid: String, key: String, at: Instant) {
    self.side = side
    self.hash = hash
    self.token = token
    self.kid = kid
    self.key = key
    self.at = at
  }
}

/// A line that a statement excluded, and that may come into a later one.
public struct ExcludedLine: Hashable, Sendable {
  /// The line.
  public let line: UUIDv7
  /// Its place in the chain.
  public let seq: Int64

  /// Makes an exclusion.
  public init(line: UUIDv7, seq: Int64) {
    self.line = line
    self.seq = seq
  }
}

/// Statements, to and from rows.
enum StatementTable {
  private static let columns = """
    SELECT host, home, number, month, bytes, hash, net, drafted, agreed, silent FROM settlement_statement
    WHERE host = $1 AND home = $2
    """
  static let one = SQLText("\(columns) AND number = $3")
  static let last = SQLText("\(columns) ORDER BY number DESC LIMIT 1")
  static let before = SQLText("\(columns) AND number < $3 ORDER BY number DESC LIMIT $4")
  static let write = SQLText(
    """
    INSERT INTO settlement_statement (host, home, number, month, bytes, hash, net, drafted, agreed, silent)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (host, home, number) DO UPDATE SET bytes = excluded.bytes, hash = excluded.hash,
      net = excluded.net, drafted = excluded.drafted, agreed = excluded.agreed, silent = excluded.silent
    """)
  private static let ofStatement = "WHERE host = $1 AND home = $2 AND number = $3"
  static let approvals = SQLText("SELECT part, hash, name, at FROM statement_approval \(ofStatement)")
  static let forgetApprovals = SQLText("DELETE FROM statement_approval \(ofStatement)")
  static let approve = SQLText(
    """
    INSERT INTO statement_approval (host, home, number, part, hash, name, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    """)
  static let signatures = SQLText(
    "SELECT side, hash, token, kid, key, at FROM statement_signature \(ofStatement) ORDER BY side")
  static let sign = SQLText(
    """
    INSERT INTO statement_signature (host, home, number, side, hash, token, kid, key, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    """)
  static let forgetExclusions = SQLText(
    "DELETE FROM statement_exclusion WHERE host = $1 AND home = $2 AND excluded = $3")
  static let reopenExclusions = SQLText(
    "UPDATE statement_exclusion SET ended = NULL WHERE host = $1 AND home = $2 AND ended = $3")
  static let exclude = SQLText(
    """
    INSERT INTO statement_exclusion (host, home, line, seq, excluded) VALUES ($1, $2, $4, $5, $3)
    """)
  static let endExclusion = SQLText(
    """
    UPDATE statement_exclusion SET ended = $3 WHERE host = $1 AND home = $2 AND line = $4 AND ended IS NULL
    """)
  /// What statements before `$3` excluded and none before it carried in or dropped.
  static let excluded = SQLText(
    """
    SELECT line, seq FROM statement_exclusion
    WHERE host = $1 AND home = $2 AND excluded < $3 AND (ended IS NULL OR ended >= $3) AND seq > $4
    ORDER BY seq LIMIT $5
    """)

  static func key(_ reference: StatementReference) -> [SQLValue] {
    reference.pair.columns + [.integer(reference.number)]
  }

  static func write(_ kept: KeptStatement) -> SQLQuery {
    SQLQuery(
      write,
      key(kept.reference) + [
        .integer(Int64(kept.window.number)), .blob(kept.bytes), .blob(kept.hash), .money(kept.net),
        .instant(kept.drafted), kept.agreed.map { .instant($0) } ?? .null, .integer(kept.isSilent ? 1 : 0),
      ])
  }

  static func statement(_ row: SQLRow) throws -> KeptStatement {
    var kept = KeptStatement(
      reference: StatementReference(pair: try row.pair(0), number: try row.integer(2)),
      window: try row.month(3), bytes: try row.blob(4), hash: try row.blob(5), net: try row.money(6),
      drafted: try row.instant(7))
    kept.agreed = try row.optional(8, SQLRow.instant)
    kept.isSilent = try row.integer(9) == 1
    return kept
  }

  static func write(_ signature: StatementSignature, of reference: StatementReference) -> SQLQuery {
    SQLQuery(
      sign,
      key(reference) + [
        .text(signature.side.rawValue), .blob(signature.hash), .blob(signature.token), .text(signature.kid),
        .text(signature.key), .instant(signature.at),
      ])
  }

  static func signature(_ row: SQLRow) throws -> StatementSignature {
    StatementSignature(
      side: try row.parsed(0, PairSide.init), hash: try row.blob(1), token: try row.blob(2),
      kid: try row.text(3), key: try row.text(4), at: try row.instant(5))
  }

  static func signOff(_ rows: [SQLRow], of hash: [UInt8]) throws -> SignOff {
    var parts: [SignOff.Part: SignOff.Approval] = [:]
    for row in rows where try row.blob(1) == hash {
      parts[try row.parsed(0, SignOff.Part.init)] = SignOff.Approval(
        name: try row.text(2), at: try row.instant(3))
    }
    return SignOff(hash: hash, maker: parts[.maker], checker: parts[.checker])
  }
}
