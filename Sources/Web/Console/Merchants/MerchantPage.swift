import Benefits
import CityNode
import Office

extension PayeeChangeState {
  /// How the state looks.
  var tone: OfficePage.Notice.Tone {
    switch self {
    case .proposed: .warn
    case .approved: .good
    case .rejected: .bad
    case .superseded: .info
    }
  }
}

/// One merchant: whom to call, where it sells, who is paid, and who may see its sales.
struct MerchantPage {
  let say: PageLanguage
  let staff: StaffMember
  let merchant: Merchant
  let venueNames: [VenueID: BilingualText]
  let payee: PayeeChange?
  let changes: [PayeeChange]
  /// Accounts that see this merchant's sales; nil where who asks may not know.
  let users: [StaffMember]?

  private var path: String { "/console/merchants/\(merchant.id)" }

  func write(_ html: inout HTMLWriter) {
    html.element("div", ["class": "split"]) { split in
      split.card(say("商家", "Merchant")) { about(&$0) }
      split.card(say("收款帳戶", "Payee")) { paid(&$0) }
    }
    if !changes.isEmpty { html.card(say("收款資料的變更", "Changes of the payee")) { history(&$0) } }
    if let users { html.card(say("商家的使用者", "The merchant's users")) { list(users, &$0) } }
  }

  private func about(_ html: inout HTMLWriter) {
    let venues = merchant.venues.sorted().map { id in venueNames[id].map { say($0) } ?? id.text }
    html.facts([
      (say("代號", "Id"), merchant.id.text), (say("中文名稱", "Chinese name"), merchant.name.zh),
      (say("英文名稱", "English name"), merchant.name.en),
      (say("場館", "Venues"), venues.isEmpty ? nil : venues.joined(separator: say("、", ", "))),
      (say("聯絡人", "Contact"), merchant.contact.name), (say("電話", "Telephone"), merchant.contact.phone),
      (say("電子郵件", "Mail"), merchant.contact.email),
    ])
    guard staff.may(.manageMerchants) else { return }
    html.element("p") { $0.button(say("修改", "Change"), to: "\(path)/edit") }
  }

  private func paid(_ html: inout HTMLWriter) {
    if let payee {
      html.facts([
        (say("統一編號", "Business no."), payee.payee.taxID.text),
        (say("銀行與分行", "Bank and branch"), "\(payee.payee.bank)-\(payee.payee.branch)"),
        (say("帳號", "Account"), payee.payee.maskedAccount), (say("戶名", "Holder"), payee.payee.holder),
        (
          say("核定", "Approved by"),
          payee.reviewer.map { "\($0.name) · \(payee.reviewed.map(PageTime.minute) ?? "")" }
        ),
      ])
    } else {
      html.notice(.warn, say("尚未設定收款帳戶，無法付款給這個商家。", "No payee is set; this merchant can't be paid."))
    }
    if changes.first?.state == .proposed {
      html.notice(.info, say("有一筆變更等人核定。", "A change waits for another person."))
    }
    guard staff.may(.proposePayee) else { return }
    html.element("p") {
      $0.button(
        payee == nil ? say("提出收款資料", "Propose a payee") : say("提出變更", "Propose a change"), to: "\(path)/payee"
      )
    }
  }

  private func history(_ html: inout HTMLWriter) {
    let headings = [
      say("狀態", "State"), say("收款資料", "Payee"), say("提案", "Proposed by"), say("核定或退回", "Decided by"),
      say("原因", "Why"),
    ]
    html.table(say("最近 20 筆變更", "The last 20 changes"), headings) { rows in
      for change in changes {
        rows.element("tr") { row in
          row.element("td") { cell in
            guard change.state == .proposed, staff.may(.approvePayee) else {
              return cell.badge(change.state.tone, say(change.state.text))
            }
            cell.element("a", ["href": "/console/payees/\(change.id)"], text: say("核定或退回", "Decide"))
          }
          row.cell(change.payee.maskedText)
          row.cell("\(change.author.name) · \(PageTime.minute(change.proposed))")
          row.cell(
            change.reviewer.map { "\($0.name) · \(change.reviewed.map(PageTime.minute) ?? "")" } ?? "—")
          row.cell(change.refusal ?? "—")
        }
      }
    }
  }

  private func list(_ users: [StaffMember], _ html: inout HTMLWriter) {
    html.element("ul") { list in
      for user in users {
        list.element("li", text: "\(user.name)（\(user.login)）· \(say(user.state.text))")
      }
      if users.isEmpty { list.element("li", text: say("還沒有。", "None yet.")) }
    }
    guard staff.may(.manageMerchants) else { return }
    html.element("p") { $0.button(say("邀請使用者", "Invite a user"), to: "\(path)/users") }
  }
}
