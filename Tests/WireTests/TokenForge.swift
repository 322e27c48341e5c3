import Signing
import StrictJSON
import Testing
import Wire

/// One issuer, and tokens of it that are wrong in chosen ways.
struct TokenForge {
  let key: PrivateKey
  let record: JSONWebKey
  let keys: JSONWebKeySet

  static let payload = #"{"iss":"https://card.taipei.example","n":1}"#

  init() throws {
    key = try PrivateKey.generate()
    record = JSONWebKey(key.publicKey)
    keys = try JSONWebKeySet([record])
  }

  /// A token over exactly these header and payload texts, properly signed.
  func token(header: String, payload: String = payload) throws -> [UInt8] {
    let signed = Array("\(part(header)).\(part(payload))".utf8)
    return signed + Array(".\(Base64URL.text(try key.sign(signed)))".utf8)
  }

  /// A header that is right, with more members at its end.
  func header(alg: String = #""ES256""#, typ: String = "example+jwt", more: String = "") -> String {
    #"{"alg":\#(alg),"kid":"\#(record.kid)","typ":"\#(typ)"\#(more)}"#
  }

  /// A token that is right.
  func good(payload: String = payload) throws -> [UInt8] {
    try CompactJWS.sign(payload: Array(payload.utf8), typ: "example+jwt", kid: record.kid, key: key)
  }

  /// The rule that `token` breaks as a message of type `example+jwt`, or nil.
  func broken(
    _ token: [UInt8], rules: JWSRules = .message(typ: "example+jwt"), keys: JSONWebKeySet? = nil
  ) -> JOSERule? {
    do { _ = try CompactJWS.verify(token, rules: rules, keys: keys ?? self.keys) } catch { return error.rule }
    return nil
  }
}

/// base64url of a text.
func part(_ text: String) -> String { Base64URL.text(Array(text.utf8)) }

/// The three parts of a token.
func parts(_ token: [UInt8]) -> [String] {
  String(decoding: token, as: UTF8.self).split(separator: ".", omittingEmptySubsequences: false).map(
    String.init)
}

/// A token of these parts.
func joined(_ parts: String...) -> [UInt8] { Array(parts.joined(separator: ".").utf8) }

/// The same value with the members of every object in one order.
func sorted(_ value: JSONValue) -> JSONValue {
  switch value {
  case .object(let object):
    .object(
      JSONObject(object.members.sorted { $0.name < $1.name }.map { ($0.name, sorted($0.value)) }))
  case .array(let list): .array(list.map(sorted))
  default: value
  }
}

/// The value of a JSON text.
func json(_ text: String) throws -> JSONValue { try JSONParser.parse(Array(text.utf8), rules: .general) }
