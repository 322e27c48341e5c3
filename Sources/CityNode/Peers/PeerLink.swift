public import Benefits
public import Federation
import Logging
import Metrics
public import Store
import Synchronization
import Wire

/// What a home city said to one question, with what is kept as evidence.
public struct PeerAnswer: Sendable {
  /// The answer.
  public let content: Answer.Content
  /// Which answer it is.
  public let reference: AnswerReference
  /// The signed response that it is part of.
  public let response: KeptResponse
}

/// Asks one home city. Questions that arrive while a request is in flight leave together in the next one, so
/// one signature and one verification serve up to 256 checks.
public final class PeerLink: Sendable {
  private typealias Caller = CheckedContinuation<Result<PeerAnswer, AnswerFailure>, Never>

  private struct Waiting: Sendable {
    let question: CheckQuestion
    let since: Instant
    let caller: Caller
  }

  private struct State {
    // A terminal that repeats an id while the first question is under way must not spoil everybody's request.
    var batcher = QuestionBatcher<Waiting> { $0.question.id }
    var health = PeerHealth()
    var exchange = PeerExchangeRecord()
  }

  /// The facts that the agreement lets this city ask about.
  let scope: Set<BenefitClass>
  private let me: EntityID
  private let directory: PeerDirectory
  private let transport: any PeerTransport
  private let signer: MessageSigner
  private let ports: NodePorts
  private let timeout: TimeSpan
  private let logger: Logger
  private let state = Mutex(State())
  private let metrics: PeerMetrics

  init(
    me: EntityID, scope: Set<BenefitClass>, directory: PeerDirectory, transport: any PeerTransport,
    signer: MessageSigner, ports: NodePorts, timeout: TimeSpan, logger: Logger
  ) {
    self.me = me
    self.scope = scope
    self.directory = directory
    self.transport = transport
    self.signer = signer
    self.ports = ports
    self.timeout = timeout
    self.logger = logger
    metrics = PeerMetrics(city: directory.party.city)
  }

  /// The partner.
  var party: AgreementParty { directory.party }

  /// How the partner does.
  public var health: PeerHealth.State { state.withLock { $0.health.state } }

  /// How the last exchanges went.
  public var lastExchange: PeerExchangeRecord { state.withLock { $0.exchange } }

  /// Asks one question. An unreachable, late or unsound partner is a failure, never a grant.
  public func ask(_ question: CheckQuestion) async -> Result<PeerAnswer, AnswerFailure> {
    await withCheckedContinuation { caller in
      let now = ports.now()
      let action = state.withLock { state -> QuestionBatcher<Waiting>.Action in
        guard state.health.admits(at: now, jitter: ports.jitter()) else { return .refuse }
        return state.batcher.arrived(Waiting(question: question, since: now, caller: caller))
      }
      switch action {
      case .wait: break
      case .refuse: caller.resume(returning: .failure(.unreachable))
      case .send(let batch): Task { await self.send(batch) }
      }
    }
  }

  /// A probe of a dead partner in the background: its statement must come back sound.
  func probe() async {
    let now = ports.now()
    let due = state.withLock { state in
      if case .dead = state.health.state { return state.health.admits(at: now, jitter: ports.jitter()) }
      return false
    }
    guard due else { return }
    if await directory.refresh() {
      answered()
    } else {
      failed(.unreachable)
    }
  }

  private func answered() {
    let now = ports.now()
    state.withLock { state in
      state.health.answered()
      state.exchange.answered = now
    }
  }

  /// A refusal is an answer, so it says nothing of the partner's health; the operator is told of it all the same.
  private func failed(_ failure: AnswerFailure) {
    let now = ports.now()
    let jitter = ports.jitter()
    state.withLock { state in
      if failure != .refused { state.health.failed(at: now, jitter: jitter) }
      (state.exchange.failed, state.exchange.failure) = (now, failure)
    }
  }

  private func send(_ first: [Waiting]) async {
    var batch = first
    while true {
      let fresh = giveUpLate(batch)
      if !fresh.isEmpty { await exchange(fresh) }
      guard case .send(let next) = state.withLock({ $0.batcher.returned() }) else { return }
      batch = next
    }
  }

  /// A question that waited as long as an exchange may take is given up, so that behind a slow partner a counter
  /// waits for two exchanges at most, however many queue.
  private func giveUpLate(_ batch: [Waiting]) -> [Waiting] {
    let now = ports.now()
    for waiting in batch where now - waiting.since > timeout {
      waiting.caller.resume(returning: .failure(.late))
    }
    return batch.filter { now - $0.since <= timeout }
  }

