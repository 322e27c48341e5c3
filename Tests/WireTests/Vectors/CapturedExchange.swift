import Federation
import StrictJSON
import TestSupport
import Wire

/// `Federation/vectors/exchange.json`: one verification as it was captured, and how `PROTOCOL.md` shows it.
struct CapturedExchange {
  static let path = "Federation/vectors/exchange.json"

  let now: Int64
  let host: String
  let home: String
  let hostKeys: JSONWebKeySet
  let federationKeys: JSONWebKeySet
  let statement: String
  let request: String
  let response: String

  init() throws {
    let fields = try JSONFields(JSONParser.parse(Repository.bytes(Self.path), rules: .wire))
    now = try fields.integer("now", in: 0...253_402_300_799)
    host = try fields.string("host")
    home = try fields.string("home")
    hostKeys = try JSONWebKeySet(fields.element("host_keys").value)
    federationKeys = try JSONWebKeySet(fields.element("home_federation_keys").value)
    statement = try fields.string("entity_statement", bytes: 1...(1 << 16))
    request = try fields.string("request", bytes: 1...(1 << 20))
    response = try fields.string("response", bytes: 1...(1 << 20))
  }

  /// The section of the document.
  func markdown() throws -> String {
    let keys = hostKeys.keys.map { "`\($0.kid)`" }.joined(separator: ", ")
    let asked = try decoded(request, "check")
    let answered = try decoded(response, "answer")
    let published = try decoded(statement, "")
    return """
      **The request.** Taitung's node posts this body as `application/sd-jwt`. It is signed with its protocol
      key \(keys).

      \(body(request))

      \(asked)

      **The response**, status 200, `application/sd-jwt`.

      \(body(response))

      \(answered)

      **The entity statement**, from which Taitung's node knows the key of the response. Taipei's federation key,
      which signs it, is pinned in the agreement.

      \(body(statement))

      \(published)
      """
  }

  /// The token in lines of 100 characters.
  private func body(_ token: String) -> String {
    var rest = token[...]
    var lines: [Substring] = []
    while !rest.isEmpty {
      lines.append(rest.prefix(100))
      rest = rest.dropFirst(100)
    }
    return "```text\n\(lines.joined(separator: "\n"))\n```"
  }

  private func decoded(_ token: String, _ disclosure: String) throws -> String {
    let pieces = token.split(separator: "~", omittingEmptySubsequences: true).map(String.init)
    let parts = parts(Array(pieces[0].utf8))
    var blocks = [("Header", try pretty(parts[0])), ("Signed payload", try pretty(parts[1]))]
    for (index, piece) in pieces.dropFirst().enumerated() {
      blocks.append(("Disclosure of \(disclosure) \(index + 1): salt and \(disclosure)", try pretty(piece)))
    }
    return blocks.map { "\($0.0):\n\n```json\n\($0.1)\n```" }.joined(separator: "\n\n")
  }

  private func pretty(_ part: String) throws -> String {
    let value = try JSONParser.parse(Base64URL.decode(part) ?? [], rules: .general)
    return String(decoding: value.encoded(pretty: true), as: UTF8.self)
  }
}

/// `Federation/PROTOCOL.md`, in which the exchange stands between two marks.
enum ProtocolDocument {
  static let path = "Federation/PROTOCOL.md"
  static let begin = "<!-- exchange: written by VectorWriter -->\n"
  static let end = "\n<!-- end of exchange -->"

  static func text() throws -> String { String(decoding: try Repository.bytes(path), as: UTF8.self) }

  /// The text before, between and after the marks.
  static func sections() throws -> (before: Substring, exchange: Substring, after: Substring)? {
    let text = try text()
    guard let begin = text.firstRange(of: begin), let end = text.firstRange(of: end) else { return nil }
    return (
      text[..<begin.upperBound], text[begin.upperBound..<max(begin.upperBound, end.lowerBound)],
      text[end.lowerBound...]
    )
  }
}
