/// Over which span a limit counts, by the civil calendar of the venue.
public enum LimitPeriod: String, CaseIterable, Hashable, Sendable {
  case day
  /// Monday to Sunday (ISO 8601).
  case week
  case month, year
  /// Without end.
  case total

  /// The first day of the period in which `date` lies; the epoch for ``total``.
  public func start(of date: CivilDate) -> CivilDate {
    switch self {
    case .day: date
    case .week:
      CivilDate(daysSinceEpoch: date.daysSinceEpoch - (Weekday.allCases.firstIndex(of: date.weekday) ?? 0))
    case .month: CivilDate(daysSinceEpoch: date.daysSinceEpoch - date.day + 1)
    case .year: CivilDate(year: date.year, month: 1, day: 1) ?? date
    case .total: CivilDate(daysSinceEpoch: 0)
    }
  }
}

/// Whose uses a limit counts together.
public enum LimitScope: String, CaseIterable, Hashable, Sendable {
  /// Of one card, by its number.
  case card
  /// Of one member, by the home city's pairwise subject, whichever of the cards was shown.
  case member
  /// Of everybody.
  case offer
}

/// How much of an offer may be used. What is reached by none of the measures is not limited by them.
public struct Limit: Hashable, Sendable {
  /// Whose.
  public let scope: LimitScope
  /// Over which span.
  public let period: LimitPeriod
  /// What is counted.
  public let measure: LimitMeasure
  /// The most of it.
  public let most: Int64

  /// Makes a limit.
  public init(_ scope: LimitScope, _ period: LimitPeriod, _ measure: LimitMeasure = .uses, most: Int64) {
    self.scope = scope
    self.period = period
    self.measure = measure
    self.most = most
  }
}

/// What a limit counts.
public enum LimitMeasure: String, CaseIterable, Hashable, Sendable {
  /// Visits: checks in which the offer reduced at least one ticket.
  case uses
  /// Tickets that it reduced (名額).
  case tickets
  /// NT$ that it took off beyond the law (預算).
  case amount
}
