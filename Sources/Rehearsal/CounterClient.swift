import AsyncHTTPClient
public import Benefits
import CityNode
public import Federation
import NIOCore
import NIOHTTP1
public import StrictJSON

/// Speaks the counter's API to a running node.
public final class CounterClient: Sendable {
  /// A reply's JSON, read by pointer.
  public struct Reply: Sendable {
    /// The HTTP status.
    public let status: Int
    /// The body.
    public let json: JSONValue

    /// Makes a reply.
    public init(status: Int, json: JSONValue) {
      self.status = status
      self.json = json
    }

    /// The value at a pointer (RFC 6901, without escapes: our member names need none).
    public func value(_ pointer: String) -> JSONValue? {
      pointer.split(separator: "/").reduce(json as JSONValue?) { value, part in
        switch value {
        case .object(let object): object[String(part)]
        case .array(let array): Int(part).flatMap { array.indices.contains($0) ? array[$0] : nil }
        default: nil
        }
      }
    }
    /// The text at a pointer.
    public func text(_ pointer: String) -> String? {
      if case .string(let text) = value(pointer) { text } else { nil }
    }
    /// The integer at a pointer.
    public func number(_ pointer: String) -> Int64? {
      if case .integer(let number) = value(pointer) { number } else { nil }
    }
    /// The elements of the array at a pointer.
    public func array(_ pointer: String) -> [Reply] {
      guard case .array(let values) = value(pointer) else { return [] }
      return values.map { Reply(status: status, json: $0) }
    }
  }

  /// One line of a basket, `type[:n[:seen]]`.
  public struct Line: Sendable {
    let ticket: String
    let quantity: Int64
    let seen: String?

    /// Reads a line as a person writes it.
    public init(_ text: String) throws {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard (1...3).contains(parts.count), let quantity = parts.count > 1 ? Int64(parts[1]) : 1 else {
        throw Failure(message: "票種須寫成 type[:n[:seen]] / write a ticket as type[:n[:seen]]: \(text)")
      }
      ticket = parts[0]
      self.quantity = quantity
      seen = parts.count == 3 ? parts[2] : nil
    }
  }

  /// What the node refused, or why it was not reached.
  public struct Failure: Error, CustomStringConvertible {
    let message: String
    /// The same, in both languages.
    public var description: String { message }
  }

  private let node: String
  private let token: String
  private let client: HTTPClient

  /// A client for one terminal; opens no connection yet.
  public init(node: String, token: String) {
    self.node = node.hasSuffix("/") ? String(node.dropLast()) : node
    self.token = token
    var configuration = HTTPClient.Configuration()
    configuration.timeout.connect = .seconds(3)
    // A person waits: a node that is not up is told at once.
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Runs `body` and closes the connections.
  public func close(after body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch {
      try? await client.shutdown()
      throw error
    }
    try await client.shutdown()
  }

  /// Checks; throws ``Failure`` for a problem.
  public func check(
    card: CardIdentifier, city: String?, venue: String, basket: [Line], id: UUIDv7? = nil
  ) async throws -> Reply {
    var json = JSONWriter()
    json.object {
      $0.member("id", (id ?? NodePorts.system.newID()).description)
      $0.member("venue", venue)
      $0.object("card") {
        $0.member("scheme", card.scheme.rawValue)
        $0.member("kind", card.kind.rawValue)
        $0.member("number", card.number)
      }
      if let city { $0.member("home_city", city) }
      $0.array("basket") { list in
        for line in basket {
          list.object {
            $0.member("ticket", line.ticket)
            $0.member("quantity", line.quantity)
            if let seen = line.seen { $0.member("seen", seen) }
          }
        }
      }
    }
    return try await succeed(send("/api/v1/checks", json.bytes))
  }

  /// Redeems; throws ``Failure`` for a problem.
  public func redeem(check: String, id: UUIDv7? = nil) async throws -> Reply {
    try await succeed(send("/api/v1/redemptions", Self.redemption(check: check, id: id)))
  }

  /// The body of a redemption.
  public static func redemption(check: String, id: UUIDv7?) -> [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("id", (id ?? NodePorts.system.newID()).description)
      $0.member("check", check)
    }
    return json.bytes
  }

  /// Sends a body, or without one gets, and gives the reply whatever its status.
  public func send(_ path: String, _ body: [UInt8]? = nil) async throws -> Reply {
    var request = HTTPClientRequest(url: node + path)
    request.headers.add(name: "Authorization", value: "Bearer \(token)")
    if let body {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: body))
    }
    let status: UInt
    let bytes: [UInt8]
    do {
      let response = try await client.execute(request, timeout: .seconds(10))
      status = response.status.code
      bytes = Array(try await response.body.collect(upTo: 1 << 20).readableBytesView)
    } catch {
      throw Failure(message: "連不上節點 \(node)；是否已啟動？ / can't reach the node; is it up? [\(error)]")
    }
    do {
      return Reply(status: Int(status), json: try JSONParser.parse(bytes, rules: .wire))
    } catch {
      throw Failure(message: "\(node) 的回覆不是節點的 JSON / what answers there is no node [HTTP \(status)]")
    }
  }

  private func succeed(_ reply: Reply) throws -> Reply {
    guard reply.status == 200 else {
      let detail = reply.text("/detail").map { "\($0) / \(reply.text("/detail_en") ?? "")\n" } ?? ""
      throw Failure(
        message: "\(reply.text("/title") ?? "") / \(reply.text("/title_en") ?? "") "
          + "[\(reply.text("/code") ?? "\(reply.status)")]\n\(detail)")
    }
    return reply
  }
}
