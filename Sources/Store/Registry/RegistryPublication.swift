public import Benefits
public import Federation

/// A registry as it was signed.
public struct RegistryPublication: Hashable, Sendable {
  /// Its number.
  public let seq: Int64
  /// The exact JWS.
  public let token: [UInt8]
  /// SHA-256 of that.
  public let hash: [UInt8]
  /// The key that signed.
  public let kid: String
  /// The digest of the documents, as each check keeps it.
  public let rules: [UInt8]
  /// `iat`.
  public let issued: Instant
  /// `exp`.
  public let expires: Instant
  /// `next_update`.
  public let nextUpdate: Instant

  /// Makes a record.
  public init(
    seq: Int64, token: [UInt8], hash: [UInt8], kid: String, rules: [UInt8], issued: Instant,
    expires: Instant, nextUpdate: Instant
  ) {
    self.seq = seq
    self.token = token
    self.hash = hash
    self.kid = kid
    self.rules = rules
    self.issued = issued
    self.expires = expires
    self.nextUpdate = nextUpdate
  }
}

/// What a store needs of others to keep a registry: to read documents, and to sign.
public struct RegistryPress: Sendable {
  /// The venue that a document holds; nil if it can't be read.
  public let read: @Sendable (VenueID, [UInt8]) -> Venue?
  /// The signed registry of these venues, under this number.
  public let sign:
    @Sendable (_ seq: Int64, _ venues: [RegistryEntry], _ now: Instant) throws -> RegistryPublication

  /// Makes a press.
  public init(
    read: @escaping @Sendable (VenueID, [UInt8]) -> Venue?,
    sign: @escaping @Sendable (Int64, [RegistryEntry], Instant) throws -> RegistryPublication
  ) {
    self.read = read
    self.sign = sign
  }
}

/// What a command about the registry touches.
public enum RegistryNeeds: Sendable {
  /// No document.
  case none
  /// These revisions.
  case revisions([RevisionID])
  /// What is scheduled and due.
  case due
}
