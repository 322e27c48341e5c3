public import Benefits
public import Federation
public import Office

/// The own registry: an operator's commands and the node's publishing are transactions of their own, beside no other
/// of the kind; so of several processes exactly one publishes what is due.
extension CityStore {
  /// The most publications that are kept; documents and revisions are kept for ever.
  static let publicationLimit: Int64 = 1000

  /// Runs `body` on a desk with what `needs` names, and keeps what it decided, with the documents that come with it.
  /// Where it counted the number up, the registry is signed and in force when this returns. The audit log says of every
  /// revision that changed what it was and what it became by `actor`.
  ///
  /// Throws what `body` throws, and then nothing has changed; else ``StoreError``.
  public func changeRegistry<Outcome: Sendable>(
    _ needs: RegistryNeeds, adding documents: [DocumentHash: [UInt8]] = [:], press: RegistryPress,
    by actor: Actor, at now: Instant,
    _ body: @escaping @Sendable (inout RegistryDesk) throws -> Outcome
  ) async throws -> Outcome {
    try await changeOffice { ledger in
      let session = ledger.session
      let added = documents.map { hash, bytes in
        SQLQuery(
          RegistryTables.addDocument, [.blob(hash.bytes), .integer(Int64(bytes.count)), .blob(bytes)])
      }
      if !added.isEmpty { _ = try session.run(added) }
      var desk = try Self.desk(needs, press: press, at: now, from: session)
      let (seq, before) = (desk.seq, desk.revisions)
      let outcome = try body(&desk)
      let changed = desk.changed.sorted().compactMap { desk.revisions[$0] }.filter { before[$0.id] != $0 }
      let written = changed.map(RegistryTables.write)
      let offers = desk.usedUp.map {
        SQLQuery(
          RegistryTables.writeOffer,
          [.text($0.offer.text), .text($0.venue.text), .integer(Int64($0.version))])
      }
      if !(written + offers).isEmpty { _ = try session.run(written + offers) }
      try ledger.record(
        changed.map { RegistryAudit.entry($0, before: before[$0.id], by: actor, at: now) })
      if desk.seq != seq {
        let venues = try session.rows(RegistryTables.publishedVenues).map(RegistryTables.entry)
        let publication = try press.sign(desk.seq, venues, now)
        _ = try session.run([
          RegistryTables.write(publication),
          SQLQuery(RegistryTables.forgetPublications, [.integer(desk.seq - Self.publicationLimit)]),
        ])
      }
      return outcome
    }
  }

  private static func desk(
    _ needs: RegistryNeeds, press: RegistryPress, at now: Instant, from session: any SQLSession
  ) throws -> RegistryDesk {
    let results = try session.run([
      SQLQuery(RegistryTables.current), SQLQuery(RegistryTables.headSeq), SQLQuery(RegistryTables.lastID),
    ])
    let revisions = try results[0].map(RegistryTables.revision)
    let inForce = Dictionary(
      revisions.filter { $0.state == .published }.map { ($0.venue, $0) }
    ) { first, _ in first }
    let needed: [VenueRevision] =
      switch needs {
      case .none: []
      case .revisions(let ids): revisions.filter { Set(ids).contains($0.id) }
      case .due: revisions.filter { $0.state == .scheduled && ($0.effective ?? now) <= now }
      }
    var venues: [DocumentHash: Venue] = [:]
    for revision in needed + needed.compactMap({ inForce[$0.venue] }) {
      guard let hash = revision.document, venues[hash] == nil else { continue }
      guard let row = try session.rows(RegistryTables.document, [.blob(hash.bytes)]).first,
        let venue = press.read(revision.venue, try row.blob(0))
      else { throw StoreError(.damaged, "a document of the registry") }
      venues[hash] = venue
    }
    let offers = Set(needed.compactMap(\.document).compactMap { venues[$0] }.flatMap(\.offers).map(\.id))
    let known = offers.sorted()
    let rows =
      known.isEmpty
      ? [] : try session.run(known.map { SQLQuery(RegistryTables.offer, [.text($0.text)]) })
    let records = try zip(known, rows).compactMap { offer, rows in
      try rows.first.map {
        OfferRecord(
          offer: offer, venue: try $0.parsed(0) { VenueID($0) }, version: Int(try $0.integer(1)))
      }
    }
    return RegistryDesk(
      revisions: revisions, seq: try results[1][0].integer(0), nextID: try results[2][0].integer(0) + 1,
      venues: venues, records: records)
  }
}

