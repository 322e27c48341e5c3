public import Benefits
public import Federation
import Signing
import StrictJSON

/// A request ready to be sent.
public struct EncodedRequest: Sendable {
  /// The SD-JWT with all its disclosures.
  public let body: [UInt8]
  /// SHA-256 of the exact bytes of the JWS: what the response refers to.
  public let hash: [UInt8]
}

/// A request whose signature and disclosures hold.
public struct ReceivedRequest: Sendable {
  /// SHA-256 of the exact bytes of the JWS.
  public let hash: [UInt8]
  /// The request's `jti`, if it can be read.
  public let id: UUIDv7?
  /// The request, or why its claims are not one.
  public let content: Result<VerificationRequest, RefusalCode>
}

/// Verification requests to and from bytes.
public enum VerificationRequestCodec {
  /// Signs a request: one disclosure per check, so that what is signed holds only salted digests.
  /// - Parameter random: So many random bytes, for the salts.
  public static func encode(
    _ request: VerificationRequest, signer: MessageSigner, random: (Int) -> [UInt8]
  ) throws -> EncodedRequest {
    let disclosures = request.questions.compactMap { received -> Disclosure? in
      guard case .sound(let question) = received else { return nil }
      return Disclosure(element: json(question), salt: random(16))
    }
    var payload = JSONWriter(capacity: 512 + disclosures.count * 64)
    payload.object {
      $0.member("iss", request.issuer.text)
      $0.member("aud", request.audience.text)
      $0.member("iat", request.issued.seconds)
      $0.member("exp", request.expires.seconds)
      $0.member("jti", request.id.description)
      $0.disclosureHash()
      $0.array("checks") { list in
        for disclosure in disclosures { list.hidden(disclosure) }
      }
    }
    let jws = try CompactJWS.sign(
      payload: payload.bytes, typ: MessageType.verificationRequest, kid: signer.kid, key: signer.key)
    return EncodedRequest(body: SDJWT.combine(jws: jws, disclosures: disclosures), hash: sha256(jws))
  }

  /// Checks form, header, signature and disclosures against the keys of the host city.
  /// - Throws: the rule that broke; then the sender is not proven and nothing in the body is believed.
  public static func decode(_ body: [UInt8], keys: JSONWebKeySet) throws(JOSEError) -> ReceivedRequest {
    let token = try SDJWT.verify(
      body, rules: .message(typ: MessageType.verificationRequest, everythingDisclosed: true), keys: keys)
    let hash = sha256(token.jws.token)
    let fields: JSONFields
    do {
      fields = try JSONFields(.object(token.claims))
    } catch {
      return ReceivedRequest(hash: hash, id: nil, content: .failure(.malformedRequest))
    }
    let id = try? fields.id("jti")
    do {
      // One disclosure per check and no other: what is hidden elsewhere would escape the rules for checks.
      guard token.disclosedElements(of: "checks").count == token.disclosures.count else {
        throw RefusalCode.malformedRequest
      }
      let request = try read(fields, disclosed: token.disclosures.count)
      return ReceivedRequest(hash: hash, id: id, content: .success(request))
    } catch {
      return ReceivedRequest(hash: hash, id: id, content: .failure(.malformedRequest))
    }
  }

  private static func read(_ fields: JSONFields, disclosed: Int) throws -> VerificationRequest {
    let checks = try fields.array("checks", count: VerificationLimits.checks)
    // A check in the clear would put a card number into what both cities keep.
    guard checks.count == disclosed else { throw RefusalCode.malformedRequest }
    return VerificationRequest(
      issuer: try fields.entity("iss"), audience: try fields.entity("aud"), id: try fields.id("jti"),
      issued: try fields.instant("iat"), expires: try fields.instant("exp"),
      questions: try checks.map { try question($0.object()) })
  }

  /// A question at fault fails alone, as long as its id can be read.
  private static func question(_ fields: JSONFields) throws(JSONFieldError) -> ReceivedQuestion {
    let id = try fields.id("id")
    let card: CardIdentifier
    do {
      card = try self.card(fields.object("card"))
    } catch {
      return .faulty(id: id, .malformedCard)
    }
    do {
      return .sound(
        CheckQuestion(
          id: id, card: card, venue: try fields.parsed("venue", "a venue id") { VenueID($0) },
          asks: try fields.classes("asks", count: VerificationLimits.asks), at: try fields.instant("at")))
    } catch {
      return .faulty(id: id, .malformedCheck)
    }
  }

  private static func card(_ fields: JSONFields) throws -> CardIdentifier {
    try CardIdentifier(
      scheme: fields.parsed("scheme", "a card scheme", CardScheme.init),
      kind: fields.parsed("kind", "uid or printed", IdentifierKind.init),
      canonical: fields.string("number", bytes: 1...CardIdentifier.inputLimit))
  }

  private static func json(_ question: CheckQuestion) -> [UInt8] {
    var json = JSONWriter(capacity: 256)
    json.object {
      $0.member("id", question.id.description)
      $0.object("card") {
        $0.member("scheme", question.card.scheme.rawValue)
        $0.member("kind", question.card.kind.rawValue)
        $0.member("number", question.card.number)
      }
      $0.member("venue", question.venue.text)
      $0.array("asks") { list in for ask in question.asks { list.element(ask.description) } }
      $0.member("at", question.at.seconds)
    }
    return json.bytes
  }
}
