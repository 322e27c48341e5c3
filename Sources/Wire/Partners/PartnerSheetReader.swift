import Benefits
import StrictJSON

/// Turns the rows of a sheet into the documents of partner files and has these read as every other: so a sheet knows the
/// same faults, and each is reported at its cell.
struct PartnerSheetReader {
  let content: PartnerSheet.Content
  let name: String
  let cities: Set<CityID>?
  private(set) var faults: [PartnerFault] = []
  /// The columns as the header has them.
  private var order: [PartnerSheetColumn] = []

  /// A row that could be told to a venue.
  private struct Row {
    let line: Int
    let members: JSONObject
    /// Faulty cells were reported; what the reader of files makes of the rest would only repeat it.
    let isSound: Bool
  }

  init(content: PartnerSheet.Content, name: String, cities: Set<CityID>?) {
    self.content = content
    self.name = name
    self.cities = cities
  }

  mutating func apply(_ bytes: [UInt8], to files: [PartnerFile]) -> [PartnerFile] {
    guard bytes.count <= PartnerLimits.sheetBytes else {
      report(.sheetTooLarge, line: 1)
      return files
    }
    guard let records = records(bytes), let header = records.first, readHeader(header) else { return files }
    var rows: [VenueID: [Row]] = [:]
    var isWhole = true
    for record in records.dropFirst() where record.fields.contains(where: { !$0.isEmpty }) {
      if let (venue, row) = row(record, files) {
        rows[venue, default: []].append(row)
      } else {
        isWhole = false
      }
    }
    // Where rows are missing, other rows would be blamed for what these hold.
    guard isWhole else { return files }
    let applied = files.map { file in
      guard let rows = rows[file.venue.id] else { return file }
      return self.file(file, with: rows) ?? file
    }
    if content == .offers { checkIDs(of: applied, rows) }
    return faults.isEmpty ? applied : files
  }

  private mutating func report(
    _ problem: PartnerProblem, line: Int, column: PartnerFault.Column? = nil, pointer: String = ""
  ) {
    guard faults.count <= PartnerLimits.faults else { return }
    let last = faults.count == PartnerLimits.faults
    faults.append(
      last
        ? PartnerProblem.tooManyFaults.fault(file: name, line: line)
        : problem.fault(file: name, line: line, pointer: pointer, column: column))
  }

  private func column(_ name: String) -> PartnerFault.Column? {
    order.firstIndex { $0.name == name }.map { PartnerFault.Column(number: $0 + 1, name: name) }
  }

  // MARK: rows

  private mutating func records(_ bytes: [UInt8]) -> [CSVRecord]? {
    var csv = CSVReader(
      recordLimit: PartnerLimits.sheetRowBytes, fieldLimit: PartnerLimits.sheetColumns)
    var records: [CSVRecord] = []
    do throws(CSVFault) {
      try csv.read(bytes.span, into: &records)
      try csv.finish(into: &records)
    } catch {
      report(.csvInvalid(error), line: error.line)
      return nil
    }
    if records.isEmpty { report(.columnMissing(content.columns.map(\.name)), line: 1) }
    return records
  }

  /// False if a column is missing, unknown or there twice. None may be left out: a column that was deleted would
  /// silently take its conditions away from every offer.
  private mutating func readHeader(_ header: CSVRecord) -> Bool {
    for (index, field) in header.fields.enumerated() {
      let place = PartnerFault.Column(number: index + 1, name: PartnerProblem.shown(field))
      guard let column = content.columns.first(where: { $0.name == field }) else {
        report(.columnUnknown(field, known: content.columns.map(\.name)), line: header.line, column: place)
        continue
      }
      if order.contains(where: { $0.name == field }) {
        report(.columnDuplicate(field), line: header.line, column: place)
      }
      order.append(column)
    }
    let missing = content.columns.map(\.name).filter { name in !order.contains { $0.name == name } }
    if !missing.isEmpty { report(.columnMissing(missing), line: header.line) }
    return faults.isEmpty
  }

