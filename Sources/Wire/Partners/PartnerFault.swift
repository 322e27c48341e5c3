public import Benefits

/// One thing wrong with a partner file: where it is, what it is, and what to do.
public struct PartnerFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name within the city's folder; empty for a fault of the folder itself.
  public let file: String
  /// The line, from 1, on which the faulty value stands; for a missing member the line on which its object
  /// begins.
  public let line: Int
  /// The column of a sheet; nil in other files, and where it is the whole row.
  public let column: Column?
  /// Where in the document: a JSON Pointer (RFC 6901), empty for the whole document.
  public let pointer: String
  /// Which rule was broken.
  public let code: Code
  /// What is wrong and what to do.
  public let message: BilingualText

  /// A column of a sheet.
  public struct Column: Hashable, Sendable {
    /// Counted from 1.
    public let number: Int
    /// As in the header.
    public let name: String

    /// Makes a column.
    public init(number: Int, name: String) {
      self.number = number
      self.name = name
    }
  }

  /// Makes a fault.
  public init(
    file: String, line: Int, column: Column? = nil, pointer: String, code: Code, message: BilingualText
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.pointer = pointer
    self.code = code
    self.message = message
  }

  /// `file:line: zh / English [code]`, the form in which editors find their way to the line; in a sheet
  /// `file:line:column: name: …`.
  public var description: String {
    let place = column.map { ":\($0.number): \($0.name)" } ?? ""
    return "\(file):\(line)\(place): \(message.zh) / \(message.en) [\(code.rawValue)]"
  }

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
    // the sheet
    case csvInvalid = "csv_invalid"
    case columnMissing = "column_missing"
    case columnUnknown = "column_unknown"
    case columnDuplicate = "column_duplicate"
    case rowLength = "row_length"
    case cellInvalid = "cell_invalid"
    case venueUnknown = "venue_unknown"
    // names
    case idInvalid = "id_invalid"
    case idNotFileName = "id_not_file_name"
    case ticketDuplicate = "ticket_duplicate"
    case offerDuplicate = "offer_duplicate"
    case eventDuplicate = "event_duplicate"
    case salesPointDuplicate = "sales_point_duplicate"
    case ticketUnknown = "ticket_unknown"
    case eventUnknown = "event_unknown"
    case salesPointUnknown = "sales_point_unknown"
    case slotUnknown = "slot_unknown"
    case offerUnknown = "offer_unknown"
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
    // the holidays
    case holidayInvalid = "holiday_invalid"
    // figures and dates
    case priceOutOfRange = "price_out_of_range"
    case percentOutOfRange = "percent_out_of_range"
    case numberOutOfRange = "number_out_of_range"
    case dateInvalid = "date_invalid"
    case timeInvalid = "time_invalid"
    case validityReversed = "validity_reversed"
    case daysReversed = "days_reversed"
    case agesReversed = "ages_reversed"
    case quantitiesReversed = "quantities_reversed"
    // sense
    case benefitNotOne = "benefit_not_one"
    case flatPriceAboveRegular = "flat_price_above_regular"
    case amountOffAbovePrice = "amount_off_above_price"
    case redeemableAbovePrice = "redeemable_above_price"
    case redeemableFunding = "redeemable_funding"
    case buyGetPricesDiffer = "buy_get_prices_differ"
    case fundingNotWhole = "funding_not_whole"
    case limitDuplicate = "limit_duplicate"
    case stackingCircle = "stacking_circle"
    case stackingTooDeep = "stacking_too_deep"
    case stackingOnExclusive = "stacking_on_exclusive"
    case offersOverlap = "offers_overlap"
    case unreachable
    case withoutEffect = "without_effect"
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
