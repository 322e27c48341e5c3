import Benefits
import Federation
import Signing
import StrictJSON
import Wire

/// Makes the vectors: fresh keys at each run, which are thrown away, a fixed clock and fixed salts. All files
/// are written together, for the responses refer to a request by the hash of its signed bytes.
struct VectorForge {
  /// 2026-11-23T10:05:00+08:00.
  static let now: Int64 = 1_795_399_500

  let hostID = "https://card.taitung.example"
  let homeID = "https://card.taipei.example"
  let host: MessageSigner
  let home: MessageSigner
  let homeFederation: MessageSigner
  let stranger: MessageSigner

  init() throws {
    host = MessageSigner(try PrivateKey.generate())
    home = MessageSigner(try PrivateKey.generate())
    homeFederation = MessageSigner(try PrivateKey.generate())
    stranger = MessageSigner(try PrivateKey.generate())
  }

  /// An id of the time of the vectors, the same in every run.
  static func id(_ number: UInt64) -> String {
    UUIDv7(at: Instant(seconds: now), randomness: (number >> 8, number &* 0x9E37_79B9_7F4A_7C15)).description
  }

  static func jwks(_ signers: MessageSigner...) throws -> JSONValue {
    try JSONParser.parse(JSONWebKeySet(signers.map(\.publicKey)).encoded, rules: .wire)
  }

  static func quoted(_ text: String) -> String { "\"\(text)\"" }

  static func card(scheme: String = "easycard", kind: String = "printed", _ number: String) -> String {
    #"{"scheme":"\#(scheme)","kind":"\#(kind)","number":"\#(number)"}"#
  }

  /// A check's JSON.
  static func check(
    _ number: UInt64, card: String = card("9000100000000017"), venue: String = "museum-of-prehistory",
    asks: [String] = ["age_ge_65", "resident"], at: String = "\(now - 2)"
  ) -> String {
    let asks = asks.map(quoted).joined(separator: ",")
    return #"{"id":"\#(id(number))","card":\#(card),"venue":"\#(venue)","asks":[\#(asks)],"at":\#(at)}"#
  }

  /// An answer's JSON about a known card.
  static func known(
    _ number: UInt64, card: String = "active", grants: [String] = ["resident"], unknown: [String] = [],
    sub: String = "4Dk3bJnIYbBoTKGk0ZqgeZ1TkxtwGmVBtXvWQO1Vq9w"
  ) -> String {
    let list = { (names: [String]) in "[\(names.map(quoted).joined(separator: ","))]" }
    let unknown = unknown.isEmpty ? "" : #","unknown":\#(list(unknown))"#
    return #"{"id":"\#(id(number))","card":"\#(card)","sub":"\#(sub)","grants":\#(list(grants))"# + unknown
      + #","until":\#(now + 600),"status_as_of":\#(now - 36_300)}"#
  }

  /// An answer's JSON without facts.
  static func short(_ number: UInt64, _ member: String, _ value: String) -> String {
    #"{"id":"\#(id(number))","\#(member)":"\#(value)"}"#
  }

