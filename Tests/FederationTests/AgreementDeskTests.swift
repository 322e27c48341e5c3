import Benefits
import Federation
import Testing

private func day(_ iso: String) -> CivilDate { CivilDate(iso)! }
private func noon(_ iso: String) -> Instant { CivilCalendar.taipei.start(of: day(iso)) + .hours(12) }
private func hash(_ byte: UInt8) -> DocumentHash { DocumentHash(digest: Array(repeating: byte, count: 32)) }

private func version(
  _ number: Int = 2, after previous: UInt8 = 1, from starts: String = "2027-01-01", to ends: String? = nil
) -> AgreementVersion {
  AgreementVersion(
    id: "taipei-taitung", number: number, previous: hash(previous),
    parties: [taipei, taitung].map { city in
      AgreementCity(
        city: city, entity: EntityID("https://card.\(city).example")!,
        name: BilingualText(zh: "市", en: "City"))
    },
    scope: [BenefitClass("resident")!], settlement: SettlementTerms(funding: .home),
    starts: day(starts), ends: ends.map(day))
}

private func books() -> AgreementDesk {
  var first = version(1)
  (first.previous, first.starts, first.settlement) = (nil, nil, SettlementTerms())
  let record = AgreementRecord(version: first, hash: hash(1), proposer: nil, state: .accepted)
  return AgreementDesk(history: AgreementHistory([record]), open: nil)
}

struct AgreementDeskTests {
  private let today = noon("2026-11-24")

