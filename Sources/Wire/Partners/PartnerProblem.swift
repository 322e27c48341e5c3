import Benefits
import StrictJSON

/// A broken rule with its message, before it is known on which line it stands.
struct PartnerProblem: Hashable, Sendable {
  let code: PartnerFault.Code
  let message: BilingualText

  init(_ code: PartnerFault.Code, _ zh: String, _ en: String) {
    self.code = code
    message = BilingualText(zh: zh, en: en)
  }

  /// The fault, once it is known where the problem stands.
  func fault(
    file: String, line: Int = 1, pointer: String = "", column: PartnerFault.Column? = nil
  ) -> PartnerFault {
    PartnerFault(file: file, line: line, column: column, pointer: pointer, code: code, message: message)
  }

  /// `text` fit for one line of a terminal: shortened, control characters shown by number. Files are written
  /// by many hands, and a message is printed where escape sequences act.
  static func shown(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(60) {
      if isPrintable(scalar) {
        shown.unicodeScalars.append(scalar)
      } else {
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return text.unicodeScalars.count > 60 ? shown + "…" : shown
  }

  /// Whether `scalar` shows as itself: no control, format (such as a change of writing direction), line or
  /// paragraph separator, private or unassigned code point.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
    default: true
    }
  }

  /// Names in a message, in one order.
  static func listed(_ names: some Sequence<String>) -> String { names.joined(separator: ", ") }
}

// The folder and the document.
extension PartnerProblem {
  static let folderEmpty = PartnerProblem(
    .folderEmpty, "資料夾內沒有任何夥伴檔；請放入 <代號>.json",
    "the folder holds no partner file; put in <venue id>.json")

  static let tooManyFiles = PartnerProblem(
    .tooManyFiles, "檔案超過 \(PartnerLimits.files) 個；請移出不用的檔案",
    "more than \(PartnerLimits.files) files; move out those that are not used")

  static let fileNameInvalid = PartnerProblem(
    .fileNameInvalid, "檔名須為 <代號>.json，代號為 2 至 64 個小寫英文字母、數字或連字號，以字母開頭；請改名或移出",
    "the name must be <venue id>.json, the id 2 to 64 lower-case letters, digits or hyphens after a letter;"
      + " rename the file or move it out")

  static let fileTooLarge = PartnerProblem(
    .fileTooLarge, "檔案超過 \(PartnerLimits.fileBytes) 位元組；請縮短",
    "the file is over \(PartnerLimits.fileBytes) bytes; shorten it")

  static func jsonInvalid(_ error: JSONError) -> PartnerProblem {
    PartnerProblem(
      .jsonInvalid, "第 \(error.column) 字元不是正確的 JSON：\(error.code.zh)；請修正此處",
      "not valid JSON at character \(error.column): \(error.rule); mend it here")
  }

  static func wrongType(wanted: (zh: String, en: String)) -> PartnerProblem {
    PartnerProblem(.wrongType, "型別不符；此處須為\(wanted.zh)", "wrong type; write \(wanted.en) here")
  }

  static let numberNotWhole = PartnerProblem(
    .numberNotWhole, "數字須為整數，不可有小數點或指數；金額以新臺幣元計",
    "write a whole number, without point or exponent; money is in whole NT$")

  static func missingMember(_ name: String) -> PartnerProblem {
    PartnerProblem(.missingMember, "缺少欄位「\(name)」；請補上", "the member “\(name)” is missing; add it")
  }

  static func unknownMember(_ name: String, allowed: [String]) -> PartnerProblem {
    PartnerProblem(
      .unknownMember, "不認得欄位「\(shown(name))」；可用：\(listed(allowed))",
      "unknown member “\(shown(name))”; possible here: \(listed(allowed))")
  }

  static let tooManyFaults = PartnerProblem(
    .tooManyFaults, "錯誤超過 \(PartnerLimits.faults) 項，其餘未列；請修正後再檢查",
    "more than \(PartnerLimits.faults) faults, the rest is not listed; mend these and check again")
}

// Names.
extension PartnerProblem {
  static func idInvalid(_ text: String) -> PartnerProblem {
    PartnerProblem(
      .idInvalid, "代號「\(shown(text))」不合格式；須為 2 至 64 個小寫英文字母、數字或連字號，以字母開頭",
      "the id “\(shown(text))” must be 2 to 64 lower-case letters, digits or hyphens after a letter")
  }

  static func idNotFileName(_ id: VenueID) -> PartnerProblem {
    PartnerProblem(
      .idNotFileName, "代號「\(id)」與檔名不同；請改代號，或將檔案改名為 \(id).json",
      "the id “\(id)” is not the file's name; change the id or rename the file to \(id).json")
  }

  static func ticketDuplicate(_ id: TicketTypeID) -> PartnerProblem {
    PartnerProblem(
      .ticketDuplicate, "票種代號「\(id)」重複；請取不同的代號",
      "the ticket id “\(id)” comes twice; give one another id")
  }

