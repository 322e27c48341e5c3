import Benefits
import Federation
import Testing

@Suite("Health of a partner's node")
struct PeerHealthTests {
  /// A partner after so many failures in a row, the last of them at `morning`, without jitter.
  private func failed(_ times: Int) -> PeerHealth {
    var health = PeerHealth()
    for _ in 0..<times { health.failed(at: morning, jitter: 0) }
    return health
  }

  @Test(
    "Two failures are borne, the third makes dead, and every further one doubles the back-off up to a minute")
  func failures() {
    let backOffs: [Int64] = [1, 2, 4, 8, 16, 32, 60, 60, 60]
    #expect(failed(0).state == .alive)
    #expect(failed(1).state == .failing(1))
    #expect(failed(2).state == .failing(2))
    for (extra, seconds) in backOffs.enumerated() {
      #expect(failed(3 + extra).state == .dead(failures: 3 + extra, probe: morning + .seconds(seconds)))
    }
    #expect(failed(200).state == .dead(failures: 200, probe: morning + .seconds(60)))
  }

  @Test("A clock that was set back does not keep a dead partner dead until it has caught up")
  func clockSetBack() {
    var health = failed(200)
    let back = morning - .hours(1)
    let admitted = [back, back, back + .seconds(60)].map { health.admits(at: $0, jitter: 0) }
    #expect(admitted == [true, false, true])
  }

  @Test("Jitter adds less than half of the back-off, whatever is drawn")
  func jitter() {
    let spans: [(Int64, Int64)] = [
      (0, 1_000_000), (500, 1_250_000), (999, 1_499_500), (1000, 1_499_500), (.max, 1_499_500),
      (-1, 1_000_000),
      (.min, 1_000_000),
    ]
    for (jitter, microseconds) in spans {
      var health = failed(2)
      health.failed(at: morning, jitter: jitter)
      let probe = morning + TimeSpan(microseconds: microseconds)
      #expect(health.state == .dead(failures: 3, probe: probe), "\(jitter)")
    }
  }

  @Test("Alive and failing partners are asked without limit")
  func asked() {
    for times in 0..<PeerHealth.patience {
      var health = failed(times)
      for _ in 0..<5 { #expect(health.admits(at: morning, jitter: 0) == true) }
      #expect(health == failed(times))
    }
  }

  @Test("A dead partner gets exactly one probe per back-off, from the instant that it is due")
  func probes() {
    var health = failed(4)
    let due = morning + .seconds(2)
    #expect(health.admits(at: morning, jitter: 0) == false)
    #expect(health.admits(at: due - atom, jitter: 0) == false)
    #expect(health.admits(at: due, jitter: 0) == true)
    #expect(health.state == .dead(failures: 4, probe: due + .seconds(2)))
    for later in [TimeSpan.zero, .seconds(1), .seconds(2) - atom] {
      #expect(health.admits(at: due + later, jitter: 0) == false)
    }
    // A probe that was never answered, nor failed, does not block the next one.
    #expect(health.admits(at: due + .hours(1), jitter: 0) == true)
    #expect(health.admits(at: due + .hours(1), jitter: 0) == false)
  }

  @Test("Refusing to send changes nothing")
  func refusal() {
    var health = failed(5)
    let before = health
    #expect(health.admits(at: morning, jitter: 999) == false)
    #expect(health == before)
  }

  @Test("Only an answer revives, and from anywhere to fully alive")
  func revival() {
    for times in 0...8 {
      var health = failed(times)
      health.answered()
      #expect(health == PeerHealth())
    }
    var dead = failed(3)
    for hour in 1...48 {
      _ = dead.admits(at: morning + .hours(Int64(hour)), jitter: 0)
      guard case .dead(failures: 3, _) = dead.state else {
        Issue.record("revived by time alone: \(dead.state)")
        return
      }
    }
  }

  @Test("A failed probe makes the next wait longer, counted from the failure")
  func failedProbe() {
    var health = failed(3)
    #expect(health.admits(at: morning + .seconds(1), jitter: 0) == true)
    health.failed(at: morning + .seconds(4), jitter: 0)
    #expect(health.state == .dead(failures: 4, probe: morning + .seconds(6)))
  }
}
