public import Benefits
import Federation
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

  /// The body's bytes: what the outbox keeps, and signs anew each time that it sends.
  public static func bytes(of body: SettlementBody) -> [UInt8] {
    var json = JSONWriter(capacity: 1_024)
    json.object {
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
      $0.member("host", message.pair.host.text)
      $0.member("home", message.pair.home.text)
      $0.raw("body", bytes(of: message.body))
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
      let body = try body(typ, fields.object("body"))
      return ReceivedSettlementMessage(
        message: SettlementMessage(
          issuer: try fields.entity("iss"), audience: try fields.entity("aud"),
          envelope: try fields.id("jti"), issued: try fields.instant("iat"),
          expires: try fields.instant("exp"), id: try fields.id("id"), pair: try fields.pair(), body: body),
        token: token, kid: jws.kid)
    } catch {
      throw JOSEError(.claim, "\(error)")
    }
  }

  /// Reads a body's bytes, such as the outbox kept.
  public static func body(_ bytes: [UInt8], typ: String) throws(JOSEError) -> SettlementBody {
    do {
      return try body(typ, JSONFields(JSONParser.parse(bytes, rules: .wire)))
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
