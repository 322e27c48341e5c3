import Benefits
import TestSupport
import Testing

/// A command as a random day at two venues brings it.
private enum Step {
  case check(Int, UInt8, VenueID, granted: Bool, life: TimeSpan?)
  case redeem(Int, UInt8, check: Int, VenueID)
  case void(Int, VenueID, reason: String?)
  case lapse

  /// The ids move on with the day, so that most commands concern what happened lately.
  static func random(_ random: inout SeededRandom, step: Int) -> Step {
    let recent = max(0, step / 4 - 5)...step / 4 + 1
    let venue = [Till.here, Till.here, Till.here, Till.elsewhere].randomElement(using: &random) ?? Till.here
    let fingerprint = [1, 1, 1, 2].randomElement(using: &random) ?? 1 as UInt8
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<4:
      let life: [TimeSpan?] = [nil, .minutes(2), .minutes(20)]
      return .check(
        .random(in: recent, using: &random), fingerprint, venue,
        granted: .random(using: &random) || .random(using: &random),
        life: life.randomElement(using: &random) ?? nil)
    case 4..<7:
      return .redeem(
        1000 + .random(in: recent, using: &random), fingerprint, check: .random(in: recent, using: &random),
        venue
      )
    case 7..<9:
      return .void(
        1000 + .random(in: recent, using: &random), venue, reason: Bool.random(using: &random) ? "理由" : nil)
    default: return .lapse
    }
  }

  func run(on model: inout CounterModel, at now: Instant) -> CounterModel.Outcome {
    switch self {
    case .check(let id, let print, let venue, let granted, let life):
      model.check(id, print, at: venue, granted: granted, now: now, holds: life.map { now + $0 })
    case .redeem(let id, let print, let check, let venue):
      model.redeem(id, print, check: check, at: venue, now: now)
    case .void(let id, let venue, let reason): model.void(id, at: venue, reason: reason, now: now)
    case .lapse: model.lapse(now: now)
    }
  }

  func run(on desk: inout CounterDesk, at now: Instant) throws -> CounterModel.Outcome {
    func number(_ id: UUIDv7) -> Int { Int(id.low & 0xFFFF) }
    do {
      switch self {
      case .check(let id, let print, let venue, let granted, let life):
        let check = try desk.record(
          try Self.command(id, print, venue, granted: granted, holds: life.map { now + $0 }), at: now)
        return .check(number(check.id), check.state)
      case .redeem(let id, let print, let check, let venue):
        let redemption = try desk.redeem(
          Till.redeem(id, check: check, fingerprint: print, venue: venue), at: now)
        return .redemption(
          number(redemption.id), check: number(redemption.check), voided: redemption.voiding != nil)
      case .void(let id, let venue, let reason):
        let redemption = try desk.void(Till.void(id, reason: reason, venue: venue), at: now)
        return .redemption(
          number(redemption.id), check: number(redemption.check), voided: redemption.voiding != nil)
      case .lapse: return .lapsed(desk.lapse(at: now))
      }
    } catch let fault as CounterFault {
      return .fault(fault)
    }
  }

  private static func command(
    _ id: Int, _ print: UInt8, _ venue: VenueID, granted: Bool, holds: Instant?
  ) throws -> RecordCheck {
    let museum = museum()
    let place = Venue(
      id: venue, city: museum.city, name: museum.name, kind: museum.kind, sector: museum.sector,
      statutory: museum.statutory, tickets: museum.tickets, offers: museum.offers)
    return RecordCheck(
      id: Till.id(id), fingerprint: Till.print(print), terminal: Till.terminal, venue: place,
      basket: try Basket(oneAdult).orThrow(), facts: granted ? card(resident) : card(), subject: nil,
      answerHolds: holds, rules: [], evidence: nil)
  }
}

/// Less than a minute, at times twenty minutes, seldom ninety-one days.
private func pause(_ random: inout SeededRandom) -> TimeSpan {
  switch Int.random(in: 0..<100, using: &random) {
  case 0: .hours(24 * 91)
  case 1...2: .minutes(20)
  default: .seconds(.random(in: 0..<60, using: &random))
  }
}

