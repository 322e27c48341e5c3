public import Benefits
public import Office

/// Whom the host city owes for a venue.
public enum Creditor: Hashable, Comparable, Sendable {
  /// The venue's merchant.
  case merchant(MerchantID)
  /// A venue that has no merchant in the books; what is owed waits for one.
  case venue(VenueID)

  /// The account of what is owed.
  public var account: LedgerAccount {
    switch self {
    case .merchant(let id): .merchant(id)
    case .venue(let id): .unassigned(id)
    }
  }

  /// By account.
  public static func < (a: Creditor, b: Creditor) -> Bool { a.account < b.account }
}

/// What an agreed statement comes to, as far as the books are concerned: the sums over its payable lines.
public struct StatementTotals: Hashable, Sendable {
  /// Whose.
  public let pair: DirectedPair
  /// Its month.
  public let month: CivilMonth
  /// What both cities signed.
  public let hash: [UInt8]
  /// The sums of the shares.
  public let shares: Shares
  /// The part of the home city's share that has no money yet.
  public let unfunded: Money

  /// Makes totals.
  public init(
    pair: DirectedPair, month: CivilMonth, hash: [UInt8], shares: Shares, unfunded: Money = .zero
  ) {
    self.pair = pair
    self.month = month
    self.hash = hash
    self.shares = shares
    self.unfunded = unfunded
  }

  /// What the home city owes now; less than nothing where more was taken back than claimed.
  public var net: Money { shares.home - unfunded }
}
