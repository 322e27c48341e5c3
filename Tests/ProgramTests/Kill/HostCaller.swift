import Benefits
import CityNode
import Federation
import Rehearsal
import Testing
import Wire

@testable import citycard

/// Asks a home city's nodes as the host city does, with its certificate and its key, but each node by its own port.
struct HostCaller: Sendable {
  /// A signed request about one card.
  struct Request: Sendable {
    let check: UUIDv7
    let body: [UInt8]
    /// The same request under the same id in other bytes: another draw of the salts.
    let otherBody: [UInt8]
  }

  private let transport: MutualTLSTransport
  private let signer: MessageSigner
  private let homeKeys: JSONWebKeySet
  private let names: (host: EntityID, home: EntityID)
  private let venue: VenueID
  private let asks: [BenefitClass]

  init(_ bench: BenchScene) async throws {
    func settings(_ city: RehearsedCity) async throws -> NodeConfiguration {
      try await NodeConfiguration.load(path: city.configurationFile, environment: [:])
    }
    let (host, home) = (try await settings(bench.host), try await settings(bench.home))
    let party = try #require(bench.agreement.partner(of: bench.host.id))
    names = (try #require(bench.agreement.partner(of: bench.home.id)?.entity), party.entity)
    transport = try MutualTLSTransport(
      to: party, certificate: try #require(host.federation.certificate), address: "127.0.0.1")
    signer = MessageSigner(try NodeKeys.load(host.keys).protocol)
    homeKeys = try JSONWebKeySet([MessageSigner(try NodeKeys.load(home.keys).protocol).publicKey])
    venue = bench.questions.venue
    asks = bench.asks
  }

  func close(after body: () async throws -> Void) async throws {
    do { try await body() } catch {
      await transport.close()
      throw error
    }
    await transport.close()
  }

  func request(about card: CardIdentifier) throws -> Request {
    let ports = NodePorts.system
    let now = ports.now()
    let question = CheckQuestion(
      id: ports.newID(), card: card, venue: venue, asks: asks, at: Instant(seconds: now.seconds))
    let request = VerificationRequest(
      issuer: names.host, audience: names.home, id: ports.newID(), issued: now,
      expires: now + VerificationLimits.requestLife, questions: [.sound(question)])
    let bodies = try (0..<2).map { _ in
      try VerificationRequestCodec.encode(request, signer: signer, random: ports.random).body
    }
    return Request(check: question.id, body: bodies[0], otherBody: bodies[1])
  }

  func post(_ body: [UInt8], to node: RehearsedCity) async throws -> PeerReply {
    try await post(body, port: node.federationPort)
  }

  func post(_ body: [UInt8], port: Int) async throws -> PeerReply {
    try await transport.post(
      body, to: "https://\(names.home.host):\(port)\(OwnStatement.verificationPath)",
      mediaType: MessageMedia.sdJWT, timeout: .seconds(10))
  }

  /// The state of the one card that a reply is about.
  func state(in reply: PeerReply) throws -> CardState? {
    let received = try VerificationResponseCodec.decode(reply.body, keys: homeKeys)
    guard case .answers(let answers) = received.response.content,
      case .known(let card)? = answers.first?.content
    else { return nil }
    return card.state
  }
}
