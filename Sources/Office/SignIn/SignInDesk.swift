public import Benefits

/// What failures of signing in are counted for.
public enum FailureScope: String, CaseIterable, Hashable, Sendable {
  /// Passwords for one login from a device on which its owner signed in before.
  case device
  /// Passwords for one login from a network (IPv4 /24, IPv6 /64), by devices that never signed in.
  case stranger
  /// Passwords for all logins from a network, by devices that never signed in to the one they tried.
  case network
  /// Codes for one login from a device on which its owner signed in before.
  case deviceCode = "device_code"
  /// Codes for one login by all other devices: whoever gets here knows the password.
  case code

  /// How many failures within what time make it wait.
  public var limit: (failures: Int, window: TimeSpan) {
    switch self {
    case .device, .stranger: (10, .minutes(15))
    case .network: (100, .minutes(15))
    case .deviceCode, .code: (10, .hours(1))
    }
  }

  /// The longest window.
  public static let longest = TimeSpan.hours(1)
}

/// One counter: a scope and of what, as a keyed hash.
public struct FailureKey: Hashable, Sendable {
  /// What it counts for.
  public let scope: FailureScope
  /// The login with the device or network.
  public let name: [UInt8]

  /// Makes a key.
  public init(_ scope: FailureScope, _ name: [UInt8]) {
    self.scope = scope
    self.name = name
  }
}

/// Failures since the first of them; forgotten when the window is over.
public struct FailureCount: Hashable, Sendable {
  /// When the first was counted.
  public let start: Instant
  /// How many.
  public var failures: Int

  /// Makes a count.
  public init(start: Instant, failures: Int) {
    self.start = start
    self.failures = failures
  }
}

/// Who may try, and who has to wait.
///
/// The rules keep two promises that pull apart. Nobody tries many passwords; and nobody can keep an account's owner
/// out by failing on purpose, so a password's failures are never counted for a login alone: a device on which the owner
/// signed in before has counters of its own, which no other device touches.
///
/// An attempt is counted as a failure before it is looked at, and taken back if it was none: so a hundred attempts at
/// once are still counted one by one.
public struct SignInDesk: Sendable {
  /// The counters that were read, and what became of them.
  public private(set) var counts: [FailureKey: FailureCount]
  /// The counters that changed.
  public private(set) var changed: Set<FailureKey> = []

  /// Opens the desk with the counters that an attempt goes through.
  public init(_ counts: [FailureKey: FailureCount] = [:]) { self.counts = counts }

  /// Counts an attempt on all of `keys`.
  ///
  /// - Throws: Until when the attempt has to wait, if one of them is full; then nothing is counted.
  public mutating func enter(_ keys: [FailureKey], at now: Instant) throws(SignInWait) {
    let until = keys.compactMap { key -> Instant? in
      let count = current(key, at: now)
      return count.failures < key.scope.limit.failures ? nil : count.start + key.scope.limit.window
    }.max()
    if let until { throw SignInWait(until: until) }
    for key in keys {
      var count = current(key, at: now)
      count.failures += 1
      counts[key] = count
      changed.insert(key)
    }
  }

  /// Takes an attempt back that was no failure: the counters of this login begin anew, the network's keeps the failures
  /// of others.
  public mutating func succeed(_ keys: [FailureKey], at now: Instant) {
    for key in keys {
      guard var count = counts[key] else { continue }
      count.failures = key.scope == .network ? max(0, count.failures - 1) : 0
      counts[key] = count
      changed.insert(key)
    }
  }

  /// Whether this attempt was the last before somebody has to wait: worth an entry in the audit log.
  public func isFull(_ keys: [FailureKey]) -> Bool {
    keys.contains { counts[$0].map { count in count.failures } == $0.scope.limit.failures }
  }

  /// A window that is over counts nothing; a clock that was put back begins anew as well.
  private func current(_ key: FailureKey, at now: Instant) -> FailureCount {
    guard let count = counts[key], now - count.start < key.scope.limit.window, now >= count.start else {
      return FailureCount(start: now, failures: 0)
    }
    return count
  }
}

/// Too many failures: the next attempt is looked at from then on.
public struct SignInWait: Error, Hashable, Sendable {
  /// From when.
  public let until: Instant

  /// Makes a wait.
  public init(until: Instant) { self.until = until }
}
