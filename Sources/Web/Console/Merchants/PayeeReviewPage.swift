import Benefits
import CityNode
import Office

/// What another person decides on: the payee in force and the proposed one, in full, side by side. The one page that
/// shows whole account numbers.
struct PayeeReviewPage {
  let say: PageLanguage
  let page: OfficePage
  let change: PayeeChange
  let inForce: PayeeChange?
  /// Whether who looks at it proposed it.
  let isAuthor: Bool
  /// What was refused the last time.
  var fault: MerchantFault?

  private var path: String { "/console/payees/\(change.id)" }

  func write(_ html: inout HTMLWriter) {
    if let fault, fault != .reasonInvalid { html.notice(.bad, say(fault.text)) }
    html.element("p") { html in
      html.badge(change.state.tone, say(change.state.text))
      html.write(" \(say("提案", "Proposed by")) \(change.author.name) · \(PageTime.minute(change.proposed))")
    }
    html.table(
      say("逐欄比較", "Field by field"),
      [say("欄位", "Field"), say("目前", "In force"), say("提案", "Proposed"), say("有變更？", "Changed?")]
    ) { rows in
      for (name, old, new) in fields {
        rows.element("tr") { row in
          row.element("th", ["scope": "row"], text: name)
          row.element("td") { $0.element("span", ["class": "code"], text: old ?? "—") }
          row.element("td") { $0.element("span", ["class": "code"], text: new) }
          row.element("td") { cell in
            old == new ? cell.write(say("相同", "Same")) : cell.badge(.warn, say("不同", "Changed"))
          }
        }
      }
    }
    guard change.state == .proposed else { return }
    guard !isAuthor else { return html.notice(.info, say(MerchantFault.samePerson.text)) }
    decide(&html)
  }

  private var fields: [(String, String?, String)] {
    let (old, new) = (inForce?.payee, change.payee)
    return [
      (say("統一編號", "Business no."), old?.taxID.text, new.taxID.text),
      (say("銀行代號", "Bank"), old?.bank, new.bank), (say("分行代號", "Branch"), old?.branch, new.branch),
      (say("帳號", "Account"), shown(old), shown(new) ?? ""), (say("戶名", "Holder"), old?.holder, new.holder),
    ]
  }

  /// Whole only while somebody has to compare it.
  private func shown(_ payee: Payee?) -> String? {
    change.state == .proposed ? payee?.account : payee?.maskedAccount
  }

  private func decide(_ html: inout HTMLWriter) {
    html.element("div", ["class": "split"]) { split in
      split.card(say("核定", "Approve")) { card in
        card.element(
          "p",
          text: say(
            "請與商家提供的存摺影本逐欄核對，並以商家原先留下的電話向本人確認。",
            "Compare every field with the merchant's passbook, and ask the merchant under the telephone number known before."
          ))
        page.form(to: "\(path)/approve", class: "row", in: &card) { form in
          form.submit(say("核定，開始付到這個帳戶", "Approve and pay to this account"))
        }
      }
      split.card(say("退回", "Send back")) { card in
        page.form(to: "\(path)/reject", in: &card) { form in
          form.input(
            "reason", say("原因", "Why"),
            fault: fault == .reasonInvalid ? say(MerchantFault.reasonInvalid.text) : nil, isRequired: true,
            limit: PayeeDesk.reasonLimit)
          form.element("div", ["class": "row"]) {
            $0.submit(say("退回", "Send back"), style: "danger")
          }
        }
      }
    }
  }
}
