/// A visit that was paid for: a redemption, and the check that holds its amounts.
public struct SoldVisit: Hashable, Sendable {
  /// When, where, and whether it was taken back.
  public let redemption: Redemption
  /// What was decided.
  public let check: CheckRecord

  /// Makes a visit.
  public init(redemption: Redemption, check: CheckRecord) {
    self.redemption = redemption
    self.check = check
  }

  /// Who came; nil if the card was not recognised.
  public var member: VisitingMember? {
    guard let home = check.home, let subject = check.subject else { return nil }
    return VisitingMember(home: home, subject: subject)
  }

  /// How many tickets were sold, or goods.
  public var tickets: Int { check.decision.lines.reduce(0) { $0 + $1.quantity } }
}

/// A member as this city knows them: the pseudonym is another one in every other city. Those of the own city's cards
/// are made the same way, so they are counted like everybody's.
public struct VisitingMember: Hashable, Sendable {
  /// The city that knows who it is.
  public let home: CityID
  /// That city's pseudonym for this one.
  public let subject: String

  /// Makes a member.
  public init(home: CityID, subject: String) {
    self.home = home
    self.subject = subject
  }
}
