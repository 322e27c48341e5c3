import Benefits
import CityNode
import Federation
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Signing
import Synchronization
import Wire

/// A server with a partner city's certificate and keys that answers as badly as a test wants. Its statement is
/// sound, unless a test says otherwise; what it answers to verification requests is up to ``behave(_:)``.
final class FakePartner: Sendable {
  /// What is done with a verification request.
  enum Behaviour: Sendable {
    /// Nothing, ever.
    case silence
    /// A reply's head, a first piece of body, and then nothing more.
    case halfAReply
    /// This status, media type and body.
    case reply(Int, String, [UInt8])
    /// A response that is made for the request, and who signs it.
    case respond(@Sendable (VerificationRequest, [UInt8]) throws -> (VerificationResponse, MessageSigner))
  }

  /// The city that it pretends to be.
  let city: City
  private let host: City
  private let behaviour = Mutex(Behaviour.silence)
  private let requests = Mutex(0)
  /// What it publishes: the message, and documents by the last part of their addresses.
  private let shown = Mutex<(token: [UInt8], documents: [String: [UInt8]])?>(nil)
  private let running: Mutex<(group: ServiceGroup, task: Task<Void, any Error>, port: Int)?> = Mutex(nil)
  /// Ends when the server is stopped, so that no handler outlives it.
  private let gate = AsyncStream<Never>.makeStream()

  /// Pretends to be `city` towards `host`.
  init(_ city: City, towards host: City) {
    self.city = city
    self.host = host
  }

  /// How many verification requests came.
  var received: Int { requests.withLock { $0 } }

  func behave(_ behaviour: Behaviour) { self.behaviour.withLock { $0 = behaviour } }

  /// Publishes a registry from now on.
  func show(_ draft: RegistryDraft) throws {
    try show(draft.token(), documents: draft.documents.map(\.bytes))
  }

  /// Publishes these bytes from now on.
  func show(_ token: [UInt8], documents: [[UInt8]]) {
    let byHash = documents.map { (RegistryDocument.hash($0).text, $0) }
    show(token, named: Dictionary(byHash) { first, _ in first })
  }

  /// Publishes these bytes from now on, and under each name what is given for it.
  func show(_ token: [UInt8], named documents: [String: [UInt8]]) {
    shown.withLock { $0 = (token, documents) }
  }

  /// Its base URL.
  var url: String { city.federationURL(port: running.withLock { $0?.port ?? 0 }) }

