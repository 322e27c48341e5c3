import Benefits
import CityNode
import Federation
import StrictJSON
import Testing
import Wire

@testable import CitySupport

/// A verification request of which everything can be wrong.
struct RequestForge {
  var issuer: String
  var audience: String
  var id: String
  var issued: Int64
  var expires: Int64
  var typ = MessageType.verificationRequest
  /// The checks' JSON, each disclosed.
  var checks: [JSONValue]
  var signer: MessageSigner
  /// The name of the key in the header, if not the signer's.
  var kid: String?

  /// A sound request from `host` to `home` about `cards`.
  init(from host: City, to home: City, cards: [CardIdentifier], venue: String, asks: [String] = ["resident"])
    throws
  {
    issuer = host.entity.text
    audience = home.entity.text
    id = host.clock.ports.newID().description
    issued = host.clock.now.seconds
    expires = issued + 60
    checks = cards.map {
      Self.check(
        id: host.clock.ports.newID(), card: $0, venue: venue, asks: asks, at: host.clock.now.seconds)
    }
    signer = try host.signer
  }

  /// One check's JSON.
  static func check(
    id: UUIDv7, card: CardIdentifier, venue: String, asks: [String] = ["resident"], at: Int64
  ) -> JSONValue {
    .object(
      JSONObject([
        ("id", .string(id.description)),
        (
          "card",
          .object(
            JSONObject([
              ("scheme", .string(card.scheme.rawValue)), ("kind", .string(card.kind.rawValue)),
              ("number", .string(card.number)),
            ]))
        ),
        ("venue", .string(venue)), ("asks", .array(asks.map { .string($0) })), ("at", .integer(at)),
      ]))
  }

  /// The check at `index` with another value for `name`, or without it.
  mutating func change(_ index: Int, _ name: String, to value: JSONValue?) {
    guard case .object(let object) = checks[index] else { return }
    var members = object.members.filter { $0.name != name }.map { ($0.name, $0.value) }
    if let value { members.append((name, value)) }
    checks[index] = .object(JSONObject(members))
  }

  /// The signed request.
  func encoded() throws -> [UInt8] {
    let disclosures = try checks.map { try Disclosure(element: $0.encoded()) }
    var payload = JSONWriter()
    payload.object {
      $0.member("iss", issuer)
      $0.member("aud", audience)
      $0.member("iat", issued)
      $0.member("exp", expires)
      $0.member("jti", id)
      $0.disclosureHash()
      $0.array("checks") { list in for disclosure in disclosures { list.hidden(disclosure) } }
    }
    return try SDJWT.sign(
      payload: payload.bytes, disclosures: disclosures, typ: typ, kid: kid ?? signer.kid, key: signer.key)
  }
}

extension City {
  /// Opens a reply that this city must have signed.
  func opened(_ reply: Reply) throws -> VerificationResponse {
    #expect(reply.type == MessageMedia.sdJWT)
    let received = try VerificationResponseCodec.decode(reply.bytes, keys: protocolKeys)
    #expect(received.response.issuer == entity)
    return received.response
  }

  /// The answers in a reply that must hold some.
  func answers(_ reply: Reply) throws -> [Answer.Content] {
    #expect(reply.status == 200)
    guard case .answers(let answers) = try opened(reply).content else {
      throw UnexpectedOutcome("a refusal")
    }
    return answers.map(\.content)
  }

  /// A reply is this city's signed refusal.
  func expectRefusal(
    _ reply: Reply, _ code: RefusalCode, _ status: Int = 400,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(reply.status == status, sourceLocation: sourceLocation)
    guard case .refusal(let refusal) = try opened(reply).content else {
      Issue.record("no refusal", sourceLocation: sourceLocation)
      return
    }
    #expect(refusal == code, sourceLocation: sourceLocation)
  }
}
