import AsyncHTTPClient
import CityNode
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// A page as a browser got it.
struct StaffPage: Sendable {
  let reply: Reply
  /// Its HTML.
  let text: String

  var status: Int { reply.status }
  /// Where a redirection leads.
  var location: String? { reply.header("location") }
  /// The token of the page's forms.
  var csrf: String? { value(of: "csrf") }
  /// The fields that are marked as wrong.
  var faults: [String] {
    text.matches(of: /<input id="([^"]*)"[^>]*aria-invalid="true"/).map { String($0.1) }
  }

  /// The value of the first field of this name; nil where it has none.
  func value(of name: String) -> String? {
    guard let start = text.firstRange(of: "name=\"\(name)\" value=\"")?.upperBound else { return nil }
    return String(text[start...].prefix { $0 != "\"" })
  }
}

/// A browser without a window: it keeps cookies, sends forms as one does, and follows no redirection by itself.
final class StaffBrowser: Sendable {
  let city: City
  private let client: HTTPClient
  private let jar = Mutex<[String: String]>([:])

  init(_ city: City, _ client: HTTPClient) {
    self.city = city
    self.client = client
  }

  /// A browser in which `staff` is signed in.
  convenience init(_ staff: TestStaff, at city: City, _ client: HTTPClient) {
    self.init(city, client)
    cookies = [
      "citycard-\(city.id)-session": staff.signedIn.session,
      "citycard-\(city.id)-device": staff.signedIn.device,
    ]
  }

  /// What it keeps, by name.
  var cookies: [String: String] {
    get { jar.withLock { $0 } }
    set { jar.withLock { $0 = newValue } }
  }

  func get(_ path: String) async throws -> StaffPage { try await send(.GET, path) }

  /// Sends a form as the browser does from a page of the node; `headers` in place of those that say so.
  func post(
    _ path: String, _ fields: KeyValuePairs<String, String>,
    headers: [(String, String)] = [("Sec-Fetch-Site", "same-origin")]
  ) async throws -> StaffPage {
    try await post(path, pairs: fields.map { ($0.key, $0.value) }, headers: headers)
  }

  /// As ``post(_:_:headers:)``, for fields that are made by the way.
  func post(
    _ path: String, pairs: [(String, String)],
    headers: [(String, String)] = [("Sec-Fetch-Site", "same-origin")]
  ) async throws -> StaffPage {
    let body = pairs.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
    return try await send(
      .POST, path, body: body, headers: headers + [("Content-Type", "application/x-www-form-urlencoded")])
  }

  /// Opens `page`, and sends its form to `path` with the token that it carries.
  func submit(
    _ page: String, to path: String, _ fields: KeyValuePairs<String, String>
  ) async throws -> StaffPage {
    let token = try await get(page).csrf ?? ""
    let body = (fields.map { ($0.key, $0.value) } + [("csrf", token)])
      .map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
    return try await send(
      .POST, path, body: body,
      headers: [
        ("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/x-www-form-urlencoded"),
      ])
  }

  /// Signs in by the forms; the last page that was answered.
  @discardableResult
  func signIn(
    _ staff: TestStaff, password: String? = nil, code: String? = nil, ahead: Int64 = 0
  ) async throws -> StaffPage {
    let first = try await post(
      "/staff/sign-in", ["login": staff.login, "password": password ?? staff.password])
    guard first.status == 303 else { return first }
    return try await post(
      "/staff/code", ["code": try code ?? staff.code(at: city.clock.now, ahead: ahead)])
  }

  func send(
    _ method: HTTPMethod, _ path: String, body: String? = nil, headers: [(String, String)] = []
  ) async throws -> StaffPage {
    var request = HTTPClientRequest(url: try city.counterURL + path)
    request.method = method
    let kept = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    if !kept.isEmpty { request.headers.add(name: "Cookie", value: kept.joined(separator: "; ")) }
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let reply = try await Reply(client.execute(request, timeout: .seconds(60)))
    for line in reply.headers["set-cookie"] { take(line) }
    return StaffPage(reply: reply, text: String(decoding: reply.bytes, as: UTF8.self))
  }

  private func take(_ line: String) {
    let parts = line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
    let pair = (parts.first ?? "").split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2 else { return }
    let isOver = parts.contains { $0.lowercased() == "max-age=0" }
    jar.withLock { $0[String(pair[0])] = isOver ? nil : String(pair[1]) }
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
