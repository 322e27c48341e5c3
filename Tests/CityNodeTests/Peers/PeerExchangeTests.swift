import Benefits
import CityNode
import Federation
import Foundation
import Store
import TestSupport
import Testing
import Wire

/// What a partner gets from a running node over mutual TLS.
struct PeerExchangeTests {
  @Test func `the same bytes get the same response, and other bytes under their id a signed refusal`()
    async throws
  {
    try await withHost { host in
      let id = host.newID()
      let body = try host.request(id)
      let first = try await host.post(body)
      #expect(first.status == 200)
      #expect(try await host.post(body) == first)
      let other = try await host.post(try host.request(id))
      #expect(other.status == 409)
      #expect(try host.refusal(other.body) == .replayedOtherBytes)
    }
  }

  @Test func `a node whose store is down says so in a signed refusal`() async throws {
    try await withHost { host in
      #expect(try await host.post(try host.request(host.newID())).status == 200)
      host.home.store.stop()
      let reply = try await host.post(try host.request(host.newID()))
      #expect(reply.status == 503)
      #expect(try host.refusal(reply.body) == .temporarilyUnavailable)
    }
  }

  private func withHost(_ body: (Host) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pair = try await NodePair(folder: folder.path)
    try await pair.run { home, ports in
      let host = try Host(home: home, pair: pair, port: try #require(ports[home.configuration.city.text]))
      try await body(host)
      await host.transport.close()
    }
  }

  /// The partner of `home`, with its certificate and its protocol key.
  private struct Host {
    struct Reply: Equatable {
      let status: Int
      let body: [UInt8]
    }

    let home: Node
    let entity: EntityID
    let transport: MutualTLSTransport
    private let signer: MessageSigner
    private let url: String

    init(home: Node, pair: NodePair, port: Int) throws {
      self.home = home
      let party = try #require(pair.agreement.partner(of: home.configuration.city))
      entity = party.entity
      transport = try pair.transport(from: party.city)
      signer = MessageSigner(try pair.keys(of: party.city).protocol)
      url = "\(home.entity.text):\(port)\(OwnStatement.verificationPath)"
    }

    func newID() -> UUIDv7 { home.ports.newID() }

    /// One check of an unknown card; each call makes other bytes.
    func request(_ id: UUIDv7) throws -> [UInt8] {
      let now = home.ports.now()
      let question = CheckQuestion(
        id: newID(),
        card: try CardIdentifier(scheme: .easycard, kind: .printed, canonical: "9000199999999990"),
        venue: try #require(VenueID("museum-of-prehistory")), asks: [.named(.resident)], at: now)
      let request = VerificationRequest(
        issuer: entity, audience: home.entity, id: id, issued: now,
        expires: now + VerificationLimits.requestLife, questions: [.sound(question)])
      return try VerificationRequestCodec.encode(request, signer: signer, random: home.ports.random).body
    }

    func post(_ body: [UInt8]) async throws -> Reply {
      let reply = try await transport.post(
        body, to: url, mediaType: MessageMedia.sdJWT, timeout: .seconds(10))
      #expect(reply.mediaType == MessageMedia.sdJWT)
      return Reply(status: reply.status, body: reply.body)
    }

    /// The code of a signed refusal; nil for answers.
    func refusal(_ body: [UInt8]) throws -> RefusalCode? {
      let keys = try JSONWebKeySet([MessageSigner(home.keys.protocol).publicKey])
      let response = try VerificationResponseCodec.decode(body, keys: keys).response
      guard case .refusal(let code) = response.content else { return nil }
      return code
    }
  }
}
