import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import NIOCore
import Office
import Wire

/// `/console/use`: which benefits were used where and when, as statistics.
struct UseRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/use", use: show)
    router.get("/console/use.csv", use: file)
  }

  @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readUse)
    let say = context.language
    var page = OfficePage("使用概況", "Use at a glance", for: context, at: request, node: node)
    guard let counted = try await node.statistics.countedMonths() else {
      return page.response { html in
        html.notice(
          .info,
          say(
            "還沒有結束的月份可以統計。第一個月結束 72 小時後，這裡會有數字。",
            "No month is closed yet. Figures appear 72 hours after the end of the first one."))
      }
    }
    let fields = FormFields(request.query)
    let asked = fields["period"].map { (text: $0, period: UsePeriod($0)) }
    let isKnown = asked == nil || asked?.period?.months.overlaps(counted) == true
    let period = (isKnown ? asked?.period : nil) ?? .year(counted.upperBound.year)
    if !isKnown {
      page.notice = OfficePage.Notice(
        .bad, "沒有「\(asked?.text ?? "")」的統計；可選 \(counted.lowerBound) 到 \(counted.upperBound)，或其中一年。",
        "There are no figures for “\(asked?.text ?? "")”; choose \(counted.lowerBound) to \(counted.upperBound), or a year of these."
      )
    }
    guard let months = try await node.statistics.published(period.months) else {
      throw OfficeFault.notFound
    }
    let report = report(months)
    let named = fields["venue"]
    let venue = named.flatMap { name in report.names.venues.first { $0.id.text == name }?.id }
    if named != nil, venue == nil { throw OfficeFault.notFound }
    let content = UsePage(say: say, report: report, period: period, counted: counted, venue: venue)
    return page.response(isKnown ? .ok : .badRequest) { content.write(&$0) }
  }

  private func report(_ months: PublishedMonths) -> UseReport {
    UseReport(
      months: months,
      names: UseNames(
        node.registry.venues(of: node.configuration.city), past: Set(months.visits.venues(of: .all)),
        cities: node.cityNames))
  }

  /// The figures of a period, of each venue and of all, a line each.
  @Sendable private func file(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readUse)
    guard let period = FormFields(request.query)["period"].flatMap({ UsePeriod($0) }),
      let months = try await node.statistics.published(period.months)
    else { throw OfficeFault.notFound }
    let bytes = Self.file(report(months), period, context.language)
    return .sheet(bytes, named: "use-\(period.text).csv")
  }

  static func file(_ report: UseReport, _ period: UsePeriod, _ say: PageLanguage) -> [UInt8] {
    var csv = CSVWriter()
    let headings = [
      say("期間", "Period"), say("場館", "Venue"), say("表", "Table"), say("項目", "Item"), say("次數", "Count"),
      say("說明", "Meaning"),
    ]
    csv.append(headings.map(SheetCell.text))
    func add(_ venue: String, _ table: String, _ item: String, _ figure: Figure) {
      csv.append(
        [.text(period.text), .text(venue), .text(table), .text(item)] + figure.cells(say))
    }
    let all = say("全部場館", "all venues")
    for place in [nil] + report.names.venues.map(Optional.some) {
      let name = place.map { say($0.name) } ?? all
      add(name, say("入場次數", "Visits"), say("合計", "in all"), report.visits(at: place?.id))
      for section in report.sections(at: place?.id) {
        for row in section.rows { add(name, say(section.title), say(row.label), row.figure) }
      }
    }
    for day in Weekday.allCases {
      for hour in WeekHour.hours {
        add(
          all, say("星期與時段", "Day and hour"), "\(say(day.text)) \(say(UseNames.hour(hour)))",
          report.months.weekHours.figure(WeekHour(day, hour)))
      }
    }
    return csv.bytes
  }
}

extension Response {
  /// A file that a spreadsheet program opens.
  static func sheet(_ bytes: [UInt8], named name: String) -> Response {
    sheet(ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)), named: name)
  }

  /// A file that a spreadsheet program opens, sent piece by piece.
  static func sheet(_ body: ResponseBody, named name: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "text/csv; charset=utf-8; header=present", .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(name)\"",
      ], body: body)
  }
}
