import Benefits
import Federation
import Settlement
import Signing
import Wire

/// A line in simulated books.
struct BookLine {
  let line: ClaimLine
  let bytes: [UInt8]
  let hash: [UInt8]
  var finding: Finding?
}

/// A receipt's entry in simulated books.
struct BookEntry {
  let entry: ReceiptEntry
  let bytes: [UInt8]
  let hash: [UInt8]
}

/// A statement in simulated books.
struct BookStatement {
  let statement: Statement
  let bytes: [UInt8]
  let hash: [UInt8]
  var signOff: SignOff
  var signatures: Set<PairSide> = []
  var isAgreed = false
  var isSilent = false

  init(_ statement: Statement) {
    self.statement = statement
    bytes = StatementCodec.encode(statement)
    hash = StatementCodec.hash(bytes)
    signOff = SignOff(hash: hash)
  }

  var reference: StatementReference { StatementReference(pair: statement.pair, number: statement.number) }
  var stated: StatedNet {
    StatedNet(reference: reference, window: statement.window, net: statement.net)
  }
}

/// What happened at a counter and is due to become a line.
struct Notice {
  enum Kind { case claim(Claim, offer: Funding), void(UUIDv7, at: Instant), correction(UUIDv7, Shares) }
  let id: UUIDv7
  /// From when on the host city's node has it.
  let due: Instant
  let kind: Kind
}

/// One city's books of a directed pair: a value that is replaced as a whole when a step commits. Both cities keep it by
/// the same rules; which city it is says `side`.
struct PairBooks {
  let pair: DirectedPair
  let side: PairSide
  let agreement: PairAgreement
  private(set) var claims: ClaimHead
  private(set) var meter = FundingMeter()
  private(set) var receipts = ReceiptHead()
  private(set) var lines: [BookLine] = []
  private(set) var entries: [BookEntry] = []
  private(set) var places: [UUIDv7: Int] = [:]
  /// The reversals of each claim, by their places.
  private(set) var reversals: [UUIDv7: [Int]] = [:]
  /// The claims that rest on one check.
  private(set) var resting: [UUIDv7: [UUIDv7]] = [:]
  var windows: [CivilMonth: Window] = [:]
  var disputes: [UUIDv7: Dispute] = [:]
  var statements: [BookStatement] = []
  /// What has to reach the other city, until it answers.
  var outbox: [UUIDv7: PairMessage] = [:]
  /// The host city's: what is due to become a line.
  var notices: [Notice] = []
  /// The host city's: the last line that the home city has.
  var acknowledged: Int64 = 0
  /// Messages of the other city that were taken: each has its effect once.
  var taken: Set<UUIDv7> = []
  /// What was refused, by code: shown with a failure.
  var refusals: [String: Int] = [:]

  init(_ pair: DirectedPair, _ side: PairSide, _ agreement: PairAgreement, first: CivilMonth) {
    self.pair = pair
    self.side = side
    self.agreement = agreement
    claims = ClaimHead(first: first)
  }

  // MARK: Reading

  var days: SettlementDays { agreement.terms.days }

  subscript(line: UUIDv7) -> BookLine? { places[line].map { lines[$0] } }

  func found(_ claim: UUIDv7) -> [FoundLine] {
    (reversals[claim] ?? []).map { FoundLine(line: lines[$0].line, finding: lines[$0].finding) }
  }

  func standing(of claim: UUIDv7) -> ClaimStanding? {
    self[claim].flatMap { ClaimStanding($0.line, reversals: found(claim)) }
  }

  /// The terms of the agreement that a claim names; nil where the cities have none.
  func terms(of reference: AgreementReference?) -> SettlementTerms? {
    reference == agreement.reference ? agreement.terms : nil
  }

  func original(of line: ClaimLine) -> Claim? {
    guard let id = line.claimID, case .claim(let claim)? = self[id]?.line.entry else { return nil }
    return claim
  }

  func unanswered(in month: CivilMonth) -> Int64 {
    Int64(
      lines.count { $0.line.window == month && ($0.finding == nil || $0.finding == .awaiting) })
  }

  func closeLine(of month: CivilMonth) -> BookLine? {
    lines.last { $0.line.kind == .close && $0.line.window == month }
  }

