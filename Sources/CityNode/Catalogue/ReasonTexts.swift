public import Benefits

/// What the clerk reads: why, and what to do next.
public struct ClerkText: Hashable, Sendable {
  /// Why.
  public let message: BilingualText
  /// What to do next.
  public let next: BilingualText
}

extension Reason {
  /// What the clerk reads about this reason. `city` is the home city's name, where there is one.
  public func clerkText(city: BilingualText?) -> ClerkText {
    let zh = city?.zh ?? "發卡城市"
    let en = city?.en ?? "The card's city"
    return switch self {
    case .cityNotNamed:
      Self.text(
        "本市查無此卡。", "This city does not know the card.",
        "請詢問持卡人是哪個城市的市民卡，再按該城市。", "Ask the holder which city issued it, then press that city.")
    case .homeUnavailable:
      Self.text(
        "目前連不上\(zh)，無法確認資格。", "\(en) can't be reached; the holder's classes are not known.",
        "請稍候再試；若不等候，收應收金額。", "Try again in a moment, or collect the amount shown.")
    case .homeSlow:
      Self.text(
        "\(zh)沒有及時回覆。", "\(en) did not answer in time.",
        "請再試一次；若不等候，收應收金額。", "Try again, or collect the amount shown.")
    case .homeUnsound:
      Self.text(
        "\(zh)的回覆未通過驗證，不予採用。", "\(en)'s answer did not pass verification and is not used.",
        "收應收金額，並通知管理者。", "Collect the amount shown and tell the operator.")
    case .homeLimited:
      Self.text(
        "\(zh)因查無此卡次數過多，暫停回覆本場館。",
        "\(en) has paused answers to this venue after too many unrecognised cards.",
        "請於十分鐘後再試，並收應收金額。", "Try again in ten minutes; collect the amount shown.")
    case .homeRefused:
      Self.text(
        "\(zh)拒絕了這次查驗。", "\(en) refused this check.",
        "收應收金額，並通知管理者。", "Collect the amount shown and tell the operator.")
    case .offerApplied:
      Self.text(
        "\(zh)卡友優惠。", "The offer for \(en)'s cardholders applies.",
        "收取應收金額，然後確認。", "Collect the amount shown, then confirm.")
    case .statutoryApplied:
      Self.text(
        "依法定優惠計價。", "The statutory price applies.",
        "收取應收金額，然後確認。", "Collect the amount shown, then confirm.")
    case .alreadyFree:
      Self.text("本票免費。", "These tickets are free.", "請入場，然後確認。", "Let them in, then confirm.")
    case .cardUnrecognised:
      Self.text(
        "\(zh)查無此卡。", "\(en) does not know this card.",
        "請核對卡號與城市；收應收金額。", "Compare number and city; collect the amount shown.")
    case .cardLost:
      Self.text(
        "此卡已掛失。", "This card was reported lost.",
        "請持卡人洽發卡城市；收應收金額。", "Refer the holder to the card's city; collect the amount shown.")
    case .cardSuspended:
      Self.text(
        "此卡已停用。", "This card is suspended.",
        "請持卡人洽發卡城市；收應收金額。", "Refer the holder to the card's city; collect the amount shown.")
    case .cardExpired:
      Self.text(
        "此卡已逾期。", "This card has expired.",
        "請持卡人洽發卡城市換卡；收應收金額。", "Refer the holder to the card's city; collect the amount shown.")
    default: eligibilityText(zh, en)
    }
  }

