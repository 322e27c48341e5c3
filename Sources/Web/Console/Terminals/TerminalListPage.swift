import Benefits
import Office
import Store

/// The terminals, by venue.
struct TerminalListPage {
  let say: PageLanguage
  let now: Instant
  let mayManage: Bool
  let venues: [VenueID: Venue]
  let terminals: [Terminal]
  let contacts: [TerminalID: TerminalContact]
  let waiting: [TerminalPairing]

  private var words: TerminalWords { TerminalWords(say: say, now: now) }

  func write(_ html: inout HTMLWriter) {
    if mayManage {
      html.element("p") {
        $0.button(say("新增終端機", "Add a terminal"), to: "/console/terminals/new", isPrimary: true)
      }
      invitations(&html)
    }
    let inService = Dictionary(grouping: terminals.filter { $0.revoked == nil }, by: \.venue)
    if inService.isEmpty {
      html.element("p", text: say("還沒有終端機。", "There is no terminal yet."))
    }
    for (venue, terminals) in inService.sorted(by: { $0.key < $1.key }) {
      html.card(name(venue)) { table(terminals, of: venue, mayRevoke: mayManage, &$0) }
    }
    let revoked = terminals.filter { $0.revoked != nil }
    guard !revoked.isEmpty else { return }
    html.element("details", ["class": "card"]) { details in
      details.element("summary", text: say("已停用的 \(revoked.count) 台", "\(revoked.count) revoked"))
      for (venue, terminals) in Dictionary(grouping: revoked, by: \.venue).sorted(by: { $0.key < $1.key }) {
        details.element("h2", text: name(venue))
        table(terminals, of: venue, mayRevoke: false, &details)
      }
    }
  }

  private func name(_ venue: VenueID) -> String { venues[venue].map { say($0.name) } ?? venue.text }

  private func invitations(_ html: inout HTMLWriter) {
    guard !waiting.isEmpty else { return }
    html.card(say("等待配對", "Waiting to be paired")) { card in
      card.element("ul") { list in
        for pairing in waiting {
          list.element("li") { item in
            item.element(
              "a", ["href": "/console/terminals/pair/\(pairing.id)"],
              text: "\(name(pairing.venue)) · \(pairing.label)")
          }
        }
      }
    }
  }

  private func table(
    _ terminals: [Terminal], of venue: VenueID, mayRevoke: Bool, _ html: inout HTMLWriter
  ) {
    let headings = [
      say("名稱", "Label"), say("售票處", "Sales point"), say("狀態", "State"), say("最後連線", "Last heard"),
      say("頁面版本", "Page"),
    ]
    html.table(
      say("\(name(venue))的終端機", "Terminals of \(name(venue))"),
      headings + (mayRevoke ? [say("動作", "Action")] : [])
    ) { rows in
      for terminal in terminals {
        rows.element("tr") { row(terminal, mayRevoke: mayRevoke, &$0) }
      }
    }
  }

  private func row(_ terminal: Terminal, mayRevoke: Bool, _ html: inout HTMLWriter) {
    let contact = contacts[terminal.id]
    let (tone, state) = words.state(terminal, contact)
    let point = terminal.salesPoint.flatMap { point in
      venues[terminal.venue]?.salesPoints.first { $0.id == point }.map { say($0.name) } ?? point.text
    }
    html.element("th", ["scope": "row"], text: terminal.label)
    html.cell(point ?? "—")
    html.element("td") { $0.badge(tone, state) }
    html.cell(words.lastContact(contact))
    html.cell(words.page(contact))
    guard mayRevoke else { return }
    html.element("td") { cell in
      cell.element(
        "a",
        [
          "class": "button", "href": "/console/terminals/\(terminal.id.number)/revoke",
          "aria-label": say("停用 \(terminal.label)", "Revoke \(terminal.label)"),
        ], text: say("停用", "Revoke"))
    }
  }
}
