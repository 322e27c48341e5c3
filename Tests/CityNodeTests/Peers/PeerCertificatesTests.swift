import Benefits
import Federation
import Foundation
import Signing
import Testing
import Wire

@testable import CityNode

struct PeerCertificatesTests {
  private let folder: IssuedFolder
  private let peers: PeerCertificates

  init() throws {
    folder = try IssuedFolder()
    try folder.issue()
    peers = try PeerCertificates(agreements: [folder.agreement], own: try #require(CityID("taitung")))
  }

  private func authority(_ suffix: String = "") throws -> CertificateAuthority {
    try CertificateAuthority(
      certificate: folder.certificate("taipei/tls-root\(suffix).pem"),
      key: PrivateKey(pem: folder.text("taipei/tls-root\(suffix)-key.pem")))
  }

  private func leaf(_ authority: CertificateAuthority, _ names: [String]) throws -> Certificate {
    try authority.issue(
      CertificateRequest(
        commonName: "card.taipei.example", dnsNames: names,
        validity: CertificateValidity(notBefore: 1_767_225_600, notAfter: 2_082_758_400)),
      for: PrivateKey.generate().publicKey)
  }

  @Test func `the partner is known by a certificate of its current and of its next root`() throws {
    for name in ["taipei/tls.pem", "taipei/tls-next.pem"] {
      let der = try folder.certificate(name).der
      #expect(peers.party(forCertificate: der)?.city.text == "taipei")
      #expect(peers.party(forCertificate: der)?.city.text == "taipei")
    }
    #expect(peers.remembered == 2)
  }

  @Test func `a withdrawn root vouches no more`() throws {
    let agreement = try folder.agreement
    let parties = agreement.parties.map {
      AgreementParty(
        city: $0.city, entity: $0.entity, name: $0.name, federationKeys: $0.federationKeys,
        tlsRoots: CurrentAndNext(current: $0.tlsRoots.next ?? $0.tlsRoots.current, next: nil))
    }
    let rolled = Agreement(
      id: agreement.id, parties: parties, scope: agreement.scope, funding: agreement.funding)
    let peers = try PeerCertificates(agreements: [rolled], own: try #require(CityID("taitung")))
    #expect(try peers.party(forCertificate: folder.certificate("taipei/tls.pem").der) == nil)
    #expect(try peers.party(forCertificate: folder.certificate("taipei/tls-next.pem").der) != nil)
  }

  @Test func `the partner's root under another host name is nobody`() throws {
    let authority = try authority()
    for names in [
      ["localhost"], ["card.taitung.example"], ["*.taipei.example"], ["x.card.taipei.example"],
    ] {
      let der = try leaf(authority, names).der
      #expect(peers.party(forCertificate: der) == nil, "\(names)")
    }
    let der = try leaf(authority, ["localhost", "card.taipei.example"]).der
    #expect(peers.party(forCertificate: der)?.city.text == "taipei")
  }

  @Test func `the right host name under a foreign root is nobody`() throws {
    let foreign = try CertificateAuthority.selfSigned(
      commonName: "Taipei City development root A",
      validity: CertificateValidity(notBefore: 1_767_225_600, notAfter: 2_082_758_400),
      key: PrivateKey.generate())
    let der = try leaf(foreign, ["card.taipei.example"]).der
    #expect(peers.party(forCertificate: der) == nil)
  }

  @Test func `neither the own city, nor a root, nor nonsense is a partner`() throws {
    for name in ["taitung/tls.pem", "taipei/tls-root.pem", "taitung/tls-root.pem"] {
      let der = try folder.certificate(name).der
      #expect(peers.party(forCertificate: der) == nil, "\(name)")
    }
    #expect(peers.party(forCertificate: []) == nil)
    #expect(peers.party(forCertificate: Array("certificate".utf8)) == nil)
    #expect(peers.remembered == 0)
  }

  @Test func `an agreement without the own city adds nobody`() throws {
    let peers = try PeerCertificates(agreements: [folder.agreement], own: try #require(CityID("hualien")))
    #expect(try peers.party(forCertificate: folder.certificate("taipei/tls.pem").der) == nil)
  }

  @Test func `a root that is no certificate keeps the node from starting`() throws {
    let agreement = try folder.agreement
    let parties = agreement.parties.map {
      AgreementParty(
        city: $0.city, entity: $0.entity, name: $0.name, federationKeys: $0.federationKeys,
        tlsRoots: CurrentAndNext(current: "root", next: nil))
    }
    let broken = Agreement(
      id: agreement.id, parties: parties, scope: agreement.scope, funding: agreement.funding)
    let own = try #require(CityID("taitung"))
    let error = #expect(throws: SigningError.self) { try PeerCertificates(agreements: [broken], own: own) }
    #expect(error?.code == .malformedPEM)
  }

  @Test func `no more than 64 certificates are remembered, and those forgotten are known again`() throws {
    let authority = try authority("-next")
    let first = try folder.certificate("taipei/tls.pem").der
    #expect(peers.party(forCertificate: first) != nil)
    for _ in 0..<(PeerCertificates.cacheLimit + 6) {
      let der = try leaf(authority, ["card.taipei.example"]).der
      #expect(peers.party(forCertificate: der) != nil)
    }
    #expect(peers.remembered == PeerCertificates.cacheLimit)
    #expect(peers.party(forCertificate: first)?.city.text == "taipei")
    #expect(peers.remembered == PeerCertificates.cacheLimit)
  }
}
