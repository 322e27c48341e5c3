import Benefits
import Federation
import Settlement

/// One claim of Taitung from Taipei, and the values around it, for tests that change one thing.
enum ClaimSample {
  static let november = CivilMonth(of: CivilDate(daysSinceEpoch: 20_758))
  /// 2026-11-05 10:00 in Taipei.
  static let service = CivilCalendar.taipei.start(of: november.first) + .hours(4 * 24 + 10)
  static let now = service + .minutes(5)
  static let response = id(7_000)

  static func id(_ number: UInt64) -> UUIDv7 { UUIDv7(at: service, randomness: (0, number)) }

  static func claim(
    regular: Int64 = 80, statutory: Int64 = 80, paid: Int64 = 60, shares: Shares = .zero,
    unfunded: Money = .zero, service: Instant = service, evidence: ClaimEvidence = .answer(response: response)
  ) -> Claim {
    Claim(
      redemption: id(1), check: id(2), offer: OfferID(unchecked: "resident-discount"), version: 3,
      document: [UInt8](repeating: 9, count: 32), venue: VenueID(unchecked: "museum"),
      agreement: AgreementReference(id: "taipei-taitung", version: 1), service: service, tickets: 1,
      regular: Money(regular), statutory: Money(statutory), paid: Money(paid), shares: shares,
      unfunded: unfunded, evidence: evidence)
  }

  /// The agreement splits 40/40/20.
  static let funding = Funding([.merchant: 40, .host: 40, .home: 20]) ?? .merchant

  static func terms(
    _ bounds: [FundingParty: FundingBounds] = [:], _ policy: ExhaustionPolicy = .merchantAbsorbs
  ) -> SettlementTerms {
    SettlementTerms(funding: funding, bounds: bounds, onExhaustion: policy)
  }

  static func desk(_ head: ClaimHead = ClaimHead(first: november), at now: Instant = now) -> ClaimDesk {
    ClaimDesk(head: head, at: now)
  }

  /// Stands in for SHA-256 where a test needs no more than that equal bytes give equal hashes: FNV-1a.
  static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0100_0000_01b3 }
    return (0..<32).map { UInt8(truncatingIfNeeded: state >> UInt64($0 % 8 * 8)) }
  }
}

extension ClaimHead {
  /// Takes a line with its columns as its bytes.
  mutating func append(_ line: ClaimLine) throws(ChainFault) {
    var close: WindowClose?
    if case .close(let stated) = line.entry { close = stated }
    let columns = ClaimColumns(line)
    try take(columns, bytes: columns.prefix, close: close, digest: ClaimSample.digest)
  }
}
