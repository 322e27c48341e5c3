/// Who shows the card, as far as limits have to tell people apart.
public struct HolderIdentity: Hashable, Sendable {
  /// A keyed digest of the card's number; nil if no card counts.
  public let card: String?
  /// The home city and its pairwise subject; nil if no member is known.
  public let member: String?

  /// Makes an identity.
  public init(card: String? = nil, member: String? = nil) {
    self.card = card
    self.member = member
  }

  /// Nobody.
  public static let unknown = HolderIdentity()

  /// The name under which uses of `scope` are counted; nil where it can't be told.
  func name(in scope: LimitScope) -> String? {
    switch scope {
    case .card: card
    case .member: member
    case .offer: ""
    }
  }
}

/// What is counted together: an offer's uses by one card, one member or everybody, in one period. The version does
/// not count: a superseded offer goes on counting.
public struct UsageKey: Hashable, Comparable, Sendable {
  /// The offer.
  public let offer: OfferID
  /// Whose uses.
  public let scope: LimitScope
  /// The card's or member's name; empty for ``LimitScope/offer``.
  public let name: String
  /// Over which span.
  public let period: LimitPeriod
  /// The first day of the period.
  public let start: CivilDate

  /// Makes a key.
  public init(offer: OfferID, scope: LimitScope, name: String, period: LimitPeriod, start: CivilDate) {
    self.offer = offer
    self.scope = scope
    self.name = name
    self.period = period
    self.start = start
  }

  private var order: (String, String, String, String, Int) {
    (offer.text, scope.rawValue, name, period.rawValue, start.daysSinceEpoch)
  }
  /// One order for everybody who locks counters.
  public static func < (a: UsageKey, b: UsageKey) -> Bool { a.order < b.order }
}

/// How much of an offer was used, by each measure: reserved by open checks and consumed by redemptions.
public struct Usage: Hashable, Sendable {
  /// Visits.
  public var uses: Int64
  /// Tickets reduced.
  public var tickets: Int64
  /// NT$ taken off beyond the law.
  public var amount: Int64

  /// Makes a count.
  public init(uses: Int64 = 0, tickets: Int64 = 0, amount: Int64 = 0) {
    self.uses = uses
    self.tickets = tickets
    self.amount = amount
  }

  /// Nothing.
  public static let none = Usage()
  /// The sum.
  public static func + (a: Usage, b: Usage) -> Usage {
    Usage(uses: a.uses + b.uses, tickets: a.tickets + b.tickets, amount: a.amount + b.amount)
  }
  /// The difference.
  public static func - (a: Usage, b: Usage) -> Usage {
    Usage(uses: a.uses - b.uses, tickets: a.tickets - b.tickets, amount: a.amount - b.amount)
  }

  /// The count by one measure.
  public subscript(_ measure: LimitMeasure) -> Int64 {
    switch measure {
    case .uses: uses
    case .tickets: tickets
    case .amount: amount
    }
  }
}

/// What one check takes of one counter.
public struct UsageHold: Hashable, Sendable {
  /// The counter.
  public let key: UsageKey
  /// How much.
  public let usage: Usage

  /// Makes a hold.
  public init(key: UsageKey, usage: Usage) {
    self.key = key
    self.usage = usage
  }
}

extension Offer {
  /// The counters that its limits look at on a service date, for one holder.
  func counters(of holder: HolderIdentity, on date: CivilDate) -> Set<UsageKey> {
    Set(limits.compactMap { key(of: $0, holder, on: date) })
  }

  /// The counter of one limit; nil where the holder has no name in its scope.
  func key(of limit: Limit, _ holder: HolderIdentity, on date: CivilDate) -> UsageKey? {
    holder.name(in: limit.scope).map {
      UsageKey(
        offer: id, scope: limit.scope, name: $0, period: limit.period, start: limit.period.start(of: date))
    }
  }
}

/// How much an offer may still reduce in one check.
struct Allowance {
  /// Tickets.
  private(set) var tickets = Int.max
  /// What it may take off beyond the law, each with what to say where that is less than one ticket would take.
  private var caps: [(amount: Int64, reason: Reason)] = []

  /// NT$ beyond the law: the lowest of the caps.
  private(set) var amount = Int64.max

  /// Why it may not take so much off one ticket, the first by the order of precedence; nil if it may.
  func refusal(of amount: Money) -> Reason? {
    caps.filter { $0.amount < amount.ntd }.map(\.reason).min { $0.stage < $1.stage }
  }

  /// What `limits` leave of an offer, or the limit that leaves nothing of it.
  static func left(
    of offer: Offer, holder: HolderIdentity, on date: CivilDate, used: [UsageKey: Usage]
  ) throws(ReachedLimit) -> Allowance {
    var allowance = Allowance()
    // Scope by scope, for of several limits that leave nothing the first by the order of precedence is given,
    // wherever it stands in the file.
    for scope in LimitScope.allCases {
      for limit in offer.limits where limit.scope == scope {
        // A holder without a name in the scope can't be counted, so what is limited to each can't be given.
        guard let key = offer.key(of: limit, holder, on: date) else { throw ReachedLimit(scope: scope) }
        let left = limit.most - (used[key] ?? .none)[limit.measure]
        guard left > 0 else { throw ReachedLimit(scope: scope) }
        switch limit.measure {
        case .uses: break
        case .tickets: allowance.tickets = min(allowance.tickets, Int(clamping: left))
        case .amount: allowance.cap(amount: left, ReachedLimit(scope: scope).reason)
        }
      }
    }
    return allowance
  }

  mutating func cap(amount most: Int64, _ reason: Reason) {
    caps.append((most, reason))
    amount = min(amount, most)
  }
}

/// A limit that leaves nothing.
struct ReachedLimit: Error {
  let scope: LimitScope
}