  private func exchange(_ batch: [Waiting]) async {
    metrics.batch(batch.count)
    let start = ports.now()
    let outcome = await answers(batch.map(\.question))
    metrics.exchange(ports.now() - start, outcome)
    switch outcome {
    case .success(let answers):
      answered()
      for (waiting, answer) in zip(batch, answers) { waiting.caller.resume(returning: .success(answer)) }
    case .failure(let failure):
      failed(failure)
      logger.warning(
        "a partner gave no answer",
        metadata: ["peer": "\(party.city)", "why": "\(failure)", "checks": "\(batch.count)"])
      for waiting in batch { waiting.caller.resume(returning: .failure(failure)) }
    }
  }

  private func answers(_ questions: [CheckQuestion]) async -> Result<[PeerAnswer], AnswerFailure> {
    if directory.current == nil { await directory.refresh() }
    guard let peer = directory.current else { return .failure(.unreachable) }
    let now = ports.now()
    let request = VerificationRequest(
      issuer: me, audience: party.entity, id: ports.newID(), issued: now,
      expires: now + VerificationLimits.requestLife, questions: questions.map(ReceivedQuestion.sound))
    do {
      let encoded = try VerificationRequestCodec.encode(request, signer: signer, random: ports.random)
      let reply = try await transport.post(
        encoded.body, to: peer.verificationEndpoint, mediaType: MessageMedia.sdJWT, timeout: timeout)
      guard reply.mediaType == MessageMedia.sdJWT else {
        // Refused before it was authenticated; 503 is a node that is busy or stopping.
        return .failure(reply.status == 503 ? .unreachable : .unsound)
      }
      let received = try await directory.read { keys throws(JOSEError) in
        try VerificationResponseCodec.decode(reply.body, keys: keys)
      }
      try received.response.check(answers: request, hash: encoded.hash, at: ports.now())
      switch received.response.content {
      case .answers(let answers): return .success(keep(received, answers))
      case .refusal(let code):
        metrics.refusal()
        return .failure(code == .temporarilyUnavailable ? .unreachable : .refused)
      }
    } catch let error as TransportFault {
      return .failure(error == .timeout ? .late : error == .refused ? .unsound : .unreachable)
    } catch {
      logger.error(
        "a partner's answer did not pass verification",
        metadata: ["peer": "\(party.city)", "error": "\(error)"])
      return .failure(.unsound)
    }
  }

  private func keep(_ received: ReceivedResponse, _ answers: [Answer]) -> [PeerAnswer] {
    let response = received.response
    let kept = KeptResponse(
      issuer: response.issuer.text, id: response.id, jws: received.jws, received: ports.now())
    return zip(answers, received.disclosures).map { answer, disclosure in
      PeerAnswer(
        content: answer.content,
        reference: AnswerReference(issuer: kept.issuer, response: kept.id, disclosure: disclosure),
        response: kept)
    }
  }
}

/// Why there is no answer to a question.
public enum AnswerFailure: String, Error, CaseIterable, Hashable, Sendable {
  /// No connection, or the partner is known not to answer.
  case unreachable
  /// No answer in time.
  case late
  /// An answer that did not pass verification.
  case unsound
  /// The partner refused the request.
  case refused

  /// As the pricing rules say it.
  var why: Unanswered {
    switch self {
    case .unreachable: .unavailable
    case .late: .late
    case .unsound: .unsound
    case .refused: .refused
    }
  }
}

/// What is measured of one partner.
struct PeerMetrics: Sendable {
  private let city: CityID

  init(city: CityID) { self.city = city }

  private var labels: [(String, String)] { [("peer", city.text)] }

  func batch(_ checks: Int) {
    Metrics.Recorder(label: "citycard_peer_batch_checks", dimensions: labels, aggregate: true).record(checks)
  }

  func exchange<Value>(_ span: TimeSpan, _ outcome: Result<Value, AnswerFailure>) {
    let result: String
    switch outcome {
    case .success: result = "answered"
    case .failure(let failure): result = failure.rawValue
    }
    Metrics.Timer(label: "citycard_peer_exchange_seconds", dimensions: labels + [("result", result)])
      .recordNanoseconds(span.microseconds * 1000)
  }

  func refusal() {
    Metrics.Counter(label: "citycard_peer_refusals_total", dimensions: labels).increment()
  }
}