/// The rows that a desk's effects make, by the strictest database: an insert of what is there, or a move from
/// another state than the one named, is a fault.
private struct Rows: Equatable {
  struct Broken: Error {
    let effect: CounterDesk.Effect
  }

  var checks: [UUIDv7: CheckRecord] = [:]
  var redemptions: [UUIDv7: Redemption] = [:]

  mutating func apply(_ effect: CounterDesk.Effect) throws {
    switch effect {
    case .insertCheck(let check):
      guard checks.updateValue(check, forKey: check.id) == nil else { throw Broken(effect: effect) }
    case .moveCheck(let id, let from, let to):
      // Out of open and out of nothing else.
      guard from == .open, checks[id]?.state == from else { throw Broken(effect: effect) }
      checks[id]?.state = to
    case .insertRedemption(let redemption):
      guard !redemptions.values.contains(where: { $0.check == redemption.check }),
        redemptions.updateValue(redemption, forKey: redemption.id) == nil
      else { throw Broken(effect: effect) }
    case .void(let id, let voiding):
      guard redemptions[id] != nil, redemptions[id]?.voiding == nil else { throw Broken(effect: effect) }
      redemptions[id]?.voiding = voiding
    }
  }
}

@Suite("The counter against its model")
struct CounterPropertyTests {
  @Test(
    "Random days agree with the model, keep the invariants, and retries change nothing",
    arguments: (0..<40).map { UInt64(2_026_1123 + $0) })
  func randomDay(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var (model, desk, rows) = (CounterModel(), CounterDesk(), Rows())
    var (now, written) = (Till.opening, 0)
    var accepted: [Step] = []
    for step in 0..<300 {
      now = now + pause(&random)
      // Every batch of the commit queue begins with a desk over the stored rows.
      if Int.random(in: 0..<8, using: &random) == 0 {
        desk = CounterDesk(checks: Array(rows.checks.values), redemptions: Array(rows.redemptions.values))
        written = 0
      }
      let command = Step.random(&random, step: step)
      let wanted = command.run(on: &model, at: now)
      let got = try command.run(on: &desk, at: now)
      try #require(got == wanted, "seed \(seed), step \(step): \(command)")
      for effect in desk.effects.dropFirst(written) { try rows.apply(effect) }
      written = desk.effects.count
      if case .fault = got {} else { accepted.append(command) }
    }
    for id in 0..<80 {
      #expect(rows.checks[Till.id(id)]?.state == model.state(ofCheck: id), "seed \(seed)")
    }

    // Whatever was accepted once has no further effect, however late it is said again.
    var later = CounterDesk(checks: Array(rows.checks.values), redemptions: Array(rows.redemptions.values))
    for command in accepted {
      if case .lapse = command { continue }
      let outcome = try command.run(on: &later, at: now + .hours(24))
      if case .fault(let fault) = outcome { Issue.record("seed \(seed): \(command) again: \(fault)") }
    }
    #expect(later.effects.isEmpty, "seed \(seed)")
    #expect(!rows.redemptions.isEmpty && !rows.checks.isEmpty, "seed \(seed) did nothing")
  }

  @Test("The random days reach every outcome and every fault that a day can bring")
  func coverage() throws {
    var seen: Set<CounterFault> = []
    var states: Set<CheckState> = []
    for seed in (0..<40).map({ UInt64(2_026_1123 + $0) }) {
      var random = SeededRandom(seed: seed)
      var (desk, now) = (CounterDesk(), Till.opening)
      for step in 0..<300 {
        now = now + pause(&random)
        let command = Step.random(&random, step: step)
        let outcome = try command.run(on: &desk, at: now)
        if case .fault(let fault) = outcome { seen.insert(fault) }
        if case .check(_, let state) = outcome { states.insert(state) }
      }
    }
    // Faults of the basket have tests of their own, and so have limited offers.
    let others: Set<CounterFault> = [.unknownTicket, .wrongPrice, .unknownEvent, .tooManyReservations]
    #expect(seen == Set(CounterFault.allCases).subtracting(others))
    #expect(states == Set(CheckState.allCases))
  }
}
