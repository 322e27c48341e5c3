public import Benefits
public import Federation
import StrictJSON
public import Wire

/// One check's evidence as a file that stands for itself: the home city's signed response, the one answer's
/// disclosure, and the home city's statement as it was published at the time.
public struct EvidenceFile: Hashable, Sendable {
  /// The value of `format`.
  static let format = "citycard-evidence/1"
  /// The most bytes of a file.
  public static let limit = 1 << 20

  /// The host's check.
  public let check: UUIDv7
  /// The response's JWS, without disclosures.
  public let response: String
  /// The answer's disclosure.
  public let disclosure: String
  /// The home city's entity statement, as the host fetched it; for convenience, since a verifier trusts the
  /// keys that it was given.
  public let statement: String?

  /// Reads a file.
  public init(parsing bytes: [UInt8]) throws {
    let fields = try JSONFields(JSONParser.parse(bytes, rules: .wire))
    guard try fields.string("format") == Self.format else {
      throw fields.error("format", .invalid(expected: Self.format))
    }
    check = try fields.parsed("check", "a UUIDv7") { UUIDv7($0) }
    response = try fields.string("response", bytes: 1...(512 << 10))
    disclosure = try fields.string("disclosure", bytes: 1...8192)
    statement = try fields.optionalString("entity_statement", bytes: 1...(64 << 10))
    try fields.refuseUnknown(allowed: ["format", "check", "response", "disclosure", "entity_statement"])
  }

  /// Takes the parts.
  public init(check: UUIDv7, response: String, disclosure: String, statement: String?) {
    self.check = check
    self.response = response
    self.disclosure = disclosure
    self.statement = statement
  }

  /// The file.
  public var encoded: [UInt8] {
    var members: [(String, JSONValue)] = [
      ("format", .string(Self.format)), ("check", .string(check.description)),
      ("response", .string(response)), ("disclosure", .string(disclosure)),
    ]
    if let statement { members.append(("entity_statement", .string(statement))) }
    return JSONValue.object(JSONObject(members)).encoded(pretty: true) + [0x0A]
  }
}

/// What a piece of evidence proves.
public struct EvidenceReport: Sendable {
  /// The check it is about.
  public let check: UUIDv7
  /// The home city that vouched.
  public let issuer: String
  /// The host city that it vouched to.
  public let audience: String
  /// When it vouched, by its own clock.
  public let issued: Instant
  /// The key that signed.
  public let kid: String
  /// What it vouched for.
  public let answer: Answer.Content
}

/// Why evidence does not hold.
public enum EvidenceFault: Error, Hashable, Sendable {
  /// The file is not of the format.
  case malformed(String)
  /// The signature or the disclosure does not hold under the given keys: the rule that broke.
  case unproven(JOSEError)
  /// The disclosed answer is about another check, or the response holds none.
  case otherCheck

  /// The stable code.
  public var code: String {
    switch self {
    case .malformed: "malformed_evidence"
    case .unproven(let error): error.code
    case .otherCheck: "other_check"
    }
  }

  /// What is wrong.
  public var message: BilingualText {
    switch self {
    case .malformed(let detail):
      BilingualText(zh: "不是證據檔：\(detail)", en: "not an evidence file: \(detail)")
    case .unproven(let error):
      BilingualText(
        zh: "證據不成立：\(error.rule.text.zh)", en: "the evidence does not hold: \(error.rule.text.en)")
    case .otherCheck:
      BilingualText(
        zh: "簽署的內容不是這筆查驗的回覆。", en: "what was signed is no answer to this check")
    }
  }
}

/// Verifies evidence offline, with nothing but the file and the issuing city's published keys.
public enum EvidenceVerifier {
  /// Who vouched for what, and when. The signer's own clock says when; until the evidence log witnesses it,
  /// nobody else does.
  public static func verify(
    _ file: EvidenceFile, keys: JSONWebKeySet
  ) throws(EvidenceFault) -> EvidenceReport {
    let token = Array("\(file.response)~\(file.disclosure)~".utf8)
    let received: ReceivedResponse
    do {
      received = try VerificationResponseCodec.decode(token, keys: keys, everythingDisclosed: false)
    } catch {
      throw .unproven(error)
    }
    guard case .answers(let answers) = received.response.content, answers.count == 1,
      answers[0].id == file.check
    else { throw .otherCheck }
    return EvidenceReport(
      check: file.check, issuer: received.response.issuer.text, audience: received.response.audience.text,
      issued: received.response.issued, kid: received.kid, answer: answers[0].content)
  }

  /// The keys that a city published: a JWK set, or its entity statement (checked with the federation keys in
  /// it, or with `pinned` ones), whose protocol keys count.
  public static func publishedKeys(
    _ bytes: [UInt8], pinned: JSONWebKeySet? = nil
  ) throws(EvidenceFault) -> JSONWebKeySet {
    let text = bytes.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    do throws(JOSEError) {
      if text.first == UInt8(ascii: "{") { return try JSONWebKeySet(parsing: bytes) }
      let token = Array(text.prefix { ![0x20, 0x0A, 0x0D].contains($0) })
      return try EntityStatementCodec.published(token, pinned: pinned).protocolKeys
    } catch {
      throw .unproven(error)
    }
  }
}
