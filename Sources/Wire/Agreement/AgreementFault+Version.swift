import Benefits

extension AgreementFault {
  /// What to say of a version's document.
  static func versionMessage(_ code: Code, _ detail: String) -> BilingualText? {
    switch code {
    case .versionInvalid:
      BilingualText(zh: "版次須為 2 至 9999 的整數", en: "a version is a whole number, 2 to 9999")
    case .hashInvalid:
      BilingualText(
        zh: "須為前一版的雜湊值（base64url，43 字元）",
        en:
          "must be the hash of the version before (base64url, 43 characters)"
      )
    case .wordUnknown: BilingualText(zh: "不認得此值；可用：\(detail)", en: "unknown word; possible: \(detail)")
    case .fundingDuplicate:
      BilingualText(zh: "出資方「\(detail)」重複", en: "the party “\(detail)” comes twice")
    case .fundingSum:
      BilingualText(
        zh: "各方比率合計須為 100（目前 \(detail)）", en: "the shares must add up to 100 (now \(detail))")
    case .capsOrder:
      BilingualText(
        zh: "上限須由小到大：單筆 ≤ 每月 ≤ 年度預算（\(detail)）",
        en: "caps must grow: one line, a month, the budget of a year (\(detail))")
    case .coordinatorWrong:
      BilingualText(
        zh: "多邊淨額須指定協調城市，其他模式不得指定",
        en: "multilateral_net names the coordinating city; the other modes name none")
    case .contactsMissing:
      BilingualText(
        zh: "每個城市至少要有一位對帳聯絡人（role: settlement）",
        en: "each city names at least one contact for settlement (role: settlement)")
    case .contactInvalid:
      BilingualText(
        zh: "聯絡人須有電子郵件或電話（\(detail)）", en: "a contact has an e-mail address or a phone number (\(detail))")
    case .dateInvalid:
      BilingualText(zh: "日期須為 YYYY-MM-DD，且確有此日", en: "a date is a day of the calendar as YYYY-MM-DD")
    case .datesReversed:
      BilingualText(zh: "終止日不可早於生效日", en: "the last day is not before the first")
    default: nil
    }
  }
}
