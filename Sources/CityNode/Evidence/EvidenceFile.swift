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
  /// Whether the keys are known to be that city's. A bare key set does not say whose it is, so then the issuer
  /// is what whoever holds such a key wrote.
  public let ownerKnown: Bool
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
  /// It is signed with the keys of one city, `owner`, in the name of another, `claimed`.
  case otherIssuer(claimed: EntityID, owner: EntityID)
  /// With an agreement only a statement of one of its parties will do: a bare key set is nobody's.
  case notAParty

  /// The stable code.
  public var code: String {
    switch self {
    case .malformed: "malformed_evidence"
    case .unproven(let error): error.code
    case .otherCheck: "other_check"
    case .otherIssuer: "other_issuer"
    case .notAParty: "not_a_party"
    }
  }

  /// What is wrong.
  public var message: BilingualText {
    switch self {
    case .malformed(let detail):
      BilingualText(zh: "不是證據檔：\(detail)", en: "not an evidence file: \(detail)")
    case .unproven(let error):
      BilingualText(
        zh: "證據不成立：\(error.rule.text.zh)",
        en: "the evidence does not hold; the rule that broke: \(error.rule.text.en)")
    case .otherCheck:
      BilingualText(
        zh: "簽署的內容不是這筆查驗的回覆。", en: "what was signed is no answer to this check")
    case .otherIssuer(let claimed, let owner):
      BilingualText(
        zh: "證據自稱出自 \(claimed)，簽署的卻是 \(owner) 的金鑰。",
        en: "the evidence says that it is of \(claimed), but a key of \(owner) signed it")
    case .notAParty:
      BilingualText(
        zh: "所給的金鑰不是這份協議任一方公布的聲明。",
        en: "the keys given are not a statement of a party to this agreement")
    }
  }
}

/// The keys that sign a city's messages, and whose they are.
public struct PublishedKeys: Sendable {
  /// The city whose statement named them; nil for a bare key set.
  public let owner: EntityID?
  /// The keys.
  public let keys: JSONWebKeySet

  /// Takes the keys; the caller vouches that they are `owner`'s.
  public init(owner: EntityID?, keys: JSONWebKeySet) {
    self.owner = owner
    self.keys = keys
  }
}

/// Verifies evidence offline, with nothing but the file and the issuing city's published keys.
public enum EvidenceVerifier {
  /// Who vouched for what, and when. The signer's own clock says when; until the evidence log witnesses it,
  /// nobody else does. A city vouches for its own cardholders alone, so keys that are known to be one city's
  /// prove nothing in the name of another.
  public static func verify(
    _ file: EvidenceFile, keys: PublishedKeys
  ) throws(EvidenceFault) -> EvidenceReport {
    let token = Array("\(file.response)~\(file.disclosure)~".utf8)
    let received: ReceivedResponse
    do {
      received = try VerificationResponseCodec.decode(token, keys: keys.keys, everythingDisclosed: false)
    } catch {
      throw .unproven(error)
    }
    let claimed = received.response.issuer
    if let owner = keys.owner, owner != claimed { throw .otherIssuer(claimed: claimed, owner: owner) }
    guard case .answers(let answers) = received.response.content, answers.count == 1,
      answers[0].id == file.check
    else { throw .otherCheck }
    return EvidenceReport(
      check: file.check, issuer: claimed.text, ownerKnown: keys.owner != nil,
      audience: received.response.audience.text, issued: received.response.issued, kid: received.kid,
      answer: answers[0].content)
  }

  /// The keys that a city published: its entity statement, whose protocol keys count, or a bare JWK set.
  ///
  /// - Parameter agreement: Pins the federation keys that may sign the statement, each party's for its own.
  ///   Without it a statement is checked with the keys that it brings, so whose it is rests on where the reader
  ///   had it from.
  public static func publishedKeys(
    _ bytes: [UInt8], agreement: Agreement? = nil
  ) throws(EvidenceFault) -> PublishedKeys {
    let text = bytes.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    let token = Array(text.prefix { ![0x20, 0x0A, 0x0D].contains($0) })
    let statement: EntityStatement
    do throws(JOSEError) {
      if text.first == UInt8(ascii: "{"), agreement == nil {
        return PublishedKeys(owner: nil, keys: try JSONWebKeySet(parsing: bytes))
      }
      statement = try EntityStatementCodec.published(token)
    } catch {
      throw agreement != nil && text.first == UInt8(ascii: "{") ? .notAParty : .unproven(error)
    }
    if let agreement { try check(token, of: statement.entity, under: agreement) }
    return PublishedKeys(owner: statement.entity, keys: statement.protocolKeys)
  }

  /// The one party that the statement is of must have signed it: its partner may not speak for it.
  private static func check(
    _ token: [UInt8], of entity: EntityID, under agreement: Agreement
  ) throws(EvidenceFault) {
    guard let party = agreement.parties.first(where: { $0.entity == entity }),
      let pinned = try? party.pinnedKeys
    else { throw .notAParty }
    do {
      _ = try EntityStatementCodec.decode(token, of: entity, pinned: pinned, at: nil)
    } catch {
      throw .unproven(error)
    }
  }
}
