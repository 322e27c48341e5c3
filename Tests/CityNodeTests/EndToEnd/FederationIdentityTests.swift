import Benefits
import CityNode
import Federation
import Foundation
import Signing
import Testing
import Wire

@testable import CitySupport

extension EndToEnd {
  @Suite("Who may ask a city", .runningCities)
  struct FederationIdentity {
    private let cities: TwoCities
    private var taipei: City { cities.taipei }
    private var taitung: City { cities.taitung }

    init() throws { cities = try TwoCities.shared }

    private func forge() throws -> RequestForge {
      try RequestForge(
        from: taitung, to: taipei, cards: [cities.card(.adult, of: taipei)], venue: "museum-of-prehistory")
    }

    /// The connection comes to nothing: no reply, and nothing recorded.
    private func expectNoConnection(
      _ certificate: CallerCertificate, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let body = try forge().encoded()
      try await cities.expectNothingRecorded(sourceLocation: sourceLocation) {
        await #expect(throws: (any Error).self, sourceLocation: sourceLocation) {
          try await FederationCaller.with(to: taipei, showing: certificate) { try await $0.verify(body) }
        }
        await #expect(throws: (any Error).self, sourceLocation: sourceLocation) {
          try await FederationCaller.with(to: taipei, showing: certificate) {
            try await $0.get("/.well-known/openid-federation")
          }
        }
      }
    }

    @Test("Without a client certificate, with the own city's, or with a stranger's, the handshake is refused")
    func handshake() async throws {
      try await expectNoConnection(.none)
      try await expectNoConnection(.city(taipei, "tls"))
      try await expectNoConnection(.city(taipei, "tls-next"))
      let now = NodePorts.system.now().seconds
      let (rootKey, key) = (try PrivateKey.generate(), try PrivateKey.generate())
      let validity = CertificateValidity(notBefore: now - 3600, notAfter: now + 86_400)
      let root = try CertificateAuthority.selfSigned(
        commonName: "Taitung County development root A", validity: validity, key: rootKey)
      let leaf = try root.issue(
        CertificateRequest(commonName: "node", dnsNames: [taitung.entity.host], validity: validity),
        for: key.publicKey)
      try await expectNoConnection(.issued(leaf, key))
    }

    /// A certificate that Taitung's own root issued.
    private func issued(_ host: String, from: Int64 = -3600, until: Int64 = 86_400) throws
      -> CallerCertificate
    {
      let now = NodePorts.system.now().seconds
      let pem = try String(contentsOfFile: "\(taitung.keyFolder)/tls-root.pem", encoding: .utf8)
      let root = try CertificateAuthority(
        certificate: Certificate(pem: pem), key: taitung.privateKey("tls-root-key"))
      let key = try PrivateKey.generate()
      let leaf = try root.issue(
        CertificateRequest(
          commonName: "node", dnsNames: [host],
          validity: CertificateValidity(notBefore: now + from, notAfter: now + until)),
        for: key.publicKey)
      return .issued(leaf, key)
    }

    @Test("A partner's certificate that has expired, or does not hold yet, is refused")
    func validity() async throws {
      try await expectNoConnection(issued(taitung.entity.host, from: -7200, until: -3600))
      try await expectNoConnection(issued(taitung.entity.host, from: 3600))
    }

    @Test("A certificate from a partner's root for another host is no partner's")
    func otherHost() async throws {
      let body = try forge().encoded()
      for host in ["www.taitung.example", "*.taitung.example", taipei.entity.host] {
        try await cities.expectNothingRecorded {
          let reply = try await FederationCaller.with(to: taipei, showing: issued(host)) {
            try await $0.verify(body)
          }
          expectProblem(reply, .peerNotIdentified, 403, "\(host)")
        }
      }
    }

    @Test("The certificate of the partner's next root is accepted", arguments: ["tls", "tls-next"])
    func nextRoot(_ name: String) async throws {
      let body = try forge().encoded()
      let reply = try await FederationCaller.with(to: taipei, showing: .city(taitung, name)) {
        try await $0.verify(body)
      }
      guard case .known(let card) = try taipei.answers(reply).first else {
        Issue.record("the card is known")
        return
      }
      #expect(card.grants == [.named(.resident)])
    }

    @Test("A partner that speaks HTTP/1.1 alone is answered too")
    func http1() async throws {
      let body = try forge().encoded()
      let reply = try await FederationCaller.with(
        to: taipei, showing: .city(taitung, "tls"), http1Only: true
      ) { try await $0.verify(body) }
      #expect(try taipei.answers(reply).count == 1)
    }

    @Test("The statement is signed by the pinned federation key and names the protocol key")
    func statement() async throws {
      let reply = try await FederationCaller.with(to: taipei, showing: .city(taitung, "tls")) {
        try await $0.get("/.well-known/openid-federation")
      }
      #expect(reply.status == 200)
      let pinned = try JSONWebKeySet([MessageSigner(taipei.privateKey("federation")).publicKey])
      let statement = try EntityStatementCodec.decode(
        reply.bytes, of: taipei.entity, pinned: pinned, at: taipei.clock.now)
      #expect(statement.protocolKeys == (try taipei.protocolKeys))
      #expect(
        statement.verificationEndpoint
          == taipei.federationURL(port: taipei.federationPort) + OwnStatement.verificationPath)
    }

    @Test("The federation's listener serves the federation alone: no counter, no metrics, no wrong method")
    func listener() async throws {
      try await FederationCaller.with(to: taipei, showing: .city(taitung, "tls")) { caller in
        for path in [
          "/metrics", "/readyz", "/api/v1/checks/x", "/", "/federation/v1", "/federation/v2/verifications",
        ] {
          expectProblem(try await caller.get(path), .notFound, 404, "\(path)")
        }
        let reply = try await caller.get(OwnStatement.verificationPath)
        expectProblem(reply, .methodNotAllowed, 405)
        #expect(reply.header("allow") == "POST")
        #expect(try await caller.get("/healthz").status == 200)
      }
    }

    @Test("A body that a stranger signed gets no signature in return, and nothing is recorded")
    func strangersSignature() async throws {
      let stranger = MessageSigner(try PrivateKey.generate())
      var unknown = try forge()
      unknown.signer = stranger
      var borrowed = try forge()
      borrowed.signer = stranger
      borrowed.kid = try taitung.signer.kid
      var federation = try forge()
      federation.signer = MessageSigner(try taitung.privateKey("federation"))
      var home = try forge()
      home.signer = try taipei.signer
      for (forged, code) in [
        (unknown, ProblemCode.unknownKey), (borrowed, .badSignature), (federation, .unknownKey),
        (home, .unknownKey),
      ] {
        let body = try forged.encoded()
        try await cities.expectNothingRecorded {
          let reply = try await FederationCaller.with(to: taipei, showing: .city(taitung, "tls")) {
            try await $0.verify(body)
          }
          expectProblem(reply, code, 401)
        }
      }
    }
  }
}
