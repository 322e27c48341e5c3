public import Benefits

/// The rules of the registry's life cycle: a state machine over revisions. It does no I/O and reads no clock.
///
/// The store fills it with what is open, what is in force, and what the commands need of documents and offers; it
/// decides, and the store writes what ``changed``.
///
/// ```
/// draft → in_review → scheduled → published → retired
///    └────────┴───────────┴──→ rejected
/// ```
public struct RegistryDesk: Sendable {
  /// Every revision that is open or in force.
  public private(set) var revisions: [RevisionID: VenueRevision]
  /// The number of the registry in force; 0 before the first.
  public private(set) var seq: Int64
  /// The documents that the commands need, as they read.
  private var venues: [DocumentHash: Venue]
  /// What was ever published of the offers in these documents.
  private var records: [OfferID: OfferRecord]
  private let calendar: CivilCalendar
  private var nextID: Int64
  /// What is in force and what is open, so that a thousand venues at once are no million steps.
  private var inForceIDs: [VenueID: RevisionID] = [:]
  private var openIDs: [VenueID: Set<RevisionID>] = [:]
  private var open = 0

  /// The revisions that the commands wrote.
  public private(set) var changed: Set<RevisionID> = []
  /// The offers that came into force, for the record.
  public private(set) var usedUp: [OfferRecord] = []

  /// Opens the desk.
  public init(
    revisions: [VenueRevision], seq: Int64, nextID: Int64, venues: [DocumentHash: Venue] = [:],
    records: [OfferRecord] = [], calendar: CivilCalendar = .taipei
  ) {
    self.revisions = Dictionary(revisions.map { ($0.id, $0) }) { first, _ in first }
    self.seq = seq
    self.nextID = nextID
    self.venues = venues
    self.records = Dictionary(records.map { ($0.offer, $0) }) { first, _ in first }
    self.calendar = calendar
    for revision in self.revisions.values { enter(revision) }
  }

  /// What is in force, by venue.
  public var published: [VenueID: VenueRevision] { inForceIDs.compactMapValues { revisions[$0] } }

  // MARK: Writing

  /// Keeps a new version of a venue's document, or with `document` nil the wish to withdraw the venue. Nil if nothing
  /// would change: it is in force, or the same revision is open already. With `seeing`, the author looked at that
  /// revision while writing; if it is no longer in force, what followed it would be undone unseen.
  public mutating func draft(
    _ venue: VenueID, document: DocumentHash?, by author: String, note: String? = nil,
    seeing seen: RevisionID? = nil, at now: Instant
  ) throws(RegistryFault) -> RevisionID? {
    try Self.check(name: author)
    try Self.check(note: note)
    let base = inForce(venue)
    if let seen, base?.id != seen { throw .changedMeanwhile(venue) }
    if document == nil, base == nil { throw .unknownVenue(venue) }
    if let base, base.document == document { return nil }
    let rivals = openIDs[venue, default: []].compactMap { revisions[$0] }
    guard !rivals.contains(where: { $0.document == document && $0.base == base?.id }) else { return nil }
    guard open < RegistryLimits.open else { throw .tooManyOpen }
    let id = RevisionID(nextID)
    nextID += 1
    keep(
      VenueRevision(
        id: id, venue: venue, document: document, base: base?.id, author: author, written: now, note: note))
    return id
  }

  /// Hands a draft to a second person. Warnings that are not of an offer in `acknowledged` keep it.
  public mutating func submit(
    _ id: RevisionID, acknowledging acknowledged: Set<OfferID> = [], at now: Instant
  ) throws(RegistryFault) {
    var revision = try revision(id, in: [.draft])
    try check(revision)
    let warnings = warnings(about: revision, at: now)
    let unnamed = warnings.filter { !acknowledged.contains($0.offer) }
    guard unnamed.isEmpty else { throw .unacknowledged(id, unnamed) }
    revision.acknowledged = Set(warnings.map(\.offer)).sorted()
    revision.state = .inReview
    revision.submitted = now
    keep(revision)
  }

  /// What is odd about a revision today.
  public func warnings(about revision: VenueRevision, at now: Instant) -> [OfferWarning] {
    guard let next = revision.document.flatMap({ venues[$0] }) else { return [] }
    return past(of: revision.venue).warnings(in: next, on: calendar.date(now))
  }

  // MARK: Reviewing

  /// Approves a revision; it comes into force at `effective`, at once if that is over or not stated.
  public mutating func approve(
    _ id: RevisionID, by reviewer: String, effective: Instant? = nil, at now: Instant
  ) throws(RegistryFault) {
    try Self.check(name: reviewer)
    var revision = try revision(id, in: [.inReview])
    guard !Self.samePerson(reviewer, revision.author) else { throw .samePerson(revision.author) }
    let effective = max(effective ?? now, now)
    guard effective - now <= RegistryLimits.ahead else { throw .tooFarAhead }
    try check(revision)
    revision.state = .scheduled
    revision.reviewer = reviewer
    revision.reviewed = now
    revision.effective = effective
    keep(revision)
  }

  /// Stops a revision that is not in force yet; its author may do so too.
  public mutating func reject(
    _ id: RevisionID, by reviewer: String, because reason: String?, at now: Instant
  ) throws(RegistryFault) {
    try Self.check(name: reviewer)
    try Self.check(note: reason)
    var revision = try revision(id, in: [.draft, .inReview, .scheduled])
    revision.state = .rejected
    revision.reviewer = reviewer
    revision.reviewed = now
    revision.refusal = reason
    keep(revision)
  }

  // MARK: Publishing

