public import Benefits

/// The number of an invitation for one device; unique within the city.
public struct PairingID: Hashable, Sendable, CustomStringConvertible {
  /// The number.
  public let number: Int64

  /// Wraps a number.
  public init(_ number: Int64) { self.number = number }

  /// The number in decimal.
  public var description: String { "\(number)" }
}

/// An invitation for one device to become a venue's terminal.
///
/// The code that the device shows is made of ``seed`` and a key of the node, so the books alone give it to nobody. It
/// counts once: for the device that brings it first, which may ask again under its own id, should the answer get lost.
public struct TerminalPairing: Hashable, Sendable {
  /// How long a code can be used.
  public static let life = TimeSpan.minutes(15)
  /// The most invitations that wait at once.
  public static let openLimit = 200
  /// How long it is remembered that one was used or lapsed.
  public static let memory = TimeSpan.hours(24)
  /// The longest label, in characters.
  public static let labelLimit = 100

  /// Its number.
  public let id: PairingID
  /// 128 random bits that the code is made of.
  public let seed: [UInt8]
  /// Where the device stands.
  public let venue: VenueID
  /// What it is called there.
  public let label: String
  /// Which sales point, if that is told apart.
  public let salesPoint: SalesPointID?
  /// Who invited.
  public let author: Actor
  /// When.
  public let created: Instant
  /// Until when the code counts.
  public let expires: Instant
  /// The device that used it.
  public internal(set) var device: UUIDv7?
  /// When it did.
  public internal(set) var used: Instant?

  /// Makes a record.
  public init(
    id: PairingID, seed: [UInt8], venue: VenueID, label: String, salesPoint: SalesPointID?, author: Actor,
    created: Instant, expires: Instant, device: UUIDv7? = nil, used: Instant? = nil
  ) {
    self.id = id
    self.seed = seed
    self.venue = venue
    self.label = label
    self.salesPoint = salesPoint
    self.author = author
    self.created = created
    self.expires = expires
    self.device = device
    self.used = used
  }

  /// Whether somebody may call a terminal so.
  public static func isLabel(_ text: String) -> Bool { OneLine.holds(text, limit: labelLimit) }

  /// Where it is in its life.
  public func state(at now: Instant) -> PairingState {
    used != nil ? .used : now < expires ? .waiting : .expired
  }

  /// What comes of a device that brings the code.
  public func brought(by device: UUIDv7, at now: Instant) throws(PairingFault) -> Outcome {
    if used != nil {
      guard self.device == device, now < expires else { throw .used }
      return .again
    }
    guard now < expires else { throw .expired }
    var pairing = self
    (pairing.device, pairing.used) = (device, now)
    return .first(pairing)
  }

  /// What comes of a device that brings the code.
  public enum Outcome: Hashable, Sendable {
    /// It becomes the terminal; the pairing is used up.
    case first(TerminalPairing)
    /// It is the terminal already, and asks once more.
    case again
  }
}

/// Where an invitation is in its life.
public enum PairingState: String, CaseIterable, Hashable, Sendable {
  case waiting, used, expired
}

/// Why a code pairs nothing. The raw values are stable.
public enum PairingFault: String, Error, CaseIterable, Hashable, Sendable {
  /// No invitation has this code.
  case unknown = "pairing_code_unknown"
  /// A device used it before.
  case used = "pairing_code_used"
  /// It came too late.
  case expired = "pairing_code_expired"
}
