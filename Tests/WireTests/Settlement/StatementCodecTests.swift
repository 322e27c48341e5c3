import Benefits
import Federation
import Settlement
import Testing
import Wire

private let pair = DirectedPair(host: CityID(unchecked: "taitung"), home: CityID(unchecked: "taipei"))!
private let now = Instant(seconds: 1_795_399_200)

private func lineID(_ number: Int) -> UUIDv7 { UUIDv7(at: now, randomness: (0, UInt64(number))) }

private func list(_ numbers: some Sequence<Int>, _ reason: String = "over_cap") -> StatementList {
  var builder = StatementListBuilder()
  for number in numbers {
    builder.append(StatementEntry(line: lineID(number), amount: Money(Int64(number)), reason: reason))
  }
  return builder.list
}

private func statement(
  excluded: StatementList = list(1...3), home: Int64 = 90, carriedIn: StatementList = list([4], "matched")
) -> Statement {
  Statement(
    pair: pair, number: 7, window: CivilMonth("2026-11")!,
    close: ChainPoint(number: 120, hash: [UInt8](repeating: 1, count: 32)),
    receipts: ChainPoint(number: 130, hash: [UInt8](repeating: 2, count: 32)),
    claimed: StatementTally(lines: 119, shares: Shares(merchant: Money(5), host: Money(6), home: Money(100))),
    payable: StatementTally(
      lines: 116, shares: Shares(merchant: Money(5), host: Money(6), home: Money(home)), unfunded: Money(2)),
    carriedIn: carriedIn, excluded: excluded, dropped: .empty, bySilence: .empty, unfunded: .empty)
}

@Suite("The bytes of a statement")
struct StatementCodecTests {
  @Test func `the same statement gives the same bytes, and is read back from them`() throws {
    let bytes = StatementCodec.encode(statement())
    #expect(bytes == StatementCodec.encode(statement()))
    #expect(try StatementCodec.decode(bytes) == statement())
    #expect(statement().net == Money(92))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix(#"{"version":1,"host":"taitung","home":"taipei","number":7,"window":"2026-11","#))
    #expect(text.hasSuffix(#","net":92}"#))
  }

  @Test func `whatever is changed by one digit has another hash or is no statement`() throws {
    let bytes = StatementCodec.encode(statement())
    let hash = StatementCodec.hash(bytes)
    for index in bytes.indices where (0x30...0x39).contains(bytes[index]) {
      var changed = bytes
      changed[index] = changed[index] == 0x39 ? 0x38 : changed[index] + 1
      #expect(StatementCodec.hash(changed) != hash)
      if let read = try? StatementCodec.decode(changed) {
        #expect(read != statement(), "byte \(index) is not read")
      }
    }
  }

  @Test func `a long list is bound by its hash alone, to the last entry`() throws {
    let limit = StatementList.inline
    #expect(list(1...limit).entries.count == limit)
    let long = list(1...(limit + 1))
    #expect(long.entries.isEmpty && long.count == Int64(limit + 1))
    #expect(long.hash != list([1] + Array(3...(limit + 1)) + [2]).hash)
    #expect(try StatementCodec.decode(StatementCodec.encode(statement(excluded: long))).excluded == long)
  }

  @Test func `entries that are not those counted, added up and hashed are refused`() throws {
    let other = StatementList(
      count: 3, amount: list(1...3).amount, hash: list(1...3).hash, entries: list(2...4).entries)
    #expect(throws: JOSEError.self) {
      try StatementCodec.decode(StatementCodec.encode(statement(excluded: other)))
    }
  }

  @Test func `the first difference is named, down to the entry`() throws {
    #expect(statement().firstDifference(from: statement()) == nil)
    let sums = try #require(statement().firstDifference(from: statement(home: 91)))
    #expect((sums.member, sums.own, sums.other) == ("payable.home", "90", "91"))
    let entry = try #require(statement().firstDifference(from: statement(excluded: list([1, 2, 9]))))
    #expect(entry.member == "excluded[2]")
    #expect(entry.own == "\(lineID(3)) 3 over_cap" && entry.other == "\(lineID(9)) 9 over_cap")
    let shorter = try #require(statement().firstDifference(from: statement(carriedIn: .empty)))
    #expect(shorter.member == "carried_in[0]" && shorter.other.isEmpty)
  }
}

