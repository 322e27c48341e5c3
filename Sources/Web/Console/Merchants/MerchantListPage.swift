import Benefits
import CityNode
import Office

/// The merchants, each with its venues and its payee, masked.
struct MerchantListPage {
  let say: PageLanguage
  let mayManage: Bool
  let mayApprove: Bool
  let merchants: [Merchant]
  let venueNames: [VenueID: BilingualText]
  let payees: [MerchantID: PayeeChange]
  let open: [PayeeChange]

  func write(_ html: inout HTMLWriter) {
    if mayManage {
      html.element("p") {
        $0.button(say("新增商家", "Add a merchant"), to: "/console/merchants/new", isPrimary: true)
      }
    }
    waiting(&html)
    guard !merchants.isEmpty else {
      html.element("p", text: say("還沒有商家。", "There is no merchant yet."))
      return
    }
    let headings = [
      say("商家", "Merchant"), say("場館", "Venues"), say("收款帳戶", "Payee"), say("聯絡人", "Contact"),
    ]
    html.table(say("商家", "Merchants"), headings) { rows in
      for merchant in merchants { rows.element("tr") { row(merchant, &$0) } }
    }
  }

  private func waiting(_ html: inout HTMLWriter) {
    guard !open.isEmpty else { return }
    html.card(say("等人核定的收款資料", "Payees that wait for approval")) { card in
      card.element("ul") { list in
        for change in open {
          let name = merchants.first { $0.id == change.merchant }.map { say($0.name) } ?? change.merchant.text
          let text = "\(name) · \(change.author.name) · \(PageTime.minute(change.proposed))"
          list.element("li") { item in
            guard mayApprove else { return item.write(text) }
            item.element("a", ["href": "/console/payees/\(change.id)"], text: text)
          }
        }
      }
      card.element(
        "p", ["class": "soft"],
        text: say(
          "提案人以外、具核定權限的同仁才能核定。", "Somebody with the right to approve, other than who proposed, decides."))
    }
  }

  private func row(_ merchant: Merchant, _ html: inout HTMLWriter) {
    html.element("th", ["scope": "row"]) { cell in
      cell.element("a", ["href": "/console/merchants/\(merchant.id)"], text: say(merchant.name))
    }
    let venues = merchant.venues.sorted().map { id in venueNames[id].map { say($0) } ?? id.text }
    html.cell(venues.isEmpty ? "—" : venues.joined(separator: say("、", ", ")))
    html.element("td") { cell in
      if let payee = payees[merchant.id]?.payee {
        cell.write("\(payee.bank)-\(payee.branch) \(payee.maskedAccount)")
      } else {
        cell.badge(.warn, say("尚未設定", "None yet"))
      }
    }
    html.cell(merchant.contact.name ?? "—")
  }
}
