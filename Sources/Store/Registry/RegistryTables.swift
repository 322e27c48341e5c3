import Benefits
import Federation

/// The own registry's revisions, documents, offers and publications, to and from rows.
enum RegistryTables {
  private static let columns = """
    SELECT id, venue, document, base, author, written, note, state, acknowledged, submitted, reviewer, reviewed,
      refusal, effective, published, seq, retired
    FROM registry_revision
    """
  static let current = SQLText(
    "\(columns) WHERE state IN ('draft', 'in_review', 'scheduled', 'published') ORDER BY id")
  static let revision = SQLText("\(columns) WHERE id = $1")
  static let newest = SQLText("\(columns) ORDER BY id DESC LIMIT $1")
  static let ofVenue = SQLText("\(columns) WHERE venue = $1 ORDER BY id DESC LIMIT $2")
  static let ofSeq = SQLText("\(columns) WHERE seq = $1 ORDER BY id")
  static let lastID = SQLText("SELECT COALESCE(MAX(id), 0) FROM registry_revision")
  static let writeRevision = SQLText(
    """
    INSERT INTO registry_revision (id, venue, document, base, author, written, note, state, acknowledged,
      submitted, reviewer, reviewed, refusal, effective, published, seq, retired)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, acknowledged = excluded.acknowledged,
      submitted = excluded.submitted, reviewer = excluded.reviewer, reviewed = excluded.reviewed,
      refusal = excluded.refusal, effective = excluded.effective, published = excluded.published,
      seq = excluded.seq, retired = excluded.retired
    """)

  static let addDocument = SQLText(
    "INSERT INTO registry_document (hash, size, bytes) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING")
  static let document = SQLText("SELECT bytes FROM registry_document WHERE hash = $1")
  static let size = SQLText("SELECT size FROM registry_document WHERE hash = $1")
  /// Only what was published is anybody's to read.
  static let publishedDocument = SQLText(
    """
    SELECT bytes FROM registry_document WHERE hash = $1 AND EXISTS
      (SELECT 1 FROM registry_revision WHERE document = $1 AND published IS NOT NULL)
    """)
  /// Documents that no revision and no partner's registry names any more.
  static let sweepDocuments = SQLText(
    """
    DELETE FROM registry_document
    WHERE NOT EXISTS (SELECT 1 FROM registry_revision r WHERE r.document = registry_document.hash)
      AND NOT EXISTS (SELECT 1 FROM peer_registry_venue v WHERE v.document = registry_document.hash)
    """)

  static let offer = SQLText("SELECT venue, version FROM registry_offer WHERE offer = $1")
  static let writeOffer = SQLText(
    """
    INSERT INTO registry_offer (offer, venue, version) VALUES ($1, $2, $3)
    ON CONFLICT (offer) DO UPDATE SET venue = excluded.venue, version = excluded.version
    """)

  private static let publicationColumns = """
    SELECT seq, token, hash, kid, rules, issued, expires, next_update FROM registry_publication
    """
  static let head = SQLText("\(publicationColumns) ORDER BY seq DESC LIMIT 1")
  static let publications = SQLText("\(publicationColumns) ORDER BY seq DESC LIMIT $1")
  static let headSeq = SQLText("SELECT COALESCE(MAX(seq), 0) FROM registry_publication")
  static let beat = SQLText("SELECT seq, next_update FROM registry_publication ORDER BY seq DESC LIMIT 1")
  static let nextDue = SQLText("SELECT MIN(effective) FROM registry_revision WHERE state = 'scheduled'")
  static let publishedVenues = SQLText(
    """
    SELECT r.venue, r.document, d.size FROM registry_revision r JOIN registry_document d ON d.hash = r.document
    WHERE r.state = 'published' ORDER BY r.venue
    """)
  static let publish = SQLText(
    """
    INSERT INTO registry_publication (seq, token, hash, kid, rules, issued, expires, next_update)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    """)
  static let forgetPublications = SQLText("DELETE FROM registry_publication WHERE seq <= $1")

  static func write(_ revision: VenueRevision) -> SQLQuery {
    let acknowledged = revision.acknowledged.map(\.text).joined(separator: " ")
    return SQLQuery(
      writeRevision,
      [
        .integer(revision.id.number), .text(revision.venue.text), .hash(revision.document),
        .optional(revision.base?.number), .text(revision.author), .instant(revision.written),
        .optional(revision.note), .text(revision.state.rawValue),
        .optional(acknowledged.isEmpty ? nil : acknowledged), .optional(revision.submitted),
        .optional(revision.reviewer), .optional(revision.reviewed), .optional(revision.refusal),
        .optional(revision.effective), .optional(revision.published), .optional(revision.seq),
        .optional(revision.retired),
      ])
  }

  static func revision(_ row: SQLRow) throws -> VenueRevision {
    var revision = VenueRevision(
      id: RevisionID(try row.integer(0)), venue: try row.parsed(1) { VenueID($0) },
      document: row.isNull(2) ? nil : try row.hash(2),
      base: try row.optional(3, SQLRow.integer).map { RevisionID($0) }, author: try row.text(4),
      written: try row.instant(5), note: try row.optional(6, SQLRow.text),
      state: try row.parsed(7, RevisionState.init))
    for word in (try row.optional(8, SQLRow.text) ?? "").split(separator: " ") {
      guard let offer = OfferID(word) else { throw StoreError(.damaged, "acknowledged") }
      revision.acknowledged.append(offer)
    }
    revision.submitted = try row.optional(9, SQLRow.instant)
    revision.reviewer = try row.optional(10, SQLRow.text)
    revision.reviewed = try row.optional(11, SQLRow.instant)
    revision.refusal = try row.optional(12, SQLRow.text)
    revision.effective = try row.optional(13, SQLRow.instant)
    revision.published = try row.optional(14, SQLRow.instant)
    revision.seq = try row.optional(15, SQLRow.integer)
    revision.retired = try row.optional(16, SQLRow.instant)
    return revision
  }

  static func write(_ publication: RegistryPublication) -> SQLQuery {
    SQLQuery(
      publish,
      [
        .integer(publication.seq), .blob(publication.token), .blob(publication.hash),
        .text(publication.kid), .blob(publication.rules), .instant(publication.issued),
        .instant(publication.expires), .instant(publication.nextUpdate),
      ])
  }

  static func publication(_ row: SQLRow) throws -> RegistryPublication {
    RegistryPublication(
      seq: try row.integer(0), token: try row.blob(1), hash: try row.blob(2), kid: try row.text(3),
      rules: try row.blob(4), issued: try row.instant(5), expires: try row.instant(6),
      nextUpdate: try row.instant(7))
  }

  static func entry(_ row: SQLRow) throws -> RegistryEntry {
    RegistryEntry(
      venue: try row.parsed(0) { VenueID($0) }, document: try row.hash(1), size: Int(try row.integer(2)))
  }
}

extension SQLValue {
  static func hash(_ hash: DocumentHash?) -> SQLValue { hash.map { .blob($0.bytes) } ?? .null }
  static func optional(_ number: Int64?) -> SQLValue { number.map { .integer($0) } ?? .null }
  static func optional(_ instant: Instant?) -> SQLValue { instant.map { .instant($0) } ?? .null }
}

extension SQLRow {
  func hash(_ index: Int) throws(StoreError) -> DocumentHash {
    guard let hash = DocumentHash(try blob(index)) else { throw StoreError(.damaged, "hash \(index)") }
    return hash
  }
}
