import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import StrictJSON

/// The commands of WebDriver as HTTP (https://www.w3.org/TR/webdriver2/#protocol), to one address: that of the
/// driver, or of a session that it began.
struct WebDriverSession: Sendable {
  /// A full page's screenshot in base64 is below it, and so is what a script may give.
  private static let maximumAnswer = 32 << 20

  let client: HTTPClient
  let base: String

  /// Sends a command and gives the `value` of its answer.
  @discardableResult
  func send(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
    var request = HTTPClientRequest(url: base + path)
    request.method = method
    if method == .POST {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: (body ?? .members()).encoded()))
    }
    let response = try await client.execute(request, timeout: .seconds(120))
    let bytes = Array(try await response.body.collect(upTo: Self.maximumAnswer).readableBytesView)
    let rules = JSONRules(
      maximumBytes: Self.maximumAnswer, maximumDepth: 64, maximumValues: 1_000_000, reals: true,
      topLevelObject: true)
    guard case .object(let object) = try JSONParser.parse(bytes, rules: rules), let value = object["value"]
    else { throw BrowserFailure("\(method) \(path): no value") }
    guard response.status == .ok else {
      let error = ["error", "message"].map {
        guard case .object(let problem) = value, case .string(let text)? = problem[$0] else { return "" }
        return text
      }
      throw BrowserFailure(
        "\(method) \(path): \(error.joined(separator: ": "))", code: BrowserFailure.Code(rawValue: error[0]))
    }
    return value
  }
}

extension JSONValue {
  /// An object of these members.
  static func members(_ members: (String, JSONValue)...) -> JSONValue { .object(JSONObject(members)) }
}
