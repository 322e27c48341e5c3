import AsyncHTTPClient
import Benefits
import CityNode
import Federation
import Foundation
import NIOCore
import NIOHTTP1
import Office
import Signing
import Store
import StrictJSON
import Testing
import Wire

/// An HTTP reply with its body, read as JSON where it is.
struct Reply: Sendable {
  let status: Int
  let headers: HTTPHeaders
  let bytes: [UInt8]

  init(_ response: HTTPClientResponse) async throws {
    status = Int(response.status.code)
    headers = response.headers
    bytes = Array(try await response.body.collect(upTo: 4 << 20).readableBytesView)
  }

  func header(_ name: String) -> String? { headers.first(name: name) }

  var type: String { header("content-type") ?? "" }

  /// The value at a pointer (RFC 6901, without escapes).
  func value(_ pointer: String) -> JSONValue? {
    guard let json = try? JSONParser.parse(bytes, rules: .wire) else { return nil }
    return pointer.split(separator: "/").reduce(json as JSONValue?) { value, part in
      switch value {
      case .object(let object): object[String(part)]
      case .array(let array): Int(part).flatMap { array.indices.contains($0) ? array[$0] : nil }
      default: nil
      }
    }
  }

  func text(_ pointer: String) -> String? {
    if case .string(let text) = value(pointer) { text } else { nil }
  }

  func number(_ pointer: String) -> Int64? {
    if case .integer(let number) = value(pointer) { number } else { nil }
  }
}

/// A terminal at a venue, speaking the counter's API.
struct Till: Sendable {
  let city: City
  let client: HTTPClient
  let venue: String
  var token: String
  let terminal: TerminalID

  /// Sends a request as it is.
  func send(
    _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil, type: String? = "application/json",
    headers: [(String, String)] = []
  ) async throws -> Reply {
    var request = HTTPClientRequest(url: try city.counterURL + path)
    request.method = method
    if !token.isEmpty { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    if body != nil, let type { request.headers.add(name: "Content-Type", value: type) }
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
    return try await Reply(client.execute(request, timeout: .seconds(60)))
  }

  func post(_ path: String, _ text: String) async throws -> Reply {
    try await send(.POST, path, body: Array(text.utf8))
  }

  func get(_ path: String) async throws -> Reply { try await send(.GET, path) }

  /// Checks `tickets` adult tickets for a card.
  func check(
    _ card: CardIdentifier, home: City? = nil, id: UUIDv7, tickets: Int = 1, ticket: String = "adult"
  ) async throws -> Reply {
    try await post(
      "/api/v1/checks",
      CheckBody(id: id, venue: venue, card: card, home: home, quantity: tickets, ticket: ticket).text)
  }

  func redeem(_ check: UUIDv7, id: UUIDv7) async throws -> Reply {
    try await post("/api/v1/redemptions", #"{"id":"\#(id)","check":"\#(check)"}"#)
  }

  func void(_ id: UUIDv7, reason: String? = nil) async throws -> Reply {
    try await post("/api/v1/redemptions/\(id)/void", reason.map { #"{"reason":"\#($0)"}"# } ?? "{}")
  }

  /// A fresh id by the city's clock.
  func newID() -> UUIDv7 { city.clock.ports.newID() }
}

/// A check's body; each part can be replaced by other JSON.
struct CheckBody {
  var members: [(name: String, json: String)]

  init(
    id: UUIDv7, venue: String, card: CardIdentifier, home: City? = nil, quantity: Int = 1,
    ticket: String = "adult"
  ) {
    members = [
      ("id", #""\#(id)""#), ("venue", #""\#(venue)""#),
      (
        "card",
        #"{"scheme":"\#(card.scheme.rawValue)","kind":"\#(card.kind.rawValue)","number":"\#(card.number)"}"#
      ),
      ("basket", #"[{"ticket":"\#(ticket)","quantity":\#(quantity)}]"#),
    ]
    if let home { members.append(("home_city", #""\#(home.id)""#)) }
  }

  /// With another value for `name`, or with a member more.
  func with(_ name: String, _ json: String) -> CheckBody {
    var body = self
    if let index = members.firstIndex(where: { $0.name == name }) {
      body.members[index].json = json
    } else {
      body.members.append((name, json))
    }
    return body
  }

  func without(_ name: String) -> CheckBody {
    var body = self
    body.members.removeAll { $0.name == name }
    return body
  }

  var text: String { "{" + members.map { #""\#($0.name)":\#($0.json)"# }.joined(separator: ",") + "}" }
}

extension TwoCities {
  /// A new terminal at a venue of `city`.
  func counter(_ city: City, _ venue: String) async throws -> Till {
    let node = try city.node
    let token = "cct_" + Base64URL.text(node.ports.random(32))
    let terminal = try await node.store.addTerminal(
      token: node.keys.digest(token: token), venue: try #require(VenueID(venue)), label: "售票口",
      by: .node, at: city.clock.now)
    return Till(city: city, client: client, venue: venue, token: token, terminal: terminal)
  }

  /// The card that shows `role`.
  func card(_ role: DemoRole, of city: City) throws -> CardIdentifier {
    let people: SyntheticMembers.City = city.id == taipei.id ? .taipei : .taitung
    return try #require(SyntheticMembers.demoCards(of: people).first { $0.role == role }).identifier
  }

  /// A card number of the right form that nobody has.
  func unknownCard(_ index: Int = 0) throws -> CardIdentifier {
    try CardIdentifier(scheme: .easycard, kind: .printed, canonical: String(8_800_000_000_000_000 + index))
  }
}
