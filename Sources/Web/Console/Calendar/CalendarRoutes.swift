import Benefits
import CityNode
import Hummingbird
import Office

/// `/console/calendar`: what applies on which day of a month.
struct CalendarRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/calendar", use: show)
  }

  @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readRegistry)
    let fields = FormFields(request.query)
    let venues = node.registry.venues(of: node.configuration.city)
    let venue = fields["venue"].flatMap { id in venues.first { $0.id.text == id } } ?? venues.first
    let today = node.calendar.civil.date(node.ports.now())
    let month = fields["month"].flatMap { CivilMonth($0) } ?? CivilMonth(of: today)
    let home = fields["home"].flatMap { CityID($0) }.flatMap { node.cityNames[$0] == nil ? nil : $0 }
    let page = OfficePage("優惠行事曆", "Calendar of offers", for: context, at: request, node: node)
    guard let venue else {
      return page.response { $0.element("p", text: context.language("還沒有場館。", "There is no venue yet.")) }
    }
    let content = CalendarPage(
      say: context.language, venue: venue, venues: venues, cityNames: node.cityNames, month: month,
      home: home,
      today: today,
      calendar: OfferCalendar(of: month, at: venue, home: home, holidays: node.calendar.holidays),
      knowsHolidays: node.calendar.holidays.years?.contains(month.year) == true)
    return page.response { content.write(&$0) }
  }
}

/// A month at one venue, a box a day.
struct CalendarPage {
  let say: PageLanguage
  let venue: Venue
  let venues: [Venue]
  let cityNames: [CityID: BilingualText]
  let month: CivilMonth
  let home: CityID?
  let today: CivilDate
  let calendar: OfferCalendar
  let knowsHolidays: Bool

  func write(_ html: inout HTMLWriter) {
    html.element("form", ["class": "card", "method": "get", "action": "/console/calendar"]) { form in
      form.element("div", ["class": "fields"]) { fields in
        fields.select(
          "venue", say("場館", "Venue"), venues.map { ($0.id.text, say($0.name)) }, chosen: venue.id.text)
        fields.input("month", say("月份（年-月）", "Month (year-month)"), value: "\(month)", limit: 7)
        fields.select(
          "home", say("哪個城市的卡", "Whose cards"),
          [("", say("全部", "all"))]
            + cityNames.sorted { $0.key < $1.key }.map { ($0.key.text, say($0.value)) },
          chosen: home?.text ?? "")
      }
      form.element("p", ["class": "row"]) { row in
        row.submit(say("顯示", "Show"), style: "")
        row.button(say("上個月", "Month before"), to: link(month.previous))
        row.button(say("下個月", "Month after"), to: link(month.next))
      }
    }
    html.element("h2", text: "\(say(venue.name)) · \(month)")
    if !knowsHolidays {
      html.notice(
        .warn,
        say(
          "這一年的國定假日還沒有資料，只依週末判斷。",
          "The public holidays of this year are not known; only weekends are told apart."))
    }
    html.element("ol", ["class": "calendar"]) { grid in
      for weekday in Weekday.allCases {
        grid.element("li", ["class": "head", "aria-hidden": "true"], text: say(weekday.text))
      }
      let lead = calendar.days.first.flatMap { Weekday.allCases.firstIndex(of: $0.date.weekday) } ?? 0
      for _ in 0..<lead { grid.element("li", ["class": "empty", "aria-hidden": "true"], text: "") }
      for day in calendar.days { grid.element("li") { write(day, &$0) } }
    }
  }

  private func write(_ day: OfferCalendar.Day, _ html: inout HTMLWriter) {
    html.element("div", ["class": "day"]) { head in
      head.write("\(day.date.day)")
      head.element("span", ["class": "unseen"], text: " \(say(day.date.weekday.text))")
      head.write(day.kind == .off ? say(" 假日", " off") : "")
      if day.date == today { head.write(say("（今天）", " (today)")) }
    }
    if let holiday = day.holiday { html.element("div", ["class": "soft"], text: say(holiday)) }
    guard day.isOpen else {
      html.element("div", text: say("✕ 休館", "✕ closed"))
      return
    }
    for id in day.offers {
      guard let offer = venue.offers.first(where: { $0.id == id }) else { continue }
      html.element("div") { line in
        line.element("a", ["href": "/console/partners/\(venue.id)/offers/\(id)"], text: say(offer.name))
        if day.begins.contains(id) { line.write(say("（開始）", " (begins)")) }
        if day.ends.contains(id) { line.write(say("（最後一天）", " (last day)")) }
      }
    }
    if day.offers.isEmpty { html.element("div", ["class": "soft"], text: say("無優惠", "no offer")) }
  }

  private func link(_ month: CivilMonth) -> String {
    "/console/calendar?venue=\(venue.id)&month=\(month)&home=\(home?.text ?? "")"
  }
}
