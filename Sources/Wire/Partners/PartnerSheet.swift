public import Benefits
import StrictJSON

/// A city's offers or ticket types as one CSV file that opens right in a spreadsheet, for those who keep them there.
public enum PartnerSheet {
  /// Which of the two.
  public enum Content: String, CaseIterable, Hashable, Sendable {
    case offers, tickets

    var columns: [PartnerSheetColumn] {
      self == .offers ? PartnerSheetColumn.offers : PartnerSheetColumn.tickets
    }
  }

  /// What came of a sheet.
  public struct Reading: Sendable {
    /// All files given, those with rows changed by them; unchanged if there is any fault.
    public let files: [PartnerFile]
    /// Every fault, in the order of lines.
    public let faults: [PartnerFault]
  }

  /// The sheet of these venues: a header, then a row for each offer or ticket type, in their order.
  public static func write(_ content: Content, of venues: [Venue]) -> [UInt8] {
    var csv = CSVWriter()
    csv.append(content.columns.map(\.name))
    for venue in venues {
      for row in rows(content, of: venue) { csv.append(row) }
    }
    return csv.bytes
  }

  /// A row for each offer or ticket type of a venue: its cells, in the order of the columns.
  static func rows(_ content: Content, of venue: Venue) -> [[String]] {
    let document = PartnerDocument.of(PartnerFile(venue: venue))
    guard case .object(let members) = document, case .array(let rows)? = members[content.rawValue] else {
      return []
    }
    return rows.compactMap { row in
      guard case .object(let row) = row else { return nil }
      return content.columns.map { column in
        column.name == PartnerSheetColumn.venue.name
          ? column.form.text(.string(venue.id.text)) : column.form.text(row[column.member])
      }
    }
  }

  /// Applies a sheet to a city's files. A venue that has rows has exactly these afterwards, in their order; one
  /// without any stays as it is.
  ///
  /// - Parameters:
  ///   - content: What the sheet holds.
  ///   - name: The sheet's name, for its faults.
  ///   - bytes: The whole sheet. Whoever reads from disk may stop one byte after ``PartnerLimits/sheetBytes``.
  ///   - files: The city's files.
  ///   - cities: The cities that offers may name; nil if that is not known.
  public static func read(
    _ content: Content, name: String, bytes: [UInt8], into files: [PartnerFile], cities: Set<CityID>? = nil
  ) -> Reading {
    var reader = PartnerSheetReader(content: content, name: name, cities: cities)
    let applied = reader.apply(bytes, to: files)
    return Reading(files: applied, faults: reader.faults.inLineOrder())
  }
}
