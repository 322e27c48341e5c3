import CityNode
import Federation
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Wire

/// The city's published partners and offers: for everybody, on both listeners.
struct RegistryRoutes {
  let node: Node

  func register(on router: Router<NodeRequestContext>) {
    router.get("/federation/v1/registry", use: registry)
    router.get("/federation/v1/registry/documents/{hash}", use: document)
  }

  /// The registry in force, by the store's word: whichever process of the city published it.
  @Sendable private func registry(
    _ request: Request, _ context: NodeRequestContext
  ) async throws -> Response {
    guard let published = try await node.store.publications(limit: 1).first else { throw Problem(.notFound) }
    let tag = "\"\(published.seq)-\(Base64URL.text(published.hash))\""
    let headers: HTTPFields = [.contentType: MessageMedia.registry, .cacheControl: "no-cache", .eTag: tag]
    guard !request.knows(tag) else { return Response(status: .notModified, headers: headers) }
    return Response(
      status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: published.token)))
  }

  /// What has a hash for a name never changes.
  @Sendable private func document(
    _ request: Request, _ context: NodeRequestContext
  ) async throws -> Response {
    guard let hash = context.parameters.get("hash").flatMap({ DocumentHash(text: $0) }),
      let bytes = try await node.store.publishedDocument(hash)
    else { throw Problem(.notFound) }
    let tag = "\"\(hash.text)\""
    let headers: HTTPFields = [
      .contentType: "application/json", .cacheControl: "public, max-age=31536000, immutable", .eTag: tag,
    ]
    guard !request.knows(tag) else { return Response(status: .notModified, headers: headers) }
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
