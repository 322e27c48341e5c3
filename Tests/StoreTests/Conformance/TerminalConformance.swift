import Benefits
import Federation
import Office
import Testing

@testable import Store

private let lin = Actor.staff(Login("lin")!)
private let seed = [UInt8](repeating: 9, count: 16)

@Suite("Any engine: terminals come and go")
struct TerminalConformance {
  private func invite(_ store: CityStore, _ number: UInt8 = 9, at now: Instant = morning) async throws
    -> PairingID
  {
    try await store.inviteTerminal(
      seed: [UInt8](repeating: number, count: 16), venue: museum, label: "售票口 \(number)", salesPoint: nil,
      by: lin, at: now)
  }

  @Test(
    "Of many devices that bring one code at once one becomes the terminal", arguments: EngineUnderTest.all)
  func race(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      // Two processes of one city.
      try await database.withStore { first in
        try await database.withStore { second in
          _ = try await invite(first)
          let winners = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<12 {
              group.addTask {
                let store = number.isMultiple(of: 2) ? first : second
                do {
                  try await store.pair(
                    seed: seed, device: id(number), token: digest(number), at: morning)
                  return true
                } catch {
                  #expect(error as? PairingFault == .used)
                  return false
                }
              }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
          }
          #expect(winners == 1)
          #expect(try await first.terminals().count == 1)
          let log = try await second.auditLog(AuditQuery(), limit: 9).map(\.entry.action)
          #expect(log == [.terminalPaired, .terminalInvited])
        }
      }
    }
  }

  @Test(
    "The device that was first may ask again, and a late or unknown code finds nothing",
    arguments: EngineUnderTest.all)
  func again(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        let invited = try await invite(store)
        #expect(try await store.waitingPairings(at: morning).map(\.id) == [invited])
        for _ in 0..<2 {
          try await store.pair(seed: seed, device: id(1), token: digest(1), at: morning + .minutes(1))
        }
        #expect(try await store.terminals().map(\.label) == ["售票口 9"])
        #expect(try await store.terminal(token: digest(1)) != nil)
        #expect(try await store.pairing(invited)?.state(at: morning) == .used)
        _ = try await invite(store, 8)
        for (code, fault, now) in [
          (UInt8(8), PairingFault.expired, morning + .minutes(15)), (7, .unknown, morning),
        ] {
          await #expect(throws: fault) {
            try await store.pair(
              seed: [UInt8](repeating: code, count: 16), device: id(2), token: digest(2), at: now)
          }
        }
        #expect(try await store.terminals().count == 1)
      }
    }
  }

  @Test(
    "An invitation that is ended counts no more, and old ones are forgotten", arguments: EngineUnderTest.all)
  func ended(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        let invited = try await invite(store)
        #expect(try await store.endPairing(invited, by: lin, at: morning + .minutes(1)))
        #expect(try await !store.endPairing(invited, by: lin, at: morning + .minutes(2)))
        await #expect(throws: PairingFault.expired) {
          try await store.pair(seed: seed, device: id(1), token: digest(1), at: morning + .minutes(1))
        }
        try await store.forgetPairings(before: morning + .minutes(1))
        #expect(try await store.pairing(invited) != nil)
        try await store.forgetPairings(before: morning + .minutes(2))
        #expect(try await store.pairing(invited) == nil)
      }
    }
  }

  @Test("More invitations than may wait at once are refused", arguments: EngineUnderTest.all)
  func tooMany(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        for number in 0..<TerminalPairing.openLimit { _ = try await invite(store, UInt8(number)) }
        await #expect(throws: TooManyPairings()) { try await invite(store, 255) }
        _ = try await invite(store, 255, at: morning + TerminalPairing.life)
      }
    }
  }

  @Test("When terminals were heard is kept in one batch, and never goes back", arguments: EngineUnderTest.all)
  func contacts(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      let engine = DoubtfulEngine(try database.connect())
      try await database.withStore(engine: engine) { store in
        var terminals: [TerminalID] = []
        for number in 0..<20 {
          terminals.append(
            try await store.addTerminal(
              token: digest(number), venue: museum, label: "售票口", by: .node, at: morning))
        }
        #expect(try await store.terminalContacts().isEmpty)
        let before = engine.writes
        try await store.keep([:])
        try await store.keep(
          Dictionary(uniqueKeysWithValues: terminals.map { ($0, TerminalContact(at: morning, page: "1a")) }))
        #expect(engine.writes == before + 1)
        let one = terminals[0]
        try await store.keep([one: TerminalContact(at: morning - .minutes(1), page: "old")])
        #expect(try await store.terminalContacts()[one] == TerminalContact(at: morning, page: "1a"))
        try await store.keep([one: TerminalContact(at: morning + .minutes(1), page: nil)])
        #expect(
          try await store.terminalContacts()[one] == TerminalContact(at: morning + .minutes(1), page: "1a"))
      }
    }
  }

  @Test("The log is found by who, what, of what and when", arguments: EngineUnderTest.all)
  func query(engine: EngineUnderTest) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store in
        for number in 0..<4 {
          _ = try await invite(store, UInt8(number), at: morning + .hours(Int64(number)))
        }
        _ = try await store.endPairing(PairingID(2), by: .node, at: morning + .hours(1))
        func found(_ change: (inout AuditQuery) -> Void) async throws -> [Int64] {
          var query = AuditQuery()
          change(&query)
          return try await store.auditLog(query, limit: 9).map(\.id)
        }
        #expect(try await found { _ in } == [5, 4, 3, 2, 1])
        #expect(try await found { $0.actor = .node } == [5])
        #expect(try await found { $0.action = .terminalInvited } == [4, 3, 2, 1])
        #expect(try await found { $0.subject = "pairing:2" } == [5, 2])
        #expect(
          try await found {
            $0.from = morning + .hours(1)
            $0.until = morning + .hours(2)
          } == [5, 2])
        #expect(
          try await found {
            $0.actor = lin
            $0.subject = "pairing:2"
          } == [2])
        #expect(try await store.auditLog(AuditQuery(), before: 3, limit: 1).map(\.id) == [2])
      }
    }
  }
}