  private mutating func row(_ record: CSVRecord, _ files: [PartnerFile]) -> (VenueID, Row)? {
    guard record.fields.count == order.count else {
      report(.rowLength(record.fields.count, wanted: order.count), line: record.line)
      return nil
    }
    let before = faults.count
    var cells: [String: JSONValue] = [:]
    for (index, column) in order.enumerated() {
      let place = PartnerFault.Column(number: index + 1, name: column.name)
      let field = record.fields[index]
      if field.isEmpty {
        if column.required { report(.missingMember(column.name), line: record.line, column: place) }
        continue
      }
      do throws(PartnerCell.CellFault) {
        cells[column.name] = try column.form.value(field)
      } catch {
        report(error.problem, line: record.line, column: place)
      }
    }
    guard case .string(let text)? = cells["venue"] else { return nil }
    guard let venue = files.first(where: { $0.venue.id.text == text })?.venue.id else {
      report(
        .venueUnknown(text), line: record.line, column: column(PartnerSheetColumn.venue.name))
      return nil
    }
    let members = members(cells, record)
    return (venue, Row(line: record.line, members: members, isSound: faults.count == before))
  }

  /// The members of an offer or a ticket type: texts put together from their halves, the benefit from kind and value.
  private mutating func members(_ cells: [String: JSONValue], _ record: CSVRecord) -> JSONObject {
    var members: [(String, JSONValue)] = []
    for column in content.columns where column.name != PartnerSheetColumn.venue.name {
      guard !members.contains(where: { $0.0 == column.member }) else { continue }
      switch column.form {
      case .half:
        let halves = ["zh", "en"].map { ($0, cells["\(column.member)_\($0)"]) }
        guard halves.contains(where: { $0.1 != nil }) else { continue }
        members.append((column.member, .object(JSONObject(halves.map { ($0, $1 ?? .string("")) }))))
      case .benefit:
        guard case .string(let kind)? = cells[column.name] else { continue }
        if kind != "free", cells["benefit_value"] == nil {
          report(
            .missingMember("benefit_value"), line: record.line, column: self.column("benefit_value"))
        }
        if kind == "free", cells["benefit_value"] != nil {
          report(.cellNotEmpty, line: record.line, column: self.column("benefit_value"))
        }
        members.append((column.member, .object(JSONObject([(kind, cells["benefit_value"] ?? .bool(true))]))))
      case .benefitValue: continue
      default:
        if let value = cells[column.name] { members.append((column.member, value)) }
      }
    }
    return JSONObject(members)
  }

  // MARK: files

  private mutating func file(_ file: PartnerFile, with rows: [Row]) -> PartnerFile? {
    guard case .object(let document) = PartnerDocument.of(file) else { return nil }
    let members = document.members.map { member in
      (
        member.name,
        member.name == content.rawValue ? JSONValue.array(rows.map { .object($0.members) }) : member.value
      )
    }
    var reader = PartnerReader(city: file.venue.city, cities: cities)
    let read = reader.file(.object(JSONObject(members)), fileID: nil)
    for (pointer, problem) in reader.findings.found { report(problem, at: pointer, rows) }
    return reader.findings.found.isEmpty ? read : nil
  }

  /// A fault of the document at its cell; what the rows do to the rest of the file at the first of them.
  private mutating func report(_ problem: PartnerProblem, at pointer: String, _ rows: [Row]) {
    let steps = pointer.split(separator: "/").map(String.init)
    guard steps.count > 1, steps[0] == content.rawValue, let index = Int(steps[1]),
      rows.indices.contains(index)
    else {
      report(problem, line: rows.first?.line ?? 1, pointer: pointer)
      return
    }
    guard rows[index].isSound else { return }
    let name = columnName(steps.dropFirst(2), problem)
    report(
      problem, line: rows[index].line, column: name.flatMap { column($0) }, pointer: pointer)
  }

  private func columnName(_ steps: ArraySlice<String>, _ problem: PartnerProblem) -> String? {
    guard let member = steps.first else { return nil }
    switch member {
    case "name", "look": return "\(member)_\(steps.dropFirst().first ?? "zh")"
    case "benefit":
      return steps.count > 1 && problem.code != .unknownMember ? "benefit_value" : "benefit"
    default: return member
    }
  }

  /// Offer ids are unique in the city, not only in their file.
  private mutating func checkIDs(of files: [PartnerFile], _ rows: [VenueID: [Row]]) {
    var owners: [OfferID: VenueID] = [:]
    for venue in files.map(\.venue) {
      for (index, offer) in venue.offers.enumerated() {
        guard let owner = owners[offer.id] else {
          owners[offer.id] = venue.id
          continue
        }
        let line = rows[venue.id].map { $0.indices.contains(index) ? $0[index].line : 1 } ?? 1
        report(
          .offerDuplicateInCity(offer.id, file: "\(owner).json"), line: line,
          column: column("id"), pointer: "/offers/\(index)/id")
      }
    }
  }
}
