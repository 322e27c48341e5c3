import Benefits
import CityNode
import Hummingbird
import Office

/// `/console/peers`: how the partner cities do.
struct PeerRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) { router.get("/console/peers", use: show) }

  @Sendable private func show(_ request: Request, _ context: StaffContext) throws -> Response {
    try context.require(.readPeers)
    let page = OfficePage("合作城市", "Partner cities", for: context, at: request, node: node)
    let content = PeerPage(
      say: context.language, now: node.ports.now(), own: page.city, reports: node.peerReports())
    return page.response { content.write(&$0) }
  }
}
