import Benefits
import CityNode
import Office

/// The form in which a merchant is added or changed.
struct MerchantForm {
  var draft = MerchantDraft()
  var faults: [MerchantDraft.Field: BilingualText] = [:]
  /// The merchant that is changed, whose id stays; nil for a new one.
  private let kept: Merchant?

  /// Whether the merchant is there already.
  var isKept: Bool { kept != nil }

  /// The form in which `merchant` is changed, as it is.
  init(_ merchant: Merchant) {
    draft = MerchantDraft(merchant)
    kept = merchant
  }

  /// From a form; `kept` is the merchant that is changed, nil for a new one.
  init(_ fields: FormFields? = nil, of kept: Merchant? = nil) {
    self.kept = kept
    guard let fields else { return }
    draft.id = kept?.id.text ?? fields["id"] ?? ""
    draft.nameZh = fields["name_zh"] ?? ""
    draft.nameEn = fields["name_en"] ?? ""
    // A venue that has a merchant stays with it: its past sales and its money go with it, so nobody moves it alone.
    draft.venues = fields.values("venues") + (kept?.venues ?? []).sorted().map(\.text)
    draft.contact = Contact(
      name: fields["contact_name"], phone: fields["contact_phone"], email: fields["contact_email"])
  }

  /// The merchant, if the form holds; what is wrong with it stands beside the fields afterwards.
  mutating func merchant(venues: [Venue]) -> Merchant? {
    switch draft.merchant(venues: Set(venues.map(\.id)).union(kept?.venues ?? [])) {
    case .success(let merchant): return merchant
    case .failure(let found):
      for field in found.fields { faults[field] = field.text }
      return nil
    }
  }

  /// Puts what the books refused beside the field that it is about.
  mutating func note(_ fault: MerchantFault) {
    faults[fault == .venueTaken ? .venues : fault == .merchantExists ? .id : .nameZh] = fault.text
  }

  func write(
    _ say: PageLanguage, venues: [Venue], taken: [VenueID: MerchantID], page: OfficePage,
    _ html: inout HTMLWriter
  ) {
    html.faultSummary(say, isNeeded: !faults.isEmpty)
    let path = isKept ? "/console/merchants/\(draft.id)" : "/console/merchants"
    page.form(to: path, in: &html) { form in
      if !isKept {
        form.input(
          "id", say("代號", "Id"), value: draft.id,
          help: say(
            "小寫英文，例如 chulu-ranch；之後不能改。", "Lower case, such as chulu-ranch; it can't be changed later."),
          fault: fault(.id, say), isRequired: true, limit: 64)
      }
      form.element("div", ["class": "fields"]) { fields in
        input(.nameZh, say("中文名稱", "Chinese name"), draft.nameZh, true, say, &fields)
        input(.nameEn, say("英文名稱", "English name"), draft.nameEn, true, say, &fields)
      }
      ticks(say, venues, taken, &form)
      form.element("div", ["class": "fields"]) { fields in
        input(.contactName, say("聯絡人", "Contact"), draft.contact.name, false, say, &fields)
        input(.contactPhone, say("電話", "Telephone"), draft.contact.phone, false, say, &fields)
        input(.contactEmail, say("電子郵件", "Mail"), draft.contact.email, false, say, &fields)
      }
      form.element("div", ["class": "row"]) { row in
        row.submit(say("儲存", "Save"))
        row.button(say("取消", "Cancel"), to: isKept ? path : "/console/merchants")
      }
    }
  }

  private func fault(_ field: MerchantDraft.Field, _ say: PageLanguage) -> String? {
    faults[field].map { say($0) }
  }

  private func input(
    _ field: MerchantDraft.Field, _ label: String, _ value: String?, _ isRequired: Bool, _ say: PageLanguage,
    _ html: inout HTMLWriter
  ) {
    html.input(
      field.rawValue, label, value: value, fault: fault(field, say), isRequired: isRequired,
      limit: MerchantDraft.nameLimit)
  }

  private func ticks(
    _ say: PageLanguage, _ venues: [Venue], _ taken: [VenueID: MerchantID], _ html: inout HTMLWriter
  ) {
    let free = venues.filter { taken[$0.id] == nil }
    html.ticks(
      "venues", say("場館（一個場館只屬於一個商家）", "Venues (each has one merchant at most)"),
      free.map { ($0.id.text, say($0.name)) }, chosen: Set(draft.venues),
      fault: fault(.venues, say))
    if let kept, !kept.venues.isEmpty {
      let names = kept.venues.sorted().map { id in
        venues.first { $0.id == id }.map { say($0.name) } ?? id.text
      }
      html.element(
        "p",
        text: say(
          "已屬於這個商家（不能在這裡移走）：\(names.joined(separator: "、"))。",
          "Its venues, which can't be moved away here: \(names.joined(separator: ", "))."))
    }
    let others = venues.count - free.count - (kept?.venues.count ?? 0)
    if others > 0 {
      html.element(
        "p", ["class": "soft"],
        text: say("另外 \(others) 個場館已屬於其他商家。", "\(others) more belong to other merchants."))
    }
  }
}
