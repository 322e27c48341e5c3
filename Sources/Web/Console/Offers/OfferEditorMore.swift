import Benefits
import CityNode
import Wire

/// The folded part of the editor: what most offers leave as it is.
struct OfferEditorMore {
  /// The columns that stand here.
  static let columns = [
    "limits", "funding", "stacking", "priority", "offline", "offline_staleness_hours",
    "minimum_spend", "minimum_quantity", "maximum_quantity", "tickets_per_check", "beneficiary", "rounding",
    "till_code", "look_zh", "look_en", "events", "sales_points", "slots",
  ]
  /// Those that every offer has: they unfold it only where they are at fault.
  static let always = ["id", "version", "source"]

  let say: PageLanguage
  let venue: Venue
  let cells: [String: String]
  let original: OfferID?
  let faults: [String: String]

  func write(_ html: inout HTMLWriter) {
    purchase(&html)
    limits(&html)
    funding(&html)
    together(&html)
    counter(&html)
    if !venue.events.isEmpty || !venue.salesPoints.isEmpty { places(&html) }
    html.element("div", ["class": "fields"]) { fields in
      fields.input(
        "id", say("代號", "Id"), value: cells["id"],
        help: say("小寫英文、數字、連字號；發布後不能再改。", "Lower-case letters, digits, hyphens; fixed once published."),
        fault: faults["id"], isRequired: true, limit: 64)
      fields.input(
        "version", say("版次", "Version"), type: "number", value: cells["version"],
        help: say("不填則自動加一。", "Empty: counts up by itself."), fault: faults["version"])
      fields.select(
        "source", say("資料來源", "Source"),
        [
          ("published", say("夥伴公布", "published by the partner")), ("illustrative", say("示意", "illustrative")),
        ],
        chosen: cells["source"] ?? "published", fault: faults["source"])
    }
  }

  private func number(_ name: String, _ label: String, _ html: inout HTMLWriter) {
    html.input(name, label, type: "number", value: cells[name], fault: faults[name])
  }

  private func purchase(_ html: inout HTMLWriter) {
    html.element("h3", text: say("買多少、給誰", "How much is bought, and for whom"))
    html.element("div", ["class": "fields"]) { fields in
      number("minimum_spend", say("滿多少元", "From NT$"), &fields)
      number("minimum_quantity", say("至少幾張", "At least (tickets)"), &fields)
      number("maximum_quantity", say("至多幾張", "At most (tickets)"), &fields)
      number("tickets_per_check", say("一次可優惠幾張", "Tickets reduced at once"), &fields)
      fields.select(
        "beneficiary", say("誰的票", "Whose tickets"),
        [
          ("party", say("持卡人與同行者", "holder and party")), ("holder", say("限持卡人", "the holder's alone")),
          ("companions", say("限同行者", "companions' alone")),
        ],
        chosen: cells["beneficiary"] ?? "party")
      fields.select(
        "rounding", say("不足一元", "Rounding"),
        [("half_up", say("四捨五入", "half up")), ("down", say("捨去", "down")), ("up", say("進位", "up"))],
        chosen: cells["rounding"] ?? "half_up")
    }
  }

  private func limits(_ html: inout HTMLWriter) {
    html.element("h3", text: say("使用上限", "Limits"))
    if let fault = faults["limits"] { html.notice(.bad, fault) }
    let rows = OfferForm.limits(cells["limits"])
    for row in 1...OfferForm.limitRows {
      let parts =
        rows.count >= row && rows[row - 1].count == 4 ? rows[row - 1] : ["member", "day", "uses", ""]
      html.element("fieldset", ["class": "field"]) { group in
        group.element("legend", text: say("上限 \(row)", "Limit \(row)"))
        group.element("div", ["class": "fields"]) { fields in
          fields.select(
            "limit_scope_\(row)", say("對象", "Whose"),
            [
              ("member", say("每人", "each person")), ("card", say("每卡", "each card")),
              ("offer", say("全部合計", "everybody")),
            ], chosen: parts[0])
          fields.select(
            "limit_period_\(row)", say("期間", "Over"),
            [
              ("day", say("每日", "a day")), ("week", say("每週", "a week")), ("month", say("每月", "a month")),
              ("year", say("每年", "a year")), ("total", say("全期", "in all")),
            ], chosen: parts[1])
          fields.select(
            "limit_measure_\(row)", say("計算", "Counted"),
            [
              ("uses", say("次", "uses")), ("tickets", say("張", "tickets")),
              ("amount", say("優惠金額（元）", "NT$ taken off")),
            ], chosen: parts[2])
          fields.input("limit_most_\(row)", say("最多", "At most"), type: "number", value: parts[3])
        }
      }
    }
  }

