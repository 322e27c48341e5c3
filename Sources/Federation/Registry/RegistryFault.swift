public import Benefits

/// Why a command about the registry has no effect.
public enum RegistryFault: Error, Hashable, Sendable {
  /// There is no such revision.
  case unknownRevision(RevisionID)
  /// There is no such venue in force.
  case unknownVenue(VenueID)
  /// The revision is not where the command needs it.
  case wrongState(RevisionID, RevisionState)
  /// A name is empty, too long, or not in one line.
  case nameInvalid
  /// A note is too long, or not in one line.
  case noteInvalid
  /// Author and reviewer are one person.
  case samePerson(String)
  /// Somebody else published this venue meanwhile.
  case baseOutdated(RevisionID, published: RevisionID?)
  /// Somebody else published this venue after the author had looked at it.
  case changedMeanwhile(VenueID)
  /// What is published contradicts the new document.
  case offers(RevisionID, [OfferFinding])
  /// Warnings that nobody named.
  case unacknowledged(RevisionID, [OfferWarning])
  /// It would come into force too far ahead.
  case tooFarAhead
  /// Too many revisions are open.
  case tooManyOpen
  /// More venues than a registry holds.
  case tooManyVenues
  /// The documents have more bytes together than a registry's may.
  case tooLarge

  /// The stable code.
  public var code: String {
    switch self {
    case .unknownRevision: "unknown_revision"
    case .unknownVenue: "unknown_venue"
    case .wrongState: "wrong_state"
    case .nameInvalid: "name_invalid"
    case .noteInvalid: "note_invalid"
    case .samePerson: "same_person"
    case .baseOutdated: "base_outdated"
    case .changedMeanwhile: "changed_meanwhile"
    case .offers(_, let findings): findings.first?.rule.rawValue ?? "offers"
    case .unacknowledged: "unacknowledged"
    case .tooFarAhead: "too_far_ahead"
    case .tooManyOpen: "too_many_open"
    case .tooManyVenues: "too_many_venues"
    case .tooLarge: "too_large"
    }
  }
}

/// A contradiction between a new document and what was published before.
public struct OfferFinding: Hashable, Sendable {
  /// What is contradicted. The raw values are stable.
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    /// Published, and changed under the same version.
    case changedWithoutVersion = "offer_changed_without_version"
    /// The same, and visitors were already charged by it: it can't be changed, only superseded.
    case redeemed = "offer_redeemed"
    /// Published under a higher version.
    case versionLower = "offer_version_lower"
    /// Not in force any more, and the id comes back under a version that is used up.
    case idUsed = "offer_id_used"
    /// The id belongs to another venue of the city.
    case ofOtherVenue = "offer_of_other_venue"
  }

  /// The offer.
  public let offer: OfferID
  /// The version in the new document.
  public let version: Int
  /// The rule.
  public let rule: Rule
  /// What was published of it.
  public let record: OfferRecord

  /// Makes a finding.
  public init(offer: OfferID, version: Int, rule: Rule, record: OfferRecord) {
    self.offer = offer
    self.version = version
    self.rule = rule
    self.record = record
  }
}

/// Something about an offer that may be meant, and that somebody has to say is.
public struct OfferWarning: Hashable, Sendable {
  /// What is odd. The raw values are stable.
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    /// New or changed, and over before it begins.
    case validityOver = "validity_over"
    /// New, with the very days of an offer that it was evidently copied from.
    case datesCopied = "dates_copied"
    /// New, and without end.
    case noEnd = "no_end"
  }

  /// The offer.
  public let offer: OfferID
  /// What is odd.
  public let rule: Rule
  /// The offer that it was evidently copied from.
  public let model: OfferID?

  /// Makes a warning.
  public init(offer: OfferID, rule: Rule, model: OfferID? = nil) {
    self.offer = offer
    self.rule = rule
    self.model = model
  }
}
