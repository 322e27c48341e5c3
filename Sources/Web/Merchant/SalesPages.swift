import Benefits
import CityNode
import Store

/// What a merchant's pages show below their heading.
struct SalesPages {
  /// The most entries of a list on the page of today.
  static let few = 20

  let view: MerchantView
  let sales: MerchantSales
  let names: SalesNames
  let tables: SalesTables
  /// The host city's name.
  let host: String
  private var say: PageLanguage { names.say }

  init(_ view: MerchantView, _ sales: MerchantSales, _ names: SalesNames, civil: CivilCalendar, host: String)
  {
    self.view = view
    self.sales = sales
    self.names = names
    self.host = host
    tables = SalesTables(names, civil: civil)
  }

  /// What a page tells, read before it is written.
  struct Contents {
    var takings = Takings()
    var visits: [SoldVisit] = []
    var takenBack: [SoldVisit] = []
    var refusals: [CheckRecord] = []
    var refusalCounts: [Reason: Int] = [:]
  }

  private var query: String { SalesQuery.link(sales.period, sales.venue) }
  private func name(_ venue: VenueID) -> String {
    venue == sales.venue ? names.venue.map { say($0.name) } ?? venue.text : venue.text
  }

  // MARK: Today

  func today(_ contents: Contents, venues: [(value: String, text: String)], _ html: inout HTMLWriter) {
    if venues.count > 1 {
      html.element("form", ["class": "card", "method": "get", "action": "/merchant"]) { form in
        form.select("venue", say("場館", "Venue"), venues, chosen: sales.venue.text)
        form.element("p") { $0.submit(say("顯示", "Show"), style: "") }
      }
    }
    html.element("h2", text: "\(name(sales.venue)) · \(sales.period.from)")
    cards(contents, &html)
    html.element("p", ["class": "row"]) { row in
      row.button(say("查其他日期", "Other days"), to: "/merchant/visits?venue=\(sales.venue)", isPrimary: true)
      row.button(say("今天的對帳 CSV", "Today's drawer as CSV"), to: "/merchant/till.csv?\(query)")
    }
    tables.drawer(contents.takings, &html)
    list(contents, limit: Self.few, &html)
  }

  private func cards(_ contents: Contents, _ html: inout HTMLWriter) {
    let drawer = contents.takings.drawer
    let figures = [
      (say("入場", "Visits"), drawer.sold.visits - drawer.takenBack.visits, ""),
      (say("抽屜應有", "In the drawer"), Int(drawer.money.ntd), say(" 元", " NT$")),
      (say("取消", "Taken back"), drawer.takenBack.visits, ""),
      (say("沒有優惠", "Not reduced"), contents.refusalCounts.values.reduce(0, +), ""),
    ]
    html.element("div", ["class": "cards"]) { cards in
      for (title, figure, unit) in figures {
        cards.element("div", ["class": "card"]) { card in
          card.element("h3", text: title)
          card.element("p", ["class": "figure"], text: "\(figure)\(unit)")
        }
      }
    }
  }

  private func list(_ contents: Contents, limit: Int, _ html: inout HTMLWriter) {
    visits(contents.visits, limit, say("最近的入場", "Latest visits"), more: "/merchant/visits", &html)
    takenBack(contents.takenBack, &html)
    html.element("h2", text: say("沒有優惠的查驗", "Checks without a reduction"))
    if contents.refusals.isEmpty { html.element("p", text: say("沒有。", "None.")) }
    if !contents.refusals.isEmpty {
      tables.refusals(
        Array(contents.refusals.prefix(limit)), say("為什麼沒有優惠", "Why nothing was reduced"), &html)
    }
    html.element("p") { $0.button(say("全部與原因統計", "All, and by reason"), to: "/merchant/refusals?\(query)") }
  }

