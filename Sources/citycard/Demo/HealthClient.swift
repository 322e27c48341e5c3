import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks nodes for what they show to everybody.
final class HealthClient: Sendable {
  private let client = HTTPClient(eventLoopGroupProvider: .singleton)

  /// Whether the node answers.
  func isReady(_ url: String) async -> Bool { await get(url + "/readyz") != nil }

  /// The body of a 200; nil otherwise.
  func get(_ url: String) async -> [UInt8]? {
    guard let response = try? await client.execute(HTTPClientRequest(url: url), timeout: .seconds(2)),
      response.status == .ok, let body = try? await response.body.collect(upTo: 1 << 20)
    else { return nil }
    return Array(body.readableBytesView)
  }

  func close() async { try? await client.shutdown() }
}
