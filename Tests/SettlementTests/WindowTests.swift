import Benefits
import Federation
import Settlement
import TestSupport
import Testing

private let pair = DirectedPair(host: CityID(unchecked: "taitung"), home: CityID(unchecked: "taipei"))!
private let taipei = CivilCalendar.taipei

private func day(_ iso: String) -> CivilDate { CivilDate(iso)! }
private func noon(_ iso: String) -> Instant { taipei.start(of: day(iso)) + .hours(12) }
/// The calendar around the lunar new year of 2026, with Saturday 7 March worked as in a made-up year.
private let calendar = WorkingDays(
  CityCalendar(
    civil: taipei,
    holidays: Holidays(
      off: [day("2026-03-05"): BilingualText(zh: "假", en: "holiday")], worked: [day("2026-03-07")],
      years: 2026...2026)))

@Suite("Windows and their deadlines")
struct WindowTests {
  @Test(
    "Working days are counted from the day after, without holidays, with weekend days that are worked",
    arguments: [
      ("2026-03-04", 1, "2026-03-06"), ("2026-03-04", 2, "2026-03-07"), ("2026-03-04", 3, "2026-03-09"),
      ("2026-03-04", 0, "2026-03-04"), ("2026-03-07", 1, "2026-03-09"),
    ])
  func counted(from: String, count: Int, last: String) {
    let deadline = calendar.deadline(count, after: noon(from))
    #expect(deadline.lastDay == day(last))
    #expect(deadline.end == taipei.start(of: CivilDate(daysSinceEpoch: day(last).daysSinceEpoch + 1)))
    #expect(deadline.holidaysKnown)
    #expect(!deadline.isOver(at: Instant(microseconds: deadline.end.microseconds - 1)))
    #expect(deadline.isOver(at: deadline.end))
  }

  @Test func `a deadline that reaches into a year without holiday data says so`() {
    #expect(!calendar.deadline(5, after: noon("2026-12-29")).holidaysKnown)
    #expect(!WorkingDays(CityCalendar()).deadline(1, after: noon("2026-03-04")).holidaysKnown)
  }

  @Test func `silence alone brings every window to where nothing but money is missing`() throws {
    let month = try #require(CivilMonth("2026-02"))
    for state in WindowState.allCases {
      var window = Window(pair: pair, month: month, state: state, since: noon("2026-02-10"))
      var steps = 0
      while WindowStep(of: window.state).silence != nil {
        let deadline = try #require(window.deadline(SettlementDays(), calendar))
        let early = Instant(microseconds: deadline.end.microseconds - 1)
        #expect(throws: SettlementFault.notDue(deadline.end)) {
          try window.after(.silence, at: early, days: SettlementDays(), workingDays: calendar)
        }
        let next = try window.after(.silence, at: deadline.end, days: SettlementDays(), workingDays: calendar)
        #expect(next.state > window.state, "it goes on, never back")
        window = next
        steps += 1
        try #require(steps < WindowState.allCases.count)
      }
      #expect(window.state == .agreed || window.state == .settled)
    }
  }

  @Test func `each state that is not final names an owner, a deadline and a next step`() throws {
    let month = try #require(CivilMonth("2026-02"))
    for state in WindowState.allCases {
      let step = WindowStep(of: state)
      let window = Window(pair: pair, month: month, state: state, since: noon("2026-03-04"))
      #expect((step.turn == nil) == (state == .settled))
      #expect((step.next == nil) == (state == .settled))
      #expect((window.deadline(SettlementDays(), calendar) == nil) == (state == .settled))
    }
  }

  @Test func `a window goes through its states in order, and refuses what does not follow`() throws {
    let month = try #require(CivilMonth("2026-02"))
    let now = taipei.cutOff(of: month)
    let all: [WindowCommand] = [.close, .answer(unanswered: 0), .state, .agree(signatures: 2), .settle]
    for (index, state) in WindowState.allCases.enumerated() {
      let window = Window(pair: pair, month: month, state: state, since: now)
      for (place, command) in all.enumerated() {
        if place == index {
          let next = try window.after(command, at: now, days: SettlementDays(), workingDays: calendar)
          #expect(next.state == WindowState.allCases[index + 1] && next.since == now)
        } else {
          #expect(throws: SettlementFault.wrongState) {
            try window.after(command, at: now, days: SettlementDays(), workingDays: calendar)
          }
        }
      }
    }
  }

  @Test func `unanswered lines and missing signatures hold a window where it is`() throws {
    let month = try #require(CivilMonth("2026-02"))
    let now = noon("2026-03-04")
    var window = Window(pair: pair, month: month, state: .closed, since: now)
    #expect(throws: SettlementFault.unanswered(3)) {
      try window.after(.answer(unanswered: 3), at: now, days: SettlementDays(), workingDays: calendar)
    }
    window.state = .stated
    #expect(throws: SettlementFault.unsigned) {
      try window.after(.agree(signatures: 1), at: now, days: SettlementDays(), workingDays: calendar)
    }
  }
}

