import Benefits
import CityNode

/// Use at a glance: the figures of a month or a year as pictures, each with its table.
struct UsePage {
  let say: PageLanguage
  let report: UseReport
  /// What is looked at, such as 2026 or 2026-11.
  let period: UsePeriod
  let counted: ClosedRange<CivilMonth>
  let venue: VenueID?

  func write(_ html: inout HTMLWriter) {
    Self.form(say, period, counted, report.names.venues, venue, &html)
    explanation(&html)
    html.element("div", ["class": "cards"]) { cards in
      card(say("入場次數", "Visits"), report.visits(at: venue), &cards)
      let novelty = report.months.novelty
      card(say("第一次來的人", "Members here for the first time"), novelty.figure(.new, at: venue), &cards)
    }
    html.element("p", ["class": "row"]) { row in
      row.button(
        say("下載 CSV（Excel 可直接開啟）", "Download CSV (opens in Excel)"),
        to: "/console/use.csv?period=\(period.text)")
    }
    for section in report.sections(at: venue) { write(section, &html) }
    if venue == nil { weekHours(&html) }
  }

  // MARK: What is looked at

  static func form(
    _ say: PageLanguage, _ period: UsePeriod, _ counted: ClosedRange<CivilMonth>,
    _ venues: [(id: VenueID, name: BilingualText)], _ venue: VenueID?, _ html: inout HTMLWriter
  ) {
    html.element("form", ["class": "card", "method": "get", "action": "/console/use"]) { form in
      form.element("div", ["class": "fields"]) { fields in
        fields.select(
          "period", say("期間", "Period"), UsePeriod.choices(in: counted).map { ($0.text, say($0.name)) },
          chosen: period.text)
        fields.select(
          "venue", say("場館", "Venue"),
          [("", say("全部場館", "all venues"))] + venues.map { ($0.id.text, say($0.name)) },
          chosen: venue?.text ?? "")
      }
      form.element("p") { $0.submit(say("顯示", "Show"), style: "") }
    }
  }

  private func explanation(_ html: inout HTMLWriter) {
    let least = SuppressionRule.standard.threshold
    html.notice(
      .info,
      say(
        "只統計已結束的月份（月底後 72 小時結算）。少於 \(least) 的數字不公布；為了不讓人從其他數字推算出來，有些較大的數字也一併不公布。「—」是不公布，「≥」是只加總有公布的月份。",
        "Only closed months are counted (72 hours after a month's end). Counts below \(least) are withheld, and some larger ones with them, so that none can be worked out. “—” is withheld; “≥” adds up the months that are shown."
      ))
    html.element("details") { details in
      details.element("summary", text: say("怎麼算的", "How it is counted"))
      details.element("ul") { list in
        for text in Self.rules { list.element("li", text: say(text)) }
        for (month, venues) in report.months.pooled.sorted(by: { $0.key < $1.key }) where !venues.isEmpty {
          let names = venues.map { say(report.names.name(of: $0)) }.joined(separator: say("、", ", "))
          list.element(
            "li",
            text: say(
              "\(month.text.zh)入場太少而合併計算的場館：\(names)。",
              "Counted together in \(month), for they had too few visits: \(names)."))
        }
      }
    }
  }

  private static let rules = [
    BilingualText(
      zh: "一次入場是一次完成的核銷；取消的不算。結算之後才取消的仍算，因為已公布的數字不再更動。",
      en:
        "A visit is a redemption that was completed. One that was taken back does not count, unless that was after the month had been closed: what is published does not change."
    ),
    BilingualText(
      zh: "年的數字是各月已公布數字的總和，所以不會透露任何月份沒有公布的事。",
      en: "A year is the sum of what its months show, so it tells nothing that they do not."),
    BilingualText(
      zh: "「依法定優惠」而沒有讀到卡的入場，不知道是誰、也不知道來自哪個城市。",
      en: "Where the law lowered the price and no card was recognised, neither member nor city is known."),
  ]

  private func card(_ title: String, _ figure: Figure, _ html: inout HTMLWriter) {
    html.element("div", ["class": "card"]) { card in
      card.element("h2", text: title)
      card.element("p", ["class": "figure"]) { text in
        text.element("span", ["aria-hidden": figure.bar.value == nil ? "true" : nil], text: figure.text)
        if figure.bar.value == nil {
          text.element("span", ["class": "unseen"], text: say("不公布", "withheld"))
        }
      }
    }
  }

  // MARK: The tables and their pictures

