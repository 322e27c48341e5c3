import Benefits
public import Federation
import StrictJSON

/// A response whose signature and disclosures hold, with what is kept as evidence.
public struct ReceivedResponse: Sendable {
  /// What it says.
  public let response: VerificationResponse
  /// The exact JWS, without disclosures.
  public let jws: String
  /// Each answer's disclosure, in the order of the answers.
  public let disclosures: [String]
  /// The key that signed.
  public let kid: String
}

/// Verification responses to and from bytes.
public enum VerificationResponseCodec {
  /// Signs a response: one disclosure per answer, so that evidence can show one visit alone.
  /// - Parameter random: So many random bytes, for the salts.
  public static func encode(
    _ response: VerificationResponse, signer: MessageSigner, random: (Int) -> [UInt8]
  ) throws -> [UInt8] {
    var disclosures: [Disclosure] = []
    if case .answers(let answers) = response.content {
      disclosures = answers.map { Disclosure(element: json($0), salt: random(16)) }
    }
    var payload = JSONWriter(capacity: 512 + disclosures.count * 64)
    payload.object {
      $0.member("iss", response.issuer.text)
      $0.member("aud", response.audience.text)
      $0.member("iat", response.issued.seconds)
      $0.member("exp", response.expires.seconds)
      $0.member("jti", response.id.description)
      if let request = response.requestID { $0.member("req_jti", request.description) }
      $0.member("req_hash", Base64URL.text(response.requestHash))
      switch response.content {
      case .answers:
        $0.disclosureHash()
        $0.array("answers") { list in for disclosure in disclosures { list.hidden(disclosure) } }
      case .refusal(let code):
        $0.member("error", code.rawValue)
      }
    }
    return try SDJWT.sign(
      payload: payload.bytes, disclosures: disclosures, typ: MessageType.verificationResponse,
      kid: signer.kid, key: signer.key)
  }

  /// Checks form, header, signature and disclosures against the keys of the home city, and reads the claims.
  /// Whether it answers *this* request is ``Federation/VerificationResponse/check(answers:hash:at:)``.
  /// - Parameter everythingDisclosed: True for a response on its way; false for evidence of one answer.
  /// - Throws: the rule that broke; `claim_malformed` where the claims are not those of a response.
  public static func decode(
    _ body: [UInt8], keys: JSONWebKeySet, everythingDisclosed: Bool = true
  ) throws(JOSEError) -> ReceivedResponse {
    let token = try SDJWT.verify(
      body,
      rules: .message(
        typ: MessageType.verificationResponse, everythingDisclosed: everythingDisclosed), keys: keys)
    let elements = token.disclosedElements(of: "answers")
    do {
      let fields = try JSONFields(.object(token.claims))
      // Evidence keeps the JWS and one answer's disclosure: whatever was hidden elsewhere would be lost to it.
      guard elements.count == token.disclosures.count else {
        throw fields.error("answers", .invalid(expected: "one disclosure per answer and no other"))
      }
      let response = VerificationResponse(
        issuer: try fields.entity("iss"), audience: try fields.entity("aud"), id: try fields.id("jti"),
        issued: try fields.instant("iat"), expires: try fields.instant("exp"),
        requestID: try fields.optionalParsed("req_jti", "a UUIDv7") { UUIDv7($0) },
        requestHash: try fields.parsed("req_hash", "base64url") { Base64URL.decode($0) },
        content: try content(fields, elements.count))
      return ReceivedResponse(
        response: response, jws: String(decoding: token.jws.token, as: UTF8.self),
        disclosures: elements.map(\.disclosure.text), kid: token.jws.kid)
    } catch {
      throw JOSEError(.claim, "\(error)")
    }
  }

  private static func content(
    _ fields: JSONFields, _ disclosed: Int
  ) throws(JSONFieldError) -> VerificationResponse.Content {
    if let code = try fields.optionalParsed("error", "a refusal code", RefusalCode.init) {
      try fields.refuseBeside("error", ["answers"])
      return .refusal(code)
    }
    let elements = try fields.array("answers", count: 0...VerificationLimits.checks.upperBound)
    guard elements.count == disclosed else {
      throw fields.error("answers", .invalid(expected: "disclosed answers alone"))
    }
    var answers: [Answer] = []
    for element in elements { answers.append(try answer(element.object())) }
    return .answers(answers)
  }

  private static func answer(_ fields: JSONFields) throws(JSONFieldError) -> Answer {
    let id = try fields.id("id")
    if let fault = try fields.optionalParsed("error", "an answer's error", AnswerFault.init) {
      try fields.refuseBeside("error", ["card", "sub", "grants", "unknown", "until", "status_as_of"])
      return Answer(id: id, content: .fault(fault))
    }
    let state = try fields.parsed("card", "a card state", CardState.init)
    guard state != .unrecognised else {
      try fields.refuseBeside("card", ["sub", "grants", "unknown", "until", "status_as_of"])
      return Answer(id: id, content: .unrecognised)
    }
    let unknown =
      fields.optionalElement("unknown") == nil
      ? [] : try fields.classes("unknown", count: VerificationLimits.asks)
    return Answer(
      id: id,
      content: .known(
        KnownCard(
          state: state, subject: try fields.string("sub", bytes: 16...128),
          grants: try fields.classes("grants", count: VerificationLimits.asks), unknown: unknown,
          until: try fields.instant("until"), statusAsOf: try fields.instant("status_as_of"))))
  }

  private static func json(_ answer: Answer) -> [UInt8] {
    var json = JSONWriter(capacity: 320)
    json.object {
      $0.member("id", answer.id.description)
      switch answer.content {
      case .fault(let fault):
        $0.member("error", fault.rawValue)
      case .unrecognised:
        $0.member("card", CardState.unrecognised.rawValue)
      case .known(let card):
        $0.member("card", card.state.rawValue)
        $0.member("sub", card.subject)
        $0.array("grants") { list in for grant in card.grants { list.element(grant.description) } }
        if !card.unknown.isEmpty {
          $0.array("unknown") { list in for name in card.unknown { list.element(name.description) } }
        }
        $0.member("until", card.until.seconds)
        $0.member("status_as_of", card.statusAsOf.seconds)
      }
    }
    return json.bytes
  }
}
