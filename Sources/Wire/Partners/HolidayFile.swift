public import Benefits
import StrictJSON

/// Reads `Partners/holidays.json`: the public holidays of the years that it names.
public enum HolidayFile {
  /// The file's name in the folder of all cities.
  public static let name = "holidays.json"
  /// The most holidays, and the most days on which work is made up for.
  public static let days = 1000

  /// What came of the file; without ``holidays`` there is at least one fault, with them none.
  public struct Reading: Sendable {
    /// The calendar.
    public let holidays: Holidays?
    /// Every fault, in the order of lines.
    public let faults: [PartnerFault]
  }

  /// Reads the file. Whoever reads from disk may stop one byte after ``PartnerLimits/fileBytes``.
  public static func read(_ bytes: [UInt8]) -> Reading {
    guard bytes.count <= PartnerLimits.fileBytes else {
      return Reading(holidays: nil, faults: [PartnerProblem.fileTooLarge.fault(file: name)])
    }
    let document: JSONValue
    do {
      document = try JSONParser.parse(bytes, rules: PartnerCodec.rules)
    } catch {
      let fault = PartnerProblem.jsonInvalid(error).fault(file: name, line: error.line)
      return Reading(holidays: nil, faults: [fault])
    }
    var reader = HolidayReader()
    let holidays = reader.holidays(document)
    let lines = JSONLineMap(bytes)
    let faults = reader.findings.found.map { pointer, problem in
      problem.fault(file: name, line: lines.line(of: pointer), pointer: pointer)
    }
    return Reading(holidays: faults.isEmpty ? holidays : nil, faults: faults.inLineOrder())
  }
}

/// Turns the document into a calendar.
private struct HolidayReader {
  var findings = PartnerFindings()
  private var years: ClosedRange<Int> = 1...9999

  mutating func holidays(_ document: JSONValue) -> Holidays? {
    let members = findings.object(
      JSONElement(document), required: ["source", "years", "off", "worked"])
    guard let members else { return nil }
    _ = findings.bilingual(members["source"])
    let stated = years(members["years"])
    years = stated ?? years
    var off: [CivilDate: BilingualText] = [:]
    for place in findings.list(members["off"], limit: HolidayFile.days) ?? [] {
      guard let (date, name) = day(place) else { continue }
      if off.updateValue(name, forKey: date) != nil {
        findings.report(.listDuplicate("\(date)"), at: "\(place.pointer)/date")
      }
    }
    let worked = findings.distinct(members["worked"], limit: HolidayFile.days, mayBeEmpty: true) {
      [years] findings, place in
      let date = Self.date(place, within: years, &findings)
      // A day in the week is worked anyway, and a holiday can't be both.
      if let date, !date.weekday.isWeekend || off[date] != nil {
        findings.report(.workedDayIsNone(date), at: place.pointer)
      }
      return date
    }
    guard let stated, let worked else { return nil }
    return Holidays(off: off, worked: Set(worked), years: stated)
  }

  /// The years that the list is complete for, without a gap.
  private mutating func years(_ place: JSONElement?) -> ClosedRange<Int>? {
    guard let places = findings.list(place, limit: 64) else { return nil }
    let years = places.compactMap { findings.integer($0, in: 1912...9999).map { Int($0) } }
    guard let first = years.first, let last = years.last, years.count == places.count else { return nil }
    guard first <= last, years == Array(first...last) else {
      findings.report(.yearsWithGap, at: place?.pointer ?? "")
      return nil
    }
    return first...last
  }

  private mutating func day(_ place: JSONElement) -> (CivilDate, BilingualText)? {
    guard let members = findings.object(place, required: ["date", "zh", "en"]) else { return nil }
    let date = Self.date(members["date"], within: years, &findings)
    let zh = findings.line(members["zh"], limit: PartnerLimits.textCharacters)
    let en = findings.line(members["en"], limit: PartnerLimits.textCharacters)
    guard let date, let zh, let en else { return nil }
    return (date, BilingualText(zh: zh, en: en))
  }

  private static func date(
    _ place: JSONElement?, within years: ClosedRange<Int>, _ findings: inout PartnerFindings
  ) -> CivilDate? {
    guard let place, let date = findings.date(place) else { return nil }
    if years.contains(date.year) { return date }
    findings.report(.yearNotStated(date), at: place.pointer)
    return nil
  }
}

// Holidays.
extension PartnerProblem {
  fileprivate static let yearsWithGap = PartnerProblem(
    .holidayInvalid, "years 須由小到大逐年列出，不可跳過；請補齊", "years go up one by one; fill the gap")

  fileprivate static func yearNotStated(_ date: CivilDate) -> PartnerProblem {
    PartnerProblem(
      .holidayInvalid, "\(date) 不在 years 所列的年份；請補上該年全部假日並列入 years",
      "\(date) is in none of years; add that year with all its holidays, and to years")
  }

  fileprivate static func workedDayIsNone(_ date: CivilDate) -> PartnerProblem {
    PartnerProblem(
      .holidayInvalid, "\(date) 不是週末，或已列為放假日；補行上班日須為週末且不在 off 中",
      "\(date) is in the week, or a holiday; work is made up for on a weekend day that is not in off")
  }
}
