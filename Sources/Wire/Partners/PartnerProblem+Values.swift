import Benefits

// Texts and lists.
extension PartnerProblem {
  static let textEmpty = PartnerProblem(.textEmpty, "文字是空的；請填寫", "the text is empty; write one")

  static func textTooLong(limit: Int) -> PartnerProblem {
    PartnerProblem(.textTooLong, "文字超過 \(limit) 字；請縮短", "the text is over \(limit) characters; shorten it")
  }

  static let textUnprintable = PartnerProblem(
    .textUnprintable, "文字含有換行、控制字元或看不見的字元；請刪除",
    "the text holds a line break, a control or an invisible character; take it out")

  static let listEmpty = PartnerProblem(
    .listEmpty, "清單是空的；請至少填一項，或刪去整個選填欄位",
    "the list is empty; name at least one, or leave an optional member out")

  static func listTooLong(limit: Int) -> PartnerProblem {
    PartnerProblem(.listTooLong, "清單超過 \(limit) 項；請縮短", "the list has more than \(limit) entries; shorten it")
  }

  static func listDuplicate(_ text: String) -> PartnerProblem {
    PartnerProblem(
      .listDuplicate, "「\(shown(text))」在清單中重複；請刪去其一", "“\(shown(text))” is in the list twice; take one out")
  }
}

// Figures and dates.
extension PartnerProblem {
  static let priceOutOfRange = PartnerProblem(
    .priceOutOfRange, "票價須在 0 至 \(Money.limit.ntd) 元之間", "a price is NT$0 to NT$\(Money.limit.ntd)")

  static let benefitOutOfRange = PartnerProblem(
    .priceOutOfRange, "優惠金額須在 1 至 \(Money.limit.ntd) 元之間；免費請寫 { \"free\": true }",
    "an offer's amount is NT$1 to NT$\(Money.limit.ntd); for nothing to pay write { \"free\": true }")

  static let percentOutOfRange = PartnerProblem(
    .percentOutOfRange, "折扣百分比須在 1 至 100 之間（85 折寫 15）",
    "percent off is 1 to 100 (15 for a price of 85 %)")

  static func numberOutOfRange(_ range: ClosedRange<Int64>) -> PartnerProblem {
    PartnerProblem(
      .numberOutOfRange, "數字須在 \(range.lowerBound) 至 \(range.upperBound) 之間",
      "write a number from \(range.lowerBound) to \(range.upperBound)")
  }

  static func dateInvalid(_ text: String) -> PartnerProblem {
    PartnerProblem(
      .dateInvalid, "「\(shown(text))」不是日期；請用西元 YYYY-MM-DD，如 2027-12-31",
      "“\(shown(text))” is no date; write YYYY-MM-DD, such as 2027-12-31")
  }

  static func validityReversed(from: CivilDate, until: CivilDate) -> PartnerProblem {
    PartnerProblem(
      .validityReversed, "起日 \(from) 晚於迄日 \(until)；請對調或更正",
      "the first day \(from) is after the last day \(until); swap or correct them")
  }
}

extension PartnerProblem {
  static func daysInvalid(_ text: String) -> PartnerProblem {
    PartnerProblem(
      .dateInvalid, "「\(shown(text))」不是日期；請用西元 YYYY-MM-DD，或起迄 YYYY-MM-DD/YYYY-MM-DD",
      "“\(shown(text))” is no day and no span of days; write YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD")
  }

  static func daysReversed(_ first: CivilDate, _ last: CivilDate) -> PartnerProblem {
    PartnerProblem(
      .daysReversed, "起日 \(first) 晚於迄日 \(last)；請對調或更正",
      "the first day \(first) is after the last day \(last); swap or correct them")
  }

  static func timeInvalid(_ text: String) -> PartnerProblem {
    PartnerProblem(
      .timeInvalid, "「\(shown(text))」不是時間；請用 24 小時制 HH:MM，如 14:30",
      "“\(shown(text))” is no time; write HH:MM in 24 hours, such as 14:30")
  }

  static func windowInvalid(_ text: String) -> PartnerProblem {
    PartnerProblem(
      .timeInvalid, "「\(shown(text))」不是時段；請用 HH:MM-HH:MM，如 09:00-17:00；跨午夜寫 22:00-02:00",
      "“\(shown(text))” is no part of a day; write HH:MM-HH:MM, such as 09:00-17:00, or 22:00-02:00 over midnight"
    )
  }

  static func agesReversed(least: Int64, below: Int64) -> PartnerProblem {
    PartnerProblem(
      .agesReversed, "年滿 \(least) 歲且未滿 \(below) 歲的人不存在；請更正",
      "nobody is at least \(least) and younger than \(below); correct the ages")
  }

  static func quantitiesReversed(least: Int64, most: Int64) -> PartnerProblem {
    PartnerProblem(
      .quantitiesReversed, "最少 \(least) 張多於最多 \(most) 張；請對調或更正",
      "the least number \(least) is above the most \(most); swap or correct them")
  }

  static func fundingNotWhole(_ sum: Int) -> PartnerProblem {
    PartnerProblem(
      .fundingNotWhole, "各方分攤合計 \(sum) %；須恰為 100 %", "the shares add up to \(sum) %; they must make 100 %")
  }

