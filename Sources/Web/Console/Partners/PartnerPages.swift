import Benefits
import CityNode
import Federation
import Office
import Store

/// The partners of a city, as a list.
struct PartnerListPage {
  let say: PageLanguage
  let own: CityID
  let city: CityID
  let cityNames: [CityID: BilingualText]
  let venues: [Venue]
  let today: CivilDate
  /// Words that the names have to hold.
  let search: String?
  /// Open changes, by venue.
  let open: [VenueID: Int]

  func write(_ html: inout HTMLWriter) {
    filter(&html)
    let found = venues.filter { venue in
      guard let search = search?.lowercased() else { return true }
      return [venue.name.zh, venue.name.en, venue.id.text].contains { $0.lowercased().contains(search) }
    }
    if found.isEmpty {
      html.element("p", text: say("沒有符合的夥伴。", "No partner fits."))
      return
    }
    let caption = say("\(found.count) 個夥伴", "\(found.count) partners")
    html.table(
      caption,
      [
        say("夥伴", "Partner"), say("類型", "Kind"), say("現行優惠", "Offers in force"), say("即將結束", "Ending soon"),
        say("待處理", "Open"),
      ],
      numbers: [2]
    ) { rows in
      for venue in found { rows.element("tr") { row(venue, &$0) } }
    }
  }

  private func filter(_ html: inout HTMLWriter) {
    html.element("form", ["class": "card", "method": "get", "action": "/console/partners"]) { form in
      form.element("div", ["class": "fields"]) { fields in
        fields.select(
          "city", say("城市", "City"),
          cityNames.keys.sorted().map {
            ($0.text, say(cityNames[$0] ?? BilingualText(zh: $0.text, en: $0.text)))
          },
          chosen: city.text)
        fields.input("q", say("名稱", "Name"), type: "search", value: search, limit: 100)
      }
      form.element("p") { $0.submit(say("查詢", "Show"), style: "") }
    }
  }

  private func row(_ venue: Venue, _ html: inout HTMLWriter) {
    html.element("th", ["scope": "row"]) { cell in
      let query = city == own ? "" : "?city=\(city)"
      cell.element("a", ["href": "/console/partners/\(venue.id)\(query)"], text: say(venue.name))
    }
    html.cell(say(venue.kind.text))
    let inForce = venue.offers.filter { $0.availability.isValid(on: today) }
    html.figure("\(inForce.count)")
    let soon = inForce.filter { offer in
      offer.availability.until.map { $0.daysSinceEpoch - today.daysSinceEpoch <= 30 } ?? false
    }
    html.element("td") { cell in
      if soon.isEmpty {
        cell.write("—")
      } else {
        cell.badge(.warn, say("\(soon.count) 項 30 日內結束", "\(soon.count) end within 30 days"))
      }
    }
    html.element("td") { cell in
      let count = open[venue.id] ?? 0
      if count == 0 {
        cell.write("—")
      } else {
        cell.element(
          "a", ["href": "/console/revisions?venue=\(venue.id)"], text: say("\(count) 項變更", "\(count) changes")
        )
      }
    }
  }
}

/// One partner: what is sold, what is offered, what is under way.
struct PartnerPage {
  let say: PageLanguage
  let venue: Venue
  let isOwn: Bool
  let mayWrite: Bool
  let today: CivilDate
  /// The newest revisions, newest first.
  let history: [VenueRevision]

  func write(_ html: inout HTMLWriter) {
    offers(&html)
    html.element("div", ["class": "split"]) { split in
      split.card(say("票價", "Prices")) { tickets(&$0) }
      split.card(say("場館資料", "The venue")) { facts(&$0) }
    }
    if isOwn { history(&html) }
  }

