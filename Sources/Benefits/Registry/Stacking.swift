/// How an offer gets on with others.
public enum Stacking: Hashable, Sendable {
  /// 擇優: every ticket gets the best of all. The default.
  case bestOf
  /// 不得與其他優惠併用: where it is applied, no other offer is applied in the whole basket.
  case exclusive
  /// 可疊加: comes on top of any of these offers, reckoned from the price that is left; alone it competes as
  /// ``bestOf`` does. Never empty, and never in a circle.
  case onTopOf(Set<OfferID>)

  /// The most offers on one ticket.
  public static let depth = 4
}

/// Whose tickets an offer reduces.
public enum Beneficiary: String, CaseIterable, Hashable, Sendable {
  /// The cardholder's ticket first, then one of the party's after the other. The default.
  case party
  /// The cardholder's ticket alone.
  case holder
  /// Only the tickets of those who come along.
  case companions
}

/// What a counter may do by itself while the home city can't be asked.
public struct OfflinePolicy: Hashable, Sendable {
  /// Whether, and how far.
  public enum Rule: Hashable, Sendable {
    /// As if online.
    case allow
    /// Up to so much subsidy for one visit.
    case allowUpTo(Money)
    /// Not at all. The default.
    case deny
  }
  /// Whether, and how far.
  public let rule: Rule
  /// How old what the counter knows of the card may be.
  public let staleness: TimeSpan

  /// Makes a policy.
  public init(_ rule: Rule, staleness: TimeSpan = .zero) {
    self.rule = rule
    self.staleness = staleness
  }

  /// Not at all.
  public static let deny = OfflinePolicy(.deny)
}
