public import Benefits
public import Federation

/// A period that a bound is for.
public struct FundingPeriod: Hashable, Comparable, Sendable {
  /// How long it is; the raw values are stored.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case month
    case fiscalYear = "fiscal_year"
  }

  /// How long it is.
  public let kind: Kind
  /// Its first month.
  public let start: CivilMonth

  /// Names a period by its first month.
  public init(kind: Kind, start: CivilMonth) {
    self.kind = kind
    self.start = start
  }

  /// A month.
  public static func month(_ month: CivilMonth) -> FundingPeriod { FundingPeriod(kind: .month, start: month) }

  /// The fiscal year in which `month` lies, where fiscal years begin with the month `firstMonth`, 1...12.
  public static func fiscalYear(of month: CivilMonth, from firstMonth: Int) -> FundingPeriod {
    let elapsed = (month.month - firstMonth + 12) % 12
    let start = CivilMonth(stored: month.number - elapsed) ?? CivilMonth.range.lowerBound
    return FundingPeriod(kind: .fiscalYear, start: start)
  }

  /// Its last month.
  public var last: CivilMonth {
    switch kind {
    case .month: start
    case .fiscalYear: CivilMonth(stored: start.number + 11) ?? CivilMonth.range.upperBound
    }
  }

  /// By its beginning; a month before the year that begins with it.
  public static func < (a: FundingPeriod, b: FundingPeriod) -> Bool {
    (a.start, a.kind == .fiscalYear ? 1 : 0) < (b.start, b.kind == .fiscalYear ? 1 : 0)
  }
}

/// What one count of a meter is about.
public struct MeterKey: Hashable, Sendable {
  /// The agreement; its versions share one count, so that an amendment's larger budget is what is left of it.
  public let agreement: String
  /// Whose share.
  public let party: FundingParty
  /// When.
  public let period: FundingPeriod

  /// Makes a key.
  public init(agreement: String, party: FundingParty, period: FundingPeriod) {
    self.agreement = agreement
    self.party = party
    self.period = period
  }
}

/// What a directed pair's lines have consumed of caps and budgets. It follows from the chain of lines alone, not from
/// findings: both cities replay the same lines, so both have the same meter.
public struct FundingMeter: Hashable, Sendable {
  /// Whole NT$ by what they are counted for; what is absent is zero.
  public private(set) var consumed: [MeterKey: Money]
  /// What changed since the meter was made: the rows that a store has to write.
  public private(set) var changed: Set<MeterKey> = []

  /// A meter as it was stored.
  public init(_ consumed: [MeterKey: Money] = [:]) { self.consumed = consumed }

  /// What was consumed of one bound.
  public subscript(key: MeterKey) -> Money { consumed[key] ?? .zero }

  /// Counts a line that the chain took.
  /// - Parameters:
  ///   - original: For a void or a correction, the claim as it stood before.
  ///   - terms: Of the claim's agreement, in the version that it names.
  ///   - firstOpen: The earliest window that was open when the line was taken.
  public mutating func count(
    _ line: ClaimLine, original: ClaimStanding? = nil, terms: SettlementTerms, firstOpen: CivilMonth
  ) {
    switch line.entry {
    case .claim(let claim):
      for party in Self.bounded {
        add(claim.shares[party], party, claim.agreement.id, line.window, terms, from: nil)
      }
    case .void, .correction:
      guard let original else { return }
      for party in Self.bounded {
        let change = line.shares[party]
        // What is taken back returns to where it was taken from, as long as that can still be spent.
        let (window, floor) = change < .zero ? (original.window, firstOpen) : (line.window, nil)
        add(change, party, original.agreement.id, window, terms, from: floor)
      }
    case .close: return
    }
  }

  /// Takes a claim out of the count, as if its line had not been there: to ask what would have been right for it.
  mutating func release(_ claim: ClaimStanding, terms: SettlementTerms) {
    for party in Self.bounded {
      add(Money.zero - claim.shares[party], party, claim.agreement.id, claim.window, terms, from: nil)
    }
  }

  /// The parties whose shares are counted. A merchant's own money is not for the cities to bound.
  static let bounded: [FundingParty] = [.host, .home]

  private mutating func add(
    _ change: Money, _ party: FundingParty, _ agreement: String, _ window: CivilMonth,
    _ terms: SettlementTerms,
    from firstOpen: CivilMonth?
  ) {
    guard change != .zero else { return }
    for period in [
      FundingPeriod.month(window), .fiscalYear(of: window, from: terms.fiscalYearStart),
    ] {
      if let firstOpen, period.last < firstOpen { continue }
      let key = MeterKey(agreement: agreement, party: party, period: period)
      consumed[key] = max(.zero, self[key] + change)
      changed.insert(key)
    }
  }
}