  private func eligibilityText(_ zh: String, _ en: String) -> ClerkText {
    switch self {
    case .venueHasNoOffer:
      Self.text("本場館目前沒有優惠。", "This venue has no offer.", Self.collect.zh, Self.collect.en)
    case .cityNotCovered:
      Self.text(
        "本場館沒有給\(zh)卡的優惠。", "No offer here is for \(en)'s cards.", Self.collect.zh,
        Self.collect.en)
    case .ticketNotCovered:
      Self.text(
        "優惠不適用這種票。", "No offer is for these tickets.",
        "可改選適用的票種，或收應收金額。", "Choose another ticket type, or collect the amount shown.")
    case .salesPointNotCovered:
      Self.text(
        "優惠只在場館的其他櫃檯提供。", "The offer is given at another counter of the venue.",
        "請至該櫃檯，或收應收金額。", "Send the visitor there, or collect the amount shown.")
    case .eventNotCovered:
      Self.text(
        "優惠只適用於其他活動。", "The offer is for another event.",
        "請確認活動是否選對；或收應收金額。", "See whether the right event was chosen, or collect the amount shown.")
    case .slotNotCovered:
      Self.text(
        "優惠只適用於其他場次。", "The offer is for another slot.",
        "可改選適用的場次，或收應收金額。", "Choose a slot it is for, or collect the amount shown.")
    case .blackoutDay:
      Self.text("今天是優惠排除日。", "The offer does not hold today.", Self.collect.zh, Self.collect.en)
    case .venueClosed:
      Self.text(
        "本場館今天休館。", "The venue is closed today.",
        "若今天特別開放，請通知管理者更新休館日。", "If it is open by exception, tell the operator to enter that.")
    case .dayKindNotCovered:
      Self.text(
        "優惠分平日與假日，今天不適用。", "The offer is for working days or for days off, and today is the other.",
        Self.collect.zh, Self.collect.en)
    case .timeNotCovered:
      Self.text(
        "現在不是優惠時段。", "The offer is for another time of day.", Self.collect.zh, Self.collect.en)
    case .outsideValidity:
      Self.text("優惠不在有效期間。", "The offer is for other dates.", Self.collect.zh, Self.collect.en)
    case .weekdayNotCovered:
      Self.text(
        "今天不是優惠適用日。", "The offer is for other days of the week.", Self.collect.zh,
        Self.collect.en)
    case .classUnknown:
      Self.text(
        "\(zh)沒有足夠資料確認年齡。", "\(en) has no birth date on file.",
        "若持卡人出示身分證件，請選「已驗證件」再查。", "If the holder shows proof of age, enter it and check again.")
    case .classNotHeld:
      Self.text(
        "持卡人不符合優惠身分。", "The holder has none of the classes asked for.", Self.collect.zh, Self.collect.en)
    case .ageNotMet:
      Self.text(
        "持卡人不符合優惠的年齡。", "The holder is not of the age asked for.", Self.collect.zh, Self.collect.en)
    default: purchaseText
    }
  }

  private var purchaseText: ClerkText {
    switch self {
    case .offlineDenied:
      Self.text(
        "這項優惠須連線查驗。", "This offer needs a connection to the card's city.",
        "恢復連線後再試，或收應收金額。", "Try again once connected, or collect the amount shown.")
    case .offlineTooStale:
      Self.text(
        "離線資料過舊，不能據以優惠。", "What is known offline is too old for this offer.",
        "恢復連線後再試，或收應收金額。", "Try again once connected, or collect the amount shown.")
    case .offlineCapReached:
      Self.text(
        "優惠金額超過離線上限。", "The offer takes more off than is allowed offline.",
        "恢復連線後再試，或收應收金額。", "Try again once connected, or collect the amount shown.")
    case .quantityTooSmall:
      Self.text(
        "張數未達優惠門檻。", "The offer asks for more tickets.",
        "可加購，或收應收金額。", "Add tickets, or collect the amount shown.")
    case .quantityTooLarge:
      Self.text(
        "張數超過優惠上限。", "The offer is for fewer tickets.", "可分開購買，或收應收金額。",
        "Split the sale, or collect the amount shown.")
    case .spendTooSmall:
      Self.text(
        "消費未達優惠門檻。", "The offer asks for a larger purchase.",
        "可加購，或收應收金額。", "Add to the purchase, or collect the amount shown.")
    case .cardLimitReached:
      Self.text(
        "這張卡在本期已用完優惠次數。", "This card has used the offer as often as it may.", Self.collect.zh,
        Self.collect.en)
    case .memberLimitReached:
      Self.text(
        "持卡人在本期已用完優惠次數。", "The holder has used the offer as often as they may.", Self.collect.zh,
        Self.collect.en)
    case .offerLimitReached:
      Self.text("優惠名額或預算已用完。", "The offer is used up.", Self.collect.zh, Self.collect.en)
    default:
      Self.text("優惠價沒有比較便宜。", "The offer is no cheaper.", Self.collect.zh, Self.collect.en)
    }
  }

  private static let collect = BilingualText(zh: "收應收金額。", en: "Collect the amount shown.")

  private static func text(
    _ zh: String, _ en: String, _ nextZh: String, _ nextEn: String
  ) -> ClerkText {
    ClerkText(message: BilingualText(zh: zh, en: en), next: BilingualText(zh: nextZh, en: nextEn))
  }
}

extension Verdict {
  /// The word of the verdict band, with its sign: colour never speaks alone.
  public var band: BilingualText {
    switch self {
    case .granted: BilingualText(zh: "✓ 可優惠", en: "✓ Reduced")
    case .provisional: BilingualText(zh: "⟳ 離線暫准", en: "⟳ Provisional")
    case .denied: BilingualText(zh: "✕ 不適用", en: "✕ Not reduced")
    case .indeterminate: BilingualText(zh: "! 需確認", en: "! Not confirmed")
    case .needsCity: BilingualText(zh: "! 請選城市", en: "! Choose the city")
    }
  }
}
