import Benefits
import CityNode
import Federation
import Hummingbird
import Office
import Store
import StrictJSON
import Wire

/// `/console/partners/{venue}/offers`: the editor of one offer. What it saves is a draft, never what is in force.
struct OfferRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/partners/{venue}/offers/new", use: new)
    router.get("/console/partners/{venue}/offers/{offer}", use: edit)
    router.post("/console/partners/{venue}/offers", use: save)
    router.post("/console/partners/{venue}/effect", use: effect)
  }

  private var today: CivilDate { node.calendar.civil.date(node.ports.now()) }

  @Sendable private func new(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.writeRegistry)
    let desk = try await OfferDesk.open(context, draft: FormFields(request.query)["draft"], node: node)
    return page(desk, desk.newCells(on: today), original: nil, request, context)
  }

  @Sendable private func edit(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.writeRegistry)
    let desk = try await OfferDesk.open(context, draft: FormFields(request.query)["draft"], node: node)
    guard let offer = context.parameters.get("offer").flatMap({ OfferID($0) }),
      desk.venue.offers.contains(where: { $0.id == offer })
    else { throw OfficeFault.notFound }
    return page(desk, desk.cells(of: offer), original: offer, request, context)
  }

  @Sendable private func save(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await context.form(of: request, for: .writeRegistry)
    let desk = try await OfferDesk.open(context, draft: form["draft"], node: node)
    let original = form["original"].flatMap { OfferID($0) }
    let cells = OfferForm.cells(form)
    if form["action"] == "remove", let original {
      return try await keep(desk.without(original), desk, form, cells, request, context)
    }
    let reading = desk.put(cells, replacing: original)
    guard form["action"] == "save", let file = reading.file else {
      return page(
        desk, cells, original: original, note: form["note"], reading: reading,
        showsFaults: form["action"] == "save", request, context)
    }
    return try await keep(file, desk, form, cells, request, context)
  }

  private func keep(
    _ file: PartnerFile, _ desk: OfferDesk, _ form: FormFields, _ cells: [String: String], _ request: Request,
    _ context: StaffContext
  ) async throws -> Response {
    let others: [String]
    do {
      if let kept = try await desk.keep(file, form, by: context) { return OfferDesk.saved(kept) }
      others = [OfferDesk.unchanged(context.language)]
    } catch let fault as RegistryFault {
      others = fault.texts(context.language)
    } catch let faults as PartnerFaults {
      others = faults.faults.map { context.language($0.message) }
    }
    return page(
      desk, cells, original: form["original"].flatMap { OfferID($0) }, note: form["note"], others: others,
      request, context)
  }

  /// The effect of the form as it stands, for the page to show while somebody types.
  @Sendable private func effect(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await context.form(of: request, for: .writeRegistry)
    let desk = try await OfferDesk.open(context, draft: form["draft"], node: node)
    let cells = OfferForm.cells(form)
    let reading = desk.put(cells, replacing: form["original"].flatMap { OfferID($0) })
    let text = desk.effect(cells, reading, context.language)
    return Response.json(.ok) { json in
      json.array("lines") { lines in
        for line in text.lines {
          lines.object {
            $0.member("what", line.what)
            $0.member("prices", line.prices)
            $0.member("same", line.isSame)
          }
        }
      }
      if let day = text.day { json.member("caption", text.caption(day)) }
      if let why = reading.faults.first.map({ context.language($0.message) }) ?? text.why {
        json.member("why", why)
      }
    }
  }

  private func page(
    _ desk: OfferDesk, _ cells: [String: String], original: OfferID?, note: String? = nil,
    reading: OfferCells.Reading? = nil, showsFaults: Bool = false, others: [String] = [],
    _ request: Request,
    _ context: StaffContext
  ) -> Response {
    let say = context.language
    let current = reading ?? desk.put(cells, replacing: original)
    var page = OfficePage(
      original == nil ? "新增優惠" : "修改優惠", original == nil ? "New offer" : "Change an offer", for: context,
      at: request, node: node)
    page.trail = [
      (OfficeSection.partners.name, "/console/partners"),
      (desk.venue.name, "/console/partners/\(desk.venue.id)"),
    ]
    page.modules = ["offer-editor.js"]
    if let draft = desk.draft {
      page.notice = .init(.info, "接續第 \(draft.id) 號草稿。", "Going on from draft no. \(draft.id).")
    }
    let faults = showsFaults ? current.faults : []
    let editor = OfferEditor(
      say: say, page: page, venue: desk.venue, cells: cells, original: original, seen: desk.seen,
      draft: desk.draft?.id, note: note ?? desk.draft?.note,
      cities: node.cityNames.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      faults: Dictionary(faults.map { ($0.column, say($0.message)) }) { first, _ in first },
      others: (showsFaults ? current.others.map { say($0) } : []) + others,
      effect: desk.effect(cells, current, say))
    let isAtFault = showsFaults && current.file == nil || !others.isEmpty
    return page.response(isAtFault ? .unprocessableContent : .ok) { editor.write(&$0) }
  }
}
