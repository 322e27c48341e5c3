import Benefits
import Testing

@testable import CityNode

@Suite("A terminal's limit of unrecognised cards")
struct TerminalProbeLimiterTests {
  private let now = Instant(seconds: 1_795_390_000)
  private let terminal = TerminalID(1)

  @Test("However many questions come together, no more are under way than misses are left")
  func together() async throws {
    let limiter = TerminalProbeLimiter(limit: 20, window: 600)
    let admitted = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<100 {
        group.addTask {
          guard await limiter.admits(terminal, at: now) else { return false }
          await Task.yield()
          limiter.answered(terminal, .unrecognised, at: now)
          return true
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(admitted == 20)
    #expect(await !limiter.admits(terminal, at: now))
    #expect(await limiter.admits(TerminalID(2), at: now))
    #expect(await limiter.admits(terminal, at: now + .minutes(10)))
  }

  @Test("Recognised cards wait their turn and are all asked about")
  func recognised() async throws {
    let limiter = TerminalProbeLimiter(limit: 3, window: 600)
    let admitted = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 {
        group.addTask {
          guard await limiter.admits(terminal, at: now) else { return false }
          await Task.yield()
          limiter.answered(terminal, .recognised, at: now)
          return true
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(admitted == 200)
  }

  @Test("Ten cards of another city weigh as much as one that nobody knows")
  func anotherCity() async throws {
    let limiter = TerminalProbeLimiter(limit: 2, window: 600)
    for _ in 0..<20 {
      #expect(await limiter.admits(terminal, at: now))
      limiter.answered(terminal, .ofAnotherCity, at: now)
    }
    #expect(await !limiter.admits(terminal, at: now))
  }
}
