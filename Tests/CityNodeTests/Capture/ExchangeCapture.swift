import Benefits
import CityNode
import Federation
import Foundation
import Signing
import Store
import StrictJSON
import TestSupport
import Testing
import Wire

/// Captures one verification between two running nodes; with
/// `CITYCARD_WRITE_VECTORS=1 swift test --filter ExchangeCapture` into `Federation/vectors/exchange.json`. Taipei's node answers over mutual TLS; this
/// program speaks as Taitung's, with its certificate and its protocol key, to see the bytes.
@Suite struct ExchangeCapture {
  @Test func `a verification over mutual TLS can be captured`() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pair = try await NodePair(folder: folder.path)
    try await pair.run { taipei, ports in
      try await importCards(into: taipei, folder)
      let exchange = try await exchange(pair, taipei, port: try #require(ports["taipei"]))
      #expect(exchange.count > 1000)
      guard ProcessInfo.processInfo.environment["CITYCARD_WRITE_VECTORS"] == "1" else { return }
      try Data(exchange).write(
        to: Repository.root.appendingPathComponent("Federation/vectors/exchange.json"))
    }
  }

  private func importCards(into node: Node, _ folder: URL) async throws {
    let file = folder.appendingPathComponent("cards.csv")
    try Data(
      """
      member,birth_date,classes,card,identifiers,status
      m-1,1958-04-02,resident,c-1,easycard:printed:9000100000000017,active

      """.utf8
    ).write(to: file)
    let importer = CardImporter(store: node.store, keys: node.keys, now: node.ports.now)
    _ = try await importer.run(path: file.path, asOf: node.ports.now() - .hours(8))
  }

  private func exchange(_ pair: NodePair, _ taipei: Node, port: Int) async throws -> [UInt8] {
    let party = try #require(pair.agreement.parties.first { $0.city == taipei.configuration.city })
    let host = try #require(pair.agreement.partner(of: party.city))
    let transport = try pair.transport(from: host.city)
    let base = "\(party.entity.text):\(port)"
    let statement = try await transport.get("\(base)/.well-known/openid-federation", timeout: .seconds(5))
    let now = taipei.ports.now()
    let question = { (number: String) throws in
      CheckQuestion(
        id: taipei.ports.newID(),
        card: try CardIdentifier(scheme: .easycard, kind: .printed, canonical: number),
        venue: try #require(VenueID("museum-of-prehistory")), asks: [.ageAtLeast(65), .named(.resident)],
        at: now)
    }
    let request = VerificationRequest(
      issuer: host.entity, audience: party.entity, id: taipei.ports.newID(), issued: now,
      expires: now + VerificationLimits.requestLife,
      questions: [.sound(try question("9000100000000017")), .sound(try question("9000199999999990"))])
    let signer = MessageSigner(try pair.keys(of: host.city).protocol)
    let encoded = try VerificationRequestCodec.encode(request, signer: signer, random: taipei.ports.random)
    let reply = try await transport.post(
      encoded.body, to: "\(base)\(OwnStatement.verificationPath)", mediaType: MessageMedia.sdJWT,
      timeout: .seconds(5))
    await transport.close()
    #expect(reply.status == 200)
    #expect(reply.mediaType == MessageMedia.sdJWT)
    let text = { (bytes: [UInt8]) in JSONValue.string(String(decoding: bytes, as: UTF8.self)) }
    let keys = { (set: JSONWebKeySet) throws in try JSONParser.parse(set.encoded, rules: .wire) }
    let document = JSONObject([
      ("description", .string("a verification between two nodes over mutual TLS, as captured")),
      ("now", .integer(now.seconds)), ("host", .string(host.entity.text)),
      ("home", .string(party.entity.text)), ("host_keys", try keys(JSONWebKeySet([signer.publicKey]))),
      ("home_federation_keys", try keys(party.pinnedKeys)), ("entity_statement", text(statement.body)),
      ("request", text(encoded.body)), ("response", text(reply.body)),
    ])
    return JSONValue.object(document).encoded(pretty: true) + [0x0A]
  }
}
