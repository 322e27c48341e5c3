import Benefits
import CityNode
import Federation
import Wire

/// The form for one offer, with what it does to the prices.
struct OfferEditor {
  let say: PageLanguage
  let page: OfficePage
  /// The venue as the draft has it, without what the form changes.
  let venue: Venue
  /// The cells of the form.
  let cells: [String: String]
  /// The offer that is changed; nil for a new one.
  let original: OfferID?
  /// What was in force when the form was opened, and the draft that it goes on from.
  let seen: RevisionID?
  let draft: RevisionID?
  let note: String?
  let cities: [(id: CityID, name: BilingualText)]
  /// What is wrong, by field.
  var faults: [String: String] = [:]
  var others: [String] = []
  let effect: EffectText

  func write(_ html: inout HTMLWriter) {
    if !faults.isEmpty || !others.isEmpty {
      html.element("div", ["class": "notice bad", "role": "alert"]) { box in
        box.element("p", text: say("✕ 還不能儲存，請看標示的欄位。", "✕ Not saved yet; see the fields that are marked."))
        for other in others { box.element("p", text: other) }
      }
    }
    page.form(to: "/console/partners/\(venue.id)/offers", in: &html) { form in
      for (name, value) in [
        ("original", original?.text), ("seen", seen?.description), ("draft", draft?.description),
      ] {
        if let value { form.open("input", ["type": "hidden", "name": name, "value": value]) }
      }
      form.element(
        "div", ["class": "split", "id": "offer", "data-effect": "/console/partners/\(venue.id)/effect"]
      ) { split in
        split.element("div", ["class": "card"]) { whatAndWho(&$0) }
        split.element("div", ["class": "card"]) { card in
          effect.write(&card)
          when(&card)
        }
      }
      form.element("details", ["class": "card", "open": hasMore ? "" : nil]) { more(&$0) }
      form.element("div", ["class": "card"]) { save(&$0) }
    }
  }

  private func more(_ html: inout HTMLWriter) {
    html.element(
      "summary", text: say("更多條件：上限、經費、併用、離線、收銀鍵", "More: limits, funding, stacking, offline, till key"))
    OfferEditorMore(say: say, venue: venue, cells: cells, original: original, faults: faults).write(&html)
  }

  /// Whether something of the folded part is set or at fault.
  private var hasMore: Bool {
    let folded = OfferEditorMore.columns
    return folded.contains { cells[$0] != nil }
      || (folded + OfferEditorMore.always).contains { faults[$0] != nil }
  }

  private func whatAndWho(_ html: inout HTMLWriter) {
    html.element("h2", text: say("給什麼、給誰", "What, and for whom"))
    html.element("div", ["class": "fields"]) { fields in
      fields.input(
        "name_zh", say("名稱（中文）", "Name (Chinese)"), value: cells["name_zh"], fault: faults["name_zh"],
        isRequired: true, limit: 100)
      fields.input(
        "name_en", say("名稱（英文）", "Name (English)"), value: cells["name_en"], fault: faults["name_en"],
        isRequired: true, limit: 200)
      fields.select(
        "benefit", say("優惠方式", "Benefit"), benefits, chosen: cells["benefit"], fault: faults["benefit"])
      fields.input(
        "benefit_value", say("數值", "Figure"), value: cells["benefit_value"],
        help: say("折扣填百分比（85 折填 15）；買 2 送 1 填 2+1。", "Percent off (15), NT$, or 2+1 for one free with two."),
        fault: faults["benefit_value"], inputMode: "text", limit: 20)
    }
    html.ticks(
      "tickets", say("適用票種與商品（不勾＝全部票種）", "Tickets and goods (none ticked: all tickets)"), items,
      chosen: chosen("tickets"), fault: faults["tickets"])
    html.ticks(
      "classes", say("身分（符合任一即可）", "Classes (any one)"), classes,
      chosen: chosen("classes"), fault: faults["classes"])
    html.ticks(
      "home_cities", say("哪個城市的卡（不勾＝全部）", "Whose cards (none ticked: every city's)"),
      cities.map { ($0.id.text, say($0.name)) },
      chosen: chosen("home_cities"), fault: faults["home_cities"])
    html.element("div", ["class": "fields"]) { fields in
      fields.input(
        "age_at_least", say("年滿（歲）", "At least (years)"), type: "number", value: cells["age_at_least"],
        fault: faults["age_at_least"])
      fields.input(
        "age_below", say("未滿（歲）", "Younger than (years)"), type: "number", value: cells["age_below"],
        fault: faults["age_below"])
    }
  }

