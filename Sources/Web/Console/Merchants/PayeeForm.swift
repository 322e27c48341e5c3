import Benefits
import CityNode
import Office

/// The form in which a payee is proposed.
struct PayeeForm {
  private(set) var values: [PayeeFault: String] = [:]
  private(set) var faults: [PayeeFault: BilingualText] = [:]
  /// What the books refused.
  private(set) var refusal: BilingualText?

  /// An empty form.
  init() {}

  /// A form as it came.
  init(_ fields: FormFields) {
    for part in PayeeFault.allCases { values[part] = fields[part.rawValue] ?? "" }
  }

  /// The payee, if the form holds; what is wrong with it stands beside the fields afterwards.
  mutating func payee() -> Payee? {
    func value(_ part: PayeeFault) -> String { values[part] ?? "" }
    // People write numbers in groups.
    func digits(_ part: PayeeFault) -> String { value(part).filter { !" -".contains($0) } }
    do {
      return try Payee(
        taxID: digits(.taxID), bank: digits(.bank), branch: digits(.branch), account: digits(.account),
        holder: value(.holder))
    } catch {
      faults[error] = error.text
      return nil
    }
  }

  /// Notes what the books refused.
  mutating func note(_ fault: MerchantFault) { refusal = fault.text }

  func write(_ say: PageLanguage, merchant: MerchantID, page: OfficePage, _ html: inout HTMLWriter) {
    html.faultSummary(say, isNeeded: !faults.isEmpty)
    if let refusal { html.notice(.bad, say(refusal)) }
    html.element(
      "p",
      text: say(
        "請照存摺輸入。另一位同仁核定後才生效；這之前仍付到原帳戶。",
        "Enter it as the passbook has it. It counts once another person has approved it; until then the old account is paid."
      ))
    page.form(to: "/console/merchants/\(merchant)/payee", in: &html) { form in
      input(.taxID, say("統一編號", "Unified Business Number"), "04595257", 8, say, &form)
      form.element("div", ["class": "fields"]) { fields in
        input(.bank, say("銀行代號（3 碼）", "Bank code (3 digits)"), nil, 3, say, &fields)
        input(.branch, say("分行代號（4 碼）", "Branch code (4 digits)"), nil, 4, say, &fields)
        input(.account, say("帳號（6 至 14 碼）", "Account (6 to 14 digits)"), nil, 20, say, &fields)
      }
      form.input(
        PayeeFault.holder.rawValue, say("戶名", "Holder"), value: values[.holder],
        fault: faults[.holder].map { say($0) }, isRequired: true, autocomplete: "off", limit: 80)
      form.element("div", ["class": "row"]) { row in
        row.submit(say("送出，請另一人核定", "Hand in for approval"))
        row.button(say("取消", "Cancel"), to: "/console/merchants/\(merchant)")
      }
    }
  }

  private func input(
    _ part: PayeeFault, _ label: String, _ example: String?, _ limit: Int, _ say: PageLanguage,
    _ html: inout HTMLWriter
  ) {
    html.input(
      part.rawValue, label, value: values[part], help: example.map { say("例如 \($0)", "Such as \($0)") },
      fault: faults[part].map { say($0) }, isRequired: true, autocomplete: "off", inputMode: "numeric",
      limit: limit + 8)
  }
}
