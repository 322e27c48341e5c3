public import Benefits
import Store
import Wire

/// One thing wrong with a card file: where it is, what it is, and what to do.
///
/// A fault never quotes the file: what stands in a wrong column may be anybody's number or name, and faults are
/// printed and kept.
public struct CardFileFault: Error, Hashable, Sendable {
  /// The physical line on which the row begins, from 1; 0 for the file as a whole.
  public let line: Int
  /// The column; nil for the row or the file as a whole.
  public let column: CardFileColumn?
  /// Which rule was broken.
  public let code: Code
  /// What is wrong and what to do.
  public let message: BilingualText

  /// Makes a fault.
  init(line: Int, column: CardFileColumn? = nil, code: Code, message: BilingualText) {
    self.line = line
    self.column = column
    self.code = code
    self.message = message
  }

  /// The rules. The raw values are stable: other programs may act on them.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    // the file
    case fileEmpty = "file_empty"
    case fileChanged = "file_changed"
    case tooManyFaults = "too_many_faults"
    // CSV: the reading ends here
    case invalidUTF8 = "invalid_utf8"
    case strayQuote = "stray_quote"
    case unclosedQuote = "unclosed_quote"
    case bareCarriageReturn = "bare_carriage_return"
    case recordTooLong = "record_too_long"
    case tooManyFields = "too_many_fields"
    // the header: the reading ends here
    case columnMissing = "column_missing"
    case columnUnknown = "column_unknown"
    case columnDoubled = "column_doubled"
    // a row
    case fieldCount = "field_count"
    case memberInvalid = "member_invalid"
    case cardInvalid = "card_invalid"
    case birthDateInvalid = "birth_date_invalid"
    case birthDateInFuture = "birth_date_in_future"
    case birthDateTooEarly = "birth_date_too_early"
    case classInvalid = "class_invalid"
    case classDoubled = "class_doubled"
    case tooManyClasses = "too_many_classes"
    case identifierMissing = "identifier_missing"
    case identifierMalformed = "identifier_malformed"
    case identifierRandom = "identifier_random"
    case tooManyIdentifiers = "too_many_identifiers"
    case statusInvalid = "status_invalid"
    // between rows
    case memberDiffers = "member_differs"
    case doubledCard = "doubled_card"
    case doubledIdentifier = "doubled_identifier"
  }
}

extension CardFileFault: CustomStringConvertible {
  /// `line: column: zh / English [code]`; what is before it, usually the file's name, is the caller's.
  public var description: String {
    let place = column.map { "\(line): \($0.rawValue): " } ?? "\(line): "
    return "\(place)\(message.zh) / \(message.en) [\(code.rawValue)]"
  }
}

extension CardFileFault {
  /// A row's fault with the message of its code.
  init(line: Int, column: CardFileColumn? = nil, _ code: Code) {
    self.init(line: line, column: column, code: code, message: code.message)
  }

  init(_ fault: CSVFault) {
    let code: Code =
      switch fault.code {
      case .invalidUTF8: .invalidUTF8
      case .strayQuote: .strayQuote
      case .unclosedQuote: .unclosedQuote
      case .bareCarriageReturn: .bareCarriageReturn
      case .recordTooLong: .recordTooLong
      case .tooManyFields: .tooManyFields
      }
    self.init(line: fault.line, code)
  }

  /// A row that contradicts an earlier one; nil if no row is at fault.
  init?(_ error: StagingError) {
    switch error.fault {
    case .memberDiffers: self.init(line: error.line, column: .member, .memberDiffers)
    case .doubledCard: self.init(line: error.line, column: .card, .doubledCard)
    case .doubledIdentifier: self.init(line: error.line, column: .identifiers, .doubledIdentifier)
    case .superseded: return nil
    }
  }

  static func missing(_ column: CardFileColumn, line: Int) -> CardFileFault {
    CardFileFault(
      line: line, column: column, code: .columnMissing,
      message: BilingualText(
        zh: "首列缺少欄位「\(column.rawValue)」；首列須列出全部六個欄名",
        en: "the header lacks “\(column.rawValue)”; it must name all six columns"))
  }

  static func unknown(field: Int, line: Int) -> CardFileFault {
    let names = CardFileColumn.allCases.map(\.rawValue).joined(separator: ", ")
    return CardFileFault(
      line: line, code: .columnUnknown,
      message: BilingualText(
        zh: "首列第 \(field) 個欄名不在格式內；可用：\(names)",
        en: "name \(field) of the header is not of the format; possible: \(names)"))
  }
}
