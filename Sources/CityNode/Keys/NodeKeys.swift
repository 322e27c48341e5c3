import Benefits
public import Federation
public import Signing
public import Store
import Wire

/// A city's secrets, as read from its key files.
public struct NodeKeys: Sendable {
  /// Signs the entity statement, and nothing else.
  public let federation: PrivateKey
  /// Signs messages to other cities.
  public let `protocol`: PrivateKey
  /// Hashes card identifiers, references and tokens.
  let identifiers: KeyedHash
  /// Makes pairwise subjects.
  let pairwise: KeyedHash

  /// Takes the secrets.
  public init(
    federation: PrivateKey, protocol: PrivateKey, identifiers: KeyedHash, pairwise: KeyedHash
  ) {
    self.federation = federation
    self.protocol = `protocol`
    self.identifiers = identifiers
    self.pairwise = pairwise
  }

  /// What a card is found by: a keyed hash of its identifier, for numbers are few enough to be tried out.
  public func digest(of card: CardIdentifier) -> [UInt8] { identifiers.hash(domain: "card", card.text) }

  /// The keyed hash of the city's own reference for a card.
  public func digest(cardReference: String) -> [UInt8] {
    identifiers.hash(domain: "card-reference", cardReference)
  }

  /// The keyed hash of the city's own reference for a member.
  public func digest(memberReference: String) -> [UInt8] {
    identifiers.hash(domain: "member-reference", memberReference)
  }

  /// The keyed hash under which a terminal's token is stored.
  public func digest(token: String) -> [UInt8] { identifiers.hash(domain: "terminal-token", token) }

  /// What a request asks for, in 32 bytes. Keyed, for it covers a card number.
  func fingerprint(_ parts: [String]) -> Fingerprint {
    Fingerprint(identifiers.hash(domain: "request", parts.joined(separator: "\u{1F}")))
  }

  /// What binds the entries of the audit log.
  public var auditSeal: AuditSeal {
    let identifiers = identifiers
    return AuditSeal { identifiers.hash(domain: "audit", $0) }
  }

  /// The keyed hash of something secret or of one of few, by which it is kept and found: `domain` says of what.
  func digest(_ domain: StaffDomain, _ parts: [UInt8]...) -> [UInt8] {
    // Each part with its length, so that two parts never read as one.
    identifiers.hash(
      domain: domain.rawValue, parts.flatMap { bytes in Array("\(bytes.count)\0".utf8) + bytes })
  }

  /// A member's pseudonym for one host city: stable there, unrelated to the one elsewhere.
  public func subject(of member: [UInt8], for host: EntityID) -> String {
    Base64URL.text(pairwise.hash(Array("subject\0\(host.text)\0".utf8) + member))
  }
}

extension KeyedHash {
  /// Different things never share a hash: each kind has its domain.
  fileprivate func hash(domain: String, _ text: String) -> [UInt8] {
    hash(domain: domain, Array(text.utf8))
  }

  fileprivate func hash(domain: String, _ bytes: [UInt8]) -> [UInt8] {
    hash(Array("\(domain)\0".utf8) + bytes)
  }
}

/// What of staff is kept as a keyed hash, or made by one.
enum StaffDomain: String {
  case session = "staff-session"
  case form = "staff-form"
  case invitation = "staff-invitation"
  case recovery = "staff-recovery"
  case device = "staff-device"
  case totp = "staff-totp"
  case passwordGiven = "staff-password-given"
  case failure = "staff-failure"
}
