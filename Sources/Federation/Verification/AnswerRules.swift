public import Benefits

/// A class that a member has, for a stretch of days.
public struct ClassGrant: Hashable, Sendable {
  /// The class; never an age predicate, which follows from the birth date.
  public let name: NamedClass
  /// The first day, if there is one.
  public let from: CivilDate?
  /// The last day, if there is one.
  public let until: CivilDate?

  /// Makes a grant.
  public init(name: NamedClass, from: CivilDate? = nil, until: CivilDate? = nil) {
    self.name = name
    self.from = from
    self.until = until
  }

  /// Reads ``text``'s form.
  public init?(text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let name = NamedClass(rawValue: String(parts[0])) else { return nil }
    guard parts.count == 2 else {
      self.init(name: name)
      return
    }
    guard let dots = parts[1].firstRange(of: "..") else { return nil }
    let (from, until) = (parts[1][..<dots.lowerBound], parts[1][dots.upperBound...])
    let dates = [from, until].map { $0.isEmpty ? nil : CivilDate($0) }
    guard from.isEmpty == (dates[0] == nil), until.isEmpty == (dates[1] == nil) else { return nil }
    if let first = dates[0], let last = dates[1], last < first { return nil }
    self.init(name: name, from: dates[0], until: dates[1])
  }

  /// The class and its first and last day, such as `student:2025-09-01..2026-07-31`; either day may be left
  /// out, and `resident` alone holds always. Files and the directory write it so.
  public var text: String {
    guard from != nil || until != nil else { return name.rawValue }
    return "\(name.rawValue):\(from?.description ?? "")..\(until?.description ?? "")"
  }

  /// Whether the class is held on `date`.
  public func holds(on date: CivilDate) -> Bool {
    (from.map { $0 <= date } ?? true) && (until.map { date <= $0 } ?? true)
  }
}

/// What the directory holds about the member behind a card.
public struct DirectoryEntry: Hashable, Sendable {
  /// The card's status now.
  public let state: CardState
  /// When that status was last confirmed: by the city's file, or by hand since.
  public let statusAsOf: Instant
  /// The member's keyed hash, the root of every pseudonym.
  public let member: [UInt8]
  /// The member's birth date, if the city gave one.
  public let birth: CivilDate?
  /// The member's classes.
  public let classes: [ClassGrant]

  /// Makes an entry.
  public init(
    state: CardState, statusAsOf: Instant, member: [UInt8], birth: CivilDate?, classes: [ClassGrant]
  ) {
    self.state = state
    self.statusAsOf = statusAsOf
    self.member = member
    self.birth = birth
    self.classes = classes
  }

  /// Which of `asks` the member has on `date`, and which the directory has no basis for; in the order asked.
  /// A card that is not active grants nothing.
  public func facts(
    _ asks: [BenefitClass], on date: CivilDate
  ) -> (granted: [BenefitClass], unknown: [BenefitClass]) {
    guard state == .active else { return ([], []) }
    var granted: [BenefitClass] = []
    var unknown: [BenefitClass] = []
    for ask in asks {
      if case .named(let name) = ask {
        if classes.contains(where: { $0.name == name && $0.holds(on: date) }) { granted.append(ask) }
      } else if let holds = ask.holds(bornOn: birth, at: date) {
        if holds { granted.append(ask) }
      } else {
        unknown.append(ask)
      }
    }
    return (granted, unknown)
  }
}

/// Which facts a host may ask for, by the registry that it publishes and the agreement's scope: no fishing
/// for `disability` where nothing depends on it.
public struct AskingRights: Sendable {
  private let byVenue: [VenueID: Set<BenefitClass>]

  /// The rights of the host that lists `venues`, towards the city `home`, under an agreement's `scope`.
  public init(venues: [Venue], home: CityID, scope: Set<BenefitClass>) {
    byVenue = Dictionary(
      venues.map { ($0.id, $0.classesInUse(home: home).intersection(scope)) }
    ) { first, _ in first }
  }

  /// Whether the question may be answered at all.
  public func check(_ question: CheckQuestion, at now: Instant) throws(AnswerFault) {
    let distance = now - question.at
    // Offline uploads, whose `at` may lie days back, are a later message: today a check is of this moment.
    guard distance <= VerificationLimits.skew + VerificationLimits.requestLife,
      distance >= .zero - VerificationLimits.skew
    else { throw .atOutOfRange }
    guard let allowed = byVenue[question.venue] else { throw .unknownVenue }
    guard allowed.isSuperset(of: question.asks) else { throw .overAsking }
  }
}

extension KnownCard {
  /// The home city's answer from its directory. `subject` is the member's pseudonym for the asking host.
  ///
  /// The answer holds for ``VerificationLimits/answerLife`` and never past the end of the civil day on which
  /// a granted class, or an age, may change.
  public init(
    _ entry: DirectoryEntry, asks: [BenefitClass], subject: String, at now: Instant, calendar: CivilCalendar
  ) {
    let today = calendar.date(now)
    let facts = entry.facts(asks, on: today)
    let tomorrow = calendar.start(of: CivilDate(daysSinceEpoch: today.daysSinceEpoch + 1))
    self.init(
      state: entry.state, subject: subject, grants: facts.granted, unknown: facts.unknown,
      until: min(now + VerificationLimits.answerLife, tomorrow), statusAsOf: entry.statusAsOf)
  }
}
