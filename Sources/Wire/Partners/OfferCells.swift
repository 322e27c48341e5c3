public import Benefits

/// One offer as the cells of a sheet, by the names of its columns: how a form shows and takes it. So a form knows the
/// same words and the same faults as a sheet, and reports each at its field.
public enum OfferCells {
  /// The columns, in their order; ``PartnerSheet`` says what each holds.
  public static let columns = PartnerSheetColumn.offers.map(\.name).filter {
    $0 != PartnerSheetColumn.venue.name
  }

  /// The cells of an offer; those that are left out are missing.
  public static func cells(of offer: OfferID, in venue: Venue) -> [String: String] {
    let rows = rows(of: venue)
    guard let row = rows.first(where: { $0["id"] == offer.text }) else { return [:] }
    return row.filter { !$0.value.isEmpty }
  }

  /// What came of a form.
  public struct Reading: Sendable {
    /// The venue's file with the offer in it; nil if there is any fault.
    public let file: PartnerFile?
    /// What is wrong with fields: the column, and in words.
    public let faults: [(column: String, message: BilingualText)]
    /// What is wrong with the whole.
    public let others: [BilingualText]
  }

  /// Puts an offer into the file of `venue`: in the place of the one called `replaced`, else at the end.
  ///
  /// - Parameters:
  ///   - cells: The offer's cells, by column; the venue's is not needed.
  ///   - replaced: The offer in whose place it comes.
  ///   - venue: The venue that offers it.
  ///   - files: All files of the city: an offer's id is unique in it.
  ///   - cities: The cities that offers may name.
  public static func put(
    _ cells: [String: String], replacing replaced: OfferID?, at venue: VenueID, in files: [PartnerFile],
    cities: Set<CityID>
  ) -> Reading {
    guard let file = files.first(where: { $0.venue.id == venue }) else {
      return Reading(file: nil, faults: [], others: [])
    }
    var rows = rows(of: file.venue)
    let index = rows.firstIndex { $0["id"] == replaced?.text } ?? rows.count
    if index == rows.count { rows.append(cells) } else { rows[index] = cells }
    let reading = PartnerSheet.read(
      .offers, name: "", bytes: sheet(rows, of: venue), into: files, cities: cities)
    guard reading.faults.isEmpty else {
      var faults: [(String, BilingualText)] = []
      var others: [BilingualText] = []
      for fault in reading.faults {
        if fault.line == index + 2, let column = fault.column?.name, columns.contains(column) {
          faults.append((column, fault.message))
        } else {
          others.append(fault.message)
        }
      }
      return Reading(file: nil, faults: faults, others: others)
    }
    return Reading(file: reading.files.first { $0.venue.id == venue }, faults: [], others: [])
  }

  /// The rows of a venue's offers, without the marks that a sheet needs.
  private static func rows(of venue: Venue) -> [[String: String]] {
    PartnerSheet.rows(.offers, of: venue).map { row in
      Dictionary(
        uniqueKeysWithValues: zip(
          PartnerSheetColumn.offers.map(\.name), row.map { $0.hasPrefix("'") ? String($0.dropFirst()) : $0 }))
    }
  }

  private static func sheet(_ rows: [[String: String]], of venue: VenueID) -> [UInt8] {
    var csv = CSVWriter()
    csv.append([PartnerSheetColumn.venue.name] + columns)
    for row in rows {
      // A mark on every cell: it is taken off again, and what begins with one keeps its own.
      csv.append(
        [venue.text] + columns.map { column in row[column].map { $0.isEmpty ? "" : "'" + $0 } ?? "" })
    }
    return csv.bytes
  }
}