  private func when(_ html: inout HTMLWriter) {
    html.element("h2", text: say("何時", "When"))
    html.element("div", ["class": "fields"]) { fields in
      fields.input(
        "valid_from", say("第一天", "First day"), type: "date", value: cells["valid_from"],
        fault: faults["valid_from"])
      fields.input(
        "valid_until", say("最後一天", "Last day"), type: "date", value: cells["valid_until"],
        fault: faults["valid_until"])
      fields.select(
        "day_kind", say("平日或假日", "Working days or days off"),
        [
          ("", say("都適用", "both")), ("working", say("限平日", "working days only")),
          ("off", say("限假日", "days off only")),
        ],
        chosen: cells["day_kind"] ?? "", fault: faults["day_kind"])
      fields.input(
        "windows", say("時段", "Times of day"), value: cells["windows"],
        help: say("例：09:00-12:00;13:30-17:00。不填＝全天。", "Such as 09:00-12:00;13:30-17:00. Empty: all day."),
        fault: faults["windows"], limit: 200)
      fields.input(
        "blackouts", say("不適用日", "Not on"), value: cells["blackouts"],
        help: say("例：2027-02-05/2027-02-11;2027-04-04。", "Such as 2027-02-05/2027-02-11;2027-04-04."),
        fault: faults["blackouts"], limit: 2000)
    }
    let weekdays = cells["weekdays"] == nil ? Set(Weekday.allCases.map(\.rawValue)) : chosen("weekdays")
    html.ticks(
      "weekdays", say("星期", "Days of the week"), Weekday.allCases.map { ($0.rawValue, say($0.text)) },
      chosen: weekdays, fault: faults["weekdays"])
  }

  private func save(_ html: inout HTMLWriter) {
    html.input(
      "note", say("這次變更的說明（給核定的人看）", "What this change is for (the reviewer reads it)"), value: note,
      limit: RegistryLimits.note)
    html.element("p", ["class": "row"]) { row in
      row.submit(say("存成草稿", "Save as a draft"), name: "action", value: "save")
      row.submit(say("試算價格", "Reckon the prices"), style: "", name: "action", value: "effect")
      if original != nil {
        row.submit(say("移除這項優惠", "Remove this offer"), style: "danger", name: "action", value: "remove")
      }
      row.button(say("不存，返回", "Back without saving"), to: "/console/partners/\(venue.id)")
    }
    html.element(
      "p", ["class": "soft"],
      text: say(
        "存成草稿不影響櫃檯；送核並由另一人核定後才生效。",
        "A draft changes nothing at the counters; it comes into force once another person approved it."))
  }

  private func chosen(_ column: String) -> Set<String> { Set(OfferForm.entries(cells[column])) }

  private var benefits: [(value: String, text: String)] {
    [
      ("percent_off", say("打折（百分比）", "percent off")), ("amount_off", say("折多少元", "NT$ off")),
      ("flat_price", say("優惠價多少元", "costs NT$")), ("free", say("免費", "free")),
      ("buy_get", say("買幾送幾", "buy some, get some free")),
      ("redeemable", say("送可折抵消費金額", "NT$ to spend inside")),
    ]
  }

  private var items: [(value: String, text: String)] {
    venue.tickets.map { ($0.id.text, "\(say($0.name)) \($0.price.ntd)") }
      + venue.goods.map { ($0.id.text, "\(say($0.name))\(say("（商品）", " (goods)"))") }
  }

  private var classes: [(value: String, text: String)] {
    let ages = chosen("classes").filter { $0.hasPrefix("age_") }.sorted()
    return NamedClass.allCases.map { ($0.rawValue, say(BenefitClass.named($0).text)) }
      + ages.map { age in (age, BenefitClass(age).map { say($0.text) } ?? age) }
  }
}
