import StrictJSON
import Testing

/// One file of `Federation/vectors/verification/`: a token, what its reader knows, and what comes of it.
struct VectorFile: Sendable, CustomTestStringConvertible {
  /// Which message the token claims to be.
  enum Message: String, Sendable {
    /// A verification request, read by the home city.
    case request
    /// A verification response, read by the host city that sent `request`.
    case response
    /// A response's JWS with the disclosure of one answer, read by anybody, at any time.
    case evidence
    /// An entity statement, read by a city that pins the federation keys.
    case statement
  }

  /// How far a token gets.
  enum Stage: String, Sendable {
    /// It is accepted.
    case accepted
    /// The token or its claims break a rule: nothing in it is believed.
    case token
    /// A request's envelope is refused, in a signed response.
    case request
    /// One check fails alone.
    case check
    /// A response is not accepted as an answer to the request.
    case response
    /// Evidence is of another check.
    case evidence
  }

  /// What is to come of a token.
  struct Outcome: Hashable, Sendable {
    var code: String
    var stage: Stage

    static let ok = Outcome(code: "ok", stage: .accepted)
  }

  var name: String
  var description: String
  var message: Message
  /// The reader's clock, in seconds.
  var now: Int64
  /// The city that the message must be of, proven by other means (the TLS certificate, the agreement).
  var peer: String
  /// The reader.
  var me: String?
  /// The classes in use at each of the peer's venues, by the registry that the reader loaded.
  var registry: JSONValue?
  /// The request that a response must answer, and the keys that it is signed with.
  var request: String?
  var requestKeys: JSONValue?
  /// The check that evidence must be of.
  var check: String?
  /// The keys of `peer`: protocol keys, or for a statement the pinned federation keys.
  var keys: JSONValue
  var token: String
  var expected: Outcome
  /// The claims with everything disclosed in its place, where the token is accepted.
  var claims: JSONValue?

  var testDescription: String { name }

  static let folder = "Federation/vectors/verification"

  var path: String { "\(Self.folder)/\(name).json" }
}

extension VectorFile {
  private static let rules = JSONRules(
    maximumBytes: 1 << 20, maximumDepth: 16, maximumValues: 32_768, reals: false, topLevelObject: true)

  init(parsing bytes: [UInt8]) throws {
    let fields = try JSONFields(JSONParser.parse(bytes, rules: Self.rules))
    try fields.refuseUnknown(allowed: [
      "name", "description", "message", "now", "peer", "me", "registry", "check", "request", "request_keys",
      "keys", "token", "expect", "refused_at", "expect_claims",
    ])
    name = try fields.string("name")
    description = try fields.string("description")
    message = try fields.parsed("message", "a kind of message", Message.init)
    now = try fields.integer("now", in: 0...253_402_300_799)
    peer = try fields.string("peer")
    me = try fields.optionalString("me")
    registry = fields.optionalElement("registry")?.value
    check = try fields.optionalString("check")
    request = try fields.optionalString("request", bytes: 1...(1 << 20))
    requestKeys = fields.optionalElement("request_keys")?.value
    keys = try fields.element("keys").value
    token = try fields.string("token", bytes: 1...(1 << 20))
    expected = Outcome(
      code: try fields.string("expect"),
      stage: try fields.optionalParsed("refused_at", "a stage", Stage.init) ?? .accepted)
    claims = fields.optionalElement("expect_claims")?.value
  }

  var encoded: [UInt8] {
    var members: [(String, JSONValue)] = [
      ("name", .string(name)), ("description", .string(description)), ("message", .string(message.rawValue)),
      ("now", .integer(now)), ("peer", .string(peer)),
    ]
    if let me { members.append(("me", .string(me))) }
    if let registry { members.append(("registry", registry)) }
    if let check { members.append(("check", .string(check))) }
    if let request { members.append(("request", .string(request))) }
    if let requestKeys { members.append(("request_keys", requestKeys)) }
    members += [("keys", keys), ("token", .string(token)), ("expect", .string(expected.code))]
    if expected.stage != .accepted { members.append(("refused_at", .string(expected.stage.rawValue))) }
    if let claims { members.append(("expect_claims", claims)) }
    return JSONValue.object(JSONObject(members)).encoded(pretty: true) + [0x0A]
  }
}
