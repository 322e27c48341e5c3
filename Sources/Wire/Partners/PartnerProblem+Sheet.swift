import Benefits

// Sheets.
extension PartnerProblem {
  static let sheetTooLarge = PartnerProblem(
    .fileTooLarge, "檔案超過 \(PartnerLimits.sheetBytes) 位元組；請拆成數個檔案",
    "the file is over \(PartnerLimits.sheetBytes) bytes; split it")

  static func csvInvalid(_ fault: CSVFault) -> PartnerProblem {
    let rule =
      switch fault.code {
      case .invalidUTF8: (zh: "不是 UTF-8 編碼，請另存為「CSV UTF-8」", en: "not UTF-8; save it as “CSV UTF-8”")
      case .strayQuote: (zh: "引號位置不對，欄內引號須寫兩個", en: "misplaced quote; quotes within a field are doubled")
      case .unclosedQuote: (zh: "引號沒有結束，請補上", en: "a quoted field does not end; add the closing quote")
      case .bareCarriageReturn: (zh: "換行須為 LF 或 CRLF", en: "lines must end with LF or CRLF")
      case .recordTooLong:
        (
          zh: "一列超過 \(PartnerLimits.sheetRowBytes) 位元組，請檢查是否少了結尾的引號",
          en: "a row is over \(PartnerLimits.sheetRowBytes) bytes; look for a missing closing quote"
        )
      case .tooManyFields:
        (
          zh: "一列超過 \(PartnerLimits.sheetColumns) 欄",
          en: "a row has over \(PartnerLimits.sheetColumns) fields"
        )
      }
    return PartnerProblem(
      .csvInvalid, "第 \(fault.field) 欄不是正確的 CSV：\(rule.zh)",
      "not valid CSV at field \(fault.field): \(rule.en)")
  }

  static func columnMissing(_ names: [String]) -> PartnerProblem {
    PartnerProblem(
      .columnMissing, "缺少欄位：\(listed(names))；請補回欄名，不填的儲存格留空",
      "missing columns: \(listed(names)); put them back and leave cells empty")
  }

  static func columnUnknown(_ name: String, known: [String]) -> PartnerProblem {
    PartnerProblem(
      .columnUnknown, "不認得欄名「\(shown(name))」；可用：\(listed(known))",
      "unknown column “\(shown(name))”; possible: \(listed(known))")
  }

  static func columnDuplicate(_ name: String) -> PartnerProblem {
    PartnerProblem(
      .columnDuplicate, "欄名「\(shown(name))」重複；請刪去其一", "the column “\(shown(name))” comes twice; take one out")
  }

  static func rowLength(_ count: Int, wanted: Int) -> PartnerProblem {
    PartnerProblem(
      .rowLength, "此列有 \(count) 欄，應為 \(wanted) 欄；請檢查逗號與引號",
      "the row has \(count) fields in place of \(wanted); check commas and quotes")
  }

  static func venueUnknown(_ text: String) -> PartnerProblem {
    PartnerProblem(
      .venueUnknown, "沒有夥伴「\(shown(text))」；新夥伴須先有自己的檔案",
      "there is no partner “\(shown(text))”; a new one needs a file first")
  }

  static func cellNotNumber(_ text: String) -> PartnerProblem {
    PartnerProblem(
      .cellInvalid, "「\(shown(text))」不是整數；請用半形數字，不加千分位、小數點、單位或百分號",
      "“\(shown(text))” is no whole number; write plain digits without separators, point, unit or percent sign"
    )
  }

  static func cellInvalid(_ text: String, wanted: String) -> PartnerProblem {
    PartnerProblem(
      .cellInvalid, "「\(shown(text))」格式不符；請寫成如 \(wanted)",
      "“\(shown(text))” has another form; write it like \(wanted)")
  }

  static let cellNotEmpty = PartnerProblem(
    .cellInvalid, "free 沒有數值；請將此格留空", "free has no value; leave this cell empty")
}
