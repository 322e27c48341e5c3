import Benefits
import Office
import Settlement
import Signing
import Store
import Testing
import Wire

@testable import CityNode

private let cutOff = CivilCalendar.taipei.cutOff(of: TwoBooks.november)
private let first = StatementReference(pair: TwoBooks.pair, number: 1)

@Suite("A month of two cities, from claims to what is owed")
struct SettlementMonthTests {
  @Test func `claims, a dispute that is conceded, cut-off, four approvals, two signatures, one obligation`()
    async throws
  {
    try await TwoBooks.with { books in
      let lines = try await books.claim([13, 8, 5])
      try await books.find([
        (lines[0], .matched), (lines[1], .exception(.amountDiffers)), (lines[2], .matched),
      ])
      try await books.sendReceipts()
      try await books.round()
      let pair = TwoBooks.pair
      #expect(try await books.host.store.dispute(pair, lines[1])?.dispute.state == .raised)
      try await books.host.clerk.say(
        [StatedMove(line: lines[1], move: .dispute, reason: "票價已公告")], in: pair, by: .machine("lin"))
      try await books.round()
      #expect(try await books.home.store.dispute(pair, lines[1])?.dispute.state == .disputed)

      books.clock.move(to: cutOff)
      try await books.close()
      try await books.round()
      try await books.host.clerk.draft(pair, by: .machine("lin"))
      try await books.round()
      #expect(try await books.states() == [.stated, .stated])
      let drafts = [
        try #require(try await books.host.store.statement(first)),
        try #require(try await books.home.store.statement(first)),
      ]
      #expect(drafts[0].bytes == drafts[1].bytes && drafts[0].net == Money(18))
      #expect(try StatementCodec.decode(drafts[0].bytes).excluded.count == 1)

      try await books.approve(books.host)
      #expect(try await books.host.store.signatures(first).map(\.side) == [.host])
      try await books.approve(books.home)
      try await books.round()
      #expect(try await books.states() == [.agreed, .agreed])
      for city in [books.host, books.home] {
        #expect(try await city.store.signatures(first).count == 2)
        let owed = try #require(try await city.store.openObligations(limit: 9).first?.obligation)
        #expect((owed.debtor, owed.creditor, owed.amount) == (pair.home, pair.host, Money(18)))
      }

      try await books.home.clerk.say(
        [StatedMove(line: lines[1], move: .concede)], in: pair, by: .machine("chen"))
      try await books.round()
      try await books.round()
      for city in [books.host, books.home] {
        let kept = try #require(try await city.store.claimPair(pair))
        #expect(try await city.store.claimLine(lines[1], of: kept)?.finding == .matched)
        #expect(try await city.store.openDisputes(pair, limit: 9).isEmpty)
        guard case .holds = try await city.store.verifyAudit() else {
          Issue.record("the audit log does not hold")
          continue
        }
      }
    }
  }

  @Test func `when nobody says anything the month is owed all the same, marked so in both books`()
    async throws
  {
    try await TwoBooks.with { books in
      let lines = try await books.claim([13, 8])
      try await books.find([(lines[0], .exception(.overCap))])
      try await books.sendReceipts()
      books.clock.move(to: cutOff)
      try await books.close()
      for _ in 0..<60 {
        try await books.round()
        books.clock.move(.hours(24))
      }
      #expect(try await books.states() == [.agreed, .agreed])
      for city in [books.host, books.home] {
        let statement = try #require(try await city.store.statement(first))
        #expect(statement.isSilent && statement.net == Money(8))
        #expect(try StatementCodec.decode(statement.bytes).bySilence.count == 1)
        #expect(try await city.store.openObligations(limit: 9).map(\.obligation.amount) == [Money(8)])
        #expect(try await city.store.openDisputes(TwoBooks.pair, limit: 9).isEmpty)
        let kept = try #require(try await city.store.claimPair(TwoBooks.pair))
        #expect(try await city.store.claimLine(lines[0], of: kept)?.finding == .rejected)
      }
    }
  }

  @Test func `an empty month settles by itself`() async throws {
    try await TwoBooks.with { books in
      books.clock.move(to: cutOff)
      try await books.close()
      for _ in 0..<4 { try await books.round() }
      #expect(try await books.states() == [.settled, .settled])
      #expect(try await books.host.store.signatures(first).count == 2)
      #expect(try await books.home.store.openObligations(limit: 9).isEmpty)
    }
  }

