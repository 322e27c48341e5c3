import Benefits
import Federation
import Settlement
import TestSupport
import Wire

/// What the host city's node and its people do.
extension PairBooks {
  /// The background round of the host city.
  mutating func hostRound(at now: Instant, _ chance: inout Chance) throws {
    try appendDue(at: now, &chance)
    while now >= CivilCalendar.taipei.cutOff(of: claims.firstOpen), claims.firstOpen <= chance.lastMonth {
      let desk = ClaimDesk(head: claims, at: now)
      try append(desk.close(claims.firstOpen, id: chance.id(at: now)))
    }
    for month in windows.keys.sorted() { try hostStep(month, at: now, &chance) }
    for (line, dispute) in disputes.sorted(by: { $0.key < $1.key }) where !dispute.state.isFinal {
      try hostMove(line, dispute, at: now, &chance)
    }
    for line in lines where line.finding == .awaiting && chance.acts(30) {
      outbox[chance.id(at: now)] = .evidence(line: line.line.id)
    }
  }

  mutating func append(_ line: ClaimLine) throws { try take(line, bytes: ClaimLineCodec.encode(line)) }

  private mutating func appendDue(at now: Instant, _ chance: inout Chance) throws {
    for notice in notices where notice.due <= now {
      do { try append(line(for: notice, at: now, &chance)) } catch let refusal as ClaimRefusal {
        refusals[refusal.rawValue, default: 0] += 1
      }
    }
    notices.removeAll { $0.due <= now }
  }

  private func line(for notice: Notice, at now: Instant, _ chance: inout Chance) throws -> ClaimLine {
    let desk = ClaimDesk(head: claims, at: now)
    let terms = agreement.terms
    switch notice.kind {
    case .claim(let claim, let offer):
      let line = try desk.claim(claim, id: notice.id, offer: offer, terms: terms, meter: meter)
      return chance.tampered(line)
    case .void(let claim, let at):
      return try desk.void(standing(of: claim), id: notice.id, at: at, reason: "void", terms: terms)
    case .correction(let claim, let shares):
      return try desk.correct(standing(of: claim), by: shares, id: notice.id, reason: "correction")
    }
  }

  private mutating func hostStep(_ month: CivilMonth, at now: Instant, _ chance: inout Chance) throws {
    switch windows[month]?.state {
    case .closed?:
      if unanswered(in: month) == 0 {
        try move(month, .answer(unanswered: 0), at: now)
      } else if isSilent(month, at: now) {
        try move(month, .silence, at: now)
      }
    case .reconciled?:
      // One statement after the other.
      guard statements.last?.statement.window.next ?? windows.keys.min() == month,
        isSilent(month, at: now) || chance.acts(40)
      else { return }
      guard let draft = statement(of: month, receipts: receipts.number) else { return }
      statements.append(BookStatement(draft))
      try move(month, isSilent(month, at: now) ? .silence : .state, at: now)
      outbox[chance.id(at: now)] = .statement(BookStatement(draft).bytes)
    case .stated?: try signOrWait(month, at: now, &chance)
    default: return
    }
  }

  func isSilent(_ month: CivilMonth, at now: Instant) -> Bool {
    windows[month]?.deadline(days, PairAgreement.workingDays)?.isOver(at: now) ?? false
  }

  /// Maker and checker approve, each when he comes to it; or nobody does until the time is over.
  mutating func signOrWait(_ month: CivilMonth, at now: Instant, _ chance: inout Chance) throws {
    guard let index = statements.firstIndex(where: { $0.statement.window == month }) else { return }
    if isSilent(month, at: now) {
      try move(month, .silence, at: now)
      statements[index].isAgreed = true
      statements[index].isSilent = true
      return
    }
    guard !statements[index].signatures.contains(side) else { return }
    let hash = statements[index].hash
    for (part, name) in [(SignOff.Part.maker, "maker"), (.checker, "checker")] where chance.acts(50) {
      do throws(SettlementFault) {
        try statements[index].signOff.approve(hash, as: part, by: SignOff.Approval(name: name, at: now))
      } catch {
        refusals[error.code, default: 0] += 1
      }
    }
    guard statements[index].signOff.isComplete || statements[index].statement.isEmpty else { return }
    statements[index].signatures.insert(side)
    outbox[chance.id(at: now)] = .signature(number: statements[index].statement.number, hash: hash)
    try agreeIfSigned(index, at: now)
  }

  mutating func agreeIfSigned(_ index: Int, at now: Instant) throws {
    let kept = statements[index]
    guard kept.signatures.count == 2 else { return }
    if !kept.isAgreed {
      try move(kept.statement.window, .agree(signatures: kept.signatures.count), at: now)
    }
    statements[index].isAgreed = true
    statements[index].isSilent = false
  }

  private mutating func hostMove(
    _ line: UUIDv7, _ dispute: Dispute, at now: Instant, _ chance: inout Chance
  ) throws {
    let moves = DisputeStep(of: dispute.state).moves.filter { $0.side == .host }
    guard let move = chance.one(of: moves), chance.acts(25) else { return }
    disputes[line] = try dispute.after(move, by: .host, because: "理由", at: now)
    outbox[chance.id(at: now)] = .moves([StatedMove(line: line, move: move, reason: "理由")])
  }

  /// The lines that the home city lacks, and the question for what it found.
  func claimsMessage() -> PairMessage {
    let hash = acknowledged == 0 ? ChainHash.start : lines[Int(acknowledged) - 1].hash
    return .claims(
      after: acknowledged, hash: hash, lines: lines.dropFirst(Int(acknowledged)).prefix(40).map(\.bytes),
      receiptsAfter: receipts.number)
  }

  mutating func take(receipt page: ReceiptPage, claims: Int64, at now: Instant) throws {
    acknowledged = max(acknowledged, min(claims, self.claims.seq))
    do throws(ReceiptFault) { try page.check(after: receipts) } catch {
      refusals[error.rawValue, default: 0] += 1
      return
    }
    for bytes in page.entries { try take(ReceiptEntryCodec.decode(bytes), bytes: bytes, at: now) }
  }
}
