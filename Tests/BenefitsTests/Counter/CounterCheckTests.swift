import Benefits
import Testing

@Suite("Checks at the counter")
struct CounterCheckTests {
  @Test("A granted check is kept open, with everything that was asked and decided")
  func granted() throws {
    let evidence = AnswerReference(
      issuer: "https://card.taipei.example", response: Till.id(9), disclosure: "d")
    var desk = CounterDesk()
    let check = try desk.record(try Till.check(1, evidence: evidence), at: Till.opening)
    #expect(
      check
        == CheckRecord(
          id: Till.id(1), fingerprint: Till.print(1), terminal: Till.terminal, venue: Till.here, home: taipei,
          subject: "subject", decision: try decided(at: museum(), oneAdult, card(resident)),
          at: Till.opening, expires: Till.opening + .minutes(10), rules: [7], evidence: evidence, state: .open
        ))
    #expect(check.decision.due == Money(60))
    #expect(desk.effects == [.insertCheck(check)])
  }

  @Test(
    "What is not granted is kept closed: refusals count too",
    arguments: [
      (card(), taipei as CityID?, Verdict.denied),
      (card(resident, state: .lost), taipei, .denied),
      (.unanswered(home: taitung, why: .unavailable), taitung, .indeterminate),
      (.cityNotNamed, nil, .needsCity),
    ])
  func notGranted(facts: CardFacts, home: CityID?, verdict: Verdict) throws {
    var desk = CounterDesk()
    let check = try desk.record(try Till.check(1, facts: facts), at: Till.opening)
    #expect(check.decision.verdict == verdict)
    #expect(check.state == .closed)
    #expect(check.home == home)
    #expect(desk.effects == [.insertCheck(check)])
    #expect(throws: CounterFault.checkNotGranted) {
      try desk.redeem(Till.redeem(2, check: 1), at: Till.opening)
    }
    #expect(desk.lapse(at: Till.opening + .hours(1)) == 0)
    #expect(desk.effects == [.insertCheck(check)])
  }

  @Test(
    "A check lives ten minutes, and never past the answer it rests on",
    arguments: [
      (nil, TimeSpan.minutes(10)), (TimeSpan.minutes(11), .minutes(10)), (.minutes(10), .minutes(10)),
      (.minutes(10) - Till.atom, .minutes(10) - Till.atom), (.seconds(1), .seconds(1)),
      (.zero, .zero), (.zero - .seconds(1), .zero - .seconds(1)),
    ] as [(TimeSpan?, TimeSpan)])
  func expiry(answerHolds: TimeSpan?, life: TimeSpan) throws {
    var desk = CounterDesk()
    let command = try Till.check(1, answerHolds: answerHolds.map { Till.opening + $0 })
    let check = try desk.record(command, at: Till.opening)
    #expect(check.expires == Till.opening + life)
  }

  @Test("The same id and fingerprint give the first decision again, also later and over stored rows")
  func retry() throws {
    var desk = try CounterDesk.withOpenCheck()
    guard case .insertCheck(let first)? = desk.effects.first else { throw BadFixture() }
    #expect(try desk.record(try Till.check(1), at: Till.opening + .hours(1)) == first)
    // What differs beside the fingerprint is not looked at: the fingerprint stands for what was asked.
    #expect(try desk.record(try Till.check(1, facts: card()), at: Till.opening) == first)
    #expect(desk.effects.count == 1)

    var stored = CounterDesk(checks: [first])
    #expect(try stored.record(try Till.check(1), at: Till.opening + .hours(1)) == first)
    #expect(stored.effects.isEmpty)
  }

  @Test("A retry of a check shows where it stands now")
  func retryAfterRedemption() throws {
    var desk = try CounterDesk.withRedemption()
    #expect(try desk.record(try Till.check(1), at: Till.opening).state == .redeemed)
  }

  @Test("The same id with another fingerprint is a conflict, before any other fault")
  func conflict() throws {
    var desk = try CounterDesk.withOpenCheck()
    let unsold = [BasketLine(ticket: concession)]
    #expect(throws: CounterFault.idConflict) {
      try desk.record(try Till.check(1, fingerprint: 9), at: Till.opening)
    }
    #expect(throws: CounterFault.idConflict) {
      try desk.record(try Till.check(1, fingerprint: 9, basket: unsold), at: Till.opening)
    }
    #expect(desk.effects.count == 1)
  }

  @Test("A ticket that the venue does not sell leaves no trace")
  func unknownTicket() throws {
    var desk = CounterDesk()
    #expect(throws: CounterFault.unknownTicket) {
      try desk.record(
        try Till.check(1, basket: oneAdult + [BasketLine(ticket: concession)]), at: Till.opening)
    }
    #expect(desk.effects.isEmpty)
    #expect(try desk.record(try Till.check(1), at: Till.opening).state == .open)
  }
}

@Suite("Lapse of checks")
struct CounterLapseTests {
  @Test("A check lapses at the instant it expires, not a microsecond before")
  func border() throws {
    var desk = try CounterDesk.withOpenCheck()
    let end = Till.opening + CounterDesk.checkLife
    #expect(desk.lapse(at: end - Till.atom) == 0)
    #expect(desk.effects.count == 1)
    #expect(desk.lapse(at: end) == 1)
    #expect(desk.effects.last == .moveCheck(Till.id(1), from: .open, to: .lapsed))
    #expect(desk.lapse(at: end + .hours(1)) == 0)
    #expect(desk.effects.count == 2)
    #expect(throws: CounterFault.checkLapsed) {
      try desk.redeem(Till.redeem(2, check: 1), at: Till.opening)
    }
  }

  @Test("Only open checks lapse, in the order of their ids")
  func order() throws {
    var desk = CounterDesk()
    for number in [5, 3, 4] {
      _ = try desk.record(try Till.check(number), at: Till.opening + .minutes(Int64(number)))
    }
    _ = try desk.record(try Till.check(1, facts: card()), at: Till.opening)
    _ = try desk.record(try Till.check(2), at: Till.opening)
    _ = try desk.redeem(Till.redeem(6, check: 2), at: Till.opening)
    let before = desk.effects
    #expect(desk.lapse(at: Till.opening + .minutes(14)) == 2)
    #expect(
      Array(desk.effects.dropFirst(before.count)) == [
        .moveCheck(Till.id(3), from: .open, to: .lapsed), .moveCheck(Till.id(4), from: .open, to: .lapsed),
      ])
  }
}