  /// Listens on a free port.
  func start() async throws {
    let router = Router()
    router.get("/.well-known/openid-federation") { _, _ in
      Response(
        status: .ok, headers: [.contentType: MessageMedia.entityStatement],
        body: .init(byteBuffer: ByteBuffer(bytes: try self.statement())))
    }
    router.get("/federation/v1/registry") { _, _ in
      guard let token = self.shown.withLock({ $0?.token }) else { return Response(status: .notFound) }
      return Response(
        status: .ok, headers: [.contentType: MessageMedia.registry],
        body: .init(byteBuffer: ByteBuffer(bytes: token)))
    }
    router.get("/federation/v1/registry/documents/{hash}") { _, context in
      let hash = context.parameters.get("hash") ?? ""
      guard let bytes = self.shown.withLock({ $0?.documents[hash] }) else {
        return Response(status: .notFound)
      }
      return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
    router.post("/federation/v1/verifications") { request, _ in
      let body = try await request.body.collect(upTo: 1 << 20)
      return try await self.answer(Array(body.readableBytesView))
    }
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile("\(city.keyFolder)/tls.pem")
        .map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: "\(city.keyFolder)/tls-key.pem", format: .pem)))
    tls.minimumTLSVersion = .tlsv13
    let port = AsyncStream<Int>.makeStream()
    let logger = LogCollector().logger("fake")
    let server = Application(
      router: router, server: try .tls(.http1(), tlsConfiguration: tls),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { port.continuation.yield($0.localAddress?.port ?? 0) }, logger: logger)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [.init(service: server)], logger: logger))
    let task = Task {
      defer { port.continuation.finish() }
      try await group.run()
    }
    guard let number = await port.stream.first(where: { _ in true }) else {
      throw UnexpectedOutcome("no port")
    }
    running.withLock { $0 = (group, task, number) }
  }

  /// Lets go of whoever waits, and stops.
  func stop() async throws {
    gate.continuation.finish()
    guard let (group, task, _) = running.withLock({ $0 }) else { return }
    running.withLock { $0 = nil }
    await group.triggerGracefulShutdown()
    try await task.value
  }

  /// A statement with the city's own keys, and this server as the endpoint.
  private func statement() throws -> [UInt8] {
    let federation = MessageSigner(try city.privateKey("federation"))
    let now = city.clock.now
    return try EntityStatementCodec.encode(
      EntityStatement(
        entity: city.entity, issued: now, expires: now + .hours(24),
        federationKeys: JSONWebKeySet([federation.publicKey]), protocolKeys: city.protocolKeys,
        verificationEndpoint: url + OwnStatement.verificationPath,
        registryEndpoint: url + OwnStatement.registryPath),
      signer: federation)
  }

  private func answer(_ body: [UInt8]) async throws -> Response {
    requests.withLock { $0 += 1 }
    switch behaviour.withLock({ $0 }) {
    case .silence:
      for await _ in gate.stream {}
      return Response(status: .ok)
    case .halfAReply:
      return Response(
        status: .ok, headers: [.contentType: MessageMedia.sdJWT],
        body: .init { writer in
          try await writer.write(ByteBuffer(string: "eyJ"))
          for await _ in self.gate.stream {}
          try await writer.finish(nil)
        })
    case .reply(let status, let type, let bytes):
      return Response(
        status: .init(code: status), headers: [.contentType: type],
        body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    case .respond(let make):
      let received = try VerificationRequestCodec.decode(body, keys: host.protocolKeys)
      let (response, signer) = try make(received.content.get(), received.hash)
      let bytes = try VerificationResponseCodec.encode(
        response, signer: signer, random: NodePorts.system.random)
      return Response(
        status: .ok, headers: [.contentType: MessageMedia.sdJWT],
        body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
  }
}

/// A response to one request, of which everything can be changed.
struct ResponseDraft: Sendable {
  var issuer: EntityID
  var audience: EntityID
  var issued: Instant
  var expires: Instant
  var requestID: UUIDv7?
  var requestHash: [UInt8]
  var content: VerificationResponse.Content
  var signer: MessageSigner

  /// A sound response of `city` that grants everything that was asked.
  init(_ request: VerificationRequest, _ hash: [UInt8], by city: City) throws {
    issuer = city.entity
    audience = request.issuer
    issued = city.clock.now
    expires = issued + .seconds(60)
    requestID = request.id
    requestHash = hash
    content = .answers(request.questions.map { Self.answer($0, by: city) })
    signer = try city.signer
  }

  /// An answer that grants what was asked, and `more`.
  static func answer(
    _ question: ReceivedQuestion, by city: City, more: [BenefitClass] = [], state: CardState = .active
  ) -> Answer {
    guard case .sound(let question) = question else {
      return Answer(id: question.id, content: .fault(.malformedCheck))
    }
    return Answer(
      id: question.id,
      content: .known(
        KnownCard(
          state: state, subject: "0123456789abcdef0123", grants: question.asks + more, unknown: [],
          until: city.clock.now + .minutes(10), statusAsOf: city.clock.now)))
  }

  /// The behaviour that sends it, changed by `change`.
  static func behaviour(
    of city: City, _ change: @escaping @Sendable (inout ResponseDraft, VerificationRequest) throws -> Void
  ) -> FakePartner.Behaviour {
    .respond { request, hash in
      var draft = try ResponseDraft(request, hash, by: city)
      try change(&draft, request)
      let response = VerificationResponse(
        issuer: draft.issuer, audience: draft.audience, id: city.clock.ports.newID(), issued: draft.issued,
        expires: draft.expires, requestID: draft.requestID, requestHash: draft.requestHash,
        content: draft.content)
      return (response, draft.signer)
    }
  }

  /// The behaviour of a sound partner that grants everything that is asked.
  static func sound(_ city: City) -> FakePartner.Behaviour { behaviour(of: city) { _, _ in } }
}
