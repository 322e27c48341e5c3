public import Benefits

/// A member of staff with what proves them. Never printed: not even the hash of a password belongs in a log.
public struct StaffAccount: Sendable, CustomStringConvertible, CustomReflectable {
  /// Who it is.
  public let member: StaffMember
  /// The password's scrypt hash with its costs and salt; nil until the invitation is taken up.
  public let password: String?
  /// From what the node's key makes the TOTP secret; worth nothing without that key.
  public let seed: [UInt8]
  /// The last TOTP step that was used; no code of it or of an earlier one is taken again.
  public let lastStep: Int64?

  /// Makes a record.
  public init(member: StaffMember, password: String?, seed: [UInt8], lastStep: Int64?) {
    self.member = member
    self.password = password
    self.seed = seed
    self.lastStep = lastStep
  }

  /// Whose it is.
  public var description: String { "StaffAccount(\(member.id))" }
  /// No children: dumps show nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// One-use proof that somebody was asked to take up an account.
public enum Invitation {
  /// How long it can be used.
  public static let life = TimeSpan.hours(72)
}

/// One-use codes for who has lost the authenticator.
public enum RecoveryCodes {
  /// How many are given out at once.
  public static let count = 10
  /// How many characters of Base32 one has: 50 bits.
  public static let length = 10

  /// A code in the form in which it is compared: capitals, without what stands between the groups. Nil for what can't
  /// be one.
  public static func canonical(_ typed: String) -> String? {
    let text = typed.uppercased().filter { !$0.isWhitespace && $0 != "-" }
    guard text.utf8.count == length,
      text.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x32...0x37).contains($0) })
    else { return nil }
    return text
  }

  /// A code as it is shown: two groups of five.
  public static func shown(_ code: String) -> String { "\(code.prefix(5))-\(code.dropFirst(5))" }
}

/// How long somebody stays signed in.
public enum SessionRules {
  /// Without a request.
  public static let idle = TimeSpan.minutes(30)
  /// At most, whatever happens.
  public static let life = TimeSpan.hours(12)
  /// How exactly the last request is known: it is written at most this often.
  public static let touch = TimeSpan.minutes(1)
  /// How long after the password the code may come.
  public static let codeTime = TimeSpan.minutes(10)
  /// How long a device on which somebody signed in is known.
  public static let deviceLife = TimeSpan.hours(24 * 90)
  /// How long ended sessions and used invitations are kept, to be looked at.
  public static let kept = TimeSpan.hours(24 * 30)
}

/// One signing in, as it is kept.
public struct StaffSessionRecord: Hashable, Sendable {
  /// The keyed hash of its token.
  public let token: [UInt8]
  /// Whose it is.
  public let staff: StaffID
  /// When it began.
  public let created: Instant
  /// When its last request came, to the minute.
  public let seen: Instant
  /// When it ends at the latest.
  public let expires: Instant
  /// When it was ended, if it was.
  public let ended: Instant?
  /// What the browser called itself, shortened; to be recognised by its owner.
  public let agent: String?

  /// Makes a record.
  public init(
    token: [UInt8], staff: StaffID, created: Instant, seen: Instant, expires: Instant, ended: Instant?,
    agent: String?
  ) {
    self.token = token
    self.staff = staff
    self.created = created
    self.seen = seen
    self.expires = expires
    self.ended = ended
    self.agent = agent
  }

  /// A new one.
  public init(new token: [UInt8], staff: StaffID, at now: Instant, agent: String?) {
    self.init(
      token: token, staff: staff, created: now, seen: now, expires: now + SessionRules.life, ended: nil,
      agent: agent)
  }

  /// Whether it still opens anything.
  public func holds(at now: Instant) -> Bool {
    ended == nil && now < expires && now - seen < SessionRules.idle
  }

  /// Whether the time of the last request is to be written anew.
  public func isToTouch(at now: Instant) -> Bool { now - seen >= SessionRules.touch }
}
