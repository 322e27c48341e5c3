import Benefits
import CityNode
import Federation
import Store

/// The partner cities: whether each is well, and what to do if not.
struct PeerPage {
  let say: PageLanguage
  let now: Instant
  let own: BilingualText
  let reports: [PeerReport]

  func write(_ html: inout HTMLWriter) {
    if reports.isEmpty { html.element("p", text: say("沒有合作城市。", "There is no partner city.")) }
    for report in reports { html.card(say(report.party.name)) { write(report, &$0) } }
  }

  private func write(_ report: PeerReport, _ html: inout HTMLWriter) {
    let troubles = report.troubles(at: now)
    if troubles.isEmpty { html.notice(.good, say("一切正常。", "All is well.")) }
    for trouble in troubles { tell(trouble.advice, &html) }
    html.table(
      say("各項功能", "Function by function"),
      [say("功能", "Function"), say("狀態", "State"), say("最近一次成功", "Last success"), say("說明", "Notes")]
    ) { rows in
      rows.element("tr") { verification(report, &$0) }
      rows.element("tr") { registry(report, &$0) }
    }
    let cities = report.agreement.parties.map { say($0.name) }.joined(separator: say("、", " and "))
    html.facts([
      (say("協議", "Agreement"), "\(report.agreement.id)（\(cities)）"),
      (say("對方名稱", "Its name in the federation"), report.party.entity.text),
      (
        say("金鑰", "Keys"),
        report.keys.map {
          say(
            "\(since($0.issued))發布，\(since.until($0.expires))到期，會自動更新",
            "stated \(since($0.issued)), \(since.until($0.expires)); renewed by itself")
        }
      ),
      (say("連線根憑證", "TLS roots"), roots(report)),
    ])
  }

  private func tell(_ advice: PeerAdvice, _ html: inout HTMLWriter) {
    html.element(
      "div",
      ["class": advice.isGrave ? "notice bad" : "notice warn", "role": advice.isGrave ? "alert" : "status"]
    ) { box in
      box.element("p") { line in
        line.element("strong", text: "\(advice.isGrave ? "✕" : "!") \(say(advice.what))")
      }
      box.element("p", text: say(advice.effect))
      box.element("p", text: "\(say("怎麼辦：", "What to do: "))\(say(advice.advice))")
    }
  }

  private var since: SinceText { SinceText(say: say, now: now) }

  private func verification(_ report: PeerReport, _ html: inout HTMLWriter) {
    html.element("th", ["scope": "row"], text: say("查驗對方的卡", "Checking its cards"))
    html.element("td") { cell in
      switch report.verification {
      case .alive:
        report.keys == nil
          ? cell.badge(.bad, say("無法詢問", "Can't be asked")) : cell.badge(.good, say("正常", "Well"))
      case .failing(let count):
        cell.badge(.warn, say("連續失敗 \(count) 次", "\(count) failures in a row"))
      case .dead: cell.badge(.bad, say("沒有回應", "No answer"))
      }
    }
    html.cell(report.exchange.answered.map { since($0) } ?? say("啟動後尚無", "None since the start"))
    html.cell(
      report.exchange.failed.map { say("上次失敗：\(since($0))", "Last failure: \(since($0))") } ?? "—")
  }

  private func registry(_ report: PeerReport, _ html: inout HTMLWriter) {
    html.element("th", ["scope": "row"], text: say("對方的優惠清單", "Its registry of offers"))
    html.element("td") { cell in
      if let refusal = report.check.refusal {
        cell.badge(refusal.isAlarming ? .bad : .warn, say("未採用新的", "New one refused"))
      } else {
        report.registry == nil
          ? cell.badge(.warn, say("尚未取得", "Not had yet")) : cell.badge(.good, say("正常", "Well"))
      }
    }
    html.cell(report.check.checked.map { since($0) } ?? "—")
    var notes: [String] = []
    if case .published(let seq, _, let issued, _, _)? = report.registry {
      notes.append(
        say(
          "第 \(seq) 號，\(report.venues) 個場館，\(since(issued))簽發",
          "no. \(seq), \(report.venues) venues, signed \(since(issued))"))
    }
    if let refusal = report.check.refusal {
      notes.append("[\(refusal.rawValue)] \(report.check.detail ?? "")")
    }
    html.cell(notes.isEmpty ? "—" : notes.joined(separator: say("；", "; ")))
  }

  private func roots(_ report: PeerReport) -> String {
    let names = [say("現用", "current"), say("下一張", "next")]
    return zip(names, report.rootsEnd).map { name, end in
      let text =
        end.map { "\(CivilCalendar.taipei.date($0))（\(since.until($0))）" } ?? say("無法讀取", "unreadable")
      return "\(name) \(text)"
    }.joined(separator: say("、", ", "))
  }
}
