import Benefits
import CityNode
import Federation
import Hummingbird
import Office
import Store
import Wire

/// `/console/partners/{venue}/document`: a venue's whole file, for what no form has; and its withdrawal.
struct DocumentRoutes {
  /// The most bytes of a form with a document in it; percent-encoding makes three of one.
  static let bodyLimit = 4 << 20

  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/partners/{venue}/document", use: show)
    router.post("/console/partners/{venue}/document", use: save)
    router.post("/console/partners/{venue}/withdraw", use: withdraw)
  }

  @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.writeRegistry)
    let desk = try await OfferDesk.open(context, draft: FormFields(request.query)["draft"], node: node)
    let text = String(decoding: PartnerCodec.write(desk.file), as: UTF8.self)
    return page(desk, text, note: desk.draft?.note, faults: [], request, context)
  }

  @Sendable private func save(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await context.form(of: request, limit: Self.bodyLimit, for: .writeRegistry)
    let desk = try await OfferDesk.open(context, draft: form["draft"], node: node)
    let text = (form.raw("document") ?? "").replacing("\r\n", with: "\n")
    let faults: [String]
    do {
      let file = try PartnerCodec.read(
        name: "\(desk.venue.id).json", bytes: Array(text.utf8), city: node.configuration.city,
        cities: Set(node.cityNames.keys))
      if let kept = try await desk.keep(file, form, by: context) { return OfferDesk.saved(kept) }
      faults = [OfferDesk.unchanged(context.language)]
    } catch let found as PartnerFaults {
      faults = found.faults.map {
        context.language("第 \($0.line) 行：\($0.message.zh)", "Line \($0.line): \($0.message.en)")
      }
    } catch let fault as RegistryFault {
      faults = fault.texts(context.language)
    }
    return page(desk, text, note: form["note"], faults: faults, request, context)
  }

  @Sendable private func withdraw(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await context.form(of: request, for: .writeRegistry)
    let desk = try await OfferDesk.open(context, draft: nil, node: node)
    do {
      let draft = try await node.clerk.withdraw(desk.venue.id, by: context.actor, note: form["reason"])
      return draft.map(OfferDesk.saved) ?? .see("/console/partners/\(desk.venue.id)")
    } catch let fault as RegistryFault {
      let text = String(decoding: PartnerCodec.write(desk.file), as: UTF8.self)
      return page(desk, text, note: nil, faults: fault.texts(context.language), request, context)
    }
  }

  private func page(
    _ desk: OfferDesk, _ text: String, note: String?, faults: [String], _ request: Request,
    _ context: StaffContext
  ) -> Response {
    let say = context.language
    var page = OfficePage("編輯整份文件", "Edit the whole document", for: context, at: request, node: node)
    page.trail = [
      (OfficeSection.partners.name, "/console/partners"),
      (desk.venue.name, "/console/partners/\(desk.venue.id)"),
    ]
    return page.response(faults.isEmpty ? .ok : .unprocessableContent) { html in
      if !faults.isEmpty {
        html.element("div", ["class": "notice bad", "role": "alert"]) { box in
          box.element("p", text: say("✕ 沒有儲存：", "✕ Not saved:"))
          box.element("ul") { list in
            for fault in faults { list.element("li", text: fault) }
          }
        }
      }
      page.form(to: "/console/partners/\(desk.venue.id)/document", in: &html) { form in
        for (name, value) in [("seen", desk.seen?.description), ("draft", desk.draft?.id.description)] {
          if let value { form.open("input", ["type": "hidden", "name": name, "value": value]) }
        }
        form.field(
          "document", say("文件（JSON）", "Document (JSON)"),
          help: say(
            "格式見 Partners/README.md；錯誤會逐行指出。", "Partners/README.md has the format; faults are told by line.")
        ) { field, described in
          field.element(
            "textarea",
            [
              "id": "document", "name": "document", "rows": "24", "spellcheck": "false",
              "aria-describedby": described,
            ],
            text: "\n" + text)
        }
        form.input("note", say("這次變更的說明", "What this change is for"), value: note, limit: RegistryLimits.note)
        form.element("p", ["class": "row"]) { row in
          row.submit(say("存成草稿", "Save as a draft"))
          row.button(say("不存，返回", "Back without saving"), to: "/console/partners/\(desk.venue.id)")
        }
      }
      guard desk.draft == nil else { return }
      html.element("details", ["class": "card"]) { box in
        box.element("summary", text: say("停止合作", "Withdraw the venue"))
        page.form(to: "/console/partners/\(desk.venue.id)/withdraw", in: &box) { form in
          form.element(
            "p",
            text: say(
              "會寫成草稿，仍須另一人核定；生效後櫃檯不再給優惠。",
              "Kept as a draft that another person has to approve; once in force, its counters give no offer any more."
            ))
          form.input("reason", say("原因", "Why"), limit: RegistryLimits.note)
          form.element("p") { $0.submit(say("草擬停止合作", "Draft the withdrawal"), style: "danger") }
        }
      }
    }
  }
}
