import Benefits
import Office
import TestSupport
import Testing

struct SignInDeskTests {
  private let start = Instant(seconds: 1_795_399_200)

  private func strangers(_ login: UInt8, from network: UInt8) -> [FailureKey] {
    [FailureKey(.stranger, [login, network]), FailureKey(.network, [network])]
  }
  private func known(_ login: UInt8, on device: UInt8) -> [FailureKey] {
    [FailureKey(.device, [login, device])]
  }

  private func mayEnter(_ desk: SignInDesk, _ keys: [FailureKey], at now: Instant) -> Bool {
    var desk = desk
    return (try? desk.enter(keys, at: now)) != nil
  }

  @Test(arguments: FailureScope.allCases)
  func `after its limit a scope waits until its window is over`(scope: FailureScope) throws {
    let key = FailureKey(scope, [1])
    let (limit, window) = scope.limit
    var desk = SignInDesk()
    for attempt in 0..<limit {
      try desk.enter([key], at: start + .seconds(Int64(attempt)))
      #expect(desk.isFull([key]) == (attempt == limit - 1))
    }
    let counted = desk.counts
    #expect(throws: SignInWait(until: start + window)) { try desk.enter([key], at: start + .minutes(5)) }
    #expect(desk.counts == counted, "who has to wait is not counted")
    try desk.enter([key], at: start + window)
    #expect(desk.counts[key] == FailureCount(start: start + window, failures: 1))
    #expect(window <= FailureScope.longest)
  }

  @Test func `an attempt that was none is taken back, but not those of others in the network`() throws {
    var desk = SignInDesk()
    for login in 0..<50 as Range<UInt8> { try desk.enter(strangers(login, from: 7), at: start) }
    try desk.enter(strangers(99, from: 7), at: start)
    desk.succeed(strangers(99, from: 7), at: start)
    #expect(desk.counts[FailureKey(.network, [7])]?.failures == 50)
    #expect(desk.counts[FailureKey(.stranger, [99, 7])]?.failures == 0)
    #expect(desk.counts[FailureKey(.stranger, [3, 7])]?.failures == 1)
  }

  @Test func `a clock that was put back locks nobody`() throws {
    let key = FailureKey(.device, [1])
    var desk = SignInDesk()
    for _ in 0..<key.scope.limit.failures { try desk.enter([key], at: start) }
    try desk.enter([key], at: start - .hours(3))
  }

  /// Whatever strangers do, from wherever, under whichever login: a device on which the owner signed in before may go on.
  @Test func `a stranger never makes a known device wait`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    var desk = SignInDesk()
    var now = start
    for _ in 0..<5_000 {
      now = now + .milliseconds(.random(in: 0...20_000, using: &random))
      let (login, other) = (UInt8.random(in: 0..<4, using: &random), UInt8.random(in: 0..<4, using: &random))
      // Strangers at passwords; and, for one of them who knows the password, at codes.
      if Bool.random(using: &random) {
        try? desk.enter(strangers(login, from: other), at: now)
      } else {
        try? desk.enter([FailureKey(.code, [login])], at: now)
      }
      for login in 0..<4 as Range<UInt8> {
        #expect(mayEnter(desk, known(login, on: 1), at: now), "seed \(seed)")
        #expect(mayEnter(desk, [FailureKey(.deviceCode, [login, 1])], at: now), "seed \(seed)")
      }
    }
    #expect(!desk.counts.isEmpty)
  }

  /// Held against a list of all attempts: in no window are more looked at than the limit.
  @Test func `no scope lets more failures through than its limit`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for scope in FailureScope.allCases {
      let key = FailureKey(scope, [1])
      let (limit, window) = scope.limit
      var desk = SignInDesk()
      var entered: [Instant] = []
      var now = start
      for _ in 0..<1_000 {
        now = now + .milliseconds(.random(in: 0...30_000, using: &random))
        if (try? desk.enter([key], at: now)) != nil { entered.append(now) }
      }
      // Windows begin with a first failure, so two of them may meet within one span: twice the limit is the bound.
      for (index, first) in entered.enumerated() {
        let within = entered[index...].prefix { $0 - first < window }.count
        #expect(within <= 2 * limit, "\(scope), seed \(seed)")
      }
      #expect(entered.count < 1_000 || scope == .network)
    }
  }

  @Test func `a session ends without requests, after half a day, and when it is ended`() {
    func session(seen: TimeSpan, ended: Instant? = nil) -> StaffSessionRecord {
      StaffSessionRecord(
        token: [1], staff: StaffID(1), created: start, seen: start + seen, expires: start + SessionRules.life,
        ended: ended, agent: nil)
    }
    #expect(session(seen: .zero).holds(at: start + .minutes(29)))
    #expect(!session(seen: .zero).holds(at: start + .minutes(30)))
    #expect(session(seen: .hours(11)).holds(at: start + .hours(11) + .minutes(29)))
    #expect(!session(seen: .hours(12) - .minutes(1)).holds(at: start + .hours(12)))
    #expect(!session(seen: .zero, ended: start).holds(at: start))
    #expect(!session(seen: .zero).isToTouch(at: start + .seconds(59)))
    #expect(session(seen: .zero).isToTouch(at: start + .minutes(1)))
  }
}
