import Benefits
import Federation
import Settlement
import Testing

@Suite("The desk that decides a line, and the chain's head")
struct ClaimDeskTests {
  private let november = ClaimSample.november
  private let terms = ClaimSample.terms()

  private func claim(_ visit: Claim = ClaimSample.claim(), head: ClaimHead? = nil) throws(ClaimRefusal)
    -> ClaimLine
  {
    try ClaimSample.desk(head ?? ClaimHead(first: november)).claim(
      visit, id: ClaimSample.id(10), offer: .merchant, terms: terms, meter: FundingMeter())
  }

  private func reversal(_ line: ClaimLine) throws -> ClaimReversal {
    switch line.entry {
    case .void(let reversal), .correction(let reversal): return reversal
    default: throw ClaimRefusal.unknownClaim
    }
  }

  @Test func `a claim is split once, and belongs to the month of its service`() throws {
    let line = try claim()
    #expect(line.shares == Shares(merchant: Money(8), host: Money(8), home: Money(4)))
    #expect((line.seq, line.window) == (1, november))
    #expect(line.claimID == line.id)
  }

  @Test func `a claim of value zero is a claim`() throws {
    #expect(try claim(ClaimSample.claim(paid: 80)).shares == .zero)
  }

  @Test(
    arguments: [(80, 90, 60), (80, 60, 70), (80, 80, -1), (20_000_000, 80, 60)] as [(Int64, Int64, Int64)])
  func `prices out of their order are refused`(regular: Int64, statutory: Int64, paid: Int64) {
    #expect(throws: ClaimRefusal.amounts) {
      try claim(ClaimSample.claim(regular: regular, statutory: statutory, paid: paid))
    }
  }

  @Test func `what lies ahead of the clock is refused`() {
    #expect(throws: ClaimRefusal.serviceInFuture) {
      try claim(ClaimSample.claim(service: ClaimSample.now + .seconds(61)))
    }
  }

  @Test func `a late line falls into the earliest open window`() throws {
    let head = ClaimHead(first: november.next)
    let line = try claim(head: head)
    #expect(line.window == november.next)
    #expect(line.service == ClaimSample.service)
    var taken = head
    try taken.append(line)
    #expect(taken.totals(of: november.next).lines == 1)
  }

  @Test func `a void negates what stands of the claim, once, within ninety days`() throws {
    let line = try claim()
    var standing = try #require(ClaimStanding(line))
    let less = try ClaimSample.desk().correct(
      standing, by: Shares(home: Money(-1)), id: ClaimSample.id(11), reason: "over the cap")
    standing.take(less)
    let day = ClaimSample.service + .hours(90 * 24)
    let void = try ClaimSample.desk(at: day).void(
      standing, id: ClaimSample.id(12), at: day, reason: nil, terms: terms)
    #expect(try reversal(void).shares == Shares(merchant: Money(-8), host: Money(-8), home: Money(-3)))
    standing.take(void)
    #expect(standing.shares == .zero)
    let desk = ClaimSample.desk()
    #expect(throws: ClaimRefusal.alreadyVoided) {
      try desk.void(standing, id: ClaimSample.id(13), at: ClaimSample.now, reason: nil, terms: terms)
    }
    #expect(throws: ClaimRefusal.alreadyVoided) {
      try desk.correct(standing, by: Shares(home: Money(1)), id: ClaimSample.id(13), reason: "more")
    }
  }

  @Test func `a void on the ninety-first day is too late`() throws {
    let standing = try #require(ClaimStanding(try claim()))
    let day = ClaimSample.service + .hours(91 * 24)
    #expect(throws: ClaimRefusal.voidTooLate) {
      try ClaimSample.desk(at: day).void(standing, id: ClaimSample.id(12), at: day, reason: nil, terms: terms)
    }
    #expect(throws: ClaimRefusal.unknownClaim) {
      try ClaimSample.desk(at: day).void(nil, id: ClaimSample.id(12), at: day, reason: nil, terms: terms)
    }
  }

  @Test func `a correction changes something, and leaves nobody below zero`() throws {
    let standing = try #require(ClaimStanding(try claim()))
    func correct(_ shares: Shares, unfunded: Money = .zero) throws(ClaimRefusal) -> ClaimLine {
      try ClaimSample.desk().correct(
        standing, by: shares, unfunded: unfunded, id: ClaimSample.id(12), reason: "error")
    }
    #expect(throws: ClaimRefusal.changesNothing) { try correct(.zero) }
    #expect(throws: ClaimRefusal.belowZero) { try correct(Shares(home: Money(-5))) }
    #expect(throws: ClaimRefusal.belowZero) { try correct(.zero, unfunded: Money(5)) }
    #expect(throws: ClaimRefusal.belowZero) { try correct(.zero, unfunded: Money(-1)) }
    #expect(try correct(Shares(home: Money(-4))).shares.home == Money(-4))
  }

  @Test func `a window closes after its days of grace, in order, and once`() throws {
    var head = ClaimHead(first: november)
    try head.append(try claim())
    let cutOff = CivilCalendar.taipei.cutOff(of: november)
    func close(_ month: CivilMonth, at now: Instant) throws(ClaimRefusal) -> ClaimLine {
      try ClaimSample.desk(head, at: now).close(month, id: ClaimSample.id(20))
    }
    #expect(throws: ClaimRefusal.notOver) { try close(november, at: cutOff - .seconds(1)) }
    #expect(throws: ClaimRefusal.earlierOpen) { try close(november.next, at: cutOff + .hours(2_000)) }
    let line = try close(november, at: cutOff)
    try head.append(line)
    #expect(line.shares == .zero)
    #expect(head.firstOpen == november.next)
    #expect(throws: ClaimRefusal.alreadyClosed) { try close(november, at: cutOff) }
    // An empty window closes like any other.
    try head.append(try close(november.next, at: CivilCalendar.taipei.cutOff(of: november.next)))
    #expect(head.seq == 3)
  }

  @Test(arguments: [ChainFault.closeCount, .closeSums, .closeHash, .windowOrder])
  func `a close that states something else is no next line`(_ fault: ChainFault) throws {
    var head = ClaimHead(first: november)
    try head.append(try claim())
    let right = head.totals(of: november).close
    let wrong =
      switch fault {
      case .closeCount: WindowClose(lines: 2, shares: right.shares, hash: right.hash)
      case .closeSums: WindowClose(lines: 1, shares: .zero, hash: right.hash)
      case .closeHash: WindowClose(lines: 1, shares: right.shares, hash: ChainHash.start)
      default: WindowTotals().close
      }
    let line = ClaimLine(
      id: ClaimSample.id(20), seq: 2, window: fault == .windowOrder ? november.next : november,
      recorded: ClaimSample.now, entry: .close(wrong))
    let before = head
    #expect(throws: fault) { try head.append(line) }
    #expect(head == before)
  }

  @Test func `a line must be the next, of a window that is open and its own`() throws {
    var head = ClaimHead(first: november)
    func line(seq: Int64, _ window: CivilMonth) -> ClaimLine {
      ClaimLine(
        id: ClaimSample.id(3), seq: seq, window: window, recorded: ClaimSample.now,
        entry: .claim(ClaimSample.claim()))
    }
    #expect(throws: ChainFault.gap) { try head.append(line(seq: 2, november)) }
    #expect(throws: ChainFault.windowClosed) { try head.append(line(seq: 1, november.previous)) }
    #expect(throws: ChainFault.windowWrong) { try head.append(line(seq: 1, november.next)) }
    try head.append(line(seq: 1, november))
  }
}
