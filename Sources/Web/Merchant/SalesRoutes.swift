import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import Office
import Store

/// `/merchant`: a merchant's own visits, refusals and takings. Every handler begins with what its member of staff may
/// see (``CityNode/MerchantView``), and reads nothing beside that.
struct SalesRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/merchant", use: today)
    router.get("/merchant/visits", use: visits)
    router.get("/merchant/refusals", use: refusals)
    router.get("/merchant/visits.csv", use: visitsFile)
    router.get("/merchant/refusals.csv", use: refusalsFile)
    router.get("/merchant/till.csv", use: drawerFile)
  }

  private var civil: CivilCalendar { node.calendar.civil }
  private var now: CivilDate { civil.date(node.ports.now()) }

  // MARK: Pages

  @Sendable private func today(_ request: Request, _ context: StaffContext) async throws -> Response {
    let view = try await view(context)
    let page = OfficePage("我的銷售：今天", "My sales: today", for: context, at: request, node: node)
    let named = FormFields(request.query)["venue"]
    guard !view.venues.isEmpty else { return withoutVenue(page, context) }
    guard let sales = view.sales(at: named, SalesPeriod(now)) else { throw OfficeFault.notFound }
    let pages = try await pages(view, sales, context)
    let contents = SalesPages.Contents(
      takings: try await sales.takings(),
      visits: try await sales.visits(before: nil, limit: SalesPages.few + 1),
      takenBack: try await sales.takenBack(),
      refusals: try await sales.refusals(before: nil, limit: SalesPages.few),
      refusalCounts: try await sales.refusalCounts())
    return page.response { pages.today(contents, venues: choices(view, context), &$0) }
  }

  @Sendable private func visits(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await period(
      request, context, OfficePage("我的銷售", "My sales", for: context, at: request, node: node),
      to: "/merchant/visits"
    ) { sales, query, pages in
      let contents = SalesPages.Contents(
        takings: try await sales.takings(),
        visits: try await sales.visits(before: query.place, limit: CityStore.salesPage + 1),
        takenBack: try await sales.takenBack(), refusalCounts: try await sales.refusalCounts())
      return { pages.period(contents, &$0) }
    }
  }

  @Sendable private func refusals(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await period(
      request, context,
      OfficePage("沒有優惠的查驗", "Checks without a reduction", for: context, at: request, node: node),
      to: "/merchant/refusals"
    ) { sales, query, pages in
      let contents = SalesPages.Contents(
        refusals: try await sales.refusals(before: query.place, limit: CityStore.salesPage + 1),
        refusalCounts: try await sales.refusalCounts())
      return { pages.refusals(contents, &$0) }
    }
  }

  /// A page with a form for the days, and what they hold.
  private func period(
    _ request: Request, _ context: StaffContext, _ page: OfficePage, to path: String,
    _ read: (MerchantSales, SalesQuery, SalesPages) async throws -> (inout HTMLWriter) -> Void
  ) async throws -> Response {
    let view = try await view(context)
    guard !view.venues.isEmpty else { return withoutVenue(page, context) }
    var page = page
    page.trail = [(BilingualText(zh: "我的銷售：今天", en: "My sales: today"), "/merchant")]
    let query = SalesQuery(FormFields(request.query), today: now)
    let choices = choices(view, context)
    guard let period = query.period else {
      guard let sales = view.sales(at: query.venue, SalesPeriod(now)) else { throw OfficeFault.notFound }
      page.notice = SalesQuery.fault
      return page.response(.badRequest) { html in
        SalesPages.form(
          context.language, to: path, query, venue: sales.venue, venues: choices, &html)
      }
    }
    guard let sales = view.sales(at: query.venue, period) else { throw OfficeFault.notFound }
    let write = try await read(sales, query, pages(view, sales, context))
    return page.response { html in
      SalesPages.form(context.language, to: path, query, venue: sales.venue, venues: choices, &html)
      write(&html)
    }
  }

  private func withoutVenue(_ page: OfficePage, _ context: StaffContext) -> Response {
    page.response { html in
      html.notice(
        .info,
        context.language(
          "你的商家還沒有場館。請城市的承辦人員在「商家」頁加上場館。",
          "Your merchant has no venue yet. Ask the city's staff to add one on the page of merchants."))
    }
  }

  // MARK: Files

  @Sendable private func visitsFile(_ request: Request, _ context: StaffContext) async throws -> Response {
    let (sales, names) = try await asked(request, context)
    let files = SalesFiles(sales, names, civil: civil)
    return .sheet(files.visits(), named: Self.name("visits", sales))
  }

  @Sendable private func refusalsFile(_ request: Request, _ context: StaffContext) async throws -> Response {
    let (sales, names) = try await asked(request, context)
    let files = SalesFiles(sales, names, civil: civil)
    return .sheet(files.refusals(), named: Self.name("refusals", sales))
  }

  @Sendable private func drawerFile(_ request: Request, _ context: StaffContext) async throws -> Response {
    let (sales, names) = try await asked(request, context)
    let files = SalesFiles(sales, names, civil: civil)
    return .sheet(files.drawer(try await sales.takings()), named: Self.name("till", sales))
  }

  private static func name(_ what: String, _ sales: MerchantSales) -> String {
    "\(sales.venue)-\(what)-\(sales.period.from)-\(sales.period.until).csv"
  }

  private func asked(
    _ request: Request, _ context: StaffContext
  ) async throws -> (MerchantSales, SalesNames) {
    let view = try await view(context)
    let query = SalesQuery(FormFields(request.query), today: now)
    guard let period = query.period, let sales = view.sales(at: query.venue, period) else {
      throw OfficeFault.notFound
    }
    return (sales, try await names(sales, context))
  }

  // MARK: Who may see what

  /// Everything that this member of staff may see.
  private func view(_ context: StaffContext) async throws -> MerchantView {
    try context.require(.readOwnSales)
    guard let view = try await MerchantView(for: context.staff, store: node.store, civil: civil) else {
      throw OfficeFault.forbidden
    }
    return view
  }

  private func names(_ sales: MerchantSales, _ context: StaffContext) async throws -> SalesNames {
    SalesNames(
      say: context.language, venue: node.registry.venue(sales.venue, of: node.configuration.city),
      cities: node.cityNames, terminals: try await sales.terminals())
  }

  private func pages(
    _ view: MerchantView, _ sales: MerchantSales, _ context: StaffContext
  ) async throws -> SalesPages {
    let names = try await names(sales, context)
    return SalesPages(
      view, sales, names, civil: civil, host: names.city(node.configuration.city))
  }

  private func choices(_ view: MerchantView, _ context: StaffContext) -> [(value: String, text: String)] {
    view.venues.map { id in
      let venue = node.registry.venue(id, of: node.configuration.city)
      return (id.text, venue.map { context.language($0.name) } ?? id.text)
    }
  }
}