  private func visits(
    _ visits: [SoldVisit], _ limit: Int, _ caption: String, more path: String, _ html: inout HTMLWriter
  ) {
    html.element("h2", text: caption)
    guard !visits.isEmpty else {
      html.element("p", text: say("這段期間沒有入場。", "No visits in this period."))
      return
    }
    tables.visits(Array(visits.prefix(limit)), caption, &html)
    guard visits.count > limit, let last = visits.prefix(limit).last else { return }
    let place = ListPlace(at: last.redemption.at, id: last.redemption.id)
    html.element("p") {
      $0.button(
        say("更早的", "Earlier ones"),
        to: "\(path)?\(SalesQuery.link(sales.period, sales.venue, before: place))")
    }
  }

  private func takenBack(_ visits: [SoldVisit], _ html: inout HTMLWriter) {
    guard !visits.isEmpty else { return }
    let caption = say("這段期間取消的入場", "Visits taken back in this period")
    html.element("h2", text: caption)
    tables.visits(visits, caption, &html)
    if visits.count == CityStore.salesPage {
      html.element(
        "p",
        text: say(
          "只列出最近 \(CityStore.salesPage) 筆；合計包含全部。",
          "The latest \(CityStore.salesPage) are listed; the sums have all."))
    }
  }

  // MARK: A period

  static func form(
    _ say: PageLanguage, to path: String, _ query: SalesQuery, venue: VenueID?,
    venues: [(value: String, text: String)], _ html: inout HTMLWriter
  ) {
    html.element("form", ["class": "card", "method": "get", "action": path]) { form in
      form.element("div", ["class": "fields"]) { fields in
        fields.input("from", say("從", "From"), type: "date", value: query.from)
        fields.input("until", say("到", "Until"), type: "date", value: query.until)
        fields.select("venue", say("場館", "Venue"), venues, chosen: venue?.text)
      }
      form.element("p") { $0.submit(say("顯示", "Show")) }
    }
  }

  func period(_ contents: Contents, _ html: inout HTMLWriter) {
    html.element("h2", text: "\(name(sales.venue)) · \(days)")
    cards(contents, &html)
    html.element("p", ["class": "row"]) { row in
      row.button(say("入場明細 CSV", "Visits as CSV"), to: "/merchant/visits.csv?\(query)")
      row.button(say("收銀對帳 CSV", "Drawer as CSV"), to: "/merchant/till.csv?\(query)")
      row.button(say("沒有優惠的查驗", "Checks without a reduction"), to: "/merchant/refusals?\(query)")
    }
    tables.worth(contents.takings, host: host, &html)
    tables.drawer(contents.takings, &html)
    visits(
      contents.visits, CityStore.salesPage, say("入場明細", "Visits"), more: "/merchant/visits", &html)
    takenBack(contents.takenBack, &html)
  }

  private var days: String {
    sales.period.from == sales.period.until
      ? "\(sales.period.from)" : "\(sales.period.from) – \(sales.period.until)"
  }

  func refusals(_ contents: Contents, _ html: inout HTMLWriter) {
    html.element("h2", text: "\(name(sales.venue)) · \(days)")
    guard !contents.refusals.isEmpty else {
      html.element("p", text: say("這段期間沒有。", "None in this period."))
      return
    }
    let headings = [say("為什麼", "Why"), say("次數", "Count")]
    html.table(say("依原因", "By reason"), headings, numbers: [1]) { rows in
      for reason in Reason.allCases {
        guard let count = contents.refusalCounts[reason] else { continue }
        rows.element("tr") { row in
          row.element("th", ["scope": "row"], text: say(reason.clerkText(city: nil).message))
          row.figure("\(count)")
        }
      }
    }
    html.element("p") { $0.button(say("下載 CSV", "Download CSV"), to: "/merchant/refusals.csv?\(query)") }
    let shown = Array(contents.refusals.prefix(CityStore.salesPage))
    tables.refusals(shown, say("每一筆", "Each of them"), &html)
    guard contents.refusals.count > shown.count, let last = shown.last else { return }
    let place = ListPlace(at: last.at, id: last.id)
    html.element("p") {
      $0.button(
        say("更早的", "Earlier ones"),
        to: "/merchant/refusals?\(SalesQuery.link(sales.period, sales.venue, before: place))")
    }
  }
}
