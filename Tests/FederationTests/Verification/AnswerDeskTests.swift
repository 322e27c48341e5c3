import Benefits
import Federation
import Testing

@Suite("The home city's memory of its answers")
struct AnswerDeskTests {
  private let host: EntityID
  private let limits = ProbeLimits(window: 600, venue: 3, host: 5)

  init() throws { host = try entity("card.taitung.example") }

  private func keep(
    _ number: Int, _ unrecognised: [VenueID: Int] = [:], hash: UInt8 = 1, from issuer: EntityID? = nil,
    disclosures: [DisclosureRecord] = []
  ) -> KeepAnswers {
    KeepAnswers(
      answered: AnsweredRequest(
        key: ReplayKey(issuer: issuer ?? host, request: id(number)), hash: [hash], response: [UInt8(number)],
        remembered: morning + .minutes(3)),
      unrecognised: unrecognised, disclosures: disclosures)
  }

  private func key(_ venue: VenueID?, host: EntityID? = nil, at now: Instant = morning) -> ProbeKey {
    ProbeKey(host: host ?? self.host, venue: venue, window: limits.start(at: now))
  }

  @Test("The same bytes get the same response, other bytes under the same id none")
  func replay() {
    var desk = AnswerDesk(limits: limits)
    let first = keep(1, [museum: 1])
    #expect(desk.keep(first, at: morning) == .send([1]))
    let before = desk.effects
    let signedAgain = KeepAnswers(
      answered: AnsweredRequest(
        key: first.answered.key, hash: first.answered.hash, response: [99], remembered: morning),
      unrecognised: [museum: 1], disclosures: [])
    #expect(desk.keep(signedAgain, at: morning + .minutes(1)) == .send([1]))
    #expect(desk.keep(keep(1, hash: 2), at: morning) == .replayedOtherBytes)
    #expect(desk.effects == before)

    var stored = AnswerDesk(answered: [first.answered], limits: limits)
    #expect(stored.keep(signedAgain, at: morning) == .send([1]))
    #expect(stored.keep(keep(1, hash: 2), at: morning) == .replayedOtherBytes)
    #expect(stored.effects.isEmpty)
  }

  @Test("The same request id from another city is another request")
  func issuers() throws {
    var desk = AnswerDesk(limits: limits)
    _ = desk.keep(keep(1), at: morning)
    let other = keep(1, hash: 2, from: try entity("card.hualien.example"))
    #expect(desk.keep(other, at: morning) == .send([1]))
  }

  @Test("Probe counts, the replay record and the disclosures are written together")
  func effects() {
    var desk = AnswerDesk(limits: limits)
    let line = DisclosureRecord(
      member: [5], host: host, venue: museum, check: id(7), at: morning, asked: [.named(.resident)],
      granted: [])
    let command = keep(1, [museum: 2, farm: 0], disclosures: [line])
    #expect(desk.keep(command, at: morning) == .send([1]))
    #expect(
      desk.effects == [
        .addProbes(key(museum), 2), .addProbes(key(nil), 2), .insertAnswered(command.answered),
        .insertDisclosure(line),
      ])
  }

  @Test("A venue may reach its limit, and then even its known cards are limited; other venues go on")
  func venueLimit() {
    var desk = AnswerDesk(limits: limits)
    #expect(desk.keep(keep(1, [museum: 2]), at: morning) == .send([1]))
    #expect(desk.keep(keep(2, [museum: 1]), at: morning) == .send([2]))
    #expect(desk.keep(keep(3, [museum: 1]), at: morning) == .limited([museum]))
    #expect(desk.keep(keep(4, [museum: 0]), at: morning) == .limited([museum]))
    #expect(desk.keep(keep(5, [farm: 0]), at: morning) == .send([5]))
    #expect(desk.keep(keep(6, [farm: 1]), at: morning) == .send([6]))
  }

  @Test("A limited request is signed anew without its venue, and is then the one that is kept")
  func signedAnew() {
    var desk = AnswerDesk(probes: [key(museum): 3, key(nil): 3], limits: limits)
    #expect(desk.keep(keep(1, [museum: 1, farm: 1]), at: morning) == .limited([museum]))
    #expect(desk.effects.isEmpty)
    #expect(desk.keep(keep(1, [farm: 1]), at: morning) == .send([1]))
    #expect(desk.keep(keep(1, [museum: 1, farm: 1]), at: morning) == .send([1]))
  }

  @Test("A batch over the limit uses up what was left: trying again tells nothing about one number more")
  func oracle() {
    var desk = AnswerDesk(limits: limits)
    #expect(desk.keep(keep(1, [museum: 1]), at: morning) == .send([1]))
    #expect(desk.keep(keep(2, [museum: 3]), at: morning) == .limited([museum]))
    #expect(Array(desk.effects.suffix(2)) == [.addProbes(key(museum), 2), .addProbes(key(nil), 2)])
    let before = desk.effects
    // With the same batch less its unknown target, and even with nothing unknown, the answer is the same.
    for count in 0...3 { #expect(desk.keep(keep(3, [museum: count]), at: morning) == .limited([museum])) }
    #expect(desk.effects == before)
    #expect(desk.keep(keep(4, [farm: 2]), at: morning) == .send([4]))
  }

  @Test("The host's ceiling holds over all its venues, and then limits every one of them")
  func hostLimit() throws {
    let garden = VenueID(unchecked: "garden")
    var desk = AnswerDesk(limits: limits)
    #expect(desk.keep(keep(1, [museum: 3, farm: 2]), at: morning) == .send([1]))
    #expect(desk.keep(keep(2, [garden: 1]), at: morning) == .limited([garden]))
    #expect(desk.keep(keep(3, [garden: 0, farm: 0]), at: morning) == .limited([garden, farm]))
    let other = try entity("card.hualien.example")
    #expect(desk.keep(keep(4, [museum: 3], from: other), at: morning) == .send([4]))
  }

  @Test("Within one batch the venues share the host's ceiling in the order of their names")
  func hostLimitWithinBatch() {
    var desk = AnswerDesk(limits: limits)
    // farm comes first and fits; the museum's three would be six in all.
    let command = keep(1, [museum: 3, farm: 3])
    #expect(desk.keep(command, at: morning) == .limited([museum]))
    #expect(desk.effects == [.addProbes(key(museum), 2), .addProbes(key(nil), 2)])
    #expect(desk.keep(keep(1, [farm: 3]), at: morning) == .send([1]))
    #expect(desk.keep(keep(2, [farm: 0]), at: morning) == .limited([farm]))
  }

  @Test("A new window frees every venue, at its first second")
  func window() {
    let start = Instant(seconds: limits.start(at: morning))
    let next = start + .seconds(limits.window)
    var desk = AnswerDesk(limits: limits)
    #expect(desk.keep(keep(1, [museum: 3]), at: start) == .send([1]))
    #expect(desk.keep(keep(2, [museum: 1]), at: next - atom) == .limited([museum]))
    #expect(desk.keep(keep(3, [museum: 3]), at: next) == .send([3]))
    #expect(limits.start(at: next) == next.seconds)
    #expect(limits.start(at: next - atom) == start.seconds)
  }
}
