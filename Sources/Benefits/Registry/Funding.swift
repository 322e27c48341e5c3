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
  private let merchant: Int
  private let host: Int
  private let home: Int

  /// The percent of each party that bears some.
  public var shares: [FundingParty: Int] {
    Dictionary(
      uniqueKeysWithValues: FundingParty.allCases.map { ($0, percent(of: $0)) }.filter { $0.1 > 0 })
  }

  /// Makes a split, or nil if the percentages are not each 1...100 and together 100.
  public init?(_ shares: [FundingParty: Int]) {
    guard shares.values.allSatisfy({ (1...100).contains($0) }), shares.values.reduce(0, +) == 100
    else { return nil }
    self.init(
      merchant: shares[.merchant] ?? 0, host: shares[.host] ?? 0, home: shares[.home] ?? 0)
  }

  private init(merchant: Int = 0, host: Int = 0, home: Int = 0) {
    self.merchant = merchant
    self.host = host
    self.home = home
  }
  /// One party bears all.
  public init(all party: FundingParty) {
    switch party {
    case .merchant: self = .merchant
    case .host: self = .host
    case .home: self = .home
    }
  }

  /// The venue bears all. The default.
  public static let merchant = Funding(merchant: 100)
  /// The host city bears all.
  public static let host = Funding(host: 100)
  /// The home city bears all.
  public static let home = Funding(home: 100)

  /// What a party bears, in percent.
  public func percent(of party: FundingParty) -> Int {
    switch party {
    case .merchant: merchant
    case .host: host
    case .home: home
    }
  }

  /// Of a subsidy, what the cities' budgets bear.
  public func publicPart(of subsidy: Money) -> Money {
    if merchant == 100 { return .zero }
    return merchant == 0 ? subsidy : subsidy - (split(subsidy)[.merchant] ?? .zero)
  }

  /// Splits a subsidy to whole NT$ by largest remainder. The parts add up to the subsidy exactly: 13 at 40/40/20 is
  /// 5/5/3.
  ///
  /// - Parameter rotation: Which of equal remainders gets the dollar: 0 the first party in the order of
  ///   ``FundingParty``, 1 the second, and so on around, so that over many claims no party is favoured.
  public func split(_ subsidy: Money, rotation: Int64 = 0) -> [FundingParty: Money] {
    let parties = FundingParty.allCases.filter { percent(of: $0) > 0 }
    var parts = parties.map { subsidy.ntd * Int64(percent(of: $0)) / 100 }
    let remainders = parties.map { subsidy.ntd * Int64(percent(of: $0)) % 100 }
    let left = Int(subsidy.ntd - parts.reduce(0, +))
    let first = Int(rotation % Int64(parties.count))
    let ranks = parties.indices.map { ($0 - first + parties.count) % parties.count }
    let order = parties.indices.sorted { (-remainders[$0], ranks[$0]) < (-remainders[$1], ranks[$1]) }
    for index in order.prefix(left) { parts[index] += 1 }
    return Dictionary(uniqueKeysWithValues: zip(parties, parts.map(Money.init)))
  }
}