  private func funding(_ html: inout HTMLWriter) {
    html.element("h3", text: say("優惠由誰負擔（合計 100%）", "Who bears the reduction (100 % in all)"))
    if let fault = faults["funding"] { html.notice(.bad, fault) }
    html.element("div", ["class": "fields"]) { fields in
      let names = [say("商家 %", "Merchant %"), say("本市 %", "This city %"), say("發卡城市 %", "Home city %")]
      for (party, name) in zip([FundingParty.merchant, .host, .home], names) {
        fields.input(
          "funding_\(party.rawValue)", name, type: "number",
          value: OfferForm.percent(of: party, cells["funding"]))
      }
    }
  }

  private func together(_ html: inout HTMLWriter) {
    html.element("h3", text: say("與其他優惠併用", "Together with other offers"))
    if let fault = faults["stacking"] { html.notice(.bad, fault) }
    let cell = cells["stacking"] ?? "best_of"
    let below = cell.hasPrefix("on_top_of:") ? OfferForm.entries(String(cell.dropFirst(10))) : []
    html.element("div", ["class": "fields"]) { fields in
      fields.select(
        "stacking", say("方式", "How"),
        [
          ("best_of", say("擇優", "the best one counts")), ("exclusive", say("不得併用", "excludes others")),
          ("on_top_of", say("疊加於下列優惠", "on top of those ticked")),
        ],
        chosen: below.isEmpty ? cell : "on_top_of")
      number("priority", say("優先序", "Priority"), &fields)
    }
    let others = venue.offers.filter { $0.id != original }
    if !others.isEmpty {
      html.ticks(
        "on_top_of", say("疊加於", "On top of"), others.map { ($0.id.text, say($0.name)) }, chosen: Set(below))
    }
  }

  private func counter(_ html: inout HTMLWriter) {
    html.element("h3", text: say("櫃檯", "At the counter"))
    let offline = cells["offline"] ?? "deny"
    html.element("div", ["class": "fields"]) { fields in
      fields.input(
        "till_code", say("收銀機按鍵", "Till key"), value: cells["till_code"], fault: faults["till_code"],
        limit: 20)
      fields.input(
        "look_zh", say("請店員看卡片上的（中文）", "What to look at on the card (Chinese)"), value: cells["look_zh"],
        fault: faults["look_zh"], limit: 100)
      fields.input(
        "look_en", say("請店員看卡片上的（英文）", "What to look at on the card (English)"), value: cells["look_en"],
        fault: faults["look_en"], limit: 200)
      fields.select(
        "offline", say("斷線時", "Without a connection"),
        [
          ("deny", say("不給", "not given")), ("allow", say("照給", "given")),
          ("allow_up_to", say("給到上限", "given up to")),
        ],
        chosen: offline.hasPrefix("allow_up_to") ? "allow_up_to" : offline, fault: faults["offline"])
      fields.input(
        "offline_cap", say("斷線上限（元）", "Up to (NT$)"), type: "number",
        value: offline.hasPrefix("allow_up_to/") ? String(offline.dropFirst(12)) : nil)
      number("offline_staleness_hours", say("名單最舊（小時）", "List at most so old (hours)"), &fields)
    }
  }

  private func places(_ html: inout HTMLWriter) {
    html.element("h3", text: say("活動、場次與售票處", "Events, slots and sales points"))
    func chosen(_ column: String) -> Set<String> { Set(OfferForm.entries(cells[column])) }
    if !venue.events.isEmpty {
      html.ticks(
        "events", say("活動（不勾＝全部）", "Events (none: all)"), venue.events.map { ($0.id.text, say($0.name)) },
        chosen: chosen("events"), fault: faults["events"])
      let slots = Set(venue.events.flatMap(\.slots)).sorted()
      if !slots.isEmpty {
        html.ticks(
          "slots", say("場次（不勾＝全部）", "Slots (none: all)"), slots.map { ($0.description, $0.description) },
          chosen: chosen("slots"), fault: faults["slots"])
      }
    }
    if !venue.salesPoints.isEmpty {
      html.ticks(
        "sales_points", say("售票處（不勾＝全部）", "Sales points (none: all)"),
        venue.salesPoints.map { ($0.id.text, say($0.name)) }, chosen: chosen("sales_points"),
        fault: faults["sales_points"])
    }
  }
}
