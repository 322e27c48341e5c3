public import Benefits

/// One thing wrong with a partner file: where it is, what it is, and what to do.
public struct PartnerFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name within the city's folder; empty for a fault of the folder itself.
  public let file: String
  /// The line, from 1, on which the faulty value stands; for a missing member the line on which its object
  /// begins.
  public let line: Int
  /// Where in the document: a JSON Pointer (RFC 6901), empty for the whole document.
  public let pointer: String
  /// Which rule was broken.
  public let code: Code
  /// What is wrong and what to do.
  public let message: BilingualText

  /// Makes a fault.
  public init(file: String, line: Int, pointer: String, code: Code, message: BilingualText) {
    self.file = file
    self.line = line
    self.pointer = pointer
    self.code = code
    self.message = message
  }

  /// `file:line: zh / English [code]`, the form in which editors find their way to the line.
  public var description: String { "\(file):\(line): \(message.zh) / \(message.en) [\(code.rawValue)]" }

  /// The rules. The raw values are stable: other programs may act on them.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    // the folder
    case folderEmpty = "folder_empty"
    case tooManyFiles = "too_many_files"
    case fileNameInvalid = "file_name_invalid"
    case fileTooLarge = "file_too_large"
    case offerDuplicateInCity = "offer_duplicate_in_city"
    // the document
    case jsonInvalid = "json_invalid"
    case wrongType = "wrong_type"
    case numberNotWhole = "number_not_whole"
    case missingMember = "missing_member"
    case unknownMember = "unknown_member"
    case tooManyFaults = "too_many_faults"
    // names
    case idInvalid = "id_invalid"
    case idNotFileName = "id_not_file_name"
    case ticketDuplicate = "ticket_duplicate"
    case offerDuplicate = "offer_duplicate"
    case ticketUnknown = "ticket_unknown"
    case classUnknown = "class_unknown"
    case cityUnknown = "city_unknown"
    case valueUnknown = "value_unknown"
    // texts and lists
    case textEmpty = "text_empty"
    case textTooLong = "text_too_long"
    case textUnprintable = "text_unprintable"
    case listEmpty = "list_empty"
    case listTooLong = "list_too_long"
    case listDuplicate = "list_duplicate"
    // figures and dates
    case priceOutOfRange = "price_out_of_range"
    case percentOutOfRange = "percent_out_of_range"
    case numberOutOfRange = "number_out_of_range"
    case dateInvalid = "date_invalid"
    case validityReversed = "validity_reversed"
    // sense
    case benefitNotOne = "benefit_not_one"
    case flatPriceAboveRegular = "flat_price_above_regular"
    case amountOffAbovePrice = "amount_off_above_price"
    case statutoryNotPublic = "statutory_not_public"
  }
}

/// Everything wrong with one partner file, in the order of its lines; never empty.
public struct PartnerFaults: Error, Hashable, Sendable {
  /// The faults.
  public let faults: [PartnerFault]

  /// Takes faults; there is one at least.
  public init(faults: [PartnerFault]) { self.faults = faults }
}
