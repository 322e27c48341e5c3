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

// Sense.
extension PartnerProblem {
  static let benefitNotOne = PartnerProblem(
    .benefitNotOne, "優惠內容須恰為一項：percent_off、amount_off、flat_price 或 free",
    "a benefit is exactly one of percent_off, amount_off, flat_price, free")

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
