import Benefits
import CityNode
import Office
import Store

/// Who changed what, newest first.
struct AuditPage {
  let say: PageLanguage
  let page: OfficePage
  let filter: AuditFilter
  let entries: [KeptAuditEntry]
  /// Whether there are older ones.
  let hasMore: Bool

  func write(_ html: inout HTMLWriter) {
    search(&html)
    html.element("div", ["class": "row"]) { row in
      row.button(say("下載 CSV", "Download as CSV"), to: filter.address("/console/audit.csv"))
      page.form(to: "/console/audit/verify", class: nil, in: &row) { form in
        form.submit(say("檢查紀錄是否完整", "Check that the log is whole"), style: "")
      }
    }
    guard !entries.isEmpty else {
      html.element("p", text: say("沒有符合的紀錄。", "No entry fits."))
      return
    }
    let headings = [
      say("編號", "No."), say("時間", "When"), say("誰", "Who"), say("做了什麼", "What"), say("對象", "Of what"),
      say("之前", "Before"), say("之後", "After"),
    ]
    html.table(say("稽核紀錄", "Audit log"), headings, numbers: [0]) { rows in
      for kept in entries { rows.element("tr") { row(kept, &$0) } }
    }
    guard hasMore, let last = entries.last else { return }
    html.element("p") {
      $0.button(
        say("更早的紀錄", "Older entries"), to: filter.address("/console/audit", ("before", "\(last.id)")))
    }
  }

  private func row(_ kept: KeptAuditEntry, _ html: inout HTMLWriter) {
    let entry = kept.entry
    html.figure("\(kept.id)")
    html.element("td", ["class": "time"], text: PageTime.minute(entry.at))
    html.cell(entry.actor.text)
    html.cell(say(entry.action.text))
    html.element("td") { cell in
      var own = AuditFilter(FormFields([]))
      own.subject = entry.subject
      cell.element("a", ["href": own.address("/console/audit")], text: entry.subject)
    }
    for text in [entry.before, entry.after] {
      html.element("td", ["class": "lines"]) { cell in
        guard let text else { return cell.write("—") }
        for line in text.split(separator: "\n") { cell.element("div", text: String(line)) }
      }
    }
  }

  private func search(_ html: inout HTMLWriter) {
    html.element("form", ["method": "get", "action": "/console/audit", "class": "stack card"]) { form in
      form.element("div", ["class": "fields"]) { fields in
        fields.input("actor", say("誰（帳號）", "Who (login)"), value: filter.actor, limit: 100)
        let actions = AuditAction.allCases.map { ($0.rawValue, say($0.text)) }
        fields.select(
          "action", say("做了什麼", "What"), [("", say("全部", "Everything"))] + actions, chosen: filter.action)
        fields.input(
          "subject", say("對象", "Of what"), value: filter.subject,
          help: say("例如 terminal:3", "Such as terminal:3"),
          limit: 200)
        fields.input(
          "day", say("哪一天", "Which day"), type: "date", value: filter.day,
          fault: filter.dayIsWrong ? say("請輸入日期，例如 2026-11-24。", "Enter a day, such as 2026-11-24.") : nil)
      }
      form.element("div", ["class": "row"]) { row in
        row.submit(say("篩選", "Filter"))
        row.button(say("清除", "Clear"), to: "/console/audit")
      }
    }
  }
}
