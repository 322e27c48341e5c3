/// What changes of one counter: what open checks reserve, and what redemptions consumed.
public struct UsageChange: Hashable, Sendable {
  /// Of the reservations.
  public var reserved = Usage.none
  /// Of what was consumed.
  public var consumed = Usage.none

  /// No change.
  public init() {}
}

/// The counters of limited offers on a desk. A check reserves, a redemption turns what was reserved into what is
/// consumed, a lapse or a void gives it back; limits look at both together, so nothing is ever oversold.
public struct UsageCounters: Sendable {
  /// Reserved and consumed together, of the counters that were read.
  public private(set) var used: [UsageKey: Usage]
  /// What the decided commands change, also of counters that were not read.
  public private(set) var changes: [UsageKey: UsageChange] = [:]

  init(_ used: [UsageKey: Usage]) { self.used = used }

  mutating func reserve(_ holds: [UsageHold]) {
    for hold in holds { change(hold.key, reserved: hold.usage) }
  }

  mutating func release(_ holds: [UsageHold]) {
    for hold in holds { change(hold.key, reserved: .none - hold.usage) }
  }

  mutating func consume(_ holds: [UsageHold]) {
    for hold in holds { change(hold.key, reserved: .none - hold.usage, consumed: hold.usage) }
  }

  mutating func giveBack(_ holds: [UsageHold]) {
    for hold in holds { change(hold.key, consumed: .none - hold.usage) }
  }

  private mutating func change(_ key: UsageKey, reserved: Usage = .none, consumed: Usage = .none) {
    if let known = used[key] { used[key] = known + reserved + consumed }
    var change = changes[key] ?? UsageChange()
    change.reserved = change.reserved + reserved
    change.consumed = change.consumed + consumed
    changes[key] = change
  }
}
