import Benefits
import CityNode
import Federation
import Rehearsal
import Store
import Wire

/// One request of a batch's size to the home city and its response, step by step.
struct CostExchange {
  private let batch: Int
  private let host: Books
  private let home: Books
  private let asker: MessageSigner
  private let answerer: MessageSigner
  private let request: VerificationRequest
  private let encoded: EncodedRequest
  private let cards: [CardIdentifier]

  init(scene: BenchScene, host: Books, home: Books, batch: Int) throws {
    self.batch = batch
    self.host = host
    self.home = home
    asker = MessageSigner(host.keys.protocol)
    answerer = MessageSigner(home.keys.protocol)
    let now = NodePorts.system.now()
    let cards = (0..<batch).map { scene.questions.cards[$0 % scene.questions.cards.count] }
    self.cards = cards
    guard let from = scene.agreement.partner(of: scene.home.id)?.entity,
      let to = scene.agreement.partner(of: scene.host.id)?.entity
    else { throw RehearsalFailure(message: "協議沒有這兩個城市 / the agreement is of other cities") }
    request = VerificationRequest(
      issuer: from, audience: to, id: NodePorts.system.newID(), issued: now,
      expires: now + VerificationLimits.requestLife,
      questions: cards.map { card in
        .sound(
          CheckQuestion(
            id: NodePorts.system.newID(), card: card, venue: scene.questions.venue, asks: scene.asks,
            at: Instant(seconds: now.seconds)))
      })
    encoded = try VerificationRequestCodec.encode(request, signer: asker, random: NodePorts.system.random)
  }

  /// The response, as the host would receive it.
  func answered() async throws -> ReceivedResponse {
    let (response, _) = try await answer()
    return try VerificationResponseCodec.decode(
      VerificationResponseCodec.encode(response, signer: answerer, random: NodePorts.system.random),
      keys: JSONWebKeySet([answerer.publicKey]))
  }

  func parts(_ clock: CostClock) async throws -> [CostPart] {
    let random = NodePorts.system.random
    let askers = try JSONWebKeySet([asker.publicKey])
    let answerers = try JSONWebKeySet([answerer.publicKey])
    let (response, disclosures) = try await answer()
    let bytes = try VerificationResponseCodec.encode(response, signer: answerer, random: random)
    return [
      try await clock.time("詢問：寫、簽", "the question is written and signed", share: batch) {
        _ = try VerificationRequestCodec.encode(request, signer: asker, random: random)
      },
      try await clock.time("發卡城市：驗章、讀詢問", "the home verifies and reads it", share: batch) {
        _ = try VerificationRequestCodec.decode(encoded.body, keys: askers)
      },
      try await clock.time("發卡城市：查卡片", "the home finds the cards", share: batch) {
        _ = try await home.directory.find(cards)
      },
      try await clock.time("發卡城市：答覆，寫、簽", "the answer is written and signed", share: batch) {
        _ = try VerificationResponseCodec.encode(response, signer: answerer, random: random)
      },
      try await clock.time("發卡城市寫入", "the home writes", share: batch) {
        let key = ReplayKey(issuer: request.issuer, request: NodePorts.system.newID())
        _ = try await home.store.submit(
          KeepAnswers(
            answered: AnsweredRequest(
              key: key, hash: encoded.hash, response: bytes, remembered: request.remembered),
            unrecognised: [:], disclosures: disclosures))
      },
      try await clock.time("所在城市：驗章、讀答覆", "the host verifies and reads it", share: batch) {
        _ = try VerificationResponseCodec.decode(bytes, keys: answerers)
      },
    ]
  }

  private func answer() async throws -> (VerificationResponse, [DisclosureRecord]) {
    let now = NodePorts.system.now()
    let entries = try await home.directory.find(cards)
    var answers: [Answer] = []
    var disclosures: [DisclosureRecord] = []
    for (question, entry) in zip(request.questions, entries) {
      guard case .sound(let question) = question, let entry else { continue }
      let card = KnownCard(
        entry, asks: question.asks, subject: home.keys.subject(of: entry.member, for: request.issuer),
        at: now, calendar: .taipei)
      answers.append(Answer(id: question.id, content: .known(card)))
      disclosures.append(
        DisclosureRecord(
          member: entry.member, host: request.issuer, venue: question.venue, check: question.id, at: now,
          asked: question.asks, granted: card.grants))
    }
    let response = VerificationResponse(
      issuer: request.audience, audience: request.issuer, id: NodePorts.system.newID(), issued: now,
      expires: now + VerificationLimits.requestLife, requestID: request.id, requestHash: encoded.hash,
      content: .answers(answers))
    return (response, disclosures)
  }
}
