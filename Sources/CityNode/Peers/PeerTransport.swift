public import Benefits

/// Why a message got no usable reply.
public enum TransportFault: String, Error, CaseIterable, Hashable, Sendable {
  /// No connection, or it broke.
  case unreachable
  /// No reply in time.
  case timeout
  /// A reply that is too large, or refused by the peer before the exchange was authenticated.
  case refused
}

/// A partner's reply.
public struct PeerReply: Sendable {
  /// The HTTP status.
  public let status: Int
  /// The media type without parameters.
  public let mediaType: String
  /// The body.
  public let body: [UInt8]
  /// The entity tag, if the partner gave one.
  public let etag: String?

  /// Makes a reply.
  public init(status: Int, mediaType: String, body: [UInt8], etag: String? = nil) {
    self.status = status
    self.mediaType = mediaType
    self.body = body
    self.etag = etag
  }
}

/// The way to one partner's node: mutual TLS in a running node, a function in a simulation.
public protocol PeerTransport: Sendable {
  /// Posts `body` to `url` and gives the reply.
  func post(
    _ body: [UInt8], to url: String, mediaType: String, timeout: TimeSpan
  ) async throws(TransportFault) -> PeerReply
  /// Gets `url`, unless what is there still has the entity tag `known` (RFC 9110 §13.1.2): then the status is 304.
  func get(_ url: String, unless known: String?, timeout: TimeSpan) async throws(TransportFault) -> PeerReply
  /// Closes its connections.
  func close() async
}

extension PeerTransport {
  /// Gets `url`.
  public func get(_ url: String, timeout: TimeSpan) async throws(TransportFault) -> PeerReply {
    try await get(url, unless: nil, timeout: timeout)
  }
}
