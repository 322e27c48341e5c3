import Benefits
import Office
import Settlement
import Testing

@testable import Store

private let pair = DirectedPair(host: CityID(unchecked: "taitung"), home: CityID(unchecked: "taipei"))!
private let november = CivilMonth("2026-11")!
private let lin = Actor.staff(Login("lin")!)
private let chen = Actor.staff(Login("chen")!)

private func statement(_ number: Int64 = 1, _ month: CivilMonth = november, hash: UInt8 = 1) -> KeptStatement
{
  KeptStatement(
    reference: StatementReference(pair: pair, number: number), window: month, bytes: [hash],
    hash: [UInt8](repeating: hash, count: 32), net: Money(12), drafted: morning)
}

private func signature(_ side: PairSide, hash: UInt8 = 1) -> StatementSignature {
  StatementSignature(
    side: side, hash: [UInt8](repeating: hash, count: 32), token: [7], kid: "k", key: "{}", at: morning)
}

private func dispute(_ number: Int, _ state: DisputeState = .raised) -> KeptDispute {
  KeptDispute(
    pair: pair,
    dispute: Dispute(line: id(number), exception: .overCap, state: state, since: morning),
    month: november, amount: Money(8))
}

private func said(_ moves: [StatedMove], by side: PairSide) -> DisputeMoves {
  DisputeMoves(pair: pair, side: side, moves: moves, actor: lin)
}

@Suite("Any engine: disputes, statements and what waits to be sent")
struct StatementConformance {
  private func withStore(
    _ engine: EngineUnderTest, _ body: (CityStore) async throws -> Void
  ) async throws {
    try await engine.withDatabase { database in
      try await database.withStore { store async throws in try await body(store) }
    }
  }

