import AsyncHTTPClient
import Benefits
import CityNode
import Federation
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Signing
import Testing
import Wire

@testable import CitySupport

/// Who calls a federation listener: which certificate it shows.
enum CallerCertificate: Sendable {
  case none
  /// `tls` or `tls-next` of a city's folder.
  case city(City, String)
  /// A certificate and its key.
  case issued(Certificate, PrivateKey)
}

/// A client of one city's federation listener, with the certificate of anybody.
final class FederationCaller: Sendable {
  private let client: HTTPClient
  private let url: String

  /// Trusts the root of `target`, shows `certificate`, and speaks HTTP/1.1 alone if asked to.
  init(to target: City, showing certificate: CallerCertificate, http1Only: Bool = false) throws {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv13
    let root = try String(contentsOfFile: "\(target.keyFolder)/tls-root.pem", encoding: .utf8)
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(root.utf8)))
    switch certificate {
    case .none: break
    case .city(let city, let name):
      tls.certificateChain = try NIOSSLCertificate.fromPEMFile("\(city.keyFolder)/\(name).pem")
        .map { .certificate($0) }
      tls.privateKey = .privateKey(
        try NIOSSLPrivateKey(file: "\(city.keyFolder)/\(name)-key.pem", format: .pem))
    case .issued(let certificate, let key):
      tls.certificateChain = [.certificate(try NIOSSLCertificate(bytes: certificate.der, format: .der))]
      tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(key.pem.utf8), format: .pem))
    }
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    configuration.dnsOverride = [target.entity.host: "127.0.0.1"]
    // A handshake that is refused is refused; the client would try again for ten seconds.
    configuration.connectionPool.retryConnectionEstablishment = false
    if http1Only { configuration.httpVersion = .http1Only }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    url = target.federationURL(port: target.federationPort)
  }

  /// Runs `body` with a caller and closes its connections.
  static func with<Result>(
    to target: City, showing certificate: CallerCertificate, http1Only: Bool = false,
    _ body: (FederationCaller) async throws -> Result
  ) async throws -> Result {
    let caller = try FederationCaller(to: target, showing: certificate, http1Only: http1Only)
    do {
      let result = try await body(caller)
      try await caller.client.shutdown()
      return result
    } catch {
      try? await caller.client.shutdown()
      throw error
    }
  }

  /// Posts a body as a verification request.
  func verify(_ body: [UInt8], type: String? = MessageMedia.sdJWT) async throws -> Reply {
    var request = HTTPClientRequest(url: url + OwnStatement.verificationPath)
    request.method = .POST
    if let type { request.headers.add(name: "Content-Type", value: type) }
    request.body = .bytes(ByteBuffer(bytes: body))
    return try await Reply(client.execute(request, timeout: .seconds(30)))
  }

  /// Gets a path.
  func get(_ path: String) async throws -> Reply {
    try await Reply(client.execute(HTTPClientRequest(url: url + path), timeout: .seconds(30)))
  }
}
