import AsyncHTTPClient
public import Benefits
public import Federation
import NIOCore
import NIOHTTP1
import NIOSSL

/// Mutual TLS 1.3 to one partner: the only trusted roots are the two that the agreement pins for it, and the
/// partner's certificate must carry its entity's host name.
public final class MutualTLSTransport: PeerTransport {
  private let client: HTTPClient

  /// Opens the way to `party`.
  /// - Parameters:
  ///   - certificate: The own certificate chain and key.
  ///   - address: An address to connect to in place of looking the partner's host name up.
  public init(to party: AgreementParty, certificate: CertificateFiles, address: String?) throws {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv13
    tls.certificateVerification = .fullVerification
    tls.trustRoots = .certificates(
      try party.tlsRoots.all.flatMap { try NIOSSLCertificate.fromPEMBytes(Array($0.utf8)) })
    let own = try certificate.read()
    tls.certificateChain = own.chain
    tls.privateKey = own.key
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    // A redirect would leave the pinned partner.
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(2)
    configuration.connectionPool.idleTimeout = .seconds(60)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4
    // One exchange is under way at a time, so that a stream for each would cost and bring nothing.
    configuration.httpVersion = .http1Only
    // A partner that refuses connections is known to be down at once; when to try again is PeerHealth's to say.
    configuration.connectionPool.retryConnectionEstablishment = false
    if let address { configuration.dnsOverride = [party.entity.host: address] }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Posts a body, and gives the reply whatever its status.
  public func post(
    _ body: [UInt8], to url: String, mediaType: String, timeout: TimeSpan
  ) async throws(TransportFault) -> PeerReply {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: mediaType)
    request.body = .bytes(ByteBuffer(bytes: body))
    return try await send(request, timeout)
  }

  /// Gets a document, and gives the reply whatever its status.
  public func get(
    _ url: String, unless known: String?, timeout: TimeSpan
  ) async throws(TransportFault) -> PeerReply {
    var request = HTTPClientRequest(url: url)
    // Asked every third of a minute: a connection that is never idle would hold up a partner that wants to stop.
    request.headers.add(name: "Connection", value: "close")
    if let known { request.headers.add(name: "If-None-Match", value: known) }
    return try await send(request, timeout)
  }

  private func send(
    _ request: HTTPClientRequest, _ timeout: TimeSpan
  ) async throws(TransportFault) -> PeerReply {
    do {
      // The client's own timeout ends with the reply's head. The body must be here in time too: a partner that
      // never finishes one would hold up every check that waits behind it.
      return try await withThrowingTaskGroup { group in
        group.addTask { try await self.exchange(request, timeout) }
        group.addTask {
          try await Task.sleep(for: .microseconds(timeout.microseconds))
          throw TransportFault.timeout
        }
        defer { group.cancelAll() }
        guard let reply = try await group.next() else { throw TransportFault.unreachable }
        return reply
      }
    } catch let fault as TransportFault {
      throw fault
    } catch let error as HTTPClientError where Self.timeouts.contains(error) {
      throw .timeout
    } catch is NIOTooManyBytesError {
      throw .refused
    } catch {
      throw .unreachable
    }
  }

  private func exchange(_ request: HTTPClientRequest, _ timeout: TimeSpan) async throws -> PeerReply {
    let response = try await client.execute(request, timeout: .microseconds(timeout.microseconds))
    let body = try await response.body.collect(upTo: VerificationLimits.body)
    let type = response.headers.first(name: "content-type") ?? ""
    return PeerReply(
      status: Int(response.status.code), mediaType: String(type.prefix { $0 != ";" }),
      body: Array(body.readableBytesView), etag: response.headers.first(name: "etag"))
  }

  private static let timeouts: [HTTPClientError] = [.deadlineExceeded, .readTimeout]

  /// Closes the connections.
  public func close() async { try? await client.shutdown() }
}
