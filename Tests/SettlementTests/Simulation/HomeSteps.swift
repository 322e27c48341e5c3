import Benefits
import Federation
import Settlement
import Signing
import TestSupport
import Wire

/// What the home city's node and its people do.
extension PairBooks {
  /// The background round of the home city.
  mutating func homeRound(at now: Instant, _ chance: inout Chance) throws {
    for month in windows.keys.sorted() {
      switch windows[month]?.state {
      case .closed?:
        if unanswered(in: month) == 0 {
          try move(month, .answer(unanswered: 0), at: now)
        } else if isSilent(month, at: now) {
          try move(month, .silence, at: now)
        }
      case .stated?: try signOrWait(month, at: now, &chance)
      default: continue
      }
    }
    for (line, dispute) in disputes.sorted(by: { $0.key < $1.key }) where !dispute.state.isFinal {
      try homeMove(line, dispute, at: now, &chance)
    }
    if chance.acts(5), let line = chance.one(of: lines), line.line.kind == .claim,
      line.finding == .matched, !isCounted(line),
      !found(line.line.id).contains(where: { $0.line.kind == .void })
    {
      try enter(.exception(.contested), about: line.line.id, at: now)
    }
  }

  private mutating func homeMove(
    _ line: UUIDv7, _ dispute: Dispute, at now: Instant, _ chance: inout Chance
  ) throws {
    if dispute.deadline(days, PairAgreement.workingDays)?.isOver(at: now) ?? false {
      let ended = try dispute.afterSilence(
        at: now, terms: agreement.terms, workingDays: PairAgreement.workingDays)
      disputes[line] = ended
      if let finding = ended.finding { try enter(finding, about: line, at: now) }
      return
    }
    let moves = DisputeStep(of: dispute.state).moves.filter { $0.side == .home }
    guard let move = chance.one(of: moves), chance.acts(25) else { return }
    try say(move, about: line, in: dispute, by: .home, at: now)
    outbox[chance.id(at: now)] = .moves([StatedMove(line: line, move: move, reason: "理由")])
  }

  /// A move of either city; in the home city's books one that ends the dispute is a finding.
  mutating func say(
    _ move: DisputeMove, about line: UUIDv7, in dispute: Dispute, by speaker: PairSide, at now: Instant
  ) throws {
    let next = try dispute.after(move, by: speaker, because: "理由", at: now)
    disputes[line] = next
    if side == .home, let finding = next.finding { try enter(finding, about: line, at: now) }
  }

  // MARK: Claims

  /// Takes what is new of the lines, judges it, and answers.
  mutating func take(
    claims after: Int64, hash: [UInt8], lines sent: [[UInt8]], receiptsAfter: Int64, at now: Instant,
    _ world: Truth
  ) throws -> PairMessage? {
    let message = ClaimsMessage(
      envelope: Truth.envelope, previousSeq: after, previousHash: hash, lines: sent,
      receiptsAfter: receiptsAfter)
    let hashes = Dictionary(uniqueKeysWithValues: lines.map { ($0.line.seq, $0.hash) })
    do throws(ClaimsRefusal) {
      for bytes in try message.newLines(head: claims, hashes: hashes, digest: sha256) {
        try judge(bytes, at: now, world)
      }
    } catch {
      guard error == .gap else { throw SimulationFault("\(pair): \(error.rawValue)") }
      refusals[error.rawValue, default: 0] += 1
      return nil
    }
    return receipt(after: receiptsAfter)
  }

  func receipt(after number: Int64) -> PairMessage? {
    guard number <= receipts.number else { return nil }
    let hash = number == 0 ? ChainHash.start : entries[Int(number) - 1].hash
    return .receipt(
      claims: claims.seq,
      page: ReceiptPage(
        previousNumber: number, previousHash: hash,
        entries: entries.dropFirst(Int(number)).prefix(60).map(\.bytes), last: receipts.number))
  }

  private mutating func judge(_ bytes: [UInt8], at now: Instant, _ world: Truth) throws(ClaimsRefusal) {
    do {
      let line = try ClaimLineCodec.decode(bytes)
      let judgement = ClaimJudge(meter: meter).judge(line, facts: facts(about: line, world))
      try take(line, bytes: bytes)
      try enter(judgement.finding, about: line.id, at: now)
    } catch {
      throw .invalid
    }
  }

