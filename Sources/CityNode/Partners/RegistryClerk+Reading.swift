public import Benefits
public import Federation
public import Office
public import Store
public import Wire

extension CityStore {
  /// The file that a document holds; nil without one.
  public func file(
    in hash: DocumentHash?, called venue: VenueID, of city: CityID
  ) async throws -> PartnerFile? {
    guard let hash, let bytes = try await registryDocument(hash) else { return nil }
    return try PartnerCodec.read(name: "\(venue).json", bytes: bytes, city: city)
  }

  /// The venue that a document holds; nil without one.
  public func venue(
    in hash: DocumentHash?, called venue: VenueID, of city: CityID
  ) async throws -> Venue? {
    try await file(in: hash, called: venue, of: city)?.venue
  }
}

/// What revisions say and would do, for those who write and review them.
extension RegistryClerk {
  /// The revision of a venue that is in force; nil if none is.
  public func revisionInForce(of venue: VenueID) async throws -> VenueRevision? {
    try await store.currentRevisions().first { $0.venue == venue && $0.state == .published }
  }

  /// A revision's file; nil if it withdraws the venue.
  public func file(of revision: VenueRevision) async throws -> PartnerFile? {
    try await store.file(in: revision.document, called: revision.venue, of: city)
  }

  /// A revision's documents, read.
  public func reading(of revision: VenueRevision) async throws -> RevisionReading {
    var base: Venue?
    if let id = revision.base, let before = try await store.revision(id) {
      base = try await store.venue(in: before.document, called: revision.venue, of: city)
    }
    return RevisionReading(base: base, next: try await file(of: revision)?.venue)
  }

  /// Recorded visits of some days, decided anew; nil for a new or a withdrawn venue, which has nothing to compare with.
  public func dryRun(
    _ revision: VenueRevision, days: DateSpan, calendar: CityCalendar
  ) async throws -> DryRun? {
    let inForce = try await inForce()?.venue(revision.venue)
    guard let inForce, let changed = try await file(of: revision)?.venue else { return nil }
    var run = DryRun(before: inForce, after: changed, calendar: calendar)
    let period = calendar.civil.start(of: days.first)..<(calendar.civil.start(of: days.last) + .hours(24))
    try await store.eachVisit(at: revision.venue, in: period) { run.add($0) }
    return run
  }

  /// Keeps a file as a draft; nil if nothing would change. A draft that it takes the place of is given up by its author.
  ///
  /// - Parameters:
  ///   - seen: What was in force while the author wrote.
  ///   - replaced: The author's draft that this one goes on from.
  public func keep(
    _ file: PartnerFile, by author: Actor, note: String?, seeing seen: RevisionID?,
    replacing replaced: RevisionID?
  ) async throws -> VenueRevision? {
    let bytes = PartnerCodec.write(file)
    let draft = try await draft([("\(file.venue.id).json", bytes)], by: author, note: note, seeing: seen)
      .first
    if let draft, let replaced, replaced != draft.id {
      try await reject([replaced], by: author, because: "→ \(draft.id)")
    }
    return draft
  }
}

/// The two sides of a revision: what was in force when it was written, and what it puts in its place.
public struct RevisionReading: Sendable {
  /// What was in force; nil if nothing was.
  public let base: Venue?
  /// The venue as it would be; nil if it is withdrawn.
  public let next: Venue?

  /// What changes, in words.
  public var changes: [PartnerChange] { PartnerDiff.between(old: base, new: next) }

  /// What is odd about its offers on `today`, and has to be named when it is handed in.
  public func warnings(on today: CivilDate) -> [OfferWarning] {
    next.map { PublishedPast(venue: base, records: [:]).warnings(in: $0, on: today) } ?? []
  }
}
