import Benefits
import Federation
import Settlement
import Signing
import TestSupport
import Wire

/// A host city that appends, and a home city that takes and judges, over the same seeded visits: both with the real
/// rules and the real bytes, without network and store.
struct ClaimWorld {
  static let first = CivilMonth(of: CivilDate(daysSinceEpoch: 20_758))
  static let agreement = AgreementReference(id: "taipei-taitung", version: 1)

  var random: SeededRandom
  let terms: SettlementTerms
  let offer: Offer
  var now = CivilCalendar.taipei.start(of: first.first)

  // The host city's books.
  var head = ClaimHead(first: first)
  var meter = FundingMeter()
  var lines: [StoredLine] = []
  var standings: [ClaimStanding] = []

  // The home city's books.
  var homeHead = ClaimHead(first: first)
  var homeMeter = FundingMeter()
  var homeStandings: [UUIDv7: (Claim, ClaimStanding, Instant)] = [:]
  var findings: [UUIDv7: Finding] = [:]
  var receipts = ReceiptHead()
  var entries: [StoredEntry] = []

  init(seed: UInt64, policy: ExhaustionPolicy = .merchantAbsorbs) {
    random = SeededRandom(seed: seed)
    terms = SettlementTerms(
      funding: Funding([.merchant: 40, .host: 40, .home: 20]) ?? .merchant,
      bounds: [
        .home: FundingBounds(perLine: Money(15), perMonth: Money(150), budget: Money(400)),
        .host: FundingBounds(budget: Money(700)),
      ], onExhaustion: policy)
    offer = Offer(
      id: OfferID(unchecked: "resident-discount"), name: BilingualText(zh: "市民優惠", en: "Citizens"),
      benefit: .percentOff(20), audience: Audience(classes: [.named(.resident)]))
  }

  mutating func id() -> UUIDv7 { UUIDv7(at: now, randomness: (random.next(), random.next())) }

  /// Something happens at the host city, and is a line at once.
  mutating func step() throws {
    now = now + .minutes(.random(in: 30...2_000, using: &random))
    while now >= CivilCalendar.taipei.cutOff(of: head.firstOpen) {
      try append(ClaimDesk(head: head, at: now).close(head.firstOpen, id: id()))
    }
    let living = standings.filter { !$0.isVoided && $0.service + .hours(24 * 80) > now }
    switch (Int.random(in: 0..<10, using: &random), living.randomElement(using: &random)) {
    case (0..<2, let claim?):
      try append(ClaimDesk(head: head, at: now).void(claim, id: id(), at: now, reason: "取消", terms: terms))
    case (2, let claim?) where claim.shares.home > claim.unfunded:
      try append(
        ClaimDesk(head: head, at: now).correct(
          claim, by: Shares(home: Money(-1)), id: id(), reason: "更正"))
    default: try append(visit())
    }
  }

  private mutating func visit() throws -> ClaimLine {
    let regular = Int64.random(in: 20...400, using: &random)
    let statutory = Bool.random(using: &random) ? regular : regular / 2
    let claim = Claim(
      redemption: id(), check: id(), offer: offer.id, version: 1, document: sha256(Array("document".utf8)),
      venue: VenueID(unchecked: "museum"), agreement: Self.agreement,
      // Some were given offline, and come late.
      service: now - .hours(Int64.random(in: 0..<4, using: &random) == 0 ? 200 : 0), tickets: 1,
      regular: Money(regular), statutory: Money(statutory),
      paid: Money(Int64.random(in: 0...statutory, using: &random)), shares: .zero,
      evidence: .answer(response: id()))
    return try ClaimDesk(head: head, at: now).claim(
      claim, id: id(), offer: offer.funding, terms: terms, meter: meter)
  }

  mutating func append(_ line: ClaimLine) throws {
    let original = standings.firstIndex { $0.id == line.claimID }
    meter.count(line, original: original.map { standings[$0] }, terms: terms, firstOpen: head.firstOpen)
    let bytes = ClaimLineCodec.encode(line)
    var close: WindowClose?
    if case .close(let stated) = line.entry { close = stated }
    let hash = try head.take(ClaimColumns(line), bytes: bytes, close: close, digest: sha256)
    lines.append(StoredLine(columns: ClaimColumns(line), bytes: bytes, hash: hash, close: close))
    if let original { standings[original].take(line) }
    if let standing = ClaimStanding(line) { standings.append(standing) }
  }

  /// The home city takes what it does not have.
  mutating func deliver() throws {
    for row in lines.dropFirst(Int(homeHead.seq)) {
      let line = try ClaimLineCodec.decode(row.bytes)
      let firstOpen = homeHead.firstOpen
      var close: WindowClose?
      if case .close(let stated) = line.entry { close = stated }
      try homeHead.take(ClaimColumns(line), bytes: row.bytes, close: close, digest: sha256)
      let original = line.claimID.flatMap { homeStandings[$0] }
      judge(line, original)
      homeMeter.count(line, original: original?.1, terms: terms, firstOpen: firstOpen)
      if case .claim(let claim) = line.entry, let standing = ClaimStanding(line) {
        homeStandings[line.id] = (claim, standing, line.recorded)
      } else if let id = line.claimID {
        homeStandings[id]?.1.take(line)
      }
    }
  }

  private mutating func judge(_ line: ClaimLine, _ original: (Claim, ClaimStanding, Instant)?) {
    let fact = original.map {
      OriginalFact(claim: $0.0, standing: $0.1, recorded: $0.2, finding: findings[$0.1.id] ?? .awaiting)
    }
    let facts = ClaimFacts(
      home: CityID(unchecked: "taipei"), terms: terms, registry: RegistryFact(offer: offer, wasInForce: true),
      answer: .known(
        KnownAnswer(
          response: nil, venue: VenueID(unchecked: "museum"), isActive: true, grants: [.named(.resident)])),
      original: fact)
    let judgement = ClaimJudge(meter: homeMeter).judge(line, facts: facts)
    find(line.id, judgement.finding)
    if let finding = judgement.original, let claim = line.claimID { find(claim, finding) }
  }

  mutating func find(_ line: UUIDv7, _ finding: Finding) {
    findings[line] = finding
    let entry = receipts.entry(line, finding, at: now)
    let bytes = ReceiptEntryCodec.encode(entry)
    let hash = receipts.take(entry, bytes: bytes, digest: sha256)
    entries.append(StoredEntry(entry: entry, bytes: bytes, hash: hash))
  }

  /// What a run of the audit over these rows says first.
  static func audit(_ lines: [StoredLine], _ entries: [StoredEntry]) throws(AccountFault) -> AccountAudit {
    var audit = AccountAudit(first: first, expected: lines.count, digest: sha256)
    for line in lines { try audit.take(line) }
    for entry in entries { try audit.take(entry) }
    return audit
  }
}