  private func facts(
    about line: ClaimLine, _ world: Truth, answer: AnswerFact? = nil
  ) -> ClaimFacts {
    var original: OriginalFact?
    var claim: Claim?
    if case .claim(let own) = line.entry {
      claim = own
    } else if let id = line.claimID, let kept = self[id], let standing = standing(of: id),
      let said = self.original(of: line)
    {
      claim = said
      original = OriginalFact(
        claim: said, standing: standing, recorded: kept.line.recorded, finding: kept.finding ?? .awaiting)
    }
    let isDoubled =
      claim.map { claim in
        (resting[claim.check] ?? []).contains { other in
          // Of two, the later one is the double: an earlier line can't be judged by what came after it.
          self[other].map { $0.line.seq < line.seq && $0.finding != .rejected } == true
            && other != line.claimID && standing(of: other)?.isVoided == false
        }
      } ?? false
    return ClaimFacts(
      home: pair.home, terms: terms(of: claim?.agreement),
      registry: claim.flatMap { world.registry(of: $0, at: pair.host) },
      answer: answer ?? claim.map { world.logged($0.check) } ?? .unknown, isDoubled: isDoubled,
      original: original)
  }

  /// The host city shows what it relied on.
  mutating func take(evidence line: UUIDv7, at now: Instant, _ world: Truth) throws {
    guard let kept = self[line], kept.finding == .awaiting, case .claim(let claim) = kept.line.entry else {
      return
    }
    // The claim's own consumption is in the meter; what others consumed after it must not count against it.
    var before = PairBooks(pair, side, agreement, first: claims.firstOpen).meter
    for earlier in lines.prefix(Int(kept.line.seq) - 1) { before = replayed(earlier.line, on: before) }
    let judgement = ClaimJudge(meter: before).judge(
      kept.line, facts: facts(about: kept.line, world, answer: world.shown(claim.check)))
    try enter(judgement.finding, about: line, at: now)
    for reversal in found(line) where reversal.finding == .awaiting {
      try judgeAgain(reversal, at: now, world)
    }
  }

  /// Judges a reversal by what its claim has become.
  private mutating func judgeAgain(_ reversal: FoundLine, at now: Instant, _ world: Truth) throws {
    var before = self
    before.forget(reversal.line.id)
    let check = original(of: reversal.line)?.check
    let judgement = ClaimJudge(meter: meter).judge(
      reversal.line, facts: before.facts(about: reversal.line, world, answer: check.map(world.shown(_:))))
    try enter(judgement.finding, about: reversal.line.id, at: now)
  }

  private func replayed(_ line: ClaimLine, on meter: FundingMeter) -> FundingMeter {
    var meter = meter
    let original =
      line.kind == .claim
      ? nil
      : line.claimID.flatMap { id in
        self[id].flatMap { kept in
          ClaimStanding(kept.line, reversals: found(id).filter { $0.line.seq < line.seq })
        }
      }
    let reference: AgreementReference? =
      if case .claim(let claim) = line.entry { claim.agreement } else { original?.agreement }
    let closed = lines.prefix(Int(line.seq) - 1).last { $0.line.kind == .close }?.line.window.next
    if let terms = terms(of: reference) {
      meter.count(
        line, original: original, terms: terms, firstOpen: closed ?? CivilMonth.range.lowerBound)
    }
    return meter
  }

  // MARK: Statements

  /// Takes the host city's draft if the own books make the same; gives false where it may be taken later.
  mutating func take(draft bytes: [UInt8], at now: Instant, _ world: Truth) throws -> Bool {
    let draft = try StatementCodec.decode(bytes)
    guard draft.number > Int64(statements.count) else {
      guard statements[Int(draft.number) - 1].bytes == bytes else {
        throw SimulationFault("\(pair): another draft \(draft.number)")
      }
      return true
    }
    guard draft.number == Int64(statements.count) + 1, draft.receipts.number <= receipts.number,
      let own = statement(of: draft.window, receipts: draft.receipts.number)
    else { return false }
    if let difference = own.firstDifference(from: draft) {
      throw SimulationFault("\(pair): statement \(draft.number) differs: \(difference)")
    }
    guard StatementCodec.encode(own) == bytes else { throw SimulationFault("\(pair): other bytes") }
    if windows[draft.window]?.state == .closed {
      do throws(SettlementFault) {
        let isAnswered = draft.bySilence.count == 0 && unanswered(in: draft.window) == 0
        try move(draft.window, isAnswered ? .answer(unanswered: 0) : .silence, at: now)
      } catch {
        refusals[error.code, default: 0] += 1
        return false
      }
    }
    statements.append(BookStatement(own))
    try move(draft.window, .state, at: now)
    try matchCounted(by: own, at: now, world)
    return true
  }

  /// What a statement counts is matched, whatever was found too late for it; a reversal that was rejected with its claim
  /// is judged again.
  private mutating func matchCounted(by statement: Statement, at now: Instant, _ world: Truth) throws {
    for line in counted(by: statement) where line.finding != .matched {
      let wasRejected = line.finding == .rejected
      try enter(.matched, about: line.line.id, at: now)
      guard wasRejected, line.line.kind == .claim else { continue }
      for reversal in found(line.line.id) where reversal.finding == .rejected {
        try judgeAgain(reversal, at: now, world)
      }
    }
  }
}
