public import Benefits

/// What a city does to an agreement, as both cities' books judge it.
public enum AgreementAct: Hashable, Sendable {
  /// Puts a next version forward.
  case propose(AgreementVersion, hash: DocumentHash)
  /// Signs what the other city proposed.
  case accept(DocumentHash)
  /// Says no to what the other city proposed.
  case decline(DocumentHash)
  /// Gives notice that the newest version, of this number, ends.
  case end(number: Int, lastDay: CivilDate)
}

/// Why an act is refused; the raw values are stable codes.
public enum AgreementRefusal: String, Error, CaseIterable, Hashable, Sendable {
  /// It is of another agreement, or of other cities.
  case otherAgreement = "agreement_other"
  /// Its number is not the next.
  case versionGap = "agreement_version_gap"
  /// It does not rest on the newest accepted version's hash.
  case previousDiffers = "agreement_previous_differs"
  /// Its first day is not after the day on which it was signed, or not after the first day of the version before.
  case startPast = "agreement_start_past"
  /// Its last day is before its first.
  case endBeforeStart = "agreement_end_before_start"
  /// A proposal waits: the other city accepts or declines it first.
  case proposalOpen = "agreement_proposal_open"
  /// There is no open proposal with this hash.
  case notOpen = "agreement_not_open"
  /// A city does not accept or decline its own proposal.
  case ownProposal = "agreement_own_proposal"
  /// A notice names the newest version, and no version that has ended.
  case noticeVersion = "agreement_notice_version"
  /// A notice leaves the other city less than its time.
  case noticeShort = "agreement_notice_short"
}

/// Decides over one agreement. Both cities' books run these rules over the same acts, each city's in the order in which
/// it did them, and so come to the same state; there is no third place that decides.
///
/// One proposal is open at a time. If both cities propose at once, the lower hash stands in both books. A city takes no
/// proposal back: the other one might have signed it meanwhile. It asks for a decline; and what was not accepted before
/// its first day, the other city's node declines by itself. So no state waits for ever.
public struct AgreementDesk: Hashable, Sendable {
  /// The versions accepted so far, and notices.
  public private(set) var history: AgreementHistory
  /// The proposal that waits, if any.
  public private(set) var open: AgreementRecord?
  /// Records that an act made or changed.
  public private(set) var changed: [AgreementRecord] = []
  /// Notices that an act added.
  public private(set) var added: [AgreementNotice] = []

  /// Takes what the books hold; `history` is never empty, since the agreement's file is its first version.
  public init(history: AgreementHistory, open: AgreementRecord?) {
    self.history = history
    self.open = open
  }

  /// Takes an act of `city`, signed at `signed`. An act that is in the books already changes nothing.
  public mutating func take(
    _ act: AgreementAct, of city: CityID, signed: Instant, calendar: CivilCalendar = .taipei
  ) throws(AgreementRefusal) {
    let day = calendar.date(signed)
    switch act {
    case .propose(let version, let hash): try propose(version, hash, of: city, on: day)
    case .accept(let hash): try accept(hash, of: city, on: day)
    case .decline(let hash):
      guard var record = open, record.hash == hash else { throw .notOpen }
      guard record.proposer != city else { throw .ownProposal }
      record.state = .declined
      changed.append(record)
      open = nil
    case .end(let number, let lastDay): try end(number, lastDay, of: city, on: day)
    }
  }

  private mutating func propose(
    _ version: AgreementVersion, _ hash: DocumentHash, of city: CityID, on day: CivilDate
  ) throws(AgreementRefusal) {
    if let open, open.hash == hash, open.proposer == city { return }
    if history.version(version.number)?.hash == hash { return }
    guard let newest = history.newest, version.id == newest.version.id,
      version.parties.map(\.city) == newest.version.parties.map(\.city),
      version.parties.map(\.entity) == newest.version.parties.map(\.entity),
      version.parties.contains(where: { $0.city == city })
    else { throw .otherAgreement }
    guard version.number == newest.version.number + 1 else { throw .versionGap }
    guard version.previous == newest.hash else { throw .previousDiffers }
    guard let starts = version.starts, starts > day, newest.version.starts.map({ starts > $0 }) ?? true
    else { throw .startPast }
    if let ends = version.ends, ends < starts { throw .endBeforeStart }
    var record = AgreementRecord(version: version, hash: hash, proposer: city, state: .proposed)
    if var other = open {
      guard other.proposer != city else { throw .proposalOpen }
      guard hash != other.hash else {
        // Both proposed the same document: each has signed it, which is all that acceptance is.
        try accept(hash, of: city, on: day)
        return
      }
      if other.hash.bytes.lexicographicallyPrecedes(hash.bytes) {
        record.state = .outbid
        changed.append(record)
        return
      }
      other.state = .outbid
      changed.append(other)
    }
    open = record
    changed.append(record)
  }

  private mutating func accept(
    _ hash: DocumentHash, of city: CityID, on day: CivilDate
  ) throws(AgreementRefusal) {
    if history.versions.contains(where: { $0.hash == hash }) { return }
    guard var record = open, record.hash == hash else { throw .notOpen }
    guard record.proposer != city else { throw .ownProposal }
    guard let starts = record.version.starts, day < starts else { throw .startPast }
    record.state = .accepted
    changed.append(record)
    history = AgreementHistory(history.versions + [record], notices: history.notices)
    open = nil
  }

  private mutating func end(
    _ number: Int, _ lastDay: CivilDate, of city: CityID, on day: CivilDate
  ) throws(AgreementRefusal) {
    let notice = AgreementNotice(city: city, number: number, lastDay: lastDay)
    if history.notices.contains(notice) { return }
    guard let record = history.version(number) else { throw .noticeVersion }
    if let last = history.lastDay(of: record), last < day { throw .noticeVersion }
    guard lastDay.daysSinceEpoch - day.daysSinceEpoch >= AgreementNotice.days else { throw .noticeShort }
    history = AgreementHistory(history.versions, notices: history.notices + [notice])
    added.append(notice)
  }
}
