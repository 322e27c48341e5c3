import Benefits
public import Federation
import Logging
import Metrics
import Signing
import Store
import Wire

/// Answers partner cities about the own cardholders: bytes in, signed bytes out.
public final class VerificationService: Sendable {
  /// A reply to a partner.
  public struct Reply: Sendable {
    /// The HTTP status: 200 for answers, 4xx or 503 for a signed refusal.
    public let status: Int
    /// The signed response.
    public let body: [UInt8]
  }

  private let me: EntityID
  private let directory: CardDirectory
  private let store: CityStore
  private let keys: NodeKeys
  private let signer: MessageSigner
  private let calendar: CivilCalendar
  private let ports: NodePorts
  private let peers: [CityID: PeerDirectory]
  private let registry: RegistryHolder
  private let logger: Logger

  init(
    me: EntityID, directory: CardDirectory, store: CityStore, keys: NodeKeys, calendar: CivilCalendar,
    ports: NodePorts, peers: [CityID: PeerDirectory], registry: RegistryHolder, logger: Logger
  ) {
    self.me = me
    self.directory = directory
    self.store = store
    self.keys = keys
    signer = MessageSigner(keys.protocol)
    self.calendar = calendar
    self.ports = ports
    self.peers = peers
    self.registry = registry
    self.logger = logger
  }

  /// Answers a request that came over `party`'s certificate.
  ///
  /// Throws ``Problem`` where the sender is not proven by a signature (nothing is signed to a stranger);
  /// every other refusal is a signed response.
  public func answer(_ body: [UInt8], from party: AgreementParty) async throws -> Reply {
    guard let peer = peers[party.city], let rights = registry.rights(of: party.city) else {
      throw Problem(.peerNotIdentified)
    }
    let received = try await decode(body, from: peer)
    let request: VerificationRequest
    do throws(RefusalCode) {
      request = try received.content.get()
      try request.check(from: party.entity, to: me, at: ports.now())
    } catch {
      return try refuse(error, received, party)
    }
    // The whole body is compared: the same JWS with other disclosures is another request.
    let hash = sha256(body)
    do {
      // Both are asked for at once and travel together; for a replay the second is simply not used.
      async let answered = store.answered(ReplayKey(issuer: party.entity, request: request.id))
      async let looked = look(request, rights)
      if let known = try await answered {
        guard known.hash == hash else { return try refuse(.replayedOtherBytes, received, party) }
        return Reply(status: 200, body: known.response)
      }
      return try await answer(request, try await looked, received, hash: hash, party)
    } catch let error as StoreError {
      // The sender is proven, so this refusal is signed like any other; the same bytes may come again.
      logger.error("the store could not answer a partner", metadata: ["error": "\(error)"])
      return try refuse(.temporarilyUnavailable, received, party)
    }
  }

  private func answer(
    _ request: VerificationRequest, _ cards: [Looked], _ received: ReceivedRequest, hash: [UInt8],
    _ party: AgreementParty
  ) async throws -> Reply {
    var limited: Set<VenueID> = []
    while true {
      let draft = draft(cards, limited: limited, for: party.entity)
      let response = response(.answers(draft.answers), to: received, party)
      let bytes = try VerificationResponseCodec.encode(response, signer: signer, random: ports.random)
      let record = AnsweredRequest(
        key: ReplayKey(issuer: party.entity, request: request.id), hash: hash, response: bytes,
        remembered: request.remembered)
      let kept = try await store.submit(
        KeepAnswers(answered: record, unrecognised: draft.unrecognised, disclosures: draft.disclosures))
      switch kept {
      case .send(let bytes):
        count(draft.answers, party)
        return Reply(status: 200, body: bytes)
      case .replayedOtherBytes:
        return try refuse(.replayedOtherBytes, received, party)
      case .limited(let venues):
        // Each round adds a venue at least, and a venue once limited is not asked about again.
        limited.formUnion(venues)
        logger.warning(
          "a partner reached the limit of unrecognised cards",
          metadata: ["peer": "\(party.city)", "venues": "\(venues.count)"])
      }
    }
  }

  /// A question with what the directory holds, or why it is refused.
  private enum Looked {
    case found(CheckQuestion, DirectoryEntry?)
    case refused(UUIDv7, AnswerFault)
  }

