public import Benefits
public import Federation
import StrictJSON

/// What a city does to an agreement, signed by its federation key.
///
/// The federation key, not a protocol key: it is the one that people of both cities compared by telephone and that the
/// agreement's file pins, and an agreement must not hang on keys that stand only in a statement which expires. The
/// message has no `exp`: it waits in an outbox, and it is kept as the city's signature for as long as the agreement.
public struct AgreementMessage: Hashable, Sendable {
  /// Who acts.
  public let issuer: EntityID
  /// The other city.
  public let audience: EntityID
  /// When it was signed.
  public let issued: Instant
  /// Its own id; a message that comes twice has no second effect.
  public let id: UUIDv7
  /// The agreement's id.
  public let agreement: String
  /// What is done.
  public let act: AgreementAct
  /// With a proposal, the exact bytes of the document.
  public let document: [UInt8]?

  /// Makes a message; `document` belongs to a proposal alone.
  public init(
    issuer: EntityID, audience: EntityID, issued: Instant, id: UUIDv7, agreement: String, act: AgreementAct,
    document: [UInt8]? = nil
  ) {
    self.issuer = issuer
    self.audience = audience
    self.issued = issued
    self.id = id
    self.agreement = agreement
    self.act = act
    self.document = document
  }
}

/// Acts on agreements to and from bytes.
public enum AgreementMessageCodec {
  /// The most bytes of a message: a document of the greatest size fits.
  public static let limit = 64 << 10

  /// Signs a message with one of the issuer's federation keys.
  public static func encode(_ message: AgreementMessage, signer: MessageSigner) throws -> [UInt8] {
    var payload = JSONWriter(capacity: 1024)
    payload.object {
      $0.member("iss", message.issuer.text)
      $0.member("aud", message.audience.text)
      $0.member("iat", message.issued.seconds)
      $0.member("jti", message.id.description)
      $0.member("agreement", message.agreement)
      $0.member("act", message.act.name)
      switch message.act {
      case .propose(_, let hash):
        $0.member("hash", hash.text)
        $0.member("document", Base64URL.text(message.document ?? []))
      case .accept(let hash), .decline(let hash): $0.member("hash", hash.text)
      case .end(let number, let lastDay):
        $0.member("version", number)
        $0.member("last_day", lastDay.description)
      }
    }
    return try CompactJWS.sign(
      payload: payload.bytes, typ: MessageType.agreement, kid: signer.kid, key: signer.key)
  }

  /// Checks a message of `issuer` against the federation keys that the agreement's file pins.
  /// - Parameter now: Before which, give or take the skew, it was signed; nil for one that is in the books.
  /// - Throws: the rule that broke; `claim_malformed` also where the document is none or has another hash.
  public static func decode(
    _ token: [UInt8], of issuer: EntityID, to audience: EntityID, pinned: JSONWebKeySet, at now: Instant?
  ) throws(JOSEError) -> AgreementMessage {
    let jws = try CompactJWS.verify(
      token, rules: .message(typ: MessageType.agreement, maximumBytes: limit), keys: pinned)
    let claims = try jws.claims()
    try ClaimRules(now: nil, audience: audience.text).check(claims)
    do {
      let message = try read(JSONFields(.object(claims)), audience: audience)
      guard message.issuer == issuer else { throw JOSEError(.claim, "iss is not the city expected") }
      if let now, message.issued > now + ClaimRules.skew { throw JOSEError(.issuedInFuture) }
      return message
    } catch {
      throw error as? JOSEError ?? JOSEError(.claim, "\(error)")
    }
  }

  private static func read(_ fields: JSONFields, audience: EntityID) throws -> AgreementMessage {
    var document: [UInt8]?
    let act: AgreementAct
    switch try fields.string("act") {
    case "propose":
      try fields.refuseBeside("propose", ["version", "last_day"])
      let bytes = try fields.element("document").string(bytes: 1...limit)
      guard let bytes = Base64URL.decode(bytes) else { throw JOSEError(.base64URL, "document") }
      let hash = try hash(fields)
      guard AgreementDocument.hash(bytes) == hash else {
        throw JOSEError(.claim, "hash is not the document's")
      }
      act = .propose(try AgreementDocument.read(bytes), hash: hash)
      document = bytes
    case "accept":
      try fields.refuseBeside("accept", ["document", "version", "last_day"])
      act = .accept(try hash(fields))
    case "decline":
      try fields.refuseBeside("decline", ["document", "version", "last_day"])
      act = .decline(try hash(fields))
    case "end":
      try fields.refuseBeside("end", ["document", "hash"])
      act = .end(
        number: Int(try fields.integer("version", in: 1...AgreementDocument.numberLimit)),
        lastDay: try fields.parsed("last_day", "a date as YYYY-MM-DD") { CivilDate($0) })
    default: throw JOSEError(.claim, "act is none of propose, accept, decline, end")
    }
    return AgreementMessage(
      issuer: try fields.entity("iss"), audience: audience, issued: try fields.instant("iat"),
      id: try fields.id("jti"), agreement: try fields.string("agreement", bytes: 2...64), act: act,
      document: document)
  }

  private static func hash(_ fields: JSONFields) throws(JSONFieldError) -> DocumentHash {
    try fields.parsed("hash", "a SHA-256 in base64url") { DocumentHash(text: $0) }
  }
}

extension AgreementAct {
  /// As messages write it.
  public var name: String {
    switch self {
    case .propose: "propose"
    case .accept: "accept"
    case .decline: "decline"
    case .end: "end"
    }
  }
}
