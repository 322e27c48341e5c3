import Benefits
import Federation
import StrictJSON
import Testing
import Wire

@Suite("The registry's message")
struct RegistryCodecTests {
  private let forge: TokenForge
  private let now = Instant(seconds: 1_795_399_200)

  init() throws { forge = try TokenForge() }

  private func registry(_ venues: [RegistryEntry], seq: Int64 = 41) throws -> PublishedRegistry {
    PublishedRegistry(
      issuer: try #require(EntityID("https://card.taitung.example")), seq: seq, venues: venues, at: now)
  }

  /// As many venues, with the longest ids and sizes that there are.
  private func venues(_ count: Int) throws -> [RegistryEntry] {
    try (0..<count).map { number in
      let name = "v\(number)" + String(repeating: "x", count: 64 - "v\(number)".count)
      return RegistryEntry(
        venue: try #require(VenueID(name)), document: RegistryDocument.hash(Array(name.utf8)),
        size: RegistryLimits.documentBytes)
    }
  }

  @Test("What is signed is read again, venues in the order of their ids")
  func roundTrip() throws {
    let registry = try registry(try venues(3).reversed())
    let encoded = try RegistryCodec.encode(registry, signer: MessageSigner(forge.key))
    let received = try RegistryCodec.decode(encoded.token, keys: forge.keys)
    #expect(received.registry == registry)
    #expect(received.hash == encoded.hash)
    #expect(received.registry.venues.map(\.venue) == received.registry.venues.map(\.venue).sorted())
    #expect(received.registry.expires - received.registry.issued == RegistryLimits.life)
    #expect(received.registry.nextUpdate - received.registry.issued == RegistryLimits.update)
  }

  @Test(
    "A thousand venues with the longest names fit into a message, so that no registry is too large for it")
  func largest() throws {
    let encoded = try RegistryCodec.encode(
      try registry(try venues(RegistryLimits.venues), seq: .max), signer: MessageSigner(forge.key))
    #expect(encoded.token.count <= RegistryLimits.messageBytes)
    #expect(try RegistryCodec.decode(encoded.token, keys: forge.keys).registry.venues.count == 1000)
  }

  @Test("Ten thousand offers, listed with version and hash, would not fit: they are in the documents")
  func offersDoNotFit() {
    var json = JSONWriter()
    json.array { list in
      for number in 0..<10_000 {
        list.object {
          $0.member("id", "venue-\(number / 10)-resident-\(number)")
          $0.member("version", 1)
          $0.member("hash", Base64URL.text([UInt8](repeating: 7, count: 32)))
        }
      }
    }
    #expect(Base64URL.encode(json.bytes).count > RegistryLimits.messageBytes)
  }

  @Test(
    "Claims of another form are refused",
    arguments: [
      ("seq", #""41""#), ("seq", "0"), ("iat", "1.5"), ("exp", "null"), ("venues", "{}"),
      ("iss", #""taitung""#),
      ("venues", #"[{"id":"Museum","hash":"x","bytes":1}]"#), ("venues", #"[{"id":"museum","bytes":1}]"#),
      ("venues", #"[{"id":"museum","hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","bytes":0}]"#),
      ("venues", #"[{"id":"museum","hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","bytes":1048577}]"#),
      ("venues", #"[{"id":"museum","hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB","bytes":1}]"#),
    ])
  func malformed(claim: String, value: String) throws {
    var claims = [
      "iss": #""https://card.taitung.example""#, "iat": "1795399200", "exp": "1796608800", "seq": "41",
      "next_update": "1795485600", "venues": "[]",
    ]
    func token() throws -> [UInt8] {
      let payload = claims.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }
      return try CompactJWS.sign(
        payload: Array("{\(payload.joined(separator: ","))}".utf8), typ: MessageType.registry,
        kid: forge.record.kid, key: forge.key)
    }
    _ = try RegistryCodec.decode(token(), keys: forge.keys)
    claims[claim] = value
    #expect {
      try RegistryCodec.decode(token(), keys: forge.keys)
    } throws: { error in
      [JOSERule.claim, .payloadNotJSON].contains((error as? JOSEError)?.rule)
    }
  }

  @Test("Another kind of message, signed by the same key, is no registry")
  func otherType() throws {
    let token = try CompactJWS.sign(
      payload: Array("{}".utf8), typ: MessageType.entityStatement, kid: forge.record.kid, key: forge.key)
    #expect(throws: JOSEError(.typ)) { try RegistryCodec.decode(token, keys: forge.keys) }
  }

  @Test("A document's hash is of its exact bytes, under a tag of its own")
  func documents() throws {
    let hash = RegistryDocument.hash(Array("{}".utf8))
    #expect(hash != RegistryDocument.hash(Array("{} ".utf8)))
    #expect(hash.text.count == 43)
    #expect(DocumentHash(text: hash.text) == hash)
    #expect(DocumentHash(text: hash.text + "A") == nil)
    #expect(DocumentHash(text: String(hash.text.dropLast()) + "=") == nil)
    // `printf 'citycard-registry-document-v1\0{}' | sha256sum`
    #expect(
      hash.bytes == [
        0x86, 0x1D, 0x9D, 0x96, 0xD9, 0x2B, 0xB2, 0xD4, 0x70, 0x18, 0xDA, 0x88, 0x94, 0xA3, 0x8C, 0xFB, 0x9C,
        0x11, 0x5E, 0x9E, 0x56, 0x8B, 0x2E, 0xDA, 0x60, 0x79, 0xCD, 0x40, 0xBA, 0x36, 0xCE, 0x42,
      ])
  }
}
