public import Benefits

/// Why an answer is not taken.
public struct BankAnswerProblem: Hashable, Sendable {
  /// The rules. The raw values are stable.
  public enum Code: String, Error, CaseIterable, Hashable, Sendable {
    /// The same file came before.
    case fileTwice = "answer_file_twice"
    /// It is about an account from which no batch pays.
    case anotherAccount = "answer_another_account"
    /// It is about a day of no batch, or came before a batch's day or too long after it.
    case anotherDay = "answer_another_day"
    /// It names a payment of no batch.
    case unknownReference = "answer_unknown_reference"
    /// It names a payment by number, and more than one batch was presented that day.
    case ambiguousReference = "answer_ambiguous_reference"
    /// Another amount than the payment's.
    case amountDiffers = "answer_amount_differs"
    /// The payment was answered, and this answer can't follow that one.
    case answeredBefore = "answer_answered_before"
  }

  /// Which rule.
  public let code: Code
  /// The entry of the file, from 1; nil for the whole file.
  public let entry: Int?

  init(_ code: Code, entry: Int? = nil) {
    self.code = code
    self.entry = entry
  }

  /// What to tell whoever brought the file.
  public var message: BilingualText {
    guard let entry else { return code.message }
    return BilingualText(
      zh: "第 \(entry) 筆：\(code.message.zh)", en: "Entry \(entry): \(code.message.en)")
  }
}

/// Every problem of an answer; nothing of it was taken.
public struct BankAnswerProblems: Error, Hashable, Sendable {
  /// The problems, in the file's order; at least one.
  public let all: [BankAnswerProblem]
}

extension BankAnswerProblem.Code {
  /// What it says, without the entry.
  public var message: BilingualText {
    switch self {
    case .fileTwice:
      BilingualText(
        zh: "這個檔案已經匯入過，未做任何變更。", en: "This file was taken before; nothing was changed.")
    case .anotherAccount:
      BilingualText(
        zh: "檔案所屬帳戶不是任何付款批次的付款帳戶。", en: "The file is about an account from which no batch pays.")
    case .anotherDay:
      BilingualText(
        zh: "日期與付款批次不符：不是該批次的付款日，或已逾 31 日。",
        en: "The day fits no batch: it is not the batch's day, or more than 31 days after it.")
    case .unknownReference:
      BilingualText(zh: "查無此付款。", en: "There is no such payment.")
    case .ambiguousReference:
      BilingualText(
        zh: "該日有多個付款批次，僅憑序號無法確定是哪一筆付款。",
        en: "More than one batch was presented that day; a number alone does not say which payment is meant.")
    case .amountDiffers:
      BilingualText(zh: "金額與付款不符。", en: "The amount is not that of the payment.")
    case .answeredBefore:
      BilingualText(
        zh: "這筆付款已有結果，此筆回覆與先前結果不符。",
        en: "The payment was answered before, and this answer can't follow that one.")
    }
  }
}
