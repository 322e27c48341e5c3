public import Benefits

extension Hint {
  /// The hint as a sentence for the clerk: "敬老優惠：全票 40 元。限平日。". Where the offer has changed since, the obstacle is told
  /// without its details.
  public func clerkText(at venue: Venue?) -> BilingualText {
    let offer = venue?.offers.first { $0.id == self.offer && $0.version == version }
    let name = offer?.name ?? BilingualText(zh: self.offer.text, en: self.offer.text)
    let ticket = venue?.ticket(ticket)?.name ?? venue?.goods(ticket)?.name
    let sold = ticket ?? BilingualText(zh: self.ticket.text, en: self.ticket.text)
    let condition = offer.flatMap { obstacle.condition(of: $0) } ?? obstacle.clerkText(city: nil).message
    return BilingualText(
      zh: "\(name.zh)：\(sold.zh) \(price.ntd) 元。\(condition.zh)",
      en: "\(name.en): \(sold.en) NT$\(price.ntd). \(condition.en)")
  }
}

extension Reason {
  /// What an offer asks for, where this stands in its way; nil where the reason says all there is to say.
  func condition(of offer: Offer) -> BilingualText? {
    let when = offer.availability
    switch self {
    case .weekdayNotCovered:
      let days = Weekday.allCases.filter(when.weekdays.contains).map(\.text)
      return both("限\(list(days, \.zh))。", "Only on \(list(days, \.en)).")
    case .dayKindNotCovered:
      return when.dayKind == .working
        ? both("限平日。", "Only on working days.") : both("限假日。", "Only on days off.")
    case .timeNotCovered:
      let windows = when.windows.map(\.description).joined(separator: "、")
      return both("限 \(windows)。", "Only \(windows).")
    case .slotNotCovered:
      let slots = when.slots.sorted().map(\.description).joined(separator: "、")
      return both("限 \(slots) 場次。", "Only the slots at \(slots).")
    case .outsideValidity:
      let (from, until) = (when.from?.description ?? "", when.until?.description ?? "")
      return both("期間 \(from)～\(until)。", "Valid \(from) to \(until).")
    case .classNotHeld, .classUnknown:
      let classes = offer.audience.classes.sorted().map(\.text)
      return both("限\(list(classes, \.zh))。", "Only for \(list(classes, \.en)).")
    case .ageNotMet:
      let ages = offer.audience.ages.map(\.text)
      return both("限\(list(ages, \.zh))。", "Only for \(list(ages, \.en)).")
    default: return amount(of: offer)
    }
  }

  private func amount(of offer: Offer) -> BilingualText? {
    let purchase = offer.purchase
    switch self {
    case .quantityTooSmall:
      if case .buyGet(let buy, let get) = offer.benefit {
        return both("每 \(buy + get) 張送 \(get) 張。", "\(get) of every \(buy + get) are free.")
      }
      return purchase.minimumQuantity.map { both("至少 \($0) 張。", "At least \($0) tickets.") }
    case .quantityTooLarge:
      return purchase.maximumQuantity.map { both("至多 \($0) 張。", "At most \($0) tickets.") }
    case .spendTooSmall:
      return purchase.minimumSpend.map { both("滿 \($0.ntd) 元。", "From NT$\($0.ntd).") }
    default: return nil
    }
  }

  private func both(_ zh: String, _ en: String) -> BilingualText { BilingualText(zh: zh, en: en) }

  private func list(_ texts: [BilingualText], _ language: (BilingualText) -> String) -> String {
    texts.map(language).joined(separator: language(BilingualText(zh: "、", en: ", ")))
  }
}

extension Weekday {
  /// The day's name.
  public var text: BilingualText {
    switch self {
    case .monday: BilingualText(zh: "週一", en: "Monday")
    case .tuesday: BilingualText(zh: "週二", en: "Tuesday")
    case .wednesday: BilingualText(zh: "週三", en: "Wednesday")
    case .thursday: BilingualText(zh: "週四", en: "Thursday")
    case .friday: BilingualText(zh: "週五", en: "Friday")
    case .saturday: BilingualText(zh: "週六", en: "Saturday")
    case .sunday: BilingualText(zh: "週日", en: "Sunday")
    }
  }
}

extension BenefitClass {
  /// The class in words.
  public var text: BilingualText {
    switch self {
    case .named(let name): name.text
    case .ageAtLeast(let age): BilingualText(zh: "滿 \(age) 歲", en: "\(age) and over")
    case .ageBelow(let age): BilingualText(zh: "未滿 \(age) 歲", en: "under \(age)")
    }
  }
}

extension NamedClass {
  fileprivate var text: BilingualText {
    switch self {
    case .resident: BilingualText(zh: "市民（縣民）", en: "residents")
    case .student: BilingualText(zh: "學生", en: "students")
    case .senior: BilingualText(zh: "敬老卡持卡人", en: "senior card holders")
    case .disability: BilingualText(zh: "身心障礙者", en: "disabled persons")
    case .companion: BilingualText(zh: "身心障礙者陪伴者", en: "companions of disabled persons")
    case .child: BilingualText(zh: "兒童卡持卡人", en: "child card holders")
    case .lowIncome: BilingualText(zh: "（中）低收入戶", en: "low-income households")
    case .indigenous: BilingualText(zh: "原住民", en: "indigenous persons")
    }
  }
}
