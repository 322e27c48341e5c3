public import Federation

/// Whose turn it is.
public enum Turn: String, CaseIterable, Hashable, Sendable {
  /// The city where the cards were shown.
  case host
  /// The city that issued them.
  case home
  /// Both cities.
  case both
  /// A node by itself.
  case node
}

/// One of the two cities of a pair.
public enum PairSide: String, CaseIterable, Hashable, Sendable {
  case host, home

  /// The other one.
  public var other: PairSide { self == .host ? .home : .host }
}

/// How long a step may take: which of the agreement's numbers of working days.
public enum StepTerm: String, CaseIterable, Hashable, Sendable {
  case answer, statement, signature, payment, dispute, escalation

  /// The working days, by the agreement.
  public func workingDays(in days: SettlementDays) -> Int {
    switch self {
    case .answer: days.answer
    case .statement: days.statement
    case .signature: days.signature
    case .payment: days.payment
    case .dispute: days.dispute
    case .escalation: days.escalation
    }
  }
}
