public import Benefits
public import Settlement

/// A claim line as it is in the books: the exact bytes, and beside them what it is looked for and summed by.
public struct KeptClaimLine: Hashable, Sendable {
  /// Permanent.
  public let id: UUIDv7
  /// Its place in the chain.
  public let seq: Int64
  /// What it is.
  public let kind: ClaimLine.Kind
  /// The month that it is settled with.
  public let window: CivilMonth
  /// The claim it is about: itself, or the one it refers to; nil for a close.
  public let claim: UUIDv7?
  /// What the claim states; nil for other lines.
  public let visit: ClaimedVisit?
  /// When what it states happened.
  public let service: Instant
  /// When the host city appended it.
  public let recorded: Instant
  /// What it adds to the window's sums.
  public let shares: Shares
  /// The part of the home city's share that is not payable yet.
  public let unfunded: Money
  /// The line as it was sent.
  public let bytes: [UInt8]
  /// The hash of the chain up to it.
  public let hash: [UInt8]
  /// The home city's latest finding; nil while it is not answered.
  public var finding: Finding?
  /// When the home city found so.
  public var found: Instant?

  /// Keeps `line`, of which `bytes` and `hash` are the chain's.
  public init(
    _ line: ClaimLine, bytes: [UInt8], hash: [UInt8], finding: Finding? = nil, found: Instant? = nil
  ) {
    id = line.id
    seq = line.seq
    kind = line.kind
    window = line.window
    claim = line.claimID
    if case .claim(let claim) = line.entry { visit = ClaimedVisit(claim) } else { visit = nil }
    service = line.service
    recorded = line.recorded
    shares = line.shares
    unfunded = line.unfunded
    self.bytes = bytes
    self.hash = hash
    self.finding = finding
    self.found = found
  }

  /// The columns of which its bytes begin with the spelling.
  public var columns: ClaimColumns {
    ClaimColumns(
      seq: seq, recorded: recorded, service: service, shares: shares, unfunded: unfunded, id: id,
      claim: claim,
      window: window, kind: kind)
  }

  init(_ row: SQLRow) throws {
    seq = try row.integer(0)
    id = try row.id(1)
    kind = try row.parsed(2, ClaimLine.Kind.init)
    window = try row.month(3)
    claim = try row.optional(4, SQLRow.id)
    visit = row.isNull(5) ? nil : try ClaimedVisit(row)
    service = try row.instant(11)
    recorded = try row.instant(12)
    shares = try row.shares(16)
    unfunded = try row.money(19)
    bytes = try row.blob(20)
    hash = try row.blob(21)
    finding = row.isNull(22) ? nil : try row.parsed(22) { Finding(code: $0) }
    found = try row.optional(23, SQLRow.instant)
  }
}

/// What a claim states of a visit, as far as it is looked for.
public struct ClaimedVisit: Hashable, Sendable {
  /// The host city's redemption.
  public let redemption: UUIDv7
  /// The host city's check, which the home city's answer names.
  public let check: UUIDv7
  /// The offer at work.
  public let offer: OfferID
  /// Its version.
  public let version: Int
  /// SHA-256 of the document that states it.
  public let document: [UInt8]
  /// Where.
  public let venue: VenueID
  /// What the tickets cost without any reduction.
  public let regular: Money
  /// What they cost by law alone.
  public let statutory: Money
  /// What was paid for them.
  public let paid: Money

  init(_ claim: Claim) {
    redemption = claim.redemption
    check = claim.check
    offer = claim.offer
    version = claim.version
    document = claim.document
    venue = claim.venue
    regular = claim.regular
    statutory = claim.statutory
    paid = claim.paid
  }

  init(_ row: SQLRow) throws {
    redemption = try row.id(5)
    check = try row.id(6)
    offer = try row.parsed(7) { OfferID($0) }
    version = Int(try row.integer(8))
    document = try row.blob(9)
    venue = try row.parsed(10) { VenueID($0) }
    regular = try row.money(13)
    statutory = try row.money(14)
    paid = try row.money(15)
  }
}

extension SQLRow {
  /// Three columns from `index`, in the order of the table.
  func shares(_ index: Int) throws(StoreError) -> Shares {
    Shares(merchant: try money(index), host: try money(index + 1), home: try money(index + 2))
  }
}

extension SQLValue {
  static func month(_ month: CivilMonth) -> SQLValue { .integer(Int64(month.number)) }
  static func shares(_ shares: Shares) -> [SQLValue] {
    [.money(shares.merchant), .money(shares.host), .money(shares.home)]
  }
}
