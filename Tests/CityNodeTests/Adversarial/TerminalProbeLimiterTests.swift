import Benefits
import Testing

@testable import CityNode

@Suite("A stolen token that asks")
struct TerminalProbeLimiterTests {
  private let terminal = TerminalID(1)
  private let now = Instant(seconds: 1_795_413_909)

  @Test("Asking many cards at once gains nothing over asking one after the other")
  func together() {
    let limiter = TerminalProbeLimiter(limit: 20, window: 600)
    let admitted = (0..<256).filter { _ in limiter.admits(terminal, at: now) }.count
    #expect(admitted == 20)
    for _ in 0..<admitted { limiter.answered(terminal, .unrecognised) }
    #expect(!limiter.admits(terminal, at: now))
    #expect(limiter.admits(terminal, at: now + .minutes(10)))
  }

  @Test("Recognised cards cost nothing once they are answered")
  func recognised() {
    let limiter = TerminalProbeLimiter(limit: 1, window: 600)
    for _ in 0..<100 {
      #expect(limiter.admits(terminal, at: now))
      #expect(!limiter.admits(terminal, at: now))
      limiter.answered(terminal, .recognised)
    }
  }
}
