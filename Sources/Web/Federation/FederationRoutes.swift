import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// What partner cities call over mutual TLS, and the entity statement, which is for everybody.
struct FederationRoutes {
  let node: Node

  func register(on router: Router<NodeRequestContext>) {
    let peer = router.group("")
      .add(middleware: PeerIdentification(node: node))
      .group("", context: PeerContext.self)
    peer.post("/federation/v1/verifications", use: verify)
  }

  func registerStatement(on router: Router<NodeRequestContext>) {
    router.get("/.well-known/openid-federation", use: statement)
  }

  @Sendable private func verify(_ request: Request, _ context: PeerContext) async throws -> Response {
    guard request.mediaType == MessageMedia.sdJWT else {
      throw Problem(
        .unsupportedMediaType,
        detail: BilingualText(zh: "請用 \(MessageMedia.sdJWT)。", en: "Send \(MessageMedia.sdJWT)."))
    }
    let body = try await request.wholeBody(limit: RouteTable.verify.bodyLimit)
    let reply = try await node.verification.answer(body, from: context.peer)
    return Response(
      status: .init(code: reply.status), headers: [.contentType: MessageMedia.sdJWT],
      body: .init(byteBuffer: ByteBuffer(bytes: reply.body)))
  }

  @Sendable private func statement(_ request: Request, _ context: NodeRequestContext) throws -> Response {
    Response(
      status: .ok, headers: [.contentType: MessageMedia.entityStatement],
      body: .init(byteBuffer: ByteBuffer(bytes: try node.statement.token())))
  }
}