  @Test func `a round again, and messages again, change nothing`() async throws {
    try await TwoBooks.with { books in
      let lines = try await books.claim([13])
      try await books.find([(lines[0], .matched)])
      try await books.sendReceipts()
      books.clock.move(to: cutOff)
      try await books.close()
      try await books.round()
      try await books.host.clerk.draft(TwoBooks.pair, by: .machine("lin"))
      let waiting = try await books.host.store.waitingMessages(for: TwoBooks.pair.home, limit: 9)
      try await books.round()
      let log = try await books.home.store.auditLog(limit: 99)
      for kept in waiting {
        let token = try books.host.clerk.token(kept.message, at: books.clock.now)
        let answer = try await books.home.clerk.take(
          token, typ: kept.message.typ, from: TwoBooks.pair.host, keys: books.host.keys)
        #expect(!answer.isEmpty)
      }
      try await books.round()
      #expect(try await books.home.store.auditLog(limit: 99) == log)
    }
  }

  @Test func `a statement over other books is refused with the first difference, and kept by nobody`()
    async throws
  {
    try await TwoBooks.with { books in
      let lines = try await books.claim([13, 8])
      try await books.find([(lines[0], .matched), (lines[1], .matched)])
      try await books.sendReceipts()
      books.clock.move(to: cutOff)
      try await books.close()
      try await books.round()
      let made = try await StatementMaker(books.host.store).make(first, TwoBooks.november)
      let text = String(decoding: made.bytes, as: UTF8.self)
        .replacing(#""home":21"#, with: #""home":22"#).replacing(#""net":21"#, with: #""net":22"#)
      let message = books.host.clerk.message(
        .statement(Array(text.utf8)), in: TwoBooks.pair, to: TwoBooks.pair.home, at: books.clock.now)
      let token = try books.host.clerk.token(message, at: books.clock.now)
      let answer = try await books.home.clerk.take(
        token, typ: MessageType.statement, from: TwoBooks.pair.host, keys: books.host.keys)
      let reply = try SettlementReplyCodec.decode(
        answer, from: books.home.clerk.me, to: books.host.clerk.me, at: books.clock.now, keys: books.home.keys
      )
      #expect(reply.refusal == "statement_differs")
      #expect(reply.detail == "claimed.home: here 21, there 22")
      #expect(try await books.home.store.statement(first) == nil)
    }
  }

  @Test func `a signature by a key that is not the city's now, over another hash or over a gap is refused`()
    async throws
  {
    try await TwoBooks.with { books in
      let lines = try await books.claim([13])
      try await books.find([(lines[0], .matched)])
      try await books.sendReceipts()
      books.clock.move(to: cutOff)
      try await books.close()
      try await books.round()
      try await books.host.clerk.draft(TwoBooks.pair, by: .machine("lin"))
      try await books.round()
      func refusal(_ number: Int64, _ hash: [UInt8], keys: JSONWebKeySet) async throws -> String? {
        let body = SettlementBody.signature(number: number, hash: hash)
        let message = books.host.clerk.message(
          body, in: TwoBooks.pair, to: TwoBooks.pair.home, at: books.clock.now)
        let answer = try await books.home.clerk.take(
          try books.host.clerk.token(message, at: books.clock.now), typ: MessageType.statementSignature,
          from: TwoBooks.pair.host, keys: keys)
        return try SettlementReplyCodec.decode(
          answer, from: books.home.clerk.me, to: books.host.clerk.me, at: books.clock.now,
          keys: books.home.keys
        ).refusal
      }
      let hash = try #require(try await books.home.store.statement(first)).hash
      #expect(
        try await refusal(1, [UInt8](repeating: 0, count: 32), keys: books.host.keys)
          == "statement_hash_differs")
      #expect(try await refusal(2, hash, keys: books.host.keys) == "statement_gap")
      let renewed = try JSONWebKeySet([MessageSigner(try PrivateKey.generate()).publicKey])
      await #expect(throws: JOSEError.self) { try await refusal(1, hash, keys: renewed) }
      #expect(try await books.home.store.signatures(first).isEmpty)
      #expect(try await refusal(1, hash, keys: books.host.keys) == nil)
    }
  }

  @Test func `a partner that is away is told when it is back`() async throws {
    try await TwoBooks.with { books in
      let lines = try await books.claim([13])
      try await books.find([(lines[0], .exception(.late))])
      try await books.sendReceipts()
      try await books.round()
      try await books.host.clerk.say(
        [StatedMove(line: lines[0], move: .dispute, reason: "當日上傳")], in: TwoBooks.pair, by: .machine("lin"))
      for _ in 0..<3 {
        try await books.host.clerk.send(
          to: TwoBooks.pair.home, keys: books.home.keys, at: books.clock.now
        ) { _, _ in nil }
        books.clock.move(.hours(2))
      }
      let waiting = try await books.host.store.waitingMessages(for: TwoBooks.pair.home, limit: 9)
      #expect(waiting.map(\.attempts) == [3])
      try await books.round()
      #expect(try await books.home.store.dispute(TwoBooks.pair, lines[0])?.dispute.state == .disputed)
      #expect(try await books.host.store.waitingMessages(for: TwoBooks.pair.home, limit: 9).isEmpty)
    }
  }
}