  private func draft(
    _ typ: String, from issuer: String, to audience: String, signer: MessageSigner, id: String
  ) -> TokenDraft {
    TokenDraft(
      header: [("alg", #""ES256""#), ("kid", Self.quoted(signer.kid)), ("typ", Self.quoted(typ))],
      claims: [
        ("iss", Self.quoted(issuer)), ("aud", Self.quoted(audience)), ("iat", "\(Self.now - 1)"),
        ("exp", "\(Self.now + 59)"), ("jti", Self.quoted(id)),
      ])
  }

  /// A request that is right, with `checks`.
  func requestDraft(_ checks: [String]) -> TokenDraft {
    var draft = draft(
      MessageType.verificationRequest, from: hostID, to: homeID, signer: host, id: Self.id(1))
    draft.list = "checks"
    draft.items = checks
    return draft
  }

  /// A response that is right, with `answers` to the request of these bytes.
  func responseDraft(_ answers: [String], to request: String) -> TokenDraft {
    var draft = draft(
      MessageType.verificationResponse, from: homeID, to: hostID, signer: home, id: Self.id(2))
    let jws = request.prefix { $0 != "~" }
    draft[claim: "iat"] = "\(Self.now)"
    draft[claim: "exp"] = "\(Self.now + 60)"
    draft[claim: "req_jti"] = Self.quoted(Self.id(1))
    draft[claim: "req_hash"] = Self.quoted(Base64URL.text(sha256(Array(jws.utf8))))
    draft.list = "answers"
    draft.items = answers
    return draft
  }

  /// An entity statement of the home city that is right.
  func statementDraft() -> TokenDraft {
    let set = { (signer: MessageSigner) in
      String(decoding: (try? JSONWebKeySet([signer.publicKey]).encoded) ?? [], as: UTF8.self)
    }
    return TokenDraft(
      header: [
        ("alg", #""ES256""#), ("kid", Self.quoted(homeFederation.kid)),
        ("typ", Self.quoted(MessageType.entityStatement)),
      ],
      claims: [
        ("iss", Self.quoted(homeID)), ("sub", Self.quoted(homeID)), ("iat", "\(Self.now - 600)"),
        ("exp", "\(Self.now + 85_800)"), ("jwks", set(homeFederation)),
        ("metadata", metadata(jwks: set(home))),
      ])
  }

  func metadata(jwks: String, versions: String = #"["1"]"#, endpoint: String? = nil) -> String {
    let endpoint = endpoint ?? "\(homeID):9801/federation/v1/verifications"
    return #"{"citycard_node":{"protocol_versions":\#(versions),"jwks":\#(jwks),"#
      + #""verification_endpoint":"\#(endpoint)"}}"#
  }
}

extension VectorForge {
  /// What the home city loaded of the host's registry.
  static var registry: JSONValue {
    .object(
      JSONObject([
        (
          "museum-of-prehistory",
          .array(["age_ge_65", "companion", "disability", "resident", "student"].map(JSONValue.string))
        )
      ]))
  }

  /// A request's vector. `edit` changes what is signed, `travel` what travels.
  func request(
    _ name: String, _ description: String, _ code: String = "ok", at stage: VectorFile.Stage = .accepted,
    checks: [String] = [check(11)], key: MessageSigner? = nil, edit: (inout TokenDraft) -> Void = { _ in },
    travel: ((_ jws: String, _ disclosures: [String]) -> String)? = nil
  ) throws -> VectorFile {
    var draft = requestDraft(checks)
    edit(&draft)
    let key = (key ?? host).key
    let token = try travel.map { $0(try draft.jws(key), draft.disclosures.map(\.text)) } ?? draft.token(key)
    return VectorFile(
      name: "request-\(name)", description: description, message: .request, now: Self.now, peer: hostID,
      me: homeID, registry: Self.registry, keys: try Self.jwks(host), token: token,
      expected: .init(code: code, stage: stage), claims: code == "ok" ? try draft.disclosedClaims() : nil)
  }

  /// A response's vector, to the request `sent`.
  func response(
    _ name: String, _ description: String, _ code: String = "ok", at stage: VectorFile.Stage = .accepted,
    to sent: VectorFile, answers: [String], edit: (inout TokenDraft) -> Void = { _ in },
    travel: ((_ jws: String, _ disclosures: [String]) -> String)? = nil
  ) throws -> VectorFile {
    var draft = responseDraft(answers, to: sent.token)
    edit(&draft)
    let token =
      try travel.map { $0(try draft.jws(home.key), draft.disclosures.map(\.text)) } ?? draft.token(home.key)
    return VectorFile(
      name: "response-\(name)", description: description, message: .response, now: Self.now, peer: homeID,
      me: hostID, request: sent.token, requestKeys: sent.keys, keys: try Self.jwks(home), token: token,
      expected: .init(code: code, stage: stage), claims: code == "ok" ? try draft.disclosedClaims() : nil)
  }

  /// An entity statement's vector.
  func statement(
    _ name: String, _ description: String, _ code: String = "ok", key: MessageSigner? = nil,
    edit: (inout TokenDraft) -> Void = { _ in }
  ) throws -> VectorFile {
    var draft = statementDraft()
    edit(&draft)
    return VectorFile(
      name: "statement-\(name)", description: description, message: .statement, now: Self.now, peer: homeID,
      keys: try Self.jwks(homeFederation), token: try draft.token((key ?? homeFederation).key),
      expected: .init(code: code, stage: code == "ok" ? .accepted : .token),
      claims: code == "ok" ? try draft.disclosedClaims() : nil)
  }
}
