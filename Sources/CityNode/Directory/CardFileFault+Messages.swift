import Benefits
import Wire

extension CardFileFault.Code {
  /// What is wrong and what to do, for faults whose text needs nothing of the file.
  var message: BilingualText {
    switch self {
    case .fileEmpty, .fileChanged, .tooManyFaults, .columnMissing, .columnUnknown, .columnDoubled: fileMessage
    case .invalidUTF8, .strayQuote, .unclosedQuote, .bareCarriageReturn, .recordTooLong, .tooManyFields:
      csvMessage
    case .memberDiffers, .doubledCard, .doubledIdentifier: contradictionMessage
    default: rowMessage
    }
  }

  private var fileMessage: BilingualText {
    switch self {
    case .fileChanged:
      BilingualText(
        zh: "匯入時檔案內容改變；請等產檔完成後再匯入", en: "the file changed while it was read; import it when it is complete")
    case .tooManyFaults:
      BilingualText(
        zh: "錯誤達 \(CardFileLimits.faults) 項，不再往下檢查；請修正後重試",
        en: "\(CardFileLimits.faults) faults found, the rest was not read; mend these and try again")
    case .columnDoubled:
      BilingualText(zh: "欄名重複；每個欄名只能出現一次", en: "the column is named twice; name each once")
    default:
      BilingualText(
        zh: "檔案沒有資料；首列須為欄名，其下每卡一列", en: "the file holds no row; write a header and a row for each card")
    }
  }

  private var csvMessage: BilingualText {
    switch self {
    case .invalidUTF8:
      BilingualText(
        zh: "不是 UTF-8 編碼；請另存為「CSV UTF-8」", en: "not UTF-8; save the file as “CSV UTF-8”")
    case .strayQuote:
      BilingualText(
        zh: "引號位置不對；含引號的欄位須整欄加引號，欄內引號寫兩個",
        en: "misplaced quote; a field with quotes is quoted as a whole and its own quotes are doubled")
    case .unclosedQuote:
      BilingualText(zh: "引號沒有結束；請補上結尾的引號", en: "a quoted field does not end; add the closing quote")
    case .bareCarriageReturn:
      BilingualText(zh: "換行須為 LF 或 CRLF", en: "lines must end with LF or CRLF")
    case .recordTooLong:
      BilingualText(
        zh: "一列超過 \(CSVReader.recordLimit) 位元組；請檢查是否少了結尾的引號",
        en: "a row is over \(CSVReader.recordLimit) bytes; look for a missing closing quote")
    default:
      BilingualText(
        zh: "一列超過 \(CSVReader.fieldLimit) 欄", en: "a row has more than \(CSVReader.fieldLimit) fields")
    }
  }

  private var contradictionMessage: BilingualText {
    switch self {
    case .memberDiffers:
      BilingualText(
        zh: "同一會員在前面的列有不同的生日或身分別；各列須一致",
        en: "an earlier row gives this member another birth date or other classes; make the rows agree")
    case .doubledCard:
      BilingualText(zh: "此卡在前面的列已出現；一卡一列", en: "this card has an earlier row; write one row for a card")
    default:
      BilingualText(
        zh: "此識別碼已屬於前面的卡或重複列出；一個識別碼只屬於一張卡",
        en: "this identifier was given before; an identifier belongs to one card, once")
    }
  }

  private var rowMessage: BilingualText {
    switch self {
    case .fieldCount:
      BilingualText(zh: "欄數與首列不同；請檢查逗號與引號", en: "not as many fields as the header; check commas and quotes")
    case .memberInvalid, .cardInvalid:
      BilingualText(
        zh: "編號須為 1 至 \(CardFileLimits.reference) 個 ASCII 字元，不含空白",
        en: "a reference is 1 to \(CardFileLimits.reference) ASCII characters without spaces")
    case .birthDateInvalid:
      BilingualText(
        zh: "生日須為西元 YYYY-MM-DD 的真實日期，不詳則留空",
        en: "write the birth date as YYYY-MM-DD, a day that exists, or leave it empty if it is not known")
    case .birthDateInFuture:
      BilingualText(zh: "生日晚於檔案的資料時間", en: "the birth date is later than the file's as-of time")
    case .birthDateTooEarly:
      BilingualText(
        zh: "生日早於 \(CardFileLimits.earliestBirth)；請檢查是否寫成民國年",
        en: "the birth date is before \(CardFileLimits.earliestBirth); is it a year of the Republic (民國)?")
    case .statusInvalid:
      BilingualText(
        zh: "卡片狀態須為 active、suspended、lost 或 expired", en: "the status is active, suspended, lost or expired")
    case .classInvalid, .classDoubled, .tooManyClasses: classMessage
    default: identifierMessage
    }
  }

  private var classMessage: BilingualText {
    let names = NamedClass.allCases.map(\.rawValue).joined(separator: ", ")
    return switch self {
    case .classDoubled:
      BilingualText(zh: "同一身分別與期間重複列出", en: "the same class and dates are given twice")
    case .tooManyClasses:
      BilingualText(
        zh: "身分別超過 \(CardFileLimits.classes) 項", en: "more than \(CardFileLimits.classes) classes")
    default:
      BilingualText(
        zh: "身分別須寫成「名稱」或「名稱:起日..迄日」，多項以 | 分隔；可用：\(names)。年齡由生日推算，不列於此",
        en: "write a class as name or name:first..last, several joined by |; possible: \(names)."
          + " Ages follow from the birth date and are not given here")
    }
  }

  private var identifierMessage: BilingualText {
    switch self {
    case .identifierMissing:
      BilingualText(zh: "每張卡至少要有一個識別碼", en: "a card needs at least one identifier")
    case .identifierRandom:
      BilingualText(
        zh: "以 08 開頭的 4 位元組晶片號每次感應都不同，不能識別卡片；請改列卡面號碼",
        en: "a 4-byte UID that starts with 08 is drawn anew at each reading; give the printed number")
    case .tooManyIdentifiers:
      BilingualText(
        zh: "一張卡的識別碼超過 \(CardFileLimits.identifiers) 個",
        en: "more than \(CardFileLimits.identifiers) identifiers on a card")
    default:
      BilingualText(
        zh: "識別碼須寫成「系統:種類:號碼」（easycard、ipass、city；printed、uid），多項以 | 分隔；"
          + "悠遊卡卡面 16 位數字、一卡通 11 位數字、市民卡 6 至 20 位英數字、晶片號 8、14 或 20 位十六進位",
        en:
          "write an identifier as scheme:kind:number (easycard, ipass, city; printed, uid), several joined by |;"
          + " EasyCard prints 16 digits, iPASS 11, a city 6 to 20 letters and digits, a UID has 8, 14 or 20"
          + " hexadecimal digits")
    }
  }
}