  private func write(_ section: UseReport.Section, _ html: inout HTMLWriter) {
    let title = say(section.title)
    html.card(title) { card in
      if let note = section.note { card.element("p", ["class": "soft"], text: say(note)) }
      guard !section.rows.isEmpty else {
        card.element("p", text: say("這段期間沒有可以公布的數字。", "Nothing of this period may be shown."))
        return
      }
      // A picture of nothing but dashes would tell nobody anything.
      guard section.rows.contains(where: { $0.figure.bar.value ?? 0 > 0 }) else {
        table(section, &card)
        return
      }
      BarPicture(
        title: say("\(title)的長條圖，數字見下表", "Bars: \(title); the figures are in the table below"),
        bars: section.rows.map { row in
          let (value, isOpenEnded) = row.figure.bar
          return BarPicture.Bar(
            label: say(row.label), figure: row.figure.text, value: value, isOpenEnded: isOpenEnded)
        }
      ).write(&card)
      card.element("details") { details in
        details.element("summary", text: say("數字表", "The figures as a table"))
        table(section, &details)
      }
    }
  }

  private func table(_ section: UseReport.Section, _ html: inout HTMLWriter) {
    html.table(say(section.title), [say("項目", "Item"), say("次數", "Count")], numbers: [1]) { rows in
      for row in section.rows {
        rows.element("tr") { line in
          line.element("th", ["scope": "row"], text: say(row.label))
          line.count(row.figure, say)
        }
      }
    }
  }

  /// The hours in which somebody came, or may have: columns of the days.
  private func weekHours(_ html: inout HTMLWriter) {
    let table = report.months.weekHours
    let hours = WeekHour.hours.filter { hour in
      Weekday.allCases.contains { table.figure(WeekHour($0, hour)) != .shown(0) }
    }
    guard let first = hours.first, let last = hours.last else { return }
    let most = max(1, table.rows.compactMap { table.figure($0).known }.max() ?? 1)
    let title = say("星期與時段", "Day and hour")
    html.card(title) { card in
      card.element(
        "p", ["class": "soft"],
        text: say("底色越深，入場越多；每格都寫出數字。", "The darker a box, the more visits; each has its figure."))
      card.table(
        title, [say("時段", "Hour")] + Weekday.allCases.map { say($0.text) },
        numbers: Set(1...Weekday.allCases.count)
      ) { rows in
        for hour in first...last {
          rows.element("tr") { row in
            row.element("th", ["scope": "row"], text: say(UseNames.hour(hour)))
            for day in Weekday.allCases {
              let figure = table.figure(WeekHour(day, hour))
              // Five shades of one colour, by fifths of the largest.
              let shade = ((figure.known ?? 0) * 5 + most - 1) / most
              row.count(figure, say, style: "number heat-\(shade)")
            }
          }
        }
      }
    }
  }
}

/// A month, or a year with its closed months.
enum UsePeriod: Hashable {
  case month(CivilMonth)
  case year(Int)

  /// The most choices: the newest years and months.
  static let limit = 72

  /// Reads the form of ``text``.
  init?(_ text: String) {
    if let month = CivilMonth(text) {
      self = .month(month)
    } else if text.utf8.count == 4, let month = CivilMonth("\(text)-01") {
      self = .year(month.year)
    } else {
      return nil
    }
  }

  /// As a link has it: `2026-11` or `2026`.
  var text: String {
    switch self {
    case .month(let month): month.description
    case .year: String("\(months.lowerBound)".prefix(4))
    }
  }

  /// As people say it.
  var name: BilingualText {
    switch self {
    case .month(let month): month.text
    case .year(let year): BilingualText(zh: "\(year) 年", en: "\(year)")
    }
  }

  /// Its months, closed or not.
  var months: ClosedRange<CivilMonth> {
    switch self {
    case .month(let month): return month...month
    case .year(let year):
      let january = CivilMonth(stored: year * 12) ?? CivilMonth.range.lowerBound
      return january...(CivilMonth(stored: january.number + 11) ?? january)
    }
  }

  /// What can be chosen, the newest first, each year before its months.
  static func choices(in counted: ClosedRange<CivilMonth>) -> [UsePeriod] {
    var choices: [UsePeriod] = []
    var month = counted.upperBound
    while month >= counted.lowerBound, choices.count < limit {
      if choices.isEmpty || month.month == 12 { choices.append(.year(month.year)) }
      choices.append(.month(month))
      guard let before = CivilMonth(stored: month.number - 1) else { break }
      month = before
    }
    return choices
  }
}
