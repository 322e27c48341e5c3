public import Benefits
public import Office

extension MerchantFault {
  /// What is wrong and what to do.
  public var text: BilingualText {
    switch self {
    case .unknownMerchant: .init(zh: "沒有這個商家。", en: "There is no such merchant.")
    case .merchantExists: .init(zh: "這個代號已經有商家使用，請換一個。", en: "Another merchant has this id. Choose another.")
    case .venueTaken:
      .init(zh: "有一個場館已屬於其他商家；一個場館只屬於一個商家。", en: "A venue belongs to another merchant; it has one at most.")
    case .tooManyMerchants: .init(zh: "商家數量已達上限。", en: "There are as many merchants as a city keeps.")
    case .unknownChange: .init(zh: "沒有這筆收款資料的變更。", en: "There is no such change of a payee.")
    case .notOpen:
      .init(
        zh: "這筆變更已經有人處理，或已被新的提案取代。",
        en: "Somebody has decided this change already, or a newer one took its place.")
    case .samePerson:
      .init(zh: "提案人不能核定自己的提案，請另一位同仁處理。", en: "Whoever proposed it can't decide it; another person has to.")
    case .unchanged:
      .init(zh: "與目前的收款資料相同，不需變更。", en: "This is the payee in force already; nothing to change.")
    case .reasonInvalid:
      .init(
        zh: "請寫下退回的原因，一行，至多 \(PayeeDesk.reasonLimit) 個字。",
        en: "Say why, in one line of at most \(PayeeDesk.reasonLimit) characters.")
    }
  }
}

extension PayeeFault {
  /// What the field has to hold.
  public var text: BilingualText {
    switch self {
    case .taxID:
      .init(
        zh: "統一編號須為 8 位數字，且檢查碼相符。", en: "The business number has 8 digits, and their check sum must hold.")
    case .bank: .init(zh: "銀行代號須為 3 位數字。", en: "The bank's code has 3 digits.")
    case .branch: .init(zh: "分行代號須為 4 位數字。", en: "The branch's code has 4 digits.")
    case .account: .init(zh: "帳號須為 6 至 14 位數字。", en: "The account has 6 to 14 digits.")
    case .holder: .init(zh: "戶名須為一行，1 至 80 個字。", en: "The holder's name is one line of 1 to 80 characters.")
    }
  }
}

extension MerchantDraft.Field {
  /// What the field has to hold.
  public var text: BilingualText {
    switch self {
    case .id:
      .init(
        zh: "代號須為小寫英文字母開頭，2 至 64 個小寫字母、數字或連字號。",
        en: "An id begins with a letter: 2 to 64 lower-case letters, digits and hyphens.")
    case .nameZh, .nameEn:
      .init(
        zh: "名稱須為一行，1 至 \(MerchantDraft.nameLimit) 個字。",
        en: "A name is one line of 1 to \(MerchantDraft.nameLimit) characters.")
    case .venues:
      .init(zh: "只能選清單上的場館。", en: "Choose venues of the list only.")
    case .contactName, .contactPhone:
      .init(
        zh: "須為一行，至多 \(MerchantDraft.contactLimit) 個字。",
        en: "One line of at most \(MerchantDraft.contactLimit) characters.")
    case .contactEmail:
      .init(zh: "請輸入完整的電子郵件地址，例如 a@b.tw。", en: "Enter a whole mail address, such as a@b.tw.")
    }
  }
}

extension PayeeChangeState {
  /// The state in a word.
  public var text: BilingualText {
    switch self {
    case .proposed: .init(zh: "待核定", en: "Waiting")
    case .approved: .init(zh: "已核定", en: "Approved")
    case .rejected: .init(zh: "已退回", en: "Sent back")
    case .superseded: .init(zh: "已被取代", en: "Superseded")
    }
  }
}
