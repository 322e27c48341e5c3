public import Benefits

extension BenefitGroup {
  /// The group in words.
  public var text: BilingualText {
    switch self {
    case .classes(let classes) where classes.isEmpty:
      BilingualText(zh: "優惠（適用身分的資料已不存在）", en: "an offer whose classes are not known any more")
    case .classes(let classes):
      BilingualText(
        zh: classes.map(\.text.zh).joined(separator: "或"),
        en: classes.map(\.text.en).joined(separator: " or "))
    case .law: BilingualText(zh: "只依法定優惠", en: "the law alone")
    case .none: BilingualText(zh: "本來就免費", en: "free for everybody")
    }
  }
}

extension Novelty {
  /// The kind in words.
  public var text: BilingualText {
    switch self {
    case .new: BilingualText(zh: "第一次來", en: "first visit")
    case .returning: BilingualText(zh: "再次來", en: "came again")
    case .unknown: BilingualText(zh: "不知道是誰", en: "member not known")
    }
  }
}

extension FrequencyBand {
  /// The band in words.
  public var text: BilingualText {
    switch self {
    case .once: BilingualText(zh: "1 次", en: "once")
    case .few: BilingualText(zh: "2–4 次", en: "2–4 times")
    case .often: BilingualText(zh: "5 次以上", en: "5 times and more")
    }
  }
}

extension CivilMonth {
  /// The month as people say it.
  public var text: BilingualText { BilingualText(zh: "\(year) 年 \(month) 月", en: description) }
}

extension CivilCalendar {
  /// Date and minute, such as `2026-11-23 14:05`.
  public func minuteText(_ instant: Instant) -> String { "\(date(instant)) \(timeOfDay(instant))" }
}
