import CityNode
import Hummingbird

/// `/console` and `/merchant`: the pages for staff and for merchants. A handler here can't run for somebody who is not
/// signed in.
struct ConsoleRoutes {
  let node: Node

  func register(on router: Router<NodeRequestContext>) {
    let staff = router.group("").add(middleware: OfficePages(node: node))
      .group("", context: StaffContext.self)
    PartnerRoutes(node: node).register(on: staff)
    OfferRoutes(node: node).register(on: staff)
    DocumentRoutes(node: node).register(on: staff)
    RevisionRoutes(node: node).register(on: staff)
    CalendarRoutes(node: node).register(on: staff)
    TerminalRoutes(node: node).register(on: staff)
    MerchantRoutes(node: node).register(on: staff)
    PayeeRoutes(node: node).register(on: staff)
    MerchantUserRoutes(node: node).register(on: staff)
    PeerRoutes(node: node).register(on: staff)
    AuditRoutes(node: node).register(on: staff)
    StaffListRoutes(node: node).register(on: staff)
    HomeRoutes(node: node).register(on: staff)
    UseRoutes(node: node).register(on: staff)
    SalesRoutes(node: node).register(on: staff)
  }
}
