public import Benefits

/// SHA-256 over a domain tag and the exact bytes of a venue's document: what it is called between cities.
public struct DocumentHash: Hashable, Sendable {
  /// 32 bytes.
  public let bytes: [UInt8]

  /// Wraps a digest of SHA-256.
  public init(digest bytes: [UInt8]) { self.bytes = bytes }

  /// Takes a hash, or gives nil if it does not have 32 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }
}

/// The number of a revision; unique within the city.
public struct RevisionID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number.
  public let number: Int64

  /// Wraps a number.
  public init(_ number: Int64) { self.number = number }

  /// The number in decimal.
  public var description: String { "\(number)" }
  /// Older before newer.
  public static func < (a: RevisionID, b: RevisionID) -> Bool { a.number < b.number }
}

/// Where a revision is on its way.
public enum RevisionState: String, CaseIterable, Hashable, Sendable {
  /// Written, and shown to nobody yet.
  case draft
  /// Waits for a second person.
  case inReview = "in_review"
  /// Approved, and waits for its day.
  case scheduled
  /// In force.
  case published
  /// Was in force, until another took its place or the venue was withdrawn.
  case retired
  /// Never came into force, and never will.
  case rejected

  /// Whether it may yet come into force.
  public var isOpen: Bool { self == .draft || self == .inReview || self == .scheduled }
}

/// One version of one venue's document, with everybody who had a hand in it. It is kept for ever.
public struct VenueRevision: Hashable, Sendable {
  /// Its number.
  public let id: RevisionID
  /// The venue.
  public let venue: VenueID
  /// The document; nil withdraws the venue.
  public let document: DocumentHash?
  /// What was published of the venue when this was written; nil if nothing was.
  public let base: RevisionID?
  /// Who wrote it.
  public let author: String
  /// When.
  public let written: Instant
  /// What for, in the author's words.
  public let note: String?
  /// Where it is on its way.
  public var state: RevisionState
  /// The offers whose warnings were named when it was submitted.
  public var acknowledged: [OfferID] = []
  /// When it was submitted.
  public var submitted: Instant?
  /// Who approved or rejected it.
  public var reviewer: String?
  /// When.
  public var reviewed: Instant?
  /// Why it never came into force: a person's words, or the code of the rule that stood in the way.
  public var refusal: String?
  /// From when it shall be in force.
  public var effective: Instant?
  /// When it was published.
  public var published: Instant?
  /// With which registry.
  public var seq: Int64?
  /// When it ceased to be in force.
  public var retired: Instant?

  /// Makes a draft.
  public init(
    id: RevisionID, venue: VenueID, document: DocumentHash?, base: RevisionID?, author: String,
    written: Instant, note: String? = nil, state: RevisionState = .draft
  ) {
    self.id = id
    self.venue = venue
    self.document = document
    self.base = base
    self.author = author
    self.written = written
    self.note = note
    self.state = state
  }
}

/// The highest version under which an offer was ever published, and where. An id is used up by this for ever.
public struct OfferRecord: Hashable, Sendable {
  /// The offer.
  public let offer: OfferID
  /// The venue that had it.
  public let venue: VenueID
  /// The highest version.
  public let version: Int

  /// Makes a record.
  public init(offer: OfferID, venue: VenueID, version: Int) {
    self.offer = offer
    self.venue = venue
    self.version = version
  }
}
