public import Benefits

extension Offer {
  /// What the ticket types that it covers cost with it, one ticket each; none where the benefit lowers no price.
  public func prices(at venue: Venue) -> [(ticket: TicketType, offer: Money)] {
    switch benefit {
    case .buyGet, .redeemable: []
    default:
      venue.tickets.filter { purchase.items.isEmpty || purchase.items.contains($0.id) }
        .map { ($0, price(from: $0.price)) }
    }
  }

  /// What a visitor has to know besides the price: who, when, how many. In the order in which a counter looks at them.
  public var conditions: [BilingualText] {
    var reasons: [Reason] = [.classNotHeld]
    if !audience.ages.isEmpty { reasons.append(.ageNotMet) }
    if !availability.slots.isEmpty { reasons.append(.slotNotCovered) }
    if availability.weekdays.count < Weekday.allCases.count { reasons.append(.weekdayNotCovered) }
    if availability.dayKind != nil { reasons.append(.dayKindNotCovered) }
    if !availability.windows.isEmpty { reasons.append(.timeNotCovered) }
    reasons += [.quantityTooSmall, .quantityTooLarge, .spendTooSmall]
    return reasons.compactMap { $0.condition(of: self) } + blackouts + limits.map(\.text) + until
  }

  private var blackouts: [BilingualText] {
    availability.blackouts.map { span in
      let days = span.first == span.last ? "\(span.first)" : "\(span.first)～\(span.last)"
      return BilingualText(zh: "\(days) 不適用。", en: "Not on \(days).")
    }
  }

  private var until: [BilingualText] {
    availability.until.map { [BilingualText(zh: "至 \($0) 止。", en: "Until \($0).")] } ?? []
  }
}

extension Limit {
  /// The limit as a sentence: "每人每日 1 次。".
  var text: BilingualText {
    let unit =
      switch measure {
      case .uses: BilingualText(zh: "\(most) 次", en: "\(most) times")
      case .tickets: BilingualText(zh: "\(most) 張", en: "\(most) tickets")
      case .amount: BilingualText(zh: "優惠 \(most) 元", en: "NT$\(most) off")
      }
    return BilingualText(
      zh: "\(scope.text.zh)\(period.text.zh)限 \(unit.zh)。",
      en: "\(scope.text.en), \(period.text.en): at most \(unit.en).")
  }
}

extension LimitScope {
  fileprivate var text: BilingualText {
    switch self {
    case .card: BilingualText(zh: "每卡", en: "Each card")
    case .member: BilingualText(zh: "每人", en: "Each person")
    case .offer: BilingualText(zh: "本優惠", en: "This offer")
    }
  }
}

extension LimitPeriod {
  fileprivate var text: BilingualText {
    switch self {
    case .day: BilingualText(zh: "每日", en: "a day")
    case .week: BilingualText(zh: "每週", en: "a week")
    case .month: BilingualText(zh: "每月", en: "a month")
    case .year: BilingualText(zh: "每年", en: "a year")
    case .total: BilingualText(zh: "全期", en: "in all")
    }
  }
}

extension VenueKind {
  /// The kind in words.
  public var text: BilingualText {
    switch self {
    case .museum: BilingualText(zh: "博物館", en: "Museum")
    case .theatre: BilingualText(zh: "劇場", en: "Theatre")
    case .heritage: BilingualText(zh: "古蹟", en: "Heritage")
    case .orchestra: BilingualText(zh: "樂團", en: "Orchestra")
    case .farm: BilingualText(zh: "農牧場", en: "Farm")
    case .garden: BilingualText(zh: "植物園", en: "Garden")
    case .village: BilingualText(zh: "部落", en: "Village")
    case .hotspring: BilingualText(zh: "溫泉", en: "Hot spring")
    case .flight: BilingualText(zh: "飛行", en: "Flight")
    case .arts: BilingualText(zh: "藝文", en: "Arts")
    }
  }
}

extension StatutoryRule {
  /// What the law gives every visitor, at a venue of this sector.
  public func text(_ sector: Sector) -> BilingualText {
    switch self {
    case .disability:
      sector == .public
        ? BilingualText(zh: "身心障礙者及一名陪伴者免費", en: "Disabled persons and one companion free")
        : BilingualText(zh: "身心障礙者及一名陪伴者半價", en: "Disabled persons and one companion half price")
    case .age65: BilingualText(zh: "65 歲以上半價", en: "Half price from 65")
    case .age65FreeOnWeekdays: BilingualText(zh: "65 歲以上平日免費", en: "Free from 65 on working days")
    }
  }
}
