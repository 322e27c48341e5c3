public import Benefits

/// One venue in a published registry. Its document travels apart, by its hash, so that only what changed is fetched.
public struct RegistryEntry: Hashable, Sendable {
  /// The venue.
  public let venue: VenueID
  /// Its document.
  public let document: DocumentHash
  /// How many bytes that has.
  public let size: Int

  /// Makes an entry.
  public init(venue: VenueID, document: DocumentHash, size: Int) {
    self.venue = venue
    self.document = document
    self.size = size
  }
}

/// `citycard-registry+jwt`: the venues of one city, as it publishes them to everybody.
public struct PublishedRegistry: Hashable, Sendable {
  /// The city that publishes it.
  public let issuer: EntityID
  /// `iat`.
  public let issued: Instant
  /// `exp`.
  public let expires: Instant
  /// Counts up by one with each registry that is signed.
  public let seq: Int64
  /// When the next one comes, at the latest.
  public let nextUpdate: Instant
  /// The venues, by id.
  public let venues: [RegistryEntry]

  /// Makes a registry.
  public init(
    issuer: EntityID, issued: Instant, expires: Instant, seq: Int64, nextUpdate: Instant,
    venues: [RegistryEntry]
  ) {
    self.issuer = issuer
    self.issued = issued
    self.expires = expires
    self.seq = seq
    self.nextUpdate = nextUpdate
    self.venues = venues
  }

  /// The bytes of all documents.
  public var size: Int { venues.reduce(0) { $0 + $1.size } }

  /// A registry that is signed now.
  public init(issuer: EntityID, seq: Int64, venues: [RegistryEntry], at now: Instant) {
    let issued = Instant(seconds: now.seconds)
    self.init(
      issuer: issuer, issued: issued, expires: issued + RegistryLimits.life, seq: seq,
      nextUpdate: issued + RegistryLimits.update, venues: venues.sorted { $0.venue < $1.venue })
  }
}

/// What is known of a city's registry: its number, and SHA-256 of the exact message.
public struct RegistryHead: Hashable, Sendable {
  /// The number.
  public let seq: Int64
  /// SHA-256 of the exact bytes of the JWS.
  public let hash: [UInt8]

  /// Makes a head.
  public init(seq: Int64, hash: [UInt8]) {
    self.seq = seq
    self.hash = hash
  }
}

/// Why a registry of a partner city is not taken over. The last good one stays in force. In order of precedence.
public enum RegistryRefusal: String, Error, CaseIterable, Hashable, Sendable {
  /// No connection, no answer in time, or not a registry by its status or media type.
  case unavailable
  /// The token, its signature or its claims do not hold.
  case unsound
  /// Another city's.
  case wrongIssuer = "wrong_issuer"
  /// Issued later than now.
  case issuedInFuture = "issued_in_future"
  /// `exp` is over.
  case expired
  /// It would hold longer than a registry may, or its next update is not between `iat` and `exp`.
  case lifetimeTooLong = "lifetime_too_long"
  /// A lower number than the one in force: somebody shows an old registry, or the city lost its books.
  case rolledBack = "rolled_back"
  /// The number in force with other bytes: the city, or whoever has its key, tells one this and another that.
  case equivocation
  /// Its documents have more bytes together than a city's may.
  case tooLarge = "too_large"
  /// A venue twice.
  case doubledVenue = "doubled_venue"
  /// A document that can't be had.
  case documentUnavailable = "document_unavailable"
  /// A document with another hash or size than was signed.
  case documentDiffers = "document_differs"
  /// A document that is not one of that venue, or has faults.
  case documentInvalid = "document_invalid"
  /// An offer id in two venues.
  case doubledOffer = "doubled_offer"

  /// Whether it is a sign of fraud or of lost books, that somebody has to look into.
  public var isAlarming: Bool { self == .rolledBack || self == .equivocation }
}

extension PublishedRegistry {
  /// The rules by which a partner city takes a registry over whose signature holds.
  ///
  /// - Returns: Whether it is new; the very message that is in force already is not.
  public func check(
    from city: EntityID, hash: [UInt8], known: RegistryHead?, at now: Instant
  ) throws(RegistryRefusal) -> Bool {
    guard issuer == city else { throw .wrongIssuer }
    guard issued <= now + VerificationLimits.skew else { throw .issuedInFuture }
    guard now < expires + VerificationLimits.skew else { throw .expired }
    guard expires - issued <= RegistryLimits.life, issued < nextUpdate, nextUpdate <= expires else {
      throw .lifetimeTooLong
    }
    if let known {
      guard seq >= known.seq else { throw .rolledBack }
      if seq == known.seq {
        guard hash == known.hash else { throw .equivocation }
        return false
      }
    }
    guard size <= RegistryLimits.totalBytes else { throw .tooLarge }
    guard Set(venues.map(\.venue)).count == venues.count else { throw .doubledVenue }
    return true
  }
}