  private func look(_ request: VerificationRequest, _ rights: AskingRights) async throws -> [Looked] {
    let now = ports.now()
    let judged = request.questions.map { received -> Result<CheckQuestion, AnswerFault> in
      switch received {
      case .faulty(_, let fault): .failure(fault)
      case .sound(let question):
        Result { () throws(AnswerFault) in
          try rights.check(question, at: now)
          return question
        }
      }
    }
    var entries = try await directory.find(judged.compactMap { try? $0.get().card })[...]
    return zip(request.questions, judged).map { received, judged in
      switch judged {
      case .success(let question): .found(question, entries.removeFirst())
      case .failure(let fault): .refused(received.id, fault)
      }
    }
  }

  private struct Draft {
    var answers: [Answer] = []
    var unrecognised: [VenueID: Int] = [:]
    var disclosures: [DisclosureRecord] = []
  }

  private func draft(_ cards: [Looked], limited: Set<VenueID>, for host: EntityID) -> Draft {
    let now = ports.now()
    var draft = Draft()
    for card in cards {
      switch card {
      case .refused(let id, let fault):
        draft.answers.append(Answer(id: id, content: .fault(fault)))
      case .found(let question, _) where limited.contains(question.venue):
        draft.answers.append(Answer(id: question.id, content: .fault(.limited)))
      case .found(let question, nil):
        draft.unrecognised[question.venue, default: 0] += 1
        draft.answers.append(Answer(id: question.id, content: .unrecognised))
      case .found(let question, let entry?):
        let known = KnownCard(
          entry, asks: question.asks, subject: keys.subject(of: entry.member, for: host), at: now,
          calendar: calendar)
        // Named also without a miss: a venue that is over its limit is told nothing about known cards either.
        draft.unrecognised[question.venue, default: 0] += 0
        draft.answers.append(Answer(id: question.id, content: .known(known)))
        draft.disclosures.append(
          DisclosureRecord(
            member: entry.member, host: host, venue: question.venue, check: question.id, at: now,
            asked: question.asks, granted: known.grants))
      }
    }
    return draft
  }

  private func decode(_ body: [UInt8], from peer: PeerDirectory) async throws -> ReceivedRequest {
    do throws(JOSEError) {
      return try await peer.read { keys throws(JOSEError) in
        try VerificationRequestCodec.decode(body, keys: keys)
      }
    } catch {
      throw Self.problem(error)
    }
  }

  private static func problem(_ error: JOSEError) -> Problem {
    let detail = BilingualText(
      zh: "\(error.rule.text.zh)（\(error.code)）", en: "\(error.rule.text.en) (\(error.code))")
    let code: ProblemCode =
      switch error.rule {
      case .typ: .wrongTokenType
      case .kidUnknown: .unknownKey
      case .signature: .badSignature
      case .tokenTooLarge: .bodyTooLarge
      default: .malformedToken
      }
    return Problem(code, detail: detail)
  }

  private func response(
    _ content: VerificationResponse.Content, to received: ReceivedRequest, _ party: AgreementParty
  ) -> VerificationResponse {
    let now = ports.now()
    return VerificationResponse(
      issuer: me, audience: party.entity, id: ports.newID(), issued: now,
      expires: now + VerificationLimits.requestLife, requestID: received.id, requestHash: received.hash,
      content: content)
  }

  private func refuse(
    _ code: RefusalCode, _ received: ReceivedRequest, _ party: AgreementParty
  ) throws -> Reply {
    logger.notice("refused a request", metadata: ["peer": "\(party.city)", "code": "\(code.rawValue)"])
    Counter(
      label: "citycard_verification_refusals_total",
      dimensions: [("peer", party.city.text), ("code", code.rawValue)]
    ).increment()
    let body = try VerificationResponseCodec.encode(
      response(.refusal(code), to: received, party), signer: signer, random: ports.random)
    return Reply(status: code.status, body: body)
  }

  private func count(_ answers: [Answer], _ party: AgreementParty) {
    Counter(label: "citycard_verification_answers_total", dimensions: [("peer", party.city.text)])
      .increment(by: answers.count)
  }
}

extension RefusalCode {
  /// The HTTP status that goes with the signed refusal.
  public var status: Int {
    switch self {
    case .replayedOtherBytes: 409
    case .temporarilyUnavailable: 503
    default: 400
    }
  }
}
