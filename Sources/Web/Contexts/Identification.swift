import CityNode
import HTTPTypes
import Hummingbird
import NIOSSL
import Store

/// Finds the terminal that a bearer token (RFC 6750 §2.1) belongs to.
struct TerminalIdentification: RouterMiddleware {
  /// Longer than any token that a node makes.
  private static let tokenLimit = 200
  /// In which a counter page says its version.
  private static let pageVersion = HTTPField.Name("Citycard-Page")

  let node: Node

  func handle(
    _ request: Request, context: NodeRequestContext,
    next: (Request, NodeRequestContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    if let header = request.headers[.authorization] {
      let parts = header.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= Self.tokenLimit else {
        throw Problem(.terminalTokenMissing)
      }
      // Looked up each time, so that a revocation by another process holds at once.
      guard let terminal = try await node.store.terminal(token: node.keys.digest(token: String(parts[1])))
      else { throw Problem(.terminalTokenUnknown) }
      node.contacts.heard(
        terminal.id, page: Self.pageVersion.flatMap { request.headers[$0] }, at: node.ports.now())
      context.terminal = terminal
    }
    return try await next(request, context)
  }
}

/// Finds the partner that the connection's client certificate belongs to.
struct PeerIdentification: RouterMiddleware {
  let node: Node

  func handle(
    _ request: Request, context: NodeRequestContext,
    next: (Request, NodeRequestContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    // Over HTTP/2 a request has a channel of its own, below the connection's.
    for channel in [context.channel, context.channel.parent].compactMap({ $0 }) {
      guard let certificate = try? await channel.nioSSL_peerCertificate().get() else { continue }
      context.peer = node.certificates.party(forCertificate: try certificate.toDERBytes())
      break
    }
    return try await next(request, context)
  }
}