  /// An approved revision is to come into force now, not later. Not by its author: the day is part of what a
  /// second person approved.
  public mutating func bringForward(
    _ id: RevisionID, by person: String, at now: Instant
  ) throws(RegistryFault) {
    var revision = try revision(id, in: [.scheduled])
    if Self.samePerson(person, revision.author) { throw .samePerson(revision.author) }
    try check(revision)
    revision.effective = min(revision.effective ?? now, now)
    keep(revision)
  }

  /// Puts in force whatever is due, all under one new number; says what it was. A revision that was overtaken is
  /// rejected with the rule's code, so that it holds up no other.
  public mutating func publishDue(at now: Instant) -> [RevisionID] {
    let due = revisions.values.filter { $0.state == .scheduled && ($0.effective ?? now) <= now }
      .sorted { ($0.effective ?? now, $0.id) < ($1.effective ?? now, $1.id) }
    var put: [RevisionID] = []
    for revision in due {
      do {
        try check(revision)
        putInForce(revision, seq: seq + 1, at: now)
        put.append(revision.id)
      } catch {
        var refused = revision
        refused.state = .rejected
        refused.refusal = error.code
        keep(refused)
      }
    }
    if !put.isEmpty { seq += 1 }
    return put
  }

  /// Signs what is in force under a new number, because the last signature grows old; unless another process was
  /// first, and `seq` is no longer the number in force.
  public mutating func renew(_ seq: Int64) {
    if self.seq == seq { self.seq += 1 }
  }

  /// Puts the first documents of a city in force, as its partners agreed them before there was a registry. False,
  /// and nothing changes, if there is one already.
  public mutating func found(
    _ founding: [(venue: Venue, document: DocumentHash)], by author: String, at now: Instant
  ) -> Bool {
    guard seq == 0 else { return false }
    seq = 1
    for (venue, document) in founding {
      venues[document] = venue
      putInForce(
        VenueRevision(
          id: RevisionID(nextID), venue: venue.id, document: document, base: nil, author: author, written: now
        ),
        seq: seq, at: now)
      nextID += 1
    }
    return true
  }

  private mutating func putInForce(_ revision: VenueRevision, seq: Int64, at now: Instant) {
    if var before = inForce(revision.venue) {
      before.state = .retired
      before.retired = now
      keep(before)
    }
    var revision = revision
    // What withdraws a venue is never in force itself.
    revision.state = revision.document == nil ? .retired : .published
    revision.published = now
    revision.seq = seq
    if revision.document == nil { revision.retired = now }
    keep(revision)
    for offer in revision.document.flatMap({ venues[$0] })?.offers ?? [] {
      let record = OfferRecord(offer: offer.id, venue: revision.venue, version: offer.version)
      guard records[offer.id] != record else { continue }
      records[offer.id] = record
      usedUp.append(record)
    }
  }

  // MARK: Rules

  private func inForce(_ venue: VenueID) -> VenueRevision? { inForceIDs[venue].flatMap { revisions[$0] } }

  private func past(of venue: VenueID) -> PublishedPast {
    PublishedPast(venue: inForce(venue)?.document.flatMap { venues[$0] }, records: records)
  }

  private func revision(
    _ id: RevisionID, in states: Set<RevisionState>
  ) throws(RegistryFault) -> VenueRevision {
    guard let revision = revisions[id] else { throw .unknownRevision(id) }
    guard states.contains(revision.state) else { throw .wrongState(id, revision.state) }
    return revision
  }

  /// Whether what is in force lets the revision follow.
  private func check(_ revision: VenueRevision) throws(RegistryFault) {
    let base = inForce(revision.venue)
    guard base?.id == revision.base else { throw .baseOutdated(revision.id, published: base?.id) }
    guard let document = revision.document else { return }
    guard let next = venues[document] else { throw .unknownRevision(revision.id) }
    let findings = past(of: revision.venue).findings(in: next)
    guard findings.isEmpty else { throw .offers(revision.id, findings) }
    guard base != nil || inForceIDs.count < RegistryLimits.venues else { throw .tooManyVenues }
  }

  private mutating func keep(_ revision: VenueRevision) {
    if let before = revisions[revision.id] { leave(before) }
    revisions[revision.id] = revision
    enter(revision)
    changed.insert(revision.id)
  }

  private mutating func enter(_ revision: VenueRevision) {
    if revision.state == .published { inForceIDs[revision.venue] = revision.id }
    if revision.state.isOpen, openIDs[revision.venue, default: []].insert(revision.id).inserted { open += 1 }
  }

  private mutating func leave(_ revision: VenueRevision) {
    if inForceIDs[revision.venue] == revision.id { inForceIDs[revision.venue] = nil }
    if openIDs[revision.venue]?.remove(revision.id) != nil { open -= 1 }
  }

  private static func check(name: String) throws(RegistryFault) {
    guard RegistryLimits.name.contains(name.count), !trimmed(name).isEmpty, isOneLine(name) else {
      throw .nameInvalid
    }
  }

  private static func check(note: String?) throws(RegistryFault) {
    guard (note?.count ?? 0) <= RegistryLimits.note, isOneLine(note ?? "") else { throw .noteInvalid }
  }

  /// Until staff sign in, a name is what somebody typed: case and surrounding blanks make no second person.
  private static func samePerson(_ a: String, _ b: String) -> Bool {
    trimmed(a.lowercased()) == trimmed(b.lowercased())
  }

  private static func trimmed(_ name: String) -> Substring {
    let start = name.drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...end]
  }

  private static func isOneLine(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control && $0.properties.generalCategory != .lineSeparator
        && $0.properties.generalCategory != .paragraphSeparator
    }
  }
}
