public import Benefits
public import Federation
import Settlement

/// What a line is made of in the host city, and judged by in the home city: rows of other parts of the books, read in the
/// same transaction.
extension ClaimBook {
  /// The document of an own venue by which a check was decided.
  /// - Parameter rules: The digest of the registry that decided, as the check has it.
  public func document(of venue: VenueID, rules: [UInt8]) throws -> [UInt8]? {
    try session.rows(ClaimFactTable.document, [.text(venue.text), .blob(rules)]).first?.blob(0)
  }

  /// What was said about the card at a host city's check; nil if this city's log has no answer to it.
  public func disclosure(of check: UUIDv7, to host: EntityID) throws -> DisclosureRecord? {
    try session.rows(ClaimFactTable.disclosure, [.id(check), .text(host.text)]).first.map { row in
      try AnswerTables.disclosure(row, of: row.blob(6))
    }
  }

  /// The registries of the host city that were fetched, oldest first: when each was issued, and which document it had for
  /// a venue.
  public func registries(with venue: VenueID) throws -> [(issued: Instant, document: [UInt8]?)] {
    try session.rows(ClaimFactTable.registries, [.text(pair.host.text), .text(venue.text)]).map { row in
      (try row.instant(0), try row.optional(1, SQLRow.blob))
    }
  }

  /// The bytes of a document.
  public func document(_ hash: [UInt8]) throws -> [UInt8]? {
    try session.rows(RegistryTables.document, [.blob(hash)]).first?.blob(0)
  }
}

private enum ClaimFactTable {
  static let document = SQLText(
    """
    SELECT document FROM registry_revision
    WHERE venue = $1 AND document IS NOT NULL AND seq IS NOT NULL AND seq <=
      (SELECT MAX(seq) FROM registry_publication WHERE rules = $2)
    ORDER BY seq DESC, id DESC LIMIT 1
    """)
  static let disclosure = SQLText(
    """
    SELECT host, venue, check_id, at, asked, granted, member FROM disclosure
    WHERE check_id = $1 AND host = $2 ORDER BY id DESC LIMIT 1
    """)
  static let registries = SQLText(
    """
    SELECT p.issued, v.document FROM peer_registry p
    LEFT JOIN peer_registry_venue v ON v.city = p.city AND v.seq = p.seq AND v.venue = $2
    WHERE p.city = $1 ORDER BY p.seq
    """)
}
