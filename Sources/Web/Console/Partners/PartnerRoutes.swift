import Benefits
import CityNode
import Federation
import Hummingbird
import Office
import Store

/// `/console/partners`: who the partners are and what they offer.
struct PartnerRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/partners", use: list)
    router.get("/console/partners/{venue}", use: partner)
  }

  private var own: CityID { node.configuration.city }
  private var today: CivilDate { node.calendar.civil.date(node.ports.now()) }

  @Sendable private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readRegistry)
    let fields = FormFields(request.query)
    let city = fields["city"].flatMap { CityID($0) }.flatMap { node.cityNames[$0] == nil ? nil : $0 } ?? own
    let revisions = city == own ? try await node.store.currentRevisions().filter(\.state.isOpen) : []
    let content = PartnerListPage(
      say: context.language, own: own, city: city, cityNames: node.cityNames,
      venues: node.registry.venues(of: city), today: today, search: fields["q"],
      open: Dictionary(grouping: revisions, by: \.venue).mapValues(\.count))
    return OfficePage("夥伴與優惠", "Partners and offers", for: context, at: request, node: node)
      .response { content.write(&$0) }
  }

  @Sendable private func partner(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readRegistry)
    let city = FormFields(request.query)["city"].flatMap { CityID($0) } ?? own
    guard let id = context.parameters.get("venue").flatMap({ VenueID($0) }),
      let venue = node.registry.venue(id, of: city)
    else { throw OfficeFault.notFound }
    let history = city == own ? try await node.store.revisions(of: id, limit: 20) : []
    var page = OfficePage(venue.name.zh, venue.name.en, for: context, at: request, node: node)
    page.trail = [(OfficeSection.partners.name, "/console/partners")]
    if city != own {
      page.notice = .init(.info, "這是合作城市公布的資料，只能查看。", "Published by the partner city; to be read only.")
    }
    let content = PartnerPage(
      say: context.language, venue: venue, isOwn: city == own, mayWrite: context.staff.may(.writeRegistry),
      today: today, history: history)
    return page.response { content.write(&$0) }
  }
}
