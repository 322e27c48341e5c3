import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks nodes for what they show to everybody.
public final class HealthClient: Sendable {
  private let client = HTTPClient(eventLoopGroupProvider: .singleton)

  /// Opens no connection yet.
  public init() {}

  /// Whether the node answers.
  public func isReady(_ url: String) async -> Bool { await get(url + "/readyz") != nil }

  /// The body of a 200; nil otherwise.
  public func get(_ url: String) async -> [UInt8]? {
    guard let response = try? await client.execute(HTTPClientRequest(url: url), timeout: .seconds(2)),
      response.status == .ok, let body = try? await response.body.collect(upTo: 1 << 20)
    else { return nil }
    return Array(body.readableBytesView)
  }

  /// Closes the connections.
  public func close() async { try? await client.shutdown() }
}