/// The own registry in force.
public struct OwnRegistry: Sendable {
  /// As it was signed.
  public let publication: RegistryPublication
  /// Its venues, by id.
  public let venues: [RegistryEntry]
}

/// What a node looks at every second.
public struct RegistryPulse: Hashable, Sendable {
  /// The number of the own registry in force; 0 before the first.
  public let seq: Int64
  /// When that announced the next one; nil before the first.
  public let nextUpdate: Instant?
  /// When the next approved revision is due; nil if none waits.
  public let due: Instant?
  /// The numbers of the partners' registries in force.
  public let peers: [CityID: Int64]
}

extension CityStore {
  /// Numbers alone, in one round trip.
  public func registryPulse() async throws -> RegistryPulse {
    let results = try await reads.read([
      SQLQuery(RegistryTables.beat), SQLQuery(RegistryTables.nextDue), SQLQuery(PeerRegistryTables.heads),
    ])
    let peers = try results[2].map { (try $0.parsed(0) { CityID($0) }, try $0.integer(1)) }
    return RegistryPulse(
      seq: try results[0].first?.integer(0) ?? 0, nextUpdate: try results[0].first?.instant(1),
      due: try results[1].first?.optional(0, SQLRow.instant),
      peers: Dictionary(peers) { first, _ in first })
  }

  /// The own registry in force; nil before the first.
  public func ownRegistry() async throws -> OwnRegistry? {
    let results = try await reads.read([
      SQLQuery(RegistryTables.head), SQLQuery(RegistryTables.publishedVenues),
    ])
    return try results[0].first.map { row in
      OwnRegistry(
        publication: try RegistryTables.publication(row), venues: try results[1].map(RegistryTables.entry))
    }
  }

  /// The newest publications, newest first.
  public func publications(limit: Int) async throws -> [RegistryPublication] {
    try await all(
      SQLQuery(RegistryTables.publications, [.integer(Int64(limit))]), RegistryTables.publication)
  }

  /// A document by its hash, whoever's it is and whether published or not.
  public func registryDocument(_ hash: DocumentHash) async throws -> [UInt8]? {
    try await first(SQLQuery(RegistryTables.document, [.blob(hash.bytes)])) { try $0.blob(0) }
  }

  /// A document of the own city that was published once, by its hash.
  public func publishedDocument(_ hash: DocumentHash) async throws -> [UInt8]? {
    try await first(SQLQuery(RegistryTables.publishedDocument, [.blob(hash.bytes)])) { try $0.blob(0) }
  }

  /// A revision by its number.
  public func revision(_ id: RevisionID) async throws -> VenueRevision? {
    try await first(SQLQuery(RegistryTables.revision, [.integer(id.number)]), RegistryTables.revision)
  }

  /// The revisions that are open or in force, by number.
  public func currentRevisions() async throws -> [VenueRevision] {
    try await all(SQLQuery(RegistryTables.current), RegistryTables.revision)
  }

  /// The newest revisions, of one venue or of all, newest first.
  public func revisions(of venue: VenueID?, limit: Int) async throws -> [VenueRevision] {
    let query = venue.map {
      SQLQuery(RegistryTables.ofVenue, [.text($0.text), .integer(Int64(limit))])
    }
    return try await all(
      query ?? SQLQuery(RegistryTables.newest, [.integer(Int64(limit))]), RegistryTables.revision)
  }
}
