import Benefits
import Federation
import Settlement
import StrictJSON
import TestSupport
import Testing
import Wire

/// `Federation/PROTOCOL.md` says what the code does.
@Suite struct ProtocolDocumentTests {
  @Test func `every stable name of the exchange is documented`() throws {
    let text = try ProtocolDocument.text()
    let names =
      [
        MessageType.entityStatement, MessageType.verificationRequest, MessageType.verificationResponse,
        MessageMedia.sdJWT, MessageMedia.entityStatement, MessageType.registry, MessageMedia.registry,
        RegistryDocument.domain, MessageType.claims, MessageType.claimsReceipt, MessageType.claimsEvidence,
      ]
      + RefusalCode.allCases.map(\.rawValue) + AnswerFault.allCases.map(\.rawValue)
      + ResponseFault.allCases.map(\.rawValue) + CardState.allCases.map(\.rawValue)
      + CardScheme.allCases.map(\.rawValue) + IdentifierKind.allCases.map(\.rawValue)
      + ClaimsRefusal.allCases.map(\.rawValue)
      + NamedClass.allCases.map(\.rawValue) + CompactJWS.refusedHeaderMembers
      + EntityStatementCodec.protocolVersions.map { "\"\($0)\"" }
    for name in names { #expect(text.contains("`\(name)`"), "\(name)") }
  }

  @Test func `every code that a vector expects is documented`() throws {
    let text = try ProtocolDocument.text()
    for code in Set(VectorTests.files.map(\.expected.code)).subtracting(["ok"]) {
      #expect(text.contains("`\(code)`"), "\(code)")
    }
  }

  @Test func `refusals and faults stand in their order of precedence`() throws {
    let lines = try ProtocolDocument.text().split(separator: "\n")
    for codes in [
      RefusalCode.allCases.map(\.rawValue), AnswerFault.allCases.map(\.rawValue),
      RegistryRefusal.allCases.map(\.rawValue),
    ] {
      let rows = codes.enumerated().map { "| \($0 + 1) | `\($1)` |" }
      let places = rows.map { row in lines.firstIndex { $0.hasPrefix(row) } }
      #expect(!places.contains(nil))
      #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    }
  }

  @Test func `the document shows the captured exchange`() throws {
    let sections = try #require(try ProtocolDocument.sections())
    #expect(String(sections.exchange) == (try CapturedExchange().markdown()))
  }

  @Test func `the exchange as printed verifies`() throws {
    let exchange = try CapturedExchange()
    let sections = try #require(try ProtocolDocument.sections())
    let blocks = sections.exchange.split(separator: "```text\n").dropFirst().compactMap { block in
      block.firstRange(of: "\n```").map { block[..<$0.lowerBound].filter { $0 != "\n" } }
    }
    try #require(blocks.count == 3)
    let tokens = blocks.map { Array($0.utf8) }
    let now = Instant(seconds: exchange.now)
    let host = try #require(EntityID(exchange.host))
    let home = try #require(EntityID(exchange.home))

    let sent = try VerificationRequestCodec.decode(tokens[0], keys: exchange.hostKeys)
    let request = try sent.content.get()
    try request.check(from: host, to: home, at: now)
    let statement = try EntityStatementCodec.decode(
      tokens[2], of: home, pinned: exchange.federationKeys, at: now)
    let received = try VerificationResponseCodec.decode(tokens[1], keys: statement.protocolKeys)
    try received.response.check(answers: request, hash: sent.hash, at: now)

    guard case .answers(let answers) = received.response.content, answers.count == 2,
      case .known(let card) = answers[0].content
    else {
      Issue.record("two answers, the first about a known card")
      return
    }
    #expect(card.state == .active)
    #expect(card.grants == [.ageAtLeast(65), .named(.resident)])
    #expect(answers[1].content == .unrecognised)
  }
}
