import CityNode
import Hummingbird

/// Where a browser reaches this node: for links that somebody takes to another device.
struct NodeAddress {
  /// Scheme and host.
  private let origin: String
  /// Whether the address leads to this very machine and to no other.
  let isOnlyHere: Bool

  /// The address under which the asking browser itself reached the node: it is the one that is known to work.
  static func of(_ request: Request, node: Node) -> NodeAddress {
    let listener = node.configuration.counter
    let host = request.head.authority ?? "\(listener.host):\(listener.port)"
    let scheme = listener.certificate == nil ? "http" : "https"
    return NodeAddress(
      origin: "\(scheme)://\(host)",
      isOnlyHere: ["127.", "localhost", "[::1]"].contains { host.hasPrefix($0) })
  }

  /// The link to a path. What is secret stands in its fragment, which browsers send nowhere.
  func link(_ path: String) -> String { origin + path }
}
