public import Benefits
public import Federation

/// A city's signed act on an agreement, as it came.
public struct SignedAgreementAct: Sendable {
  /// The message's own id.
  public let id: UUIDv7
  /// The agreement's id.
  public let agreement: String
  /// Which city signed it.
  public let city: CityID
  /// What is done.
  public let act: AgreementAct
  /// When it was signed.
  public let signed: Instant
  /// The exact bytes of the signed message.
  public let token: [UInt8]
  /// With a proposal, the exact bytes of the document.
  public let document: [UInt8]?

  /// Makes a record of an act whose signature holds.
  public init(
    id: UUIDv7, agreement: String, city: CityID, act: AgreementAct, signed: Instant, token: [UInt8],
    document: [UInt8]?
  ) {
    self.id = id
    self.agreement = agreement
    self.city = city
    self.act = act
    self.signed = signed
    self.token = token
    self.document = document
  }
}

/// A signed act as the books list it.
public struct AgreementSignature: Hashable, Sendable {
  /// The message's own id.
  public let id: UUIDv7
  /// Which city signed it.
  public let city: CityID
  /// `propose`, `accept`, `decline` or `end`.
  public let act: String
  /// Of which document; nil for a notice.
  public let hash: DocumentHash?
  /// When it was signed.
  public let signed: Instant
  /// The exact bytes of the signed message.
  public let token: [UInt8]
}

/// Agreements' versions and the acts on them, to and from rows.
enum AgreementTables {
  static let versions = SQLText(
    """
    SELECT document, hash, proposer, state FROM agreement_version WHERE agreement = $1 ORDER BY number, hash
    """)
  static let document = SQLText("SELECT document FROM agreement_version WHERE agreement = $1 AND hash = $2")
  static let notices = SQLText(
    """
    SELECT city, number, last_day FROM agreement_act WHERE agreement = $1 AND act = 'end' ORDER BY signed, id
    """)
  static let signatures = SQLText(
    """
    SELECT id, city, act, hash, signed, token FROM agreement_act WHERE agreement = $1
    ORDER BY signed DESC, id DESC LIMIT $2
    """)
  static let token = SQLText("SELECT token FROM agreement_act WHERE id = $1")
  static let insert = SQLText(
    """
    INSERT INTO agreement_version (hash, agreement, number, document, proposer, state)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (hash) DO NOTHING
    """)
  static let update = SQLText("UPDATE agreement_version SET proposer = $2, state = $3 WHERE hash = $1")
  static let insertAct = SQLText(
    """
    INSERT INTO agreement_act (id, agreement, city, act, hash, number, last_day, signed, token)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    """)

  static func write(_ record: AgreementRecord, document: [UInt8]) -> SQLQuery {
    SQLQuery(
      insert,
      [
        .blob(record.hash.bytes), .text(record.version.id), .integer(Int64(record.version.number)),
        .blob(document), .optional(record.proposer?.text), .text(record.state.rawValue),
      ])
  }

  static func state(_ record: AgreementRecord) -> SQLQuery {
    SQLQuery(
      update,
      [.blob(record.hash.bytes), .optional(record.proposer?.text), .text(record.state.rawValue)])
  }

  static func write(_ signed: SignedAgreementAct) -> SQLQuery {
    var (name, hash, number, lastDay) = ("", SQLValue.null, SQLValue.null, SQLValue.null)
    switch signed.act {
    case .propose(_, let document): (name, hash) = ("propose", .blob(document.bytes))
    case .accept(let document): (name, hash) = ("accept", .blob(document.bytes))
    case .decline(let document): (name, hash) = ("decline", .blob(document.bytes))
    case .end(let version, let day):
      (name, number, lastDay) = ("end", .integer(Int64(version)), .integer(Int64(day.daysSinceEpoch)))
    }
    return SQLQuery(
      insertAct,
      [
        .id(signed.id), .text(signed.agreement), .text(signed.city.text), .text(name), hash, number, lastDay,
        .instant(signed.signed), .blob(signed.token),
      ])
  }

  static func record(
    _ row: SQLRow, _ read: CityStore.AgreementReading
  ) throws -> AgreementRecord {
    guard let version = try? read(try row.blob(0)), let hash = DocumentHash(try row.blob(1)) else {
      throw StoreError(.damaged, "an agreement's document")
    }
    return AgreementRecord(
      version: version, hash: hash, proposer: row.isNull(2) ? nil : try row.parsed(2) { CityID($0) },
      state: try row.parsed(3, AgreementRecord.State.init))
  }

  static func notice(_ row: SQLRow) throws -> AgreementNotice {
    AgreementNotice(
      city: try row.parsed(0) { CityID($0) }, number: Int(try row.integer(1)),
      lastDay: CivilDate(daysSinceEpoch: Int(try row.integer(2))))
  }

  static func signature(_ row: SQLRow) throws -> AgreementSignature {
    AgreementSignature(
      id: try row.id(0), city: try row.parsed(1) { CityID($0) }, act: try row.text(2),
      hash: try row.optional(3, SQLRow.blob).flatMap { DocumentHash($0) }, signed: try row.instant(4),
      token: try row.blob(5))
  }
}
