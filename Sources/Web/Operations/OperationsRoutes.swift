import Benefits
import CityNode
import Federation
import Hummingbird
import NIOCore
import Store
import StrictJSON

/// `/healthz`, `/readyz`, `/metrics`.
struct OperationsRoutes {
  let node: Node
  let metrics: PrometheusRegistry?

  /// Alive: the process answers.
  func registerHealth(on router: Router<NodeRequestContext>) {
    router.get("/healthz") { _, _ in
      Response.json(.ok) { $0.member("status", "ok") }
    }
  }

  func register(on router: Router<NodeRequestContext>) {
    router.get("/readyz") { _, context in try await ready(detailed: context.isLocal) }
    router.get("/metrics") { _, context in
      // What goes on here is nobody's business but the operator's.
      guard context.isLocal else { throw Problem(.notFound) }
      return Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: metrics?.exposition() ?? "")))
    }
  }

  /// Ready: the store answers, and what was last to be written could be. A partner that is down does not make this node unready, for it serves its own
  /// cardholders all the same; the partners' health is told beside it,
  /// to callers on this machine alone.
  private func ready(detailed: Bool) async throws -> Response {
    guard node.booksAreWritable else { throw Problem(.storeUnavailable) }
    let generation = try await node.store.liveGeneration()
    guard detailed else { return Response.json(.ok) { $0.member("status", "ready") } }
    let (peers, registries, now) = (node.peerHealth(), node.registryStatus(), node.ports.now())
    return Response.json(.ok) {
      $0.member("status", "ready")
      $0.member("city", node.configuration.city.text)
      $0.member("entity_id", node.entity.text)
      $0.member("cards", generation?.cards ?? 0)
      if let asOf = generation?.asOf { $0.member("cards_as_of", CivilCalendar.taipei.format(asOf)) }
      $0.array("peers") { list in
        for peer in peers {
          list.object {
            $0.member("city", peer.city.text)
            $0.member("health", peer.health)
            $0.member("keys_known", peer.keysKnown)
          }
        }
      }
      $0.array("registries") { list in
        for registry in registries { list.object { Self.write(registry, at: now, into: &$0) } }
      }
    }
  }

  /// Which registry of a city is in force, how old it is, and why a newer one was last refused, if it was.
  private static func write(
    _ status: RegistryStatus, at now: Instant, into json: inout JSONWriter.Members
  ) {
    let calendar = CivilCalendar.taipei
    json.member("city", status.city.text)
    json.member("venues", status.venues)
    switch status.origin {
    case nil: json.member("source", "none")
    case .folder: json.member("source", "folder")
    case .published(let seq, _, let issued, let nextUpdate, let expires):
      json.member("source", "published")
      json.member("seq", seq)
      json.member("issued", calendar.format(issued))
      json.member("age_seconds", max(0, (now - issued).microseconds / 1_000_000))
      json.member("next_update", calendar.format(nextUpdate))
      json.member("expired", expires <= now)
    }
    guard let check = status.check else { return }
    if let checked = check.checked { json.member("checked", calendar.format(checked)) }
    if let refusal = check.refusal, let at = check.refused {
      json.object("refused") {
        $0.member("code", refusal.rawValue)
        $0.member("at", calendar.format(at))
        if let detail = check.detail { $0.member("detail", detail) }
      }
    }
  }
}
