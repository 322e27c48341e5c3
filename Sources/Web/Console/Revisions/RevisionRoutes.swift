import Benefits
import CityNode
import Federation
import Hummingbird
import Office
import Store
import Wire

/// `/console/revisions`: changes on their way, from a draft to what is in force.
struct RevisionRoutes {
  /// The longest dry run, in days.
  static let longestTrial = 366
  /// The most offers that are shown with their effect.
  static let effectLimit = 20
  /// The most changes of the past in the list.
  static let recentLimit = 50

  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/revisions", use: list)
    router.get("/console/revisions/{id}", use: show)
    router.post("/console/revisions/{id}/submit", use: submit)
    router.post("/console/revisions/{id}/approve", use: approve)
    router.post("/console/revisions/{id}/reject", use: reject)
    router.post("/console/revisions/{id}/forward", use: forward)
  }

  private var city: CityID { node.configuration.city }

  @Sendable private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readRegistry)
    let say = context.language
    let venue = FormFields(request.query)["venue"].flatMap { VenueID($0) }
    let open = try await node.store.currentRevisions().filter {
      $0.state.isOpen && (venue == nil || $0.venue == venue)
    }
    let recent = try await node.store.revisions(of: venue, limit: Self.recentLimit).filter {
      !$0.state.isOpen
    }
    let names = Dictionary(node.registry.venues(of: city).map { ($0.id, $0.name) }) { first, _ in first }
    let page = OfficePage(
      "待核定與最近的變更", "Changes on their way, and recent ones", for: context, at: request, node: node)
    return page.response { html in
      let groups: [(RevisionState, String)] = [
        (.inReview, say("等人核定", "Waiting for review")), (.draft, say("草稿", "Drafts")),
        (.scheduled, say("已核定，等生效", "Approved, not in force yet")),
      ]
      for (state, title) in groups {
        html.card(title) { card in
          RevisionTable(say: say, revisions: open.filter { $0.state == state }.reversed(), venueNames: names)
            .write(&card)
        }
      }
      html.card(say("最近", "Recent")) { card in
        RevisionTable(say: say, revisions: recent, venueNames: names).write(&card)
      }
    }
  }

  private func revision(_ context: StaffContext) async throws -> VenueRevision {
    guard let number = context.parameters.get("id").flatMap({ Int64($0) }),
      let revision = try await node.store.revision(RevisionID(number))
    else { throw OfficeFault.notFound }
    return revision
  }

  @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readRegistry)
    return try await page(revision(context), request, context)
  }

  private static let done: [String: OfficePage.Notice] = [
    "saved": .init(.good, "已存成草稿，尚未生效。", "Kept as a draft; nothing is in force yet."),
    "submitted": .init(.good, "已送核，請另一人核定。", "Handed in; another person has to approve it."),
    "approved": .init(.good, "已核定。", "Approved."),
    "rejected": .init(.good, "已退回或放棄，沒有任何變更生效。", "Sent back or given up; nothing came into force."),
    "forwarded": .init(.good, "將立即生效。", "It comes into force now."),
  ]

  private func page(
    _ revision: VenueRevision, faults: [String] = [], _ request: Request, _ context: StaffContext
  ) async throws -> Response {
    let say = context.language
    let fields = FormFields(request.query)
    let reading = try await node.clerk.reading(of: revision)
    let (before, after) = (reading.base, reading.next)
    let today = node.calendar.civil.date(node.ports.now())
    let name = after?.name ?? before?.name ?? BilingualText(zh: revision.venue.text, en: revision.venue.text)
    let changed = (after?.offers ?? []).filter { offer in before?.offers.contains(offer) != true }
    let effects = changed.prefix(Self.effectLimit).map { offer in
      let effect = after.flatMap {
        PriceEffect(of: offer.id, before: before, after: $0, from: today, calendar: node.calendar)
      }
      return (offer, after.map { EffectText(say, effect, at: $0) } ?? EffectText(say, why: ""))
    }
    let days = Self.days(fields, before: today)
    let asksForTrial = fields["from"] != nil
    var dryRun: DryRunText?
    if asksForTrial, let run = try await node.clerk.dryRun(revision, days: days, calendar: node.calendar) {
      dryRun = DryRunText(say: say, run: run, days: days)
    }
    var page = OfficePage(
      "第 \(revision.id) 號變更", "Change no. \(revision.id)", for: context, at: request, node: node)
    page.trail = [(OfficeSection.revisions.name, "/console/revisions")]
    page.notice = faults.isEmpty ? fields["done"].flatMap { Self.done[$0] } : nil
    let content = RevisionPage(
      say: say, page: page, revision: revision, venueName: name,
      changes: reading.changes, warnings: revision.state == .draft ? reading.warnings(on: today) : [],
      effects: effects,
      staff: context.staff,
      dryRun: dryRun, days: days, now: PageTime.minute(node.ports.now()).replacing(" ", with: "T"),
      faults: faults)
    return page.response(faults.isEmpty ? .ok : .unprocessableContent) { content.write(&$0) }
  }

  /// The days of a query, at most ``longestTrial``; else the civil month before this one.
  private static func days(_ fields: FormFields, before today: CivilDate) -> DateSpan {
    guard let first = fields["from"].flatMap({ CivilDate($0) }),
      let last = fields["until"].flatMap({ CivilDate($0) }),
      first <= last
    else { return CivilMonth(of: today).previous.days }
    return DateSpan(max(first, CivilDate(daysSinceEpoch: last.daysSinceEpoch - longestTrial + 1)), last)
  }

  // MARK: Commands

  /// Carries out what `body` does to a revision; what the rules refuse is told on its page.
  private func change(
    _ request: Request, _ context: StaffContext, done: String, _ body: (RevisionID) async throws -> Void
  ) async throws -> Response {
    let revision = try await revision(context)
    do {
      try await body(revision.id)
      return .see("/console/revisions/\(revision.id)?done=\(done)")
    } catch let fault as RegistryFault {
      return try await page(
        self.revision(context), faults: fault.texts(context.language), request,
        context)
    }
  }

  @Sendable private func submit(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await context.form(of: request, for: .writeRegistry)
    let named = Set(form.values("acknowledge").compactMap { OfferID($0) })
    return try await change(request, context, done: "submitted") { id in
      try await node.clerk.submit([id], by: context.actor, acknowledging: named)
    }
  }

  @Sendable private func approve(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await context.form(of: request, for: .reviewRegistry)
    let effective = form["effective"].flatMap { PageTime.instant($0) }
    if form["effective"] != nil, effective == nil {
      return try await page(
        revision(context),
        faults: [context.language("生效時間須為日期與時間。", "When it comes into force has to be a day and a time.")],
        request,
        context)
    }
    return try await change(request, context, done: "approved") { id in
      try await node.clerk.approve([id], by: context.actor, effective: effective)
    }
  }

  @Sendable private func reject(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await context.form(of: request, for: .readRegistry)
    let author = context.staff.login
    try context.require(try await revision(context).author == author.text ? .writeRegistry : .reviewRegistry)
    return try await change(request, context, done: "rejected") { id in
      try await node.clerk.reject([id], by: context.actor, because: form["reason"])
    }
  }

  @Sendable private func forward(_ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await context.form(of: request, for: .reviewRegistry)
    return try await change(request, context, done: "forwarded") { id in
      try await node.clerk.bringForward([id], by: context.actor)
    }
  }
}
