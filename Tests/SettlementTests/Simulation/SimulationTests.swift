import Benefits
import Settlement
import TestSupport
import Testing

import class Foundation.ProcessInfo

/// Seeds of a run: those given, or the one of `CITYCARD_SEED`, or as many as `CITYCARD_SEEDS` says.
private func seeds(_ count: UInt64) -> [UInt64] {
  let environment = ProcessInfo.processInfo.environment
  if let one = environment["CITYCARD_SEED"].flatMap(UInt64.init) { return [one] }
  return Array(0..<(environment["CITYCARD_SEEDS"].flatMap(UInt64.init) ?? count))
}

@Suite("Settlement between cities whose wires lose, double and delay, and whose nodes crash")
struct SimulationTests {
  private func run(_ scenario: Scenario) {
    var world = scenario.world()
    do {
      try world.run(until: scenario.end)
      var broken = Invariants(world: world).broken()
      let before = Invariants(world: world).fingerprint
      try world.run(until: scenario.end + .hours(24 * 7))
      if Invariants(world: world).fingerprint != before { broken.append("it was not at rest") }
      #expect(broken.isEmpty, "seed \(scenario.seed):\n\(broken.prefix(12).joined(separator: "\n"))")
    } catch {
      Issue.record("seed \(scenario.seed): \(error)")
    }
  }

  @Test(arguments: seeds(12))
  func `two cities settle months of visits to the dollar`(seed: UInt64) {
    run(Scenario(seed: seed, count: 2, months: 2, visits: 8))
  }

  @Test(arguments: seeds(4))
  func `silence alone ends everything that the nodes can end`(seed: UInt64) {
    run(Scenario(seed: seed, count: 2, months: 2, visits: 8, isSilent: true))
  }

  @Test(arguments: seeds(4))
  func `several cities settle with each other, gross or net`(seed: UInt64) {
    run(Scenario(seed: seed, count: 4, months: 2, visits: 3, hours: 8...30))
  }

  @Test(arguments: seeds(4))
  func `a league of cities settles by one sheet, or by none`(seed: UInt64) {
    run(Scenario(seed: seed, count: 4, months: 2, visits: 3, hours: 8...30, isLeague: true))
  }

  @Test(arguments: seeds(1))
  func `twenty-two cities settle a month by one sheet`(seed: UInt64) {
    run(Scenario(seed: seed, count: 22, months: 1, visits: 1, hours: 70...110, isLeague: true))
  }
}