@Suite("Settlement messages")
struct SettlementMessageTests {
  private let forge: TokenForge
  private let taitung = EntityID("https://card.taitung.example")!
  private let taipei = EntityID("https://card.taipei.example")!

  init() throws { forge = try TokenForge() }

  private func message(_ body: SettlementBody) -> SettlementMessage {
    SettlementMessage(
      issuer: taitung, audience: taipei, envelope: lineID(1), issued: now,
      expires: now + SettlementMessageCodec.lifetime, id: lineID(2), pair: pair, body: body)
  }

  private var bodies: [SettlementBody] {
    [
      .disputes([
        StatedMove(line: lineID(3), move: .dispute, reason: "票價已公告", evidence: "registry 41"),
        StatedMove(line: lineID(4), move: .accept),
      ]),
      .statement(StatementCodec.encode(statement())),
      .signature(number: 7, hash: [UInt8](repeating: 9, count: 32)),
    ]
  }

  @Test func `each body is read back, under its own typ alone`() throws {
    for body in bodies {
      let token = try SettlementMessageCodec.encode(message(body), signer: MessageSigner(forge.key))
      let typ = SettlementMessageCodec.typ(of: body)
      let received = try SettlementMessageCodec.decode(token, typ: typ, keys: forge.keys)
      #expect(received.message == message(body) && received.token == token)
      let content = SettlementMessageCodec.content(of: body, in: pair)
      let kept = try SettlementMessageCodec.body(content: content, typ: typ)
      #expect(kept.pair == pair && kept.body == body)
      for other in bodies.map(SettlementMessageCodec.typ) where other != typ {
        #expect(throws: JOSEError.self) {
          try SettlementMessageCodec.decode(token, typ: other, keys: forge.keys)
        }
      }
    }
  }

  @Test func `a statement whose five lists are full fits into a body between cities`() throws {
    let full = list((1...StatementList.inline).map { $0 + 1_000_000_000 }, "offer_version_differs")
    let bytes = StatementCodec.encode(
      Statement(
        pair: pair, number: .max, window: CivilMonth("2026-11")!, close: statement().close,
        receipts: statement().receipts, claimed: .zero, payable: .zero, carriedIn: full, excluded: full,
        dropped: full, bySilence: full, unfunded: full))
    #expect(bytes.count <= SettlementBody.statementBytes)
    let token = try SettlementMessageCodec.encode(
      message(.statement(bytes)), signer: MessageSigner(forge.key))
    #expect(token.count <= 1 << 20)
  }

  @Test func `a message without a move, or with too many, is refused`() throws {
    for count in [0, SettlementBody.moves + 1] {
      let moves = (0..<count).map { StatedMove(line: lineID($0), move: .accept) }
      let token = try SettlementMessageCodec.encode(
        message(.disputes(moves)), signer: MessageSigner(forge.key))
      #expect(throws: JOSEError.self) {
        try SettlementMessageCodec.decode(token, typ: MessageType.dispute, keys: forge.keys)
      }
    }
  }

  @Test func `a reply is taken from the partner, by whom it was for, and in time alone`() throws {
    let reply = SettlementReply(
      message: lineID(2), refusal: "statement_differs", detail: "payable.home: 90 / 91")
    let token = try SettlementReplyCodec.encode(
      reply, from: taipei, to: taitung, id: lineID(5), at: now, signer: MessageSigner(forge.key))
    func read(_ issuer: EntityID, _ audience: EntityID, _ at: Instant) throws -> SettlementReply {
      try SettlementReplyCodec.decode(token, from: issuer, to: audience, at: at, keys: forge.keys)
    }
    #expect(try read(taipei, taitung, now) == reply)
    #expect(throws: JOSEError.self) { try read(taitung, taitung, now) }
    #expect(throws: JOSEError.self) { try read(taipei, taipei, now) }
    #expect(throws: JOSEError.self) { try read(taipei, taitung, now + .minutes(3)) }
  }
}