  static let limitDuplicate = PartnerProblem(
    .limitDuplicate, "同一對象、期間與計量已有一項上限；請刪去其一",
    "there is a limit of this scope, period and measure already; take one out")
}

// Sense.
extension PartnerProblem {
  static let benefitNotOne = PartnerProblem(
    .benefitNotOne, "優惠內容須恰為一項：percent_off、amount_off、flat_price、free、buy_get 或 redeemable",
    "a benefit is exactly one of percent_off, amount_off, flat_price, free, buy_get, redeemable")

  static func unreachable(_ zh: String, _ en: String) -> PartnerProblem {
    PartnerProblem(.unreachable, "永遠無法適用：\(zh)；請更正", "it can never hold: \(en); correct it")
  }

  static func withoutEffect(_ member: String, needs other: String) -> PartnerProblem {
    PartnerProblem(
      .withoutEffect, "沒有 \(other) 時 \(member) 不起作用；請補上，或刪去此欄位",
      "without \(other) the member \(member) has no effect; add that or take this out")
  }

  static func flatPriceNotLower(_ flat: Money) -> PartnerProblem {
    PartnerProblem(
      .withoutEffect, "優惠價 \(flat.ntd) 元等於適用票種的票價，沒有優惠；請降低",
      "the flat price NT$\(flat.ntd) is what every covered ticket costs anyway; lower it")
  }

  static let redeemableAmount = PartnerProblem(
    .withoutEffect, "可折抵消費不降低票價，amount 上限不起作用；請改用 uses 或 tickets",
    "a redeemable value takes nothing off, so a limit of amount has no effect; use uses or tickets")

  static let redeemableFunding = PartnerProblem(
    .redeemableFunding, "可折抵消費由商家自行負擔；請刪去 funding，或改用其他優惠內容",
    "a redeemable value is the merchant's own; take funding out or choose another benefit")

  static func redeemableAbovePrice(_ value: Money, price: Money) -> PartnerProblem {
    PartnerProblem(
      .redeemableAbovePrice, "可折抵 \(value.ntd) 元超過票價 \(price.ntd) 元；請降低",
      "NT$\(value.ntd) to redeem is more than the price NT$\(price.ntd); lower it")
  }

  static let buyGetPricesDiffer = PartnerProblem(
    .buyGetPricesDiffer, "買 n 送 m 適用的票種價格不同，無法確定哪一張免費；請以 tickets 限定同價的票種",
    "the covered tickets cost differently, so it is unclear which one is free; name tickets of one price")

  static let stackingOnItself = PartnerProblem(
    .stackingCircle, "優惠不可疊加於自己；請刪去", "an offer can't come on top of itself; take it out")

  static func stackingCircle(_ id: OfferID) -> PartnerProblem {
    PartnerProblem(
      .stackingCircle, "優惠「\(id)」的疊加繞回自己；請刪去其中一項",
      "the offers below “\(id)” lead back to it; take one of the circle out")
  }

  static let stackingTooDeep = PartnerProblem(
    .stackingTooDeep, "疊加超過 \(Stacking.depth) 層；請減少",
    "more than \(Stacking.depth) offers on top of one another; take some out")

  static func stackingOnExclusive(_ id: OfferID) -> PartnerProblem {
    PartnerProblem(
      .stackingOnExclusive, "優惠「\(id)」不得與其他優惠併用，不能在其上疊加；請刪去，或更正該優惠",
      "the offer “\(id)” is exclusive, nothing comes on top of it; take it out or correct that offer")
  }

  static func offersOverlap(_ id: OfferID) -> PartnerProblem {
    PartnerProblem(
      .offersOverlap, "與優惠「\(id)」的對象、票種與時間重疊；若確為兩項，請以 priority 區分先後，否則請刪去其一",
      "it is for the same people, tickets and times as the offer “\(id)”;"
        + " tell them apart by priority, or take one out")
  }

  static func flatPriceAboveRegular(_ flat: Money, ticket: TicketTypeID, price: Money) -> PartnerProblem {
    PartnerProblem(
      .flatPriceAboveRegular, "優惠價 \(flat.ntd) 元高於票種「\(ticket)」的 \(price.ntd) 元；請降低，或以 tickets 排除該票種",
      "the flat price NT$\(flat.ntd) is above NT$\(price.ntd) of ticket “\(ticket)”;"
        + " lower it, or leave that ticket out of tickets")
  }

  static func amountOffAbovePrice(_ off: Money, ticket: TicketTypeID, price: Money) -> PartnerProblem {
    PartnerProblem(
      .amountOffAbovePrice, "折抵 \(off.ntd) 元超過票種「\(ticket)」的 \(price.ntd) 元；請降低，或以 tickets 排除該票種",
      "NT$\(off.ntd) off is more than NT$\(price.ntd) of ticket “\(ticket)”;"
        + " lower it, or leave that ticket out of tickets")
  }

  static let statutoryNotPublic = PartnerProblem(
    .statutoryNotPublic, "age65_free_on_weekdays 只適用公立場館（老人福利法第 25 條）；請刪去，或更正 sector",
    "age65_free_on_weekdays holds for public venues only; take it out or correct sector")
}
