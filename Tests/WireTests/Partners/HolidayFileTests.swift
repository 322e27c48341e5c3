import Benefits
import TestSupport
import Testing
import Wire

@Suite("The file of holidays")
struct HolidayFileTests {
  private func founding() throws -> Holidays {
    let reading = HolidayFile.read(try Repository.bytes("Partners/holidays.json"))
    #expect(reading.faults.map(\.description) == [])
    return try #require(reading.holidays)
  }

  private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  @Test("Both years are whole: every holiday of a weekend is made up for by a day in the week")
  func whole() throws {
    let holidays = try founding()
    #expect(holidays.years == 2026...2027)
    #expect(holidays.worked == [])
    for year in 2026...2027 {
      let days = holidays.off.keys.filter { $0.year == year }
      #expect(days.filter { !$0.weekday.isWeekend }.count >= 16, "\(year)")
    }
    #expect(holidays.off.count == 46)
  }

  @Test(
    "Days are what the government's calendar says",
    arguments: [
      ("2026-02-16", DayKind.off), ("2026-02-20", .off), ("2026-02-23", .working), ("2026-09-28", .off),
      ("2026-10-26", .off), ("2026-12-24", .working), ("2027-02-10", .off), ("2027-02-11", .working),
      ("2027-12-31", .off), ("2026-11-28", .off), ("2026-11-27", .working),
    ])
  func days(_ day: String, _ kind: DayKind) throws {
    #expect(try founding().kind(of: try date(day)) == kind)
  }

  @Test("Beyond the stated years weekends alone are days off")
  func beyond() throws {
    #expect(try founding().kind(of: try date("2028-10-10")) == .working)
    #expect(try founding().kind(of: try date("2028-10-14")) == .off)
  }

  /// The year in which 8 February was worked for 27 January.
  private static let year2025 = """
    {
      "source": { "zh": "辦公日曆表", "en": "Office calendar" },
      "years": [2025],
      "off": [
        { "date": "2025-01-01", "zh": "元旦", "en": "Founding Day" },
        { "date": "2025-01-27", "zh": "調整放假", "en": "Day off in exchange" }
      ],
      "worked": ["2025-02-08"]
    }
    """

  @Test("A Saturday on which work is made up for is a working day")
  func worked() throws {
    let holidays = try #require(HolidayFile.read(Array(Self.year2025.utf8)).holidays)
    #expect(holidays.kind(of: try date("2025-02-08")) == .working)
    #expect(holidays.kind(of: try date("2025-01-27")) == .off)
    #expect(holidays.kind(of: try date("2025-02-09")) == .off)
  }

  @Test(
    "Each fault is reported with its line",
    arguments: [
      ("[2025]", "[2025, 2027]", "3 holiday_invalid"), ("[2025]", "[]", "3 list_empty"),
      ("\"2025-01-27\"", "\"2026-01-27\"", "6 holiday_invalid"),
      ("\"2025-01-27\"", "\"2025/1/27\"", "6 date_invalid"),
      ("\"2025-01-27\"", "\"2025-01-01\"", "6 list_duplicate"),
      ("\"2025-02-08\"", "\"2025-02-07\"", "8 holiday_invalid"),
      ("\"2025-01-27\"", "\"2025-02-08\"", "8 holiday_invalid"),
      ("\"worked\"", "\"working\"", "8 unknown_member"), ("元旦", "", "5 text_empty"),
    ])
  func faults(_ old: String, _ new: String, _ fault: String) {
    let reading = HolidayFile.read(Array(Self.year2025.replacing(old, with: new).utf8))
    #expect(reading.holidays == nil)
    #expect(reading.faults.map { "\($0.line) \($0.code.rawValue)" }.contains(fault))
  }

  @Test("A file that is too long or no JSON is refused")
  func unreadable() {
    #expect(HolidayFile.read(Array("{".utf8)).faults.map(\.code) == [.jsonInvalid])
    let long = [UInt8](repeating: 0x20, count: PartnerLimits.fileBytes + 1)
    #expect(HolidayFile.read(long).faults.map(\.code) == [.fileTooLarge])
  }
}