  // MARK: Taking

  mutating func take(_ line: ClaimLine, bytes: [UInt8]) throws {
    var close: WindowClose?
    if case .close(let stated) = line.entry { close = stated }
    let firstOpen = claims.firstOpen
    let original = line.kind == .claim ? nil : line.claimID.flatMap(standing(of:))
    let hash = try claims.take(ClaimColumns(line), bytes: bytes, close: close, digest: sha256)
    let reference: AgreementReference? =
      if case .claim(let claim) = line.entry { claim.agreement } else { original?.agreement }
    if let terms = terms(of: reference) {
      meter.count(line, original: original, terms: terms, firstOpen: firstOpen)
    }
    places[line.id] = lines.count
    if line.kind != .claim, let claim = line.claimID { reversals[claim, default: []].append(lines.count) }
    if case .claim(let claim) = line.entry { resting[claim.check, default: []].append(line.id) }
    lines.append(BookLine(line: line, bytes: bytes, hash: hash, finding: nil))
    var window =
      windows[line.window]
      ?? Window(pair: pair, month: line.window, state: .open, since: line.recorded)
    if close != nil {
      (window.state, window.since) = (.closed, line.recorded)
    } else {
      window.lines += 1
      window.shares += line.shares
    }
    windows[line.window] = window
  }

  mutating func take(_ entry: ReceiptEntry, bytes: [UInt8], at now: Instant) throws {
    guard let place = places[entry.line], let hash = receipts.take(entry, bytes: bytes, digest: sha256)
    else { throw SimulationFault("an entry that does not follow") }
    entries.append(BookEntry(entry: entry, bytes: bytes, hash: hash))
    lines[place].finding = entry.finding
    disputes[entry.line] = Dispute.after(
      entry.finding, about: entry.line, in: disputes[entry.line], at: now)
    let line = lines[place].line
    if line.kind == .void, entry.finding == .matched, let claim = line.claimID {
      disputes[claim] = disputes[claim]?.afterMatchedVoid(at: now)
    }
  }

  /// The home city finds something about a line, and with it about those that hang together with it.
  mutating func enter(_ finding: Finding, about line: UUIDv7, at now: Instant) throws {
    guard let claim = self[line]?.line.claimID, let kept = self[claim] else {
      return try append(finding, about: line, at: now)
    }
    let family = ClaimFamily(
      claim: FoundLine(line: kept.line, finding: kept.finding), reversals: found(claim))
    for entry in family.entries(finding, about: line) {
      try append(entry.finding, about: entry.line, at: now)
    }
  }

  private mutating func append(_ finding: Finding, about line: UUIDv7, at now: Instant) throws {
    let entry = receipts.entry(line, finding, at: now)
    try take(entry, bytes: ReceiptEntryCodec.encode(entry), at: now)
  }

  /// Leaves a reversal out of its claim's standing.
  mutating func forget(_ reversal: UUIDv7) {
    guard let place = places[reversal], let claim = lines[place].line.claimID else { return }
    reversals[claim]?.removeAll { $0 >= place }
  }

  mutating func move(_ month: CivilMonth, _ command: WindowCommand, at now: Instant) throws(SettlementFault) {
    guard let window = windows[month] else { throw .unknown }
    windows[month] = try window.after(
      command, at: now, days: days, workingDays: PairAgreement.workingDays)
  }
}

/// Something that must not happen in the simulation itself.
struct SimulationFault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// What two cities agreed on; the same for both directions.
struct PairAgreement {
  let reference: AgreementReference
  let terms: SettlementTerms
  static let workingDays = WorkingDays(CityCalendar())
}

/// What goes from one city of a pair to the other.
enum PairMessage {
  case claims(after: Int64, hash: [UInt8], lines: [[UInt8]], receiptsAfter: Int64)
  case receipt(claims: Int64, page: ReceiptPage)
  /// Whether the home city's signed answer is shown, or something else.
  case evidence(line: UUIDv7)
  case moves([StatedMove])
  case statement([UInt8])
  case signature(number: Int64, hash: [UInt8])
  /// The message was taken in, or can never be.
  case done(UUIDv7)
}
