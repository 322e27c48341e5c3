import Benefits
import Settlement
import TestSupport

/// The simulation's chance, from one seed.
struct Chance {
  private var random: SeededRandom
  private var count: UInt64 = 0
  /// The last month that is closed: the simulation ends after it.
  let lastMonth: CivilMonth
  /// How often a host city's line is wrong, in percent.
  let tampering: Int
  /// Whether people never do anything.
  var isSilent = false

  init(seed: UInt64, lastMonth: CivilMonth, tampering: Int) {
    random = SeededRandom(seed: seed)
    self.lastMonth = lastMonth
    self.tampering = tampering
  }

  mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  /// Whether somebody does what he may do.
  mutating func acts(_ percent: Int) -> Bool { happens(percent) && !isSilent }
  mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
  mutating func one<Element>(of elements: [Element]) -> Element? { elements.randomElement(using: &random) }
  mutating func span(_ range: ClosedRange<Int64>) -> TimeSpan { .seconds(number(range)) }

  /// A new id.
  mutating func id(at now: Instant) -> UUIDv7 {
    count += 1
    return UUIDv7(at: now, randomness: (0, count))
  }

  /// The line as a host city's node with a defect might append it.
  mutating func tampered(_ line: ClaimLine) -> ClaimLine {
    guard case .claim(let claim) = line.entry, happens(tampering) else { return line }
    let change = Money(min(claim.shares.merchant.ntd + claim.shares.host.ntd, 3))
    var shares = claim.shares
    switch number(0...3) {
    case 0:
      // More for the home city than is its part.
      let host = min(shares.host, change)
      shares.host -= host
      shares.merchant -= change - host
      shares.home += change
    case 1: shares.home += Money(1)
    case 2 where claim.unfunded == .zero:
      shares.host += shares.home
      shares.home = .zero
    default:
      return ClaimLine(
        id: line.id, seq: line.seq, window: line.window, recorded: line.recorded,
        entry: .claim(claim.under(AgreementReference(id: claim.agreement.id, version: 9))))
    }
    return ClaimLine(
      id: line.id, seq: line.seq, window: line.window, recorded: line.recorded,
      entry: .claim(claim.bearing(shares, unfunded: claim.unfunded)))
  }
}

extension Claim {
  fileprivate func under(_ agreement: AgreementReference) -> Claim {
    Claim(
      redemption: redemption, check: check, offer: offer, version: version, document: document, venue: venue,
      agreement: agreement, service: service, tickets: tickets, regular: regular, statutory: statutory,
      paid: paid, shares: shares, unfunded: unfunded, evidence: evidence)
  }
}