@Suite("Disputes")
struct DisputeTests {
  private let start = Dispute(
    line: UUIDv7(at: noon("2026-03-04"), randomness: (0, 1)), exception: .amountDiffers, state: .raised,
    since: noon("2026-03-04"))

  @Test func `from every state silence alone ends a dispute, for who could have spoken last`() throws {
    for state in DisputeState.allCases {
      for bearer in RiskBearer.allCases {
        var dispute = start
        dispute.state = state
        let terms = SettlementTerms(disputeDefault: bearer)
        guard let deadline = dispute.deadline(terms.days, calendar) else {
          #expect(state.isFinal)
          continue
        }
        #expect(throws: SettlementFault.notDue(deadline.end)) {
          try dispute.afterSilence(
            at: Instant(microseconds: deadline.end.microseconds - 1), terms: terms, workingDays: calendar)
        }
        let ended = try dispute.afterSilence(at: deadline.end, terms: terms, workingDays: calendar)
        let expected: DisputeState =
          switch state {
          case .disputed: .conceded
          case .escalated: bearer == .home ? .conceded : .withdrawn
          default: .withdrawn
          }
        #expect(ended.state == expected && ended.state.isFinal)
      }
    }
  }

  @Test func `whatever the cities say, a dispute ends within four words`() throws {
    var reached: Set<DisputeState> = [.raised]
    var front: [Dispute] = [start]
    for _ in 0..<4 {
      front = try front.flatMap { dispute in
        try DisputeStep(of: dispute.state).moves.map { move in
          try dispute.after(move, by: move.side, because: "理由", at: dispute.since + .hours(1))
        }
      }
      reached.formUnion(front.map(\.state))
    }
    #expect(front.allSatisfy { $0.state.isFinal })
    #expect(reached == Set(DisputeState.allCases).subtracting([.voided]))
  }

  @Test func `a move out of turn, of the other city or without its reason is refused`() throws {
    for state in DisputeState.allCases {
      var dispute = start
      dispute.state = state
      for move in DisputeMove.allCases {
        let allowed = DisputeStep(of: state).moves.contains(move)
        #expect(throws: allowed ? SettlementFault.notYourTurn : .wrongState) {
          try dispute.after(move, by: move.side.other, because: "理由", at: dispute.since)
        }
        guard allowed, move.needsReason else { continue }
        for reason in [nil, "", String(repeating: "x", count: DisputeLimits.reason + 1)] {
          #expect(throws: SettlementFault.reasonMissing) {
            try dispute.after(move, by: move.side, because: reason, at: dispute.since)
          }
        }
      }
    }
  }

  @Test func `a void ends a dispute that is open, and no other`() throws {
    #expect(try start.afterVoid(at: start.since).state == .voided)
    var ended = start
    ended.state = .conceded
    #expect(throws: SettlementFault.wrongState) { try ended.afterVoid(at: ended.since) }
  }
}
