import Benefits
import CityNode

/// The tables of a merchant's pages. No card and no member is in any of them: a merchant has no use for either.
struct SalesTables {
  let names: SalesNames
  let civil: CivilCalendar
  private var say: PageLanguage { names.say }

  init(_ names: SalesNames, civil: CivilCalendar) {
    self.names = names
    self.civil = civil
  }

  // MARK: Visits

  func visits(_ visits: [SoldVisit], _ caption: String, _ html: inout HTMLWriter) {
    let headings = [
      say("時間", "Time"), say("終端機", "Terminal"), say("票", "Tickets"), say("原價", "Regular"),
      say("法定價", "By law"), say("實收", "Paid"), say("優惠", "Off"), say("優惠項目", "Offer"),
      say("誰負擔", "Who bears it"), say("狀態", "State"),
    ]
    html.table(caption, headings, numbers: [3, 4, 5, 6]) { rows in
      for visit in visits { rows.element("tr") { self.visit(visit, &$0) } }
    }
  }

  private func visit(_ visit: SoldVisit, _ row: inout HTMLWriter) {
    let decision = visit.check.decision
    row.cell(civil.minuteText(visit.redemption.at))
    row.cell(names.terminal(visit.redemption.terminal))
    row.cell(names.tickets(visit.check))
    row.figure("\(decision.regular.ntd)")
    row.figure("\(decision.statutory.ntd)")
    row.figure("\(decision.due.ntd)")
    row.figure("\(decision.discount.ntd)")
    row.cell(names.offers(visit.check))
    row.cell(shares(visit.check))
    row.element("td") { cell in
      if let voiding = visit.redemption.voiding {
        cell.badge(
          .warn, say("已取消 \(civil.minuteText(voiding.at))", "taken back \(civil.minuteText(voiding.at))"))
        if let reason = voiding.reason { cell.element("div", text: reason) }
      } else {
        cell.badge(.good, say("已入場", "visited"))
      }
    }
  }

  /// Who bears what offers took off beyond the law; of what the law takes off nobody gives anything back.
  func shares(_ check: CheckRecord) -> String {
    let shares = check.decision.funding
    return FundingParty.allCases.compactMap { party in
      guard let share = shares[party], share > .zero else { return nil }
      let who = party == .home ? names.city(check.home) : say(party.text)
      return "\(who) \(share.ntd)"
    }.joined(separator: say("、", ", "))
  }

  // MARK: Refusals

  func refusals(_ refusals: [CheckRecord], _ caption: String, _ html: inout HTMLWriter) {
    let headings = [
      say("時間", "Time"), say("終端機", "Terminal"), say("票", "Tickets"), say("結果", "Verdict"),
      say("為什麼", "Why"), say("還需要什麼", "What would have been needed"),
    ]
    html.table(caption, headings) { rows in
      for check in refusals {
        rows.element("tr") { row in
          row.cell(civil.minuteText(check.at))
          row.cell(names.terminal(check.terminal))
          row.cell(names.tickets(check))
          row.cell(say(check.decision.verdict.band))
          row.cell(names.reason(check))
          row.cell(names.needed(check))
        }
      }
    }
  }

  // MARK: The drawer

  func drawer(_ takings: Takings, _ html: inout HTMLWriter) {
    let tills = takings.tills.sorted { ($0.key ?? "") < ($1.key ?? "") }.map { key, drawer in
      (key ?? say("（沒有按鍵）", "(no key)"), drawer)
    }
    drawer(say("依收銀機按鍵", "By till code"), say("按鍵", "Till code"), tills, takings.drawer, &html)
    let terminals = takings.terminals.sorted { $0.key.number < $1.key.number }.map { id, drawer in
      (names.terminal(id), drawer)
    }
    drawer(say("依終端機", "By terminal"), say("終端機", "Terminal"), terminals, takings.drawer, &html)
  }

  private func drawer(
    _ caption: String, _ heading: String, _ lines: [(String, Takings.Drawer)], _ sum: Takings.Drawer,
    _ html: inout HTMLWriter
  ) {
    let headings = [
      heading, say("售出張數", "Tickets sold"), say("收入", "Taken in"), say("取消張數", "Taken back"),
      say("退出", "Paid out"), say("應有金額", "In the drawer"),
    ]
    html.table(caption, headings, numbers: [1, 2, 3, 4, 5]) { rows in
      for (name, drawer) in lines + [(say("合計", "In all"), sum)] {
        rows.element("tr") { row in
          row.element("th", ["scope": "row"], text: name)
          row.figure("\(drawer.sold.tickets)")
          row.figure("\(drawer.sold.money.ntd)")
          row.figure("\(drawer.takenBack.tickets)")
          row.figure("\(drawer.takenBack.money.ntd)")
          row.figure("\(drawer.money.ntd)")
        }
      }
    }
  }

  // MARK: What will be paid

  func worth(_ takings: Takings, host: String, _ html: inout HTMLWriter) {
    let headings = [
      say("月份", "Month"), say("入場", "Visits"), say("原價", "Regular"), say("旅客已付", "Paid by visitors"),
      say("優惠", "Off"), say("本店自付", "You bear"), say("\(host)付給本店", "\(host) pays you"),
      say("何時可結算", "When it can be settled"),
    ]
    html.table(
      say("每月值多少、誰付、何時", "What each month is worth, who pays, and when"), headings,
      numbers: [1, 2, 3, 4, 5, 6]
    ) {
      rows in
      for (month, worth) in takings.months.sorted(by: { $0.key < $1.key }) {
        rows.element("tr") { row in
          row.element("th", ["scope": "row"], text: say(month.text))
          row.figure("\(worth.visits)")
          row.figure("\(worth.regular.ntd)")
          row.figure("\(worth.paid.ntd)")
          row.figure("\(worth.discount.ntd)")
          row.figure("\(worth.merchant.ntd)")
          row.element("td", ["class": "number"]) { cell in
            cell.write("\(worth.owed.ntd)")
            for text in sources(worth, host) { cell.element("div", ["class": "soft"], text: text) }
          }
          let from = civil.minuteText(civil.cutOff(of: month))
          row.cell(say("\(from) 起", "from \(from)"))
        }
      }
    }
    html.element(
      "p", ["class": "soft"],
      text: say(
        "付錢給本店的是\(host)；發卡城市負擔的部分，由\(host)向該城市收。法律規定的減免沒有人補貼。以上是按各優惠的分攤比例估計，以月結為準；可結算日之後何時匯款，由機關的付款作業決定。",
        "\(host) is who pays you; what the card's city bears, \(host) collects from it. Nobody makes up for what the law takes off. These are estimates by each offer's shares; the month's settlement decides. When money is sent after that date is up to the authorities' payment."
      ))
  }

  private func sources(_ worth: Takings.Worth, _ host: String) -> [String] {
    guard worth.owed > .zero else { return [] }
    let homes = worth.homes.sorted { ($0.key?.text ?? "") < ($1.key?.text ?? "") }
    return ([(host, worth.host)] + homes.map { (names.city($0.key), $0.value) })
      .filter { $0.1 > .zero }
      .map { say("\($0)負擔 \($1.ntd)", "\($0) bears \($1.ntd)") }
  }
}
