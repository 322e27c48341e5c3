import Benefits
import Office
import TestSupport
import Testing

@Suite("A pairing code counts once")
struct TerminalPairingTests {
  private let now = Instant(seconds: 1_795_000_000)
  private func device(_ number: UInt64) -> UUIDv7 { UUIDv7(at: now, randomness: (0, number)) }

  private var pairing: TerminalPairing {
    TerminalPairing(
      id: PairingID(7), seed: [UInt8](repeating: 1, count: 16), venue: VenueID(unchecked: "moca"),
      label: "售票口 1", salesPoint: nil, author: .node, created: now, expires: now + TerminalPairing.life)
  }

  private func used(by device: UUIDv7) throws -> TerminalPairing {
    guard case .first(let used) = try pairing.brought(by: device, at: now) else {
      Issue.record("not the first")
      return pairing
    }
    return used
  }

  @Test("The first device gets it, the same one again too, and no other")
  func once() throws {
    let used = try used(by: device(1))
    #expect(used.state(at: now) == .used && used.device == device(1) && used.used == now)
    #expect(try used.brought(by: device(1), at: now + .minutes(14)) == .again)
    #expect(throws: PairingFault.used) { try used.brought(by: device(2), at: now) }
  }

  @Test("It counts for fifteen minutes and not a moment longer, even for the device that used it")
  func life() throws {
    let last = now + .minutes(15) - TimeSpan(microseconds: 1)
    #expect(pairing.state(at: last) == .waiting && pairing.state(at: now + .minutes(15)) == .expired)
    _ = try pairing.brought(by: device(1), at: last)
    #expect(throws: PairingFault.expired) { try pairing.brought(by: device(1), at: now + .minutes(15)) }
    let used = try used(by: device(1))
    #expect(throws: PairingFault.used) { try used.brought(by: device(1), at: now + .minutes(15)) }
  }

  @Test("Whatever devices come in whatever order and time, one at most is ever let in")
  func property() throws {
    var random = SeededRandom(seed: 20_261_124)
    for _ in 0..<500 {
      var pairing = pairing
      var winners: Set<UUIDv7> = []
      for _ in 0..<20 {
        let device = device(UInt64.random(in: 1...4, using: &random))
        let time = now + .minutes(Int64.random(in: 0...20, using: &random))
        switch Result(catching: { try pairing.brought(by: device, at: time) }) {
        case .success(.first(let used)):
          pairing = used
          winners.insert(device)
        case .success(.again): winners.insert(device)
        case .failure: break
        }
      }
      #expect(winners.count <= 1)
    }
  }

  @Test("A label is one line that can be read")
  func labels() {
    #expect(TerminalPairing.isLabel("售票口 1"))
    for label in ["", "  ", "a\nb", "a\u{7}", "\u{202E}x", String(repeating: "長", count: 101)] {
      #expect(!TerminalPairing.isLabel(label))
    }
  }
}
