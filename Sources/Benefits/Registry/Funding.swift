/// Who may bear a subsidy. The order of the cases is the order in which remainders are handed out.
public enum FundingParty: String, CaseIterable, Hashable, Sendable {
  /// The venue itself: counted, valued zero between the cities.
  case merchant
  /// The city where the venue stands.
  case host
  /// The city that issued the card.
  case home
}

/// Who bears what an offer takes off beyond the statutory price, in percent that add up to 100.
public struct Funding: Hashable, Sendable {
  /// The percent of each party, none of them zero.
  public let shares: [FundingParty: Int]

  /// Makes a split, or nil if the percentages are not each 1...100 and together 100.
  public init?(_ shares: [FundingParty: Int]) {
    guard shares.values.allSatisfy({ (1...100).contains($0) }), shares.values.reduce(0, +) == 100
    else { return nil }
    self.shares = shares
  }

  private init(all party: FundingParty) { shares = [party: 100] }
  /// The venue bears all. The default.
  public static let merchant = Funding(all: .merchant)
  /// The host city bears all.
  public static let host = Funding(all: .host)
  /// The home city bears all.
  public static let home = Funding(all: .home)

  /// Of a subsidy, what the cities' budgets bear.
  public func publicPart(of subsidy: Money) -> Money {
    subsidy - (split(subsidy)[.merchant] ?? .zero)
  }

  /// Splits a subsidy to whole NT$ by largest remainder; of equal remainders the first party in the order of
  /// ``FundingParty`` gets the dollar. The parts add up to the subsidy exactly: 13 at 40/40/20 is 5/5/3.
  public func split(_ subsidy: Money) -> [FundingParty: Money] {
    let parties = FundingParty.allCases.filter { shares[$0] != nil }
    var parts = parties.map { subsidy.ntd * Int64(shares[$0] ?? 0) / 100 }
    let remainders = parties.map { subsidy.ntd * Int64(shares[$0] ?? 0) % 100 }
    let left = Int(subsidy.ntd - parts.reduce(0, +))
    let order = parties.indices.sorted { (-remainders[$0], $0) < (-remainders[$1], $1) }
    for index in order.prefix(left) { parts[index] += 1 }
    return Dictionary(uniqueKeysWithValues: zip(parties, parts.map(Money.init)))
  }
}
