import Benefits
import Testing

@Suite("Redemptions at the counter")
struct CounterRedemptionTests {
  @Test("Redeeming writes the redemption and closes the check, in this order")
  func redeem() throws {
    var desk = try CounterDesk.withOpenCheck()
    let redemption = try desk.redeem(
      Till.redeem(2, check: 1, terminal: Till.other), at: Till.opening + .minutes(1))
    #expect(
      redemption
        == Redemption(
          id: Till.id(2), fingerprint: Till.print(2), check: Till.id(1), terminal: Till.other,
          venue: Till.here, at: Till.opening + .minutes(1)))
    #expect(
      Array(desk.effects.dropFirst()) == [
        .insertRedemption(redemption), .moveCheck(Till.id(1), from: .open, to: .redeemed),
      ])
  }

  @Test("The last microsecond of a check's life redeems, the next one does not")
  func border() throws {
    for answerHolds in [nil, Till.opening + .minutes(3)] {
      let desk = try CounterDesk.withOpenCheck(answerHolds: answerHolds)
      let end = answerHolds ?? Till.opening + CounterDesk.checkLife
      var late = desk
      #expect(throws: CounterFault.checkLapsed) { try late.redeem(Till.redeem(2, check: 1), at: end) }
      // The lapse itself is recorded by the lapse command alone.
      #expect(late.effects == desk.effects)
      var inTime = desk
      #expect(try inTime.redeem(Till.redeem(2, check: 1), at: end - Till.atom).check == Till.id(1))
    }
  }

  @Test("A check is redeemed once, whoever asks and however often")
  func once() throws {
    var desk = try CounterDesk.withRedemption()
    let before = desk.effects
    for number in 3...5 {
      #expect(throws: CounterFault.checkAlreadyRedeemed) {
        try desk.redeem(Till.redeem(number, check: 1, terminal: Till.other), at: Till.opening + .hours(1))
      }
    }
    #expect(desk.effects == before)
  }

  @Test("The same id and fingerprint give the first redemption again, also past the check's end")
  func retry() throws {
    var desk = try CounterDesk.withRedemption()
    let before = desk.effects
    let again = try desk.redeem(Till.redeem(2, check: 1), at: Till.opening + .hours(48))
    #expect(again.at == Till.opening)
    #expect(desk.effects == before)

    var stored = CounterDesk(redemptions: [again])
    #expect(try stored.redeem(Till.redeem(2, check: 1), at: Till.opening) == again)
    #expect(stored.effects.isEmpty)
  }

  @Test("The same id with another fingerprint is a conflict, even for a check that does not exist")
  func conflict() throws {
    var desk = try CounterDesk.withRedemption()
    #expect(throws: CounterFault.idConflict) {
      try desk.redeem(Till.redeem(2, check: 77, fingerprint: 9), at: Till.opening)
    }
  }

  @Test("A check of another venue is as good as none")
  func venues() throws {
    var desk = try CounterDesk.withOpenCheck()
    #expect(throws: CounterFault.unknownCheck) {
      try desk.redeem(Till.redeem(2, check: 1, venue: Till.elsewhere), at: Till.opening)
    }
    #expect(throws: CounterFault.unknownCheck) {
      try desk.redeem(Till.redeem(2, check: 8), at: Till.opening)
    }
    _ = try desk.redeem(Till.redeem(2, check: 1), at: Till.opening)
    // Nor does the other venue learn that it was redeemed.
    #expect(throws: CounterFault.unknownCheck) {
      try desk.redeem(Till.redeem(3, check: 1, venue: Till.elsewhere), at: Till.opening)
    }
  }
}

@Suite("Voids at the counter")
struct CounterVoidTests {
  @Test(
    "Ten minutes need no reason, ninety days need one, and then it is too late",
    arguments: [
      (TimeSpan.zero, nil, nil), (.minutes(10), nil, nil),
      (.minutes(10) + Till.atom, nil, CounterFault.voidReasonRequired),
      (.minutes(10) + Till.atom, "重複購票", nil),
      (.hours(90 * 24), "重複購票", nil), (.hours(90 * 24), nil, .voidReasonRequired),
      (.hours(90 * 24) + Till.atom, "重複購票", .voidTooLate),
      (.hours(90 * 24) + Till.atom, nil, .voidTooLate),
    ] as [(TimeSpan, String?, CounterFault?)])
  func borders(age: TimeSpan, reason: String?, fault: CounterFault?) throws {
    var desk = try CounterDesk.withRedemption()
    let before = desk.effects
    let now = Till.opening + age
    let command = Till.void(2, reason: reason, terminal: Till.other)
    if let fault {
      #expect(throws: fault) { try desk.void(command, at: now) }
      #expect(desk.effects == before)
    } else {
      let voiding = Voiding(terminal: Till.other, at: now, reason: reason)
      #expect(try desk.void(command, at: now).voiding == voiding)
      #expect(desk.effects == before + [.void(Till.id(2), voiding)])
    }
  }

  @Test("Voiding twice gives the first voiding again, even when it would be too late")
  func twice() throws {
    var desk = try CounterDesk.withRedemption()
    let first = try desk.void(Till.void(2), at: Till.opening)
    let before = desk.effects
    let late = Till.opening + .hours(91 * 24)
    #expect(try desk.void(Till.void(2, reason: "again", terminal: Till.other), at: late) == first)
    #expect(desk.effects == before)
    // And a retry of the redemption shows the void.
    #expect(try desk.redeem(Till.redeem(2, check: 1), at: late) == first)
  }

  @Test("A void does not open the check again")
  func finalState() throws {
    var desk = try CounterDesk.withRedemption()
    _ = try desk.void(Till.void(2), at: Till.opening)
    #expect(throws: CounterFault.checkAlreadyRedeemed) {
      try desk.redeem(Till.redeem(3, check: 1), at: Till.opening)
    }
  }

  @Test("A redemption of another venue is as good as none")
  func venues() throws {
    var desk = try CounterDesk.withRedemption()
    let tooLate = Till.opening + .hours(91 * 24)
    for now in [Till.opening, tooLate] {
      #expect(throws: CounterFault.unknownRedemption) {
        try desk.void(Till.void(2, venue: Till.elsewhere), at: now)
      }
      #expect(throws: CounterFault.unknownRedemption) { try desk.void(Till.void(8), at: now) }
    }
  }
}
