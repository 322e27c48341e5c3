public import Benefits
public import Federation

/// A partner's registry as it was fetched, verified and taken over.
public struct PeerRegistry: Hashable, Sendable {
  /// The partner.
  public let city: CityID
  /// As the partner signed it.
  public let publication: RegistryPublication
  /// Its venues, by id.
  public let venues: [RegistryEntry]
  /// When it was fetched.
  public let fetched: Instant

  /// Makes a record.
  public init(city: CityID, publication: RegistryPublication, venues: [RegistryEntry], fetched: Instant) {
    self.city = city
    self.publication = publication
    self.venues = venues
    self.fetched = fetched
  }
}

/// How the last tries to fetch a partner's registry went.
public struct PeerRegistryCheck: Hashable, Sendable {
  /// When the partner last showed the registry in force, or a new one that was taken over.
  public var checked: Instant?
  /// When it last was refused.
  public var refused: Instant?
  /// Why.
  public var refusal: RegistryRefusal?
  /// Where or how, in English; never a person's or a card's data, of which a registry has none.
  public var detail: String?

  /// Nothing tried yet.
  public init() {}
}

/// Partners' registries, to and from rows.
enum PeerRegistryTables {
  static let heads = SQLText("SELECT city, MAX(seq) FROM peer_registry GROUP BY city")
  static let head = SQLText("SELECT COALESCE(MAX(seq), 0) FROM peer_registry WHERE city = $1")
  static let newest = SQLText(
    """
    SELECT seq, token, hash, '', rules, issued, expires, next_update, fetched FROM peer_registry
    WHERE city = $1 ORDER BY seq DESC LIMIT $2
    """)
  static let venues = SQLText(
    """
    SELECT v.venue, v.document, d.size FROM peer_registry_venue v JOIN registry_document d ON d.hash = v.document
    WHERE v.city = $1 AND v.seq = $2 ORDER BY v.venue
    """)
  static let insert = SQLText(
    """
    INSERT INTO peer_registry (city, seq, token, hash, rules, issued, expires, next_update, fetched)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    """)
  static let insertVenue = SQLText(
    "INSERT INTO peer_registry_venue (city, seq, venue, document) VALUES ($1, $2, $3, $4)")
  /// All but the newest `$2`.
  static let forget = SQLText(
    """
    DELETE FROM peer_registry WHERE city = $1 AND seq NOT IN
      (SELECT seq FROM peer_registry WHERE city = $1 ORDER BY seq DESC LIMIT $2)
    """)
  static let forgetVenues = SQLText(
    """
    DELETE FROM peer_registry_venue WHERE city = $1 AND seq NOT IN
      (SELECT seq FROM peer_registry WHERE city = $1)
    """)
  static let check = SQLText(
    "SELECT checked, refused, refusal, detail FROM peer_registry_check WHERE city = $1")
  static let writeCheck = SQLText(
    """
    INSERT INTO peer_registry_check (city, checked, refused, refusal, detail) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (city) DO UPDATE SET checked = excluded.checked, refused = excluded.refused,
      refusal = excluded.refusal, detail = excluded.detail
    """)

  static func write(_ registry: PeerRegistry) -> [SQLQuery] {
    let publication = registry.publication
    let row = SQLQuery(
      insert,
      [
        .text(registry.city.text), .integer(publication.seq), .blob(publication.token),
        .blob(publication.hash), .blob(publication.rules), .instant(publication.issued),
        .instant(publication.expires), .instant(publication.nextUpdate), .instant(registry.fetched),
      ])
    return [row]
      + registry.venues.map {
        SQLQuery(
          insertVenue,
          [
            .text(registry.city.text), .integer(publication.seq), .text($0.venue.text),
            .blob($0.document.bytes),
          ])
      }
  }
}

extension CityStore {
  /// The most registries of one partner that are kept: for a year and more at one a day, because a claim is judged by
  /// the registry of its service time. Their documents are kept once.
  public static let peerRegistryLimit = 500

  /// Takes a partner's registry over, with the documents that are not known yet: all of it or nothing. False if one
  /// with this number or a higher one was there first. At most `limit` of the partner's are kept, the newest.
  public func keep(
    _ registry: PeerRegistry, documents: [DocumentHash: [UInt8]], limit: Int = peerRegistryLimit
  ) async throws -> Bool {
    try await engine.writeAlone { session in
      let city = SQLValue.text(registry.city.text)
      guard try session.rows(PeerRegistryTables.head, [city])[0].integer(0) < registry.publication.seq else {
        return false
      }
      let added = documents.map { hash, bytes in
        SQLQuery(
          RegistryTables.addDocument, [.blob(hash.bytes), .integer(Int64(bytes.count)), .blob(bytes)])
      }
      _ = try session.run(
        added + PeerRegistryTables.write(registry) + [
          SQLQuery(PeerRegistryTables.forget, [city, .integer(Int64(limit))]),
          SQLQuery(PeerRegistryTables.forgetVenues, [city]), SQLQuery(RegistryTables.sweepDocuments),
        ])
      // A document that was there when it was looked for may have been swept since; then nothing is kept, and it is
      // fetched in the next round.
      let whole = try session.rows(
        PeerRegistryTables.venues, [city, .integer(registry.publication.seq)])
      guard whole.count == registry.venues.count else { throw StoreError(.conflict, "a document is gone") }
      return true
    }
  }

  /// A partner's newest registries, the one in force first.
  public func peerRegistries(of city: CityID, limit: Int = 1) async throws -> [PeerRegistry] {
    let rows = try await reads.read([
      SQLQuery(PeerRegistryTables.newest, [.text(city.text), .integer(Int64(limit))])
    ])[0]
    var registries: [PeerRegistry] = []
    for row in rows {
      let publication = try RegistryTables.publication(row)
      let venues = try await all(
        SQLQuery(PeerRegistryTables.venues, [.text(city.text), .integer(publication.seq)]),
        RegistryTables.entry)
      registries.append(
        PeerRegistry(city: city, publication: publication, venues: venues, fetched: try row.instant(8)))
    }
    return registries
  }

  /// How the last tries to fetch a partner's registry went.
  public func registryCheck(of city: CityID) async throws -> PeerRegistryCheck {
    try await first(SQLQuery(PeerRegistryTables.check, [.text(city.text)])) { row in
      var check = PeerRegistryCheck()
      check.checked = try row.optional(0, SQLRow.instant)
      check.refused = try row.optional(1, SQLRow.instant)
      check.refusal = row.isNull(2) ? nil : try row.parsed(2, RegistryRefusal.init)
      check.detail = try row.optional(3, SQLRow.text)
      return check
    } ?? PeerRegistryCheck()
  }

  /// Keeps how the last try went.
  public func keep(_ check: PeerRegistryCheck, of city: CityID) async throws {
    try await engine.write { session in
      _ = try session.rows(
        PeerRegistryTables.writeCheck,
        [
          .text(city.text), .optional(check.checked), .optional(check.refused),
          .optional(check.refusal?.rawValue), .optional(check.detail),
        ])
    }
  }
}