  static func offerDuplicate(_ id: OfferID) -> PartnerProblem {
    PartnerProblem(
      .offerDuplicate, "優惠代號「\(id)」重複；請取不同的代號",
      "the offer id “\(id)” comes twice; give one another id")
  }

  static func offerDuplicateInCity(_ id: OfferID, file: String) -> PartnerProblem {
    PartnerProblem(
      .offerDuplicateInCity, "優惠代號「\(id)」已用於 \(file)；同一城市內不可重複，請改代號",
      "the offer id “\(id)” is used in \(file); it must be unique in the city, give it another id")
  }

  static func eventDuplicate(_ id: EventID) -> PartnerProblem {
    PartnerProblem(
      .eventDuplicate, "活動代號「\(id)」重複；請取不同的代號",
      "the event id “\(id)” comes twice; give one another id")
  }

  static func salesPointDuplicate(_ id: SalesPointID) -> PartnerProblem {
    PartnerProblem(
      .salesPointDuplicate, "售票點代號「\(id)」重複；請取不同的代號",
      "the sales point id “\(id)” comes twice; give one another id")
  }

  static func offerUnknown(_ id: OfferID, known: [OfferID]) -> PartnerProblem {
    PartnerProblem(
      .offerUnknown, "本館沒有優惠「\(id)」；可用：\(listed(known.prefix(12).map(\.text)))",
      "the venue has no offer “\(id)”; it has: \(listed(known.prefix(12).map(\.text)))")
  }

  static func eventUnknown(_ id: EventID, known: [EventID]) -> PartnerProblem {
    PartnerProblem(
      .eventUnknown, "本館沒有活動「\(id)」；可用：\(listed(known.map(\.text)))",
      "the venue has no event “\(id)”; it has: \(listed(known.map(\.text)))")
  }

  static func salesPointUnknown(_ id: SalesPointID, known: [SalesPointID]) -> PartnerProblem {
    PartnerProblem(
      .salesPointUnknown, "本館沒有售票點「\(id)」；可用：\(listed(known.map(\.text)))",
      "the venue has no sales point “\(id)”; it has: \(listed(known.map(\.text)))")
  }

  static func slotUnknown(_ slot: TimeOfDay, known: [TimeOfDay]) -> PartnerProblem {
    PartnerProblem(
      .slotUnknown, "適用的活動沒有場次 \(slot)；可用：\(listed(known.map(\.description)))",
      "no event that it covers has the slot \(slot); possible: \(listed(known.map(\.description)))")
  }

  static func ticketUnknown(_ id: TicketTypeID, known: [TicketTypeID]) -> PartnerProblem {
    PartnerProblem(
      .ticketUnknown, "本館沒有票種「\(id)」；可用：\(listed(known.map(\.text)))",
      "the venue has no ticket type “\(id)”; it has: \(listed(known.map(\.text)))")
  }

  static func classUnknown(_ text: String) -> PartnerProblem {
    let named = listed(NamedClass.allCases.map(\.rawValue))
    return PartnerProblem(
      .classUnknown, "不認得身分別「\(shown(text))」；可用：\(named), age_ge_N, age_lt_N（N 為 1 至 150）",
      "unknown class “\(shown(text))”; possible: \(named), age_ge_N, age_lt_N with N from 1 to 150")
  }

  static func cityUnknown(_ id: CityID, known: [CityID]) -> PartnerProblem {
    PartnerProblem(
      .cityUnknown, "不認得城市「\(id)」；可用：\(listed(known.map(\.text)))",
      "unknown city “\(id)”; possible: \(listed(known.map(\.text)))")
  }

  static func valueUnknown(_ text: String, allowed: [String]) -> PartnerProblem {
    PartnerProblem(
      .valueUnknown, "不認得「\(shown(text))」；可用：\(listed(allowed))",
      "unknown value “\(shown(text))”; possible: \(listed(allowed))")
  }
}

extension JSONError.Code {
  /// The rule in Chinese.
  fileprivate var zh: String {
    switch self {
    case .empty: "檔案是空的"
    case .tooLarge: "檔案過大"
    case .byteOrderMark: "開頭有位元組順序記號（BOM），請另存為無 BOM 的 UTF-8"
    case .nul: "含有 NUL 字元"
    case .invalidUTF8: "不是 UTF-8 編碼"
    case .syntax: "語法錯誤，請檢查逗號、引號與括號"
    case .truncated: "檔案不完整，缺少結尾的括號或引號"
    case .trailingBytes: "結尾之後還有多餘內容"
    case .duplicateName: "同一物件內欄位重複"
    case .tooDeep: "巢狀層數過多"
    case .tooManyValues: "內容項目過多"
    case .realNotAllowed: "數字須為整數"
    case .integerOutOfRange, .realOutOfRange: "數字過大"
    case .topLevelNotObject: "最外層須為物件 { }"
    case .outOfMemory: "記憶體不足"
    }
  }
}
