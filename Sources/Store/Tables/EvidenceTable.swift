public import Benefits

/// A signed response from a home city, kept once for all the checks that rest on it.
public struct KeptResponse: Hashable, Sendable {
  /// The home city's entity id.
  public let issuer: String
  /// The response's `jti`.
  public let id: UUIDv7
  /// The exact JWS, without disclosures.
  public let jws: String
  /// When it arrived.
  public let received: Instant

  /// Makes a record.
  public init(issuer: String, id: UUIDv7, jws: String, received: Instant) {
    self.issuer = issuer
    self.id = id
    self.jws = jws
    self.received = received
  }
}

/// Kept responses, to and from rows.
enum EvidenceTable {
  static let insert = SQLText(
    """
    INSERT INTO answer_evidence (issuer, response, jws, received) VALUES ($1, $2, $3, $4)
    ON CONFLICT (issuer, response) DO NOTHING
    """)
  static let select = SQLText(
    "SELECT issuer, response, jws, received FROM answer_evidence WHERE issuer = $1 AND response = $2")

  static func write(_ response: KeptResponse) -> SQLQuery {
    SQLQuery(
      insert, [.text(response.issuer), .id(response.id), .text(response.jws), .instant(response.received)])
  }

  static func response(_ row: SQLRow) throws -> KeptResponse {
    KeptResponse(
      issuer: try row.text(0), id: try row.id(1), jws: try row.text(2), received: try row.instant(3))
  }
}
