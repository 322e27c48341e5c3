public import Benefits
public import Federation
public import Settlement
import Signing
import StrictJSON

/// A settlement message whose signature holds.
public struct ReceivedSettlementMessage: Sendable {
  /// What it says.
  public let message: SettlementMessage
  /// The exact JWS: what is kept as evidence.
  public let token: [UInt8]
  /// The key that signed it.
  public let kid: String
}

/// Messages about disputes and statements, and their replies, to and from bytes.
public enum SettlementMessageCodec {
  /// A reply and a request are signed for so long (PROTOCOL, "Messages").
  public static let lifetime = VerificationLimits.requestLife

  /// The typ of a body.
  public static func typ(of body: SettlementBody) -> String {
    switch body {
    case .disputes: MessageType.dispute
    case .statement: MessageType.statement
    case .signature: MessageType.statementSignature
    }
  }

  /// What a message says, without its envelope: what the outbox keeps, and signs anew each time that it sends.
  public static func content(of body: SettlementBody, in pair: DirectedPair) -> [UInt8] {
    var json = JSONWriter(capacity: 1_024)
    json.object {
      $0.member("host", pair.host.text)
      $0.member("home", pair.home.text)
      switch body {
      case .disputes(let moves):
        $0.array("moves") { list in for move in moves { list.object { write(move, &$0) } } }
      case .statement(let bytes): $0.member("statement", Base64URL.text(bytes))
      case .signature(let number, let hash):
        $0.member("number", number)
        $0.member("hash", Base64URL.text(hash))
      }
    }
    return json.bytes
  }

  /// Signs a message.
  public static func encode(_ message: SettlementMessage, signer: MessageSigner) throws -> [UInt8] {
    var payload = JSONWriter(capacity: 1_024)
    payload.object {
      $0.member("iss", message.issuer.text)
      $0.member("aud", message.audience.text)
      $0.member("iat", message.issued.seconds)
      $0.member("exp", message.expires.seconds)
      $0.member("jti", message.envelope.description)
      $0.member("id", message.id.description)
      $0.raw("content", content(of: message.body, in: message.pair))
    }
    return try CompactJWS.sign(
      payload: payload.bytes, typ: typ(of: message.body), kid: signer.kid, key: signer.key)
  }

  /// Checks form, header and signature against the keys of the city, and reads the claims. Time, recipient and sender
  /// are the taker's to check.
  /// - Throws: the rule that broke.
  public static func decode(
    _ token: [UInt8], typ: String, keys: JSONWebKeySet
  ) throws(JOSEError) -> ReceivedSettlementMessage {
    let jws = try CompactJWS.verify(token, rules: .message(typ: typ), keys: keys)
    let claims = try jws.claims()
    do {
      let fields = try JSONFields(.object(claims))
      let content = try fields.object("content")
      return ReceivedSettlementMessage(
        message: SettlementMessage(
          issuer: try fields.entity("iss"), audience: try fields.entity("aud"),
          envelope: try fields.id("jti"), issued: try fields.instant("iat"),
          expires: try fields.instant("exp"), id: try fields.id("id"), pair: try content.pair(),
          body: try body(typ, content)),
        token: token, kid: jws.kid)
    } catch {
      throw JOSEError(.claim, "\(error)")
    }
  }

  /// Checks sender, recipient and time of a message.
  /// - Throws: `claim_malformed` for another sender, `aud_mismatch`, `iat_in_future`, `expired`, `lifetime_too_long`.
  public static func check(
    _ message: SettlementMessage, from issuer: EntityID, to audience: EntityID, at now: Instant
  ) throws(JOSEError) {
    guard message.issuer == issuer else { throw JOSEError(.claim, "iss is not the partner") }
    guard message.audience == audience else { throw JOSEError(.audience) }
    guard message.issued <= now + ClaimRules.skew else { throw JOSEError(.issuedInFuture) }
    guard now < message.expires + ClaimRules.skew else { throw JOSEError(.expired) }
    let life = message.expires - message.issued
    guard life >= .zero, life <= lifetime else { throw JOSEError(.lifetime) }
  }

  /// Reads what the outbox kept.
  public static func body(
    content: [UInt8], typ: String
  ) throws(JOSEError) -> (pair: DirectedPair, body: SettlementBody) {
    do {
      let fields = try JSONFields(JSONParser.parse(content, rules: .wire))
      return (try fields.pair(), try body(typ, fields))
    } catch {
      throw JOSEError(.claim, "\(error)")
    }
  }

  private static func body(_ typ: String, _ fields: JSONFields) throws -> SettlementBody {
    switch typ {
    case MessageType.dispute:
      .disputes(try fields.array("moves", count: 1...SettlementBody.moves).map { try move($0.object()) })
    case MessageType.statement:
      .statement(
        try fields.parsed("statement", "bytes as base64url") { text in
          guard let bytes = Base64URL.decode(text),
            bytes.count <= SettlementBody.statementBytes
          else { return nil }
          return bytes
        })
    case MessageType.statementSignature:
      .signature(number: try fields.integer("number", in: 1...Int64.max), hash: try fields.hash("hash"))
    default: throw JOSEError(.typ)
    }
  }

  private static func write(_ move: StatedMove, _ members: inout JSONWriter.Members) {
    members.member("line", move.line.description)
    members.member("move", move.move.rawValue)
    if let reason = move.reason { members.member("reason", reason) }
    if let evidence = move.evidence { members.member("evidence", evidence) }
  }

  private static func move(_ fields: JSONFields) throws(JSONFieldError) -> StatedMove {
    StatedMove(
      line: try fields.id("line"), move: try fields.parsed("move", "a move", DisputeMove.init),
      reason: try fields.optionalString("reason", bytes: 1...DisputeLimits.reason),
      evidence: try fields.optionalString("evidence", bytes: 1...DisputeLimits.evidence))
  }
}