  private func refuses(
    _ desk: AgreementDesk, _ act: AgreementAct, of city: CityID = taipei, on day: Instant? = nil,
    _ refusal: AgreementRefusal, location: SourceLocation = #_sourceLocation
  ) {
    var changed = desk
    #expect(throws: refusal, sourceLocation: location) {
      try changed.take(act, of: city, signed: day ?? today)
    }
    #expect(changed == desk, "a refused act changes nothing", sourceLocation: location)
  }

  @Test func `what one city proposes and the other accepts is in force from its first day`() throws {
    var desk = books()
    try desk.take(.propose(version(), hash: hash(2)), of: taipei, signed: today)
    #expect(desk.history.newest?.version.number == 1)
    try desk.take(.accept(hash(2)), of: taitung, signed: today)
    #expect(desk.open == nil)
    let history = desk.history
    let (before, after) = (noon("2026-12-31"), CivilCalendar.taipei.start(of: day("2027-01-01")))
    #expect(history.inForce(at: before)?.version.number == 1)
    #expect(history.terms(at: before)?.funding == .merchant)
    #expect(history.inForce(at: after)?.version.number == 2)
    #expect(history.terms(at: after)?.funding == .home)
    #expect(history.standing(of: history.versions[1], at: before) == .waiting)
    #expect(history.standing(of: history.versions[0], at: after) == .superseded)
  }

  @Test func `an act that comes again changes nothing`() throws {
    var desk = books()
    let acts: [(AgreementAct, CityID)] = [
      (.propose(version(), hash: hash(2)), taipei), (.accept(hash(2)), taitung),
      (.end(number: 2, lastDay: day("2027-06-30")), taipei),
    ]
    for (act, city) in acts {
      try desk.take(act, of: city, signed: today)
      let once = desk
      try desk.take(act, of: city, signed: today)
      #expect(desk == once)
    }
  }

  @Test func `a version follows the newest one, and starts after the day it is signed on`() {
    let desk = books()
    refuses(desk, .propose(version(3), hash: hash(3)), .versionGap)
    refuses(desk, .propose(version(2, after: 9), hash: hash(2)), .previousDiffers)
    refuses(desk, .propose(version(from: "2026-11-24"), hash: hash(2)), .startPast)
    refuses(desk, .propose(version(to: "2026-12-31"), hash: hash(2)), .endBeforeStart)
    var other = version()
    other.id = "taipei-hualien"
    refuses(desk, .propose(other, hash: hash(2)), .otherAgreement)
    refuses(desk, .propose(version(), hash: hash(2)), of: CityID("hualien")!, .otherAgreement)
  }

  @Test func `a proposal waits for the other city alone, and for nobody after its first day`() throws {
    var desk = books()
    try desk.take(.propose(version(), hash: hash(2)), of: taipei, signed: today)
    refuses(desk, .accept(hash(2)), .ownProposal)
    refuses(desk, .decline(hash(2)), .ownProposal)
    refuses(desk, .propose(version(from: "2027-02-01"), hash: hash(3)), .proposalOpen)
    refuses(desk, .accept(hash(9)), of: taitung, .notOpen)
    refuses(desk, .accept(hash(2)), of: taitung, on: noon("2027-01-01"), .startPast)
    try desk.take(.decline(hash(2)), of: taitung, signed: noon("2027-01-01"))
    refuses(desk, .accept(hash(2)), of: taitung, .notOpen)
    try desk.take(
      .propose(version(from: "2027-03-01"), hash: hash(3)), of: taipei, signed: noon("2027-01-02"))
    #expect(desk.open?.hash == hash(3))
  }

  @Test func `where both propose at once, both books keep the lower hash, whichever came first`() throws {
    let (low, high) = (version(from: "2027-01-01"), version(from: "2027-02-01"))
    var (ours, theirs) = (books(), books())
    try ours.take(.propose(low, hash: hash(2)), of: taipei, signed: today)
    try ours.take(.propose(high, hash: hash(3)), of: taitung, signed: today)
    try theirs.take(.propose(high, hash: hash(3)), of: taitung, signed: today)
    try theirs.take(.propose(low, hash: hash(2)), of: taipei, signed: today)
    for desk in [ours, theirs] {
      #expect(desk.open?.hash == hash(2))
      #expect(desk.changed.last { $0.hash == hash(3) }?.state == .outbid)
      refuses(desk, .accept(hash(3)), .notOpen)
    }
    try ours.take(.accept(hash(2)), of: taitung, signed: today)
    try theirs.take(.accept(hash(2)), of: taitung, signed: today)
    #expect(ours.history == theirs.history)
  }

  @Test func `where both propose the same document, both have signed it`() throws {
    var desk = books()
    try desk.take(.propose(version(), hash: hash(2)), of: taipei, signed: today)
    try desk.take(.propose(version(), hash: hash(2)), of: taitung, signed: today)
    #expect(desk.open == nil)
    #expect(desk.history.newest?.hash == hash(2))
  }

  @Test func `notice takes no answer, leaves thirty days, and does not touch a later version`() throws {
    var desk = books()
    refuses(desk, .end(number: 1, lastDay: day("2026-12-23")), .noticeShort)
    refuses(desk, .end(number: 2, lastDay: day("2026-12-24")), .noticeVersion)
    try desk.take(.end(number: 1, lastDay: day("2026-12-24")), of: taitung, signed: today)
    #expect(desk.history.inForce(at: noon("2026-12-24"))?.version.number == 1)
    #expect(desk.history.inForce(at: noon("2026-12-25")) == nil)
    #expect(desk.history.scope(at: noon("2026-12-25")).isEmpty)
    try desk.take(.propose(version(), hash: hash(2)), of: taipei, signed: today)
    try desk.take(.accept(hash(2)), of: taitung, signed: today)
    #expect(desk.history.inForce(at: noon("2027-01-01"))?.version.number == 2)
    refuses(desk, .end(number: 1, lastDay: day("2027-06-30")), on: noon("2027-01-01"), .noticeVersion)
  }

  @Test func `a version ends by its own last day, and the one before does not come back`() throws {
    var desk = books()
    try desk.take(.propose(version(to: "2027-12-31"), hash: hash(2)), of: taipei, signed: today)
    try desk.take(.accept(hash(2)), of: taitung, signed: today)
    #expect(desk.history.inForce(at: noon("2027-12-31"))?.version.number == 2)
    #expect(desk.history.inForce(at: noon("2028-01-01")) == nil)
    #expect(desk.history.standing(of: desk.history.versions[1], at: noon("2028-01-01")) == .ended)
  }
}