  @Test("A dispute begins once, and each word is kept beside where it stands", arguments: EngineUnderTest.all)
  func disputes(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      #expect(try await store.begin([dispute(1), dispute(2)], at: morning) == 2)
      #expect(try await store.begin([dispute(1), dispute(3)], at: morning) == 1)
      let move = StatedMove(line: id(1), move: .dispute, reason: "票價已公告", evidence: "registry 41")
      try await store.say(said([move], by: .host), at: morning + .hours(1))
      #expect(try await store.dispute(pair, id(1))?.dispute.state == .disputed)
      #expect(try await store.moves(pair, id(1)).map(\.said) == [move])
      let open = try await store.openDisputes(pair, limit: 9)
      #expect(open.map(\.dispute.line) == [id(2), id(3), id(1)])
      #expect(try await store.openDisputes(pair, after: open[0].dispute, limit: 9) == Array(open.dropFirst()))
      #expect(
        try await store.auditLog(limit: 9).map(\.entry.action) == Array(repeating: .disputeMoved, count: 4))
    }
  }

  @Test(
    "Of a list of moves one that can't be leaves all undone, and names its line",
    arguments: EngineUnderTest.all)
  func allOrNone(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      try await store.begin([dispute(1), dispute(2, .conceded)], at: morning)
      let moves = [1, 2].map { StatedMove(line: id($0), move: .accept) }
      await #expect(throws: DisputeRefusal(line: id(2), fault: .wrongState)) {
        try await store.say(said(moves, by: .host), at: morning)
      }
      await #expect(throws: DisputeRefusal(line: id(9), fault: .unknown)) {
        try await store.say(said([StatedMove(line: id(9), move: .accept)], by: .host), at: morning)
      }
      #expect(try await store.dispute(pair, id(1)) == dispute(1))
      #expect(try await store.moves(pair, id(1)).isEmpty)
    }
  }

  @Test("A dispute that went on meanwhile is not ended by silence", arguments: EngineUnderTest.all)
  func overtaken(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      try await store.begin([dispute(1)], at: morning)
      try await store.say(
        said([StatedMove(line: id(1), move: .dispute, reason: "理由")], by: .host), at: morning)
      let ended = dispute(1, .withdrawn).dispute
      #expect(try await !store.end(dispute(1), as: ended, because: "silence", at: morning))
      let known = try #require(try await store.dispute(pair, id(1)))
      #expect(try await store.end(known, as: ended, because: "silence", at: morning))
      #expect(try await store.openDisputes(pair, limit: 9).isEmpty)
    }
  }

  @Test("Statements follow each other without a gap in number and month", arguments: EngineUnderTest.all)
  func gapless(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      func draft(_ draft: KeptStatement) async throws {
        try await store.draft(draft, excluding: [], ending: [], by: lin, at: morning)
      }
      await #expect(throws: SettlementFault.statementGap(expected: 1)) { try await draft(statement(2)) }
      try await draft(statement(1))
      await #expect(throws: SettlementFault.statementGap(expected: 2)) {
        try await draft(statement(2, november.next.next))
      }
      try await draft(statement(2, november.next))
      await #expect(throws: SettlementFault.statementSigned) { try await draft(statement(1, hash: 9)) }
      #expect(try await store.statements(pair, limit: 9).map(\.reference.number) == [2, 1])
    }
  }

  @Test(
    "Another draft of the same number makes approvals void and excludes anew", arguments: EngineUnderTest.all)
  func redrafted(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let first = statement(hash: 1)
      let lines = [ExcludedLine(line: id(1), seq: 1), ExcludedLine(line: id(2), seq: 2)]
      try await store.draft(first, excluding: lines, ending: [], by: lin, at: morning)
      _ = try await store.approve(first.reference, hash: first.hash, as: .maker, by: lin, at: morning)
      try await store.draft(first, excluding: [], ending: [], by: lin, at: morning)
      #expect(try await store.signOff(first).maker?.name == "lin", "the same draft changes nothing")
      let second = statement(hash: 2)
      try await store.draft(second, excluding: [lines[1]], ending: [], by: lin, at: morning)
      #expect(try await store.signOff(second).maker == nil)
      let next = StatementReference(pair: pair, number: 2)
      #expect(try await store.excludedLines(before: next, limit: 9) == [lines[1]])
      try await store.draft(
        statement(2, november.next), excluding: [], ending: [id(2)], by: lin, at: morning)
      #expect(try await store.excludedLines(before: next, limit: 9) == [lines[1]], "as before the second")
      let third = StatementReference(pair: pair, number: 3)
      #expect(try await store.excludedLines(before: third, limit: 9).isEmpty)
    }
  }

  @Test(
    "The node signs once two people approved; two signatures agree, for ever", arguments: EngineUnderTest.all)
  func signed(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let draft = statement()
      let reference = draft.reference
      try await store.draft(draft, excluding: [], ending: [], by: lin, at: morning)
      await #expect(throws: SettlementFault.unsigned) {
        try await store.sign(reference, signature(.host), needsApproval: true, at: morning)
      }
      _ = try await store.approve(reference, hash: draft.hash, as: .maker, by: lin, at: morning)
      await #expect(throws: SettlementFault.samePerson) {
        try await store.approve(reference, hash: draft.hash, as: .checker, by: lin, at: morning)
      }
      _ = try await store.approve(reference, hash: draft.hash, as: .checker, by: chen, at: morning)
      await #expect(throws: SettlementFault.hashDiffers) {
        try await store.sign(reference, signature(.home, hash: 2), needsApproval: false, at: morning)
      }
      let half = try await store.sign(reference, signature(.host), needsApproval: true, at: morning)
      #expect(half.agreed == nil)
      let whole = try await store.sign(reference, signature(.home), needsApproval: false, at: morning)
      #expect(whole.agreed == morning && !whole.isSilent)
      #expect(try await store.sign(reference, signature(.home), needsApproval: false, at: morning) == whole)
      #expect(try await store.signatures(reference).map(\.side) == [.home, .host])
      #expect(try await !store.acceptBySilence(reference, at: morning))
      await #expect(throws: SettlementFault.statementSigned) {
        try await store.draft(statement(hash: 5), excluding: [], ending: [], by: lin, at: morning)
      }
      await #expect(throws: SettlementFault.wrongState) {
        try await store.approve(reference, hash: draft.hash, as: .maker, by: chen, at: morning)
      }
    }
  }

  @Test("A signature after silence completes what silence accepted", arguments: EngineUnderTest.all)
  func silent(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let draft = statement()
      try await store.draft(draft, excluding: [], ending: [], by: lin, at: morning)
      #expect(try await store.acceptBySilence(draft.reference, at: morning))
      #expect(try await store.statement(draft.reference)?.isSilent == true)
      for side in PairSide.allCases {
        try await store.sign(draft.reference, signature(side), needsApproval: false, at: morning + .hours(1))
      }
      let kept = try #require(try await store.statement(draft.reference))
      #expect(kept.agreed == morning && !kept.isSilent)
    }
  }

  @Test(
    "What waits for a partner is sent in order until it ends, and ends once", arguments: EngineUnderTest.all)
  func outbox(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let messages = [1, 2].map {
        OutboxMessage(id: id($0), to: pair.home, typ: "t", content: [UInt8($0)], created: morning)
      }
      try await store.draft(
        statement(), excluding: [], ending: [], by: lin, telling: messages, at: morning)
      #expect(try await store.waitingMessages(for: pair.home, limit: 9).map(\.message) == messages)
      #expect(try await store.waitingMessages(for: pair.host, limit: 9).isEmpty)
      let later = morning + .minutes(1)
      try await store.note(.again(at: later, refusal: nil, detail: nil), of: id(1), at: morning)
      let again = try await store.waitingMessages(for: pair.home, limit: 1)[0]
      #expect(again.attempts == 1 && again.next == later)
      try await store.note(.taken, of: id(1), at: later)
      try await store.note(.refused("statement_gap", detail: "2"), of: id(2), at: later)
      try await store.note(.taken, of: id(2), at: later)
      #expect(try await store.waitingMessages(for: pair.home, limit: 9).isEmpty)
      #expect(try await store.refusedMessages(of: pair.home, limit: 9).map(\.message.id) == [id(2)])
    }
  }

  @Test(
    "An obligation is owed once, paid, and owed again where the money came back",
    arguments: EngineUnderTest.all)
  func obligations(engine: EngineUnderTest) async throws {
    try await withStore(engine) { store async throws in
      let one = try #require(
        Obligation.gross(
          StatedNet(reference: statement().reference, window: november, net: Money(12))))
      let due = CivilDate("2026-12-31")!
      for _ in 1...2 { try await store.owe([(one, due: due)], at: morning) }
      let kept = try #require(try await store.openObligations(limit: 9).first)
      #expect(kept.obligation == one && kept.due == due)
      #expect(try await store.openObligations(after: kept, limit: 9).isEmpty)
      try await store.settleObligation(one.id, at: morning)
      #expect(try await store.openObligations(limit: 9).isEmpty)
      try await store.settleObligation(one.id, at: nil)
      #expect(try await store.openObligations(limit: 9) == [kept])
    }
  }
}