  private func offers(_ html: inout HTMLWriter) {
    if isOwn, mayWrite {
      html.element("p", ["class": "row"]) { row in
        row.button(say("新增優惠", "New offer"), to: "/console/partners/\(venue.id)/offers/new", isPrimary: true)
        row.button(say("這裡的行事曆", "Calendar of this venue"), to: "/console/calendar?venue=\(venue.id)")
        row.button(say("編輯整份文件", "Edit the whole document"), to: "/console/partners/\(venue.id)/document")
      }
    }
    html.table(
      say("優惠", "Offers"),
      [
        say("優惠", "Offer"), say("內容", "Benefit"), say("價格", "Prices"), say("條件", "Conditions"),
        say("狀態", "State"),
      ]
    ) { rows in
      for offer in venue.offers { rows.element("tr") { row(offer, &$0) } }
    }
    if venue.offers.isEmpty { html.element("p", text: say("目前沒有優惠。", "There is no offer yet.")) }
  }

  private func row(_ offer: Offer, _ html: inout HTMLWriter) {
    html.element("th", ["scope": "row"]) { cell in
      if isOwn {
        cell.element("a", ["href": "/console/partners/\(venue.id)/offers/\(offer.id)"], text: say(offer.name))
      } else {
        cell.write(say(offer.name))
      }
      cell.element("div", ["class": "soft"], text: say("第 \(offer.version) 版", "version \(offer.version)"))
    }
    html.cell(say(offer.benefit.label))
    let prices = offer.prices(at: venue).filter { $0.offer < $0.ticket.price }
    html.cell(
      prices.map { "\(say($0.ticket.name)) \($0.ticket.price.ntd) → \($0.offer.ntd)" }.joined(
        separator: say("；", "; ")))
    html.cell(offer.conditions.map { say($0) }.joined(separator: " "))
    html.element("td") { cell in
      let when = offer.availability
      if let from = when.from, today < from {
        cell.badge(.info, say("\(from) 開始", "begins \(from)"))
      } else if let until = when.until, until < today {
        cell.badge(.bad, say("已結束", "over"))
      } else {
        cell.badge(.good, say("生效中", "in force"))
      }
      if offer.source == .illustrative {
        cell.element("div", ["class": "soft"], text: say("示意資料", "illustrative"))
      }
    }
  }

  private func tickets(_ html: inout HTMLWriter) {
    html.table(
      say("票種", "Ticket types"), [say("票種", "Ticket"), say("定價", "Price"), say("收銀鍵", "Till key")],
      numbers: [1]
    ) { rows in
      for ticket in venue.tickets {
        rows.element("tr") { row in
          row.element("th", ["scope": "row"], text: say(ticket.name))
          row.figure("NT$\(ticket.price.ntd)")
          row.cell(ticket.tillCode ?? "—")
        }
      }
    }
    let law = StatutoryRule.allCases.filter(venue.statutory.contains).map { say($0.text(venue.sector)) }
    if !law.isEmpty {
      html.element(
        "p", ["class": "soft"], text: say("依法：", "By law: ") + law.joined(separator: say("、", "; ")))
    }
  }

  private func facts(_ html: inout HTMLWriter) {
    let opening = venue.opening
    let closed = Weekday.allCases.filter(opening.closedWeekdays.contains).map { say($0.text) }
    let rows: [(String, String)] = [
      (say("代號", "Id"), venue.id.text),
      (say("英文／中文名", "Names"), "\(venue.name.zh) / \(venue.name.en)"),
      (say("地點", "Place"), venue.place.map { say($0.town) } ?? "—"),
      (
        say("開放時間", "Hours"),
        opening.hours.isEmpty ? "—" : opening.hours.map(\.description).joined(separator: say("、", ", "))
      ),
      (say("固定休館", "Closed"), closed.isEmpty ? say("無", "never") : closed.joined(separator: say("、", ", "))),
    ]
    html.element("dl", ["class": "facts"]) { list in
      for (name, value) in rows {
        list.element("dt", text: name)
        list.element("dd", text: value)
      }
    }
  }

  private func history(_ html: inout HTMLWriter) {
    html.card(say("變更歷程", "History")) { card in
      RevisionTable(say: say, revisions: history, venueNames: [:]).write(&card)
    }
  }
}
