public import Benefits

/// A version with what became of it.
public struct AgreementRecord: Hashable, Sendable {
  /// Where a version stands. Whether an accepted one is in force is the calendar's word: ``AgreementHistory``.
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// One city signed; it waits for the other.
    case proposed
    /// Both signed the same hash. It never changes again.
    case accepted
    /// The other city said no. The same document may be proposed again.
    case declined
    /// Both cities proposed a version of this number at the same time, and the other's has the lower hash.
    case outbid
  }

  /// What was signed.
  public let version: AgreementVersion
  /// The hash of its exact bytes.
  public let hash: DocumentHash
  /// Which city proposed it; nil for the first version, which nobody did.
  public let proposer: CityID?
  /// Where it stands.
  public var state: State

  /// Makes a record.
  public init(version: AgreementVersion, hash: DocumentHash, proposer: CityID?, state: State) {
    self.version = version
    self.hash = hash
    self.proposer = proposer
    self.state = state
  }
}

/// A city's notice that an agreement ends. It takes no answer, so that no city is held in an agreement.
public struct AgreementNotice: Hashable, Sendable {
  /// The least time between the notice and the last day, in days.
  public static let days = 30

  /// Which city gave it.
  public let city: CityID
  /// The version that was the newest accepted one; later versions are not touched.
  public let number: Int
  /// The last day in force.
  public let lastDay: CivilDate

  /// Makes a notice.
  public init(city: CityID, number: Int, lastDay: CivilDate) {
    self.city = city
    self.number = number
    self.lastDay = lastDay
  }
}

/// The versions of one agreement that both cities accepted, and so which of them is in force when. A claim is judged by
/// the version in force at its service time.
public struct AgreementHistory: Hashable, Sendable {
  /// By number: 1, 2, 3 and so on.
  public private(set) var versions: [AgreementRecord]
  /// Which notices were given.
  public private(set) var notices: [AgreementNotice]

  /// Takes accepted versions in the order of their numbers; others are left out.
  public init(_ versions: [AgreementRecord], notices: [AgreementNotice] = []) {
    self.versions = versions.filter { $0.state == .accepted }
    self.notices = notices
  }

  /// The newest accepted version, in force or not yet.
  public var newest: AgreementRecord? { versions.last }

  /// The version under a number.
  public func version(_ number: Int) -> AgreementRecord? { versions.first { $0.version.number == number } }

  /// The version in force; nil after the agreement's end.
  public func inForce(at instant: Instant, calendar: CivilCalendar = .taipei) -> AgreementRecord? {
    let day = calendar.date(instant)
    guard let record = versions.last(where: { $0.version.starts.map { $0 <= day } ?? true }) else {
      return nil
    }
    if let last = lastDay(of: record), day > last { return nil }
    return record
  }

  /// What was agreed about money at an instant; nil after the agreement's end.
  public func terms(at instant: Instant) -> SettlementTerms? { inForce(at: instant)?.version.settlement }

  /// What may be asked at an instant: nothing after the agreement's end.
  public func scope(at instant: Instant) -> Set<BenefitClass> { inForce(at: instant)?.version.scope ?? [] }

  /// How an accepted version stands.
  public func standing(of record: AgreementRecord, at instant: Instant) -> AgreementStanding {
    let day = CivilCalendar.taipei.date(instant)
    if let starts = record.version.starts, day < starts { return .waiting }
    let isReplaced = versions.contains {
      $0.version.number > record.version.number && ($0.version.starts.map { $0 <= day } ?? true)
    }
    if isReplaced { return .superseded }
    return lastDay(of: record).map { day > $0 } ?? false ? .ended : .active
  }

  /// The last day of a version by its own word or by the earliest notice; what replaces it may end it sooner.
  public func lastDay(of record: AgreementRecord) -> CivilDate? {
    let noticed = notices.filter { $0.number >= record.version.number }.map(\.lastDay)
    return ([record.version.ends].compactMap { $0 } + noticed).min()
  }
}

/// How an accepted version stands on a day.
public enum AgreementStanding: String, CaseIterable, Hashable, Sendable {
  /// Its first day is to come.
  case waiting
  /// In force.
  case active
  /// A newer version is in force.
  case superseded
  /// Its last day is over.
  case ended
}
