import Benefits
import StrictJSON

/// The members of partner files, and what stands in them, in the words of the people who agree on offers.
enum PartnerWords {
  /// What a member is called.
  static func label(of member: String) -> BilingualText {
    BilingualText(zh: labels[member] ?? member, en: member.replacing("_", with: " "))
  }

  /// A value of `member` as people read it; nil was left out of the file.
  static func value(_ value: JSONValue?, of member: String) -> BilingualText {
    switch value {
    case nil: BilingualText(zh: "未填", en: "not set")
    case .string(let text)?: word(text)
    case .integer(let number)?:
      money.contains(member)
        ? BilingualText(zh: "\(number) 元", en: "NT$\(number)")
        : BilingualText(zh: "\(number)", en: "\(number)")
    case .bool(let flag)?: BilingualText(zh: flag ? "是" : "否", en: flag ? "yes" : "no")
    case .array(let values)?:
      values.isEmpty
        ? BilingualText(zh: "無", en: "none")
        : joined(values.map { Self.value($0, of: member) })
    case .object(let object)?: self.object(object, of: member)
    case .real?, .null?: BilingualText(zh: "?", en: "?")
    }
  }

  private static func object(_ object: JSONObject, of member: String) -> BilingualText {
    if case .string(let zh)? = object["zh"], case .string(let en)? = object["en"] {
      return BilingualText(zh: "「\(zh)」", en: "“\(en)”")
    }
    if member == "limits", let limit = limit(object) { return limit }
    return joined(
      object.members.map { inner in
        let (label, value) = (label(of: inner.name), value(inner.value, of: inner.name))
        return BilingualText(
          zh: "\(words[inner.name] ?? label.zh) \(value.zh)", en: "\(label.en) \(value.en)")
      })
  }

  private static func limit(_ object: JSONObject) -> BilingualText? {
    guard case .string(let scope)? = object["scope"], case .string(let period)? = object["period"],
      case .string(let measure)? = object["measure"], case .integer(let most)? = object["most"]
    else { return nil }
    return BilingualText(
      zh: "\(words[scope] ?? scope)\(words[period] ?? period)最多 \(most) \(words[measure] ?? measure)",
      en: "at most \(most) \(measure) per \(scope) and \(period)")
  }

  private static func word(_ text: String) -> BilingualText {
    BilingualText(
      zh: words[text] ?? text, en: words[text] == nil ? text : text.replacing("_", with: " "))
  }

  private static func joined(_ texts: [BilingualText]) -> BilingualText {
    BilingualText(
      zh: texts.map(\.zh).joined(separator: "、"), en: texts.map(\.en).joined(separator: ", "))
  }

  private static let money: Set<String> = ["price", "redeemable", "minimum_spend", "allow_up_to"]

  private static let labels: [String: String] = [
    "id": "代號", "name": "名稱", "kind": "類別", "sector": "公私立", "statutory": "法定優待", "place": "地點",
    "town": "鄉鎮市區", "latitude": "緯度", "longitude": "經度", "opening": "開放時間", "hours": "時段",
    "closed_weekdays": "固定休館", "open_on_holidays": "遇國定假日開放", "closed_days": "另休", "tickets": "票種",
    "goods": "商品", "events": "活動", "sales_points": "售票點", "offers": "優惠", "city": "城市", "price": "票價",
    "source": "來源", "redeemable": "可折抵", "till_code": "收銀機按鍵", "statutory_till_code": "法定優待按鍵",
    "days": "日期", "slots": "場次", "version": "版次", "benefit": "優惠內容", "classes": "身分別",
    "home_cities": "發卡城市", "age_at_least": "年滿", "age_below": "未滿", "minimum_spend": "最低消費",
    "minimum_quantity": "最少張數", "maximum_quantity": "最多張數", "valid_from": "起日", "valid_until": "迄日",
    "weekdays": "星期", "day_kind": "平日或假日", "windows": "適用時段", "blackouts": "不適用日", "beneficiary": "受惠者",
    "rounding": "進位", "tickets_per_check": "每次張數", "priority": "優先序", "stacking": "疊加",
    "on_top_of": "疊加於", "limits": "上限", "funding": "負擔", "offline": "離線", "allow_up_to": "離線最多",
    "offline_staleness_hours": "離線資料時限（小時）", "look": "查驗",
  ]

  private static let words: [String: String] = [
    "monday": "週一", "tuesday": "週二", "wednesday": "週三", "thursday": "週四", "friday": "週五", "saturday": "週六",
    "sunday": "週日", "working": "平日", "off": "假日", "party": "持卡人與同行者", "holder": "持卡人", "companions": "同行者",
    "half_up": "四捨五入", "down": "無條件捨去", "up": "無條件進位", "best_of": "擇優", "exclusive": "不得併用",
    "merchant": "商家", "host": "館方城市", "home": "發卡城市", "allow": "允許", "deny": "不允許", "published": "已公布",
    "illustrative": "示意", "public": "公立", "private": "私立", "card": "每卡", "member": "每人", "offer": "全部",
    "day": "每日", "week": "每週", "month": "每月", "year": "每年", "total": "總計", "uses": "次", "amount": "元",
    // In a limit the unit, elsewhere never a value.
    "tickets": "張",
  ]
}
