public import Benefits

/// What each party bears of a subsidy, in whole NT$; negative on lines that take back.
///
/// Computed once, by largest remainder, when a claim is appended, and never again (DOMAIN, "Settlement" 7).
public struct Shares: Hashable, Sendable, AdditiveArithmetic {
  /// The venue itself: counted between the cities, and worth nothing there.
  public var merchant: Money
  /// The city where the venue stands.
  public var host: Money
  /// The city that issued the card. This part alone is owed between the cities.
  public var home: Money

  /// Makes shares.
  public init(merchant: Money = .zero, host: Money = .zero, home: Money = .zero) {
    self.merchant = merchant
    self.host = host
    self.home = home
  }

  /// Nothing.
  public static let zero = Shares()

  /// The subsidy that is shared out.
  public var total: Money { merchant + host + home }
  /// What the host city owes the merchant: all that the merchant does not bear.
  public var owedToMerchant: Money { host + home }

  /// What one party bears.
  public subscript(party: FundingParty) -> Money {
    get {
      switch party {
      case .merchant: merchant
      case .host: host
      case .home: home
      }
    }
    set {
      switch party {
      case .merchant: merchant = newValue
      case .host: host = newValue
      case .home: home = newValue
      }
    }
  }

  /// The sums.
  public static func + (a: Shares, b: Shares) -> Shares {
    Shares(merchant: a.merchant + b.merchant, host: a.host + b.host, home: a.home + b.home)
  }
  /// The differences.
  public static func - (a: Shares, b: Shares) -> Shares {
    Shares(merchant: a.merchant - b.merchant, host: a.host - b.host, home: a.home - b.home)
  }
  /// What takes `shares` back.
  public static prefix func - (shares: Shares) -> Shares { .zero - shares }
}
